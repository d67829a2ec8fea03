"""Articles and the sources that speak in them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlmodel import Session, col

from db.models import Article, Claim, Source
from db.queries.rows import Publisher, aliases_of
from db.views import ArticleView, SourceView
from db.vocabulary import Verdict


def articles(session: Session) -> list[ArticleView]:
    """Return all articles without their text, newest first."""
    rows = _article_rows().order_by(col(Article.ordered_at).desc(), col(Article.id))
    return [replace(view, text="") for view in _article_views(session, rows)]


def article(session: Session, article_id: str) -> ArticleView | None:
    """Return one article with its text, or None."""
    rows = _article_rows().where(col(Article.id) == article_id)
    return next(iter(_article_views(session, rows)), None)


def _article_rows() -> Select[Any]:
    counted = (
        select(
            col(Claim.article_id),
            func.count().label("n_claims"),
            func.sum(case((col(Claim.shown).is_(True), 1), else_=0)).label("n_shown"),
        )
        .group_by(col(Claim.article_id))
        .subquery()
    )
    return (
        select(Article, col(Publisher.name), counted.c.n_claims, counted.c.n_shown)
        .join(Publisher, col(Article.publisher_id) == col(Publisher.id))
        .outerjoin(counted, counted.c.article_id == col(Article.id))
    )


def _article_views(session: Session, rows: Select[Any]) -> list[ArticleView]:
    return [
        ArticleView(
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
            n_claims=n_claims or 0,
            n_shown=n_shown or 0,
            text=one.text,
        )
        for one, publisher, n_claims, n_shown in session.execute(rows)
    ]


def sources(session: Session) -> list[SourceView]:
    """Return every source that speaks, relays or publishes, most claims first."""

    def decided(verdict: Verdict) -> Any:
        return func.sum(case((col(Claim.verdict) == verdict, 1), else_=0))

    rows = session.execute(
        select(
            Source, func.count(col(Claim.id)), decided(Verdict.CONFIRMED), decided(Verdict.REFUTED)
        )
        .outerjoin(Claim, and_(col(Claim.speaker_id) == col(Source.id), col(Claim.shown).is_(True)))
        .group_by(col(Source.id))
        .order_by(func.count(col(Claim.id)).desc(), col(Source.name))
    ).all()
    aliases = aliases_of(session, {row[0].id for row in rows})
    return [
        SourceView(
            source_id=one.id,
            name=one.name,
            kind=one.kind,
            family=one.family,
            country=one.country,
            aliases=tuple(aliases[one.id]),
            n_claims=n_claims,
            n_confirmed=n_confirmed or 0,
            n_refuted=n_refuted or 0,
        )
        for one, n_claims, n_confirmed, n_refuted in rows
    ]
