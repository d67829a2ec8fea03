"""Articles and the sources that speak in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlmodel import Session, col

from db.models import Article, Capture, Claim, Run, Source
from db.queries.rows import Printed, Publisher, aliases_of, called, read_as
from db.views import ArticleView, CaptureView, SourceView
from db.vocabulary import Verdict


def article(session: Session, article_id: str) -> ArticleView | None:
    """Return one article with its text, or None."""
    row = session.execute(article_rows().where(col(Article.id) == article_id)).one_or_none()
    return article_view(*row, text=row[0].text) if row else None


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


def sources(session: Session) -> list[SourceView]:
    """Return every source that is not merged into another, most claims first."""
    return _source_views(session, select(col(Source.id)).where(col(Source.kept_id).is_(None)))


def source(session: Session, name: str) -> SourceView | None:
    """Return the source that a name, or the name of one merged into it, leads to; or None."""
    return next(iter(_source_views(session, called(name))), None)


def _source_views(session: Session, ids: Select[Any]) -> list[SourceView]:
    said = _said()
    n_claims = func.coalesce(said.c.n_claims, 0)
    rows = session.execute(
        select(Source, n_claims, said.c.n_confirmed, said.c.n_refuted)
        .outerjoin(said, said.c.source_id == col(Source.id))
        .where(col(Source.id).in_(ids), col(Source.kept_id).is_(None))
        .order_by(n_claims.desc(), col(Source.name))
    ).all()
    aliases = aliases_of(session, {row[0].id for row in rows})
    return [_source_view(*row, aliases=tuple(aliases[row[0].id])) for row in rows]


def _said() -> Any:
    """Count the shown claims of each source as it is read, and the verdicts on them."""

    def decided(verdict: Verdict) -> Any:
        return func.sum(case((col(Claim.verdict) == verdict, 1), else_=0))

    return (
        select(
            read_as(Source).label("source_id"),
            func.count().label("n_claims"),
            decided(Verdict.CONFIRMED).label("n_confirmed"),
            decided(Verdict.REFUTED).label("n_refuted"),
        )
        .join(Claim, col(Claim.speaker_id) == col(Source.id))
        .where(col(Claim.shown).is_(True))
        .group_by(read_as(Source))
        .subquery()
    )


def _source_view(
    one: Source,
    n_claims: int,
    confirmed: int | None,
    refuted: int | None,
    *,
    aliases: tuple[str, ...],
) -> SourceView:
    assert one.id is not None
    return SourceView(
        source_id=one.id,
        name=one.name,
        kind=one.kind,
        family=one.family,
        country=one.country,
        aliases=aliases,
        n_claims=n_claims,
        n_confirmed=confirmed or 0,
        n_refuted=refuted or 0,
        reliability=one.reliability,
        version=one.version,
    )
