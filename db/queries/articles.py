"""Articles, and the bytes that they were read from."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from db.models import Article, Capture, Claim, Run
from db.queries.rows import Printed, Publisher, read_as
from db.views.articles import ArticleView
from db.views.custody import CaptureView


def article(session: Session, article_id: str) -> ArticleView | None:
    """Return one article with its text, or None."""
    row = session.execute(article_rows().where(col(Article.id) == article_id)).one_or_none()
    return article_view(*row, text=row[0].text) if row else None


@cache
def article_rows() -> Select[Any]:
    """Select articles with their publisher as it is read, and how many claims they have."""
    n_claims = select(func.count()).where(
        col(Claim.article_id) == col(Article.id), col(Claim.added).is_distinct_from("")
    )
    return (
        select(
            Article,
            col(Publisher.name),
            n_claims.scalar_subquery(),
            n_claims.where(col(Claim.shown).is_(True)).scalar_subquery(),
        )
        .join(Printed, col(Article.publisher_id) == col(Printed.id))
        .join(Publisher, col(Publisher.id) == read_as(Printed))
    )


def article_view(
    one: Article, publisher: str, n_claims: int, n_shown: int, *, text: str = ""
) -> ArticleView:
    """Return the view of a row that :func:`article_rows` selects; ``text`` only where asked for."""
    waits = one.extract_run_id is None or one.link_run_id is None
    return ArticleView(
        article_id=one.id,
        title=one.title,
        publisher=publisher,
        author=one.author,
        file=one.file,
        url=one.url,
        published_at=one.published_at,
        published_origin=one.published_origin,
        ordered_at=one.ordered_at,
        language=one.language,
        encoding=one.encoding,
        content_sha256=one.content_sha256,
        text_sha256=one.text_sha256,
        added_at=one.added_at,
        notes=tuple(one.notes),
        n_claims=n_claims,
        n_shown=n_shown,
        text=text,
        unread_language=one.unread_language,
        withdrawn=one.withdrawn,
        version=one.version,
        unfinished=waits and not one.unread_language,
    )


def captures(session: Session, article_ids: Iterable[str] | None = None) -> Iterator[CaptureView]:
    """Yield articles with their texts and raw bytes, in the order of their ids, one at a time.

    Args:
        session: to read with.
        article_ids: only these; None for all.
    """
    ids = select(col(Article.id)).order_by(col(Article.id))
    kept = (
        select(col(Capture.sha256), col(Capture.raw), col(Run.components))
        .join(Article, col(Article.content_sha256) == col(Capture.sha256))
        .join(Run, col(Article.run_id) == col(Run.id))
    )
    chosen = session.execute(ids).scalars().all() if article_ids is None else sorted(article_ids)
    for one in chosen:
        if (found := article(session, one)) is not None:
            yield CaptureView(found, *session.execute(kept.where(col(Article.id) == one)).one())
