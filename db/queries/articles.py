"""Articles, and the bytes that they were read from."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from db.models import Article, Capture, Claim, Run
from db.queries.rows import Printed, Publisher, leaving, read_as
from db.views import ArticleView, CaptureView


def articles(session: Session) -> list[ArticleView]:
    """Return all articles without their text, newest first."""
    rows = _article_rows().order_by(col(Article.ordered_at).desc(), col(Article.id))
    found = session.execute(rows.options(*leaving(Article.text))).all()
    return [_article_view(*row, text="") for row in found]


def article(session: Session, article_id: str) -> ArticleView | None:
    """Return one article with its text, or None."""
    row = session.execute(_article_rows().where(col(Article.id) == article_id)).one_or_none()
    return _article_view(*row, text=row[0].text) if row else None


def _article_rows() -> Select[Any]:
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


def _article_view(
    one: Article, publisher: str, n_claims: int, n_shown: int, *, text: str
) -> ArticleView:
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
