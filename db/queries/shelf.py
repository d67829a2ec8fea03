"""Articles in lists: pages of them, who publishes them, and what they yielded."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Unpack

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlmodel import Session, col

from db.filters import ArticleFilters
from db.models import Article, Claim, ClaimLink
from db.queries.articles import article_rows, article_view
from db.queries.rows import Printed, Publisher, batches, called, counted, leaving, read_as
from db.views.articles import ArticleView
from db.vocabulary import Standing


def articles(
    session: Session,
    *,
    limit: int | None = None,
    after: str = "",
    **filters: Unpack[ArticleFilters],
) -> list[ArticleView]:
    """Return articles without their text, newest first; see ``Desk.articles``."""
    ids = select(col(Article.id)).where(*_conditions(filters))
    if after:
        ids = ids.where(_follows(session, after))
    ids = ids.order_by(col(Article.ordered_at).desc(), col(Article.id)).limit(limit)
    # An index holds all that is searched and sorted by; only the rows of the page are read.
    found = session.execute(ids).scalars().all()
    views = {
        row[0].id: article_view(*row)
        for some in batches(found)
        for row in session.execute(
            article_rows().where(col(Article.id).in_(some)).options(*leaving(Article.text))
        )
    }
    return [views[article_id] for article_id in found]


def count_articles(
    session: Session, *, limit: int | None = None, **filters: Unpack[ArticleFilters]
) -> int:
    """Count what :func:`articles` would return without a limit; up to one, if it is given."""
    # Without a condition SQLite counts the pages of an index, and not the rows.
    if limit is None or not filters:
        rows = select(func.count()).select_from(Article).where(*_conditions(filters))
        return int(session.execute(rows).scalar_one())
    found = select(col(Article.id)).where(*_conditions(filters)).limit(limit).subquery()
    return int(session.execute(select(func.count()).select_from(found)).scalar_one())


def publishers(session: Session) -> list[str]:
    """Return the names of all that publish an article, as they are read, by the alphabet."""
    publishing = select(col(Article.publisher_id)).distinct().scalar_subquery()
    names = (
        select(col(Publisher.name))
        .join(Printed, col(Publisher.id) == read_as(Printed))
        .where(col(Printed.id).in_(publishing))
        .distinct()
    )
    return sorted(session.execute(names).scalars(), key=str.casefold)


def yields(session: Session, article_ids: Sequence[str]) -> dict[str, int]:
    """Count the shown claims of some articles, and the links that count and touch these claims."""
    claims: set[str] = set()
    links: set[str] = set()
    for some in batches(article_ids):
        inside = and_(col(Claim.article_id).in_(some), col(Claim.shown).is_(True))
        ids = select(col(Claim.id)).where(inside)
        touching = or_(col(ClaimLink.later_id).in_(ids), col(ClaimLink.earlier_id).in_(ids))
        claims |= {*session.execute(ids).scalars()}
        links |= {*session.execute(select(col(ClaimLink.id)).where(touching, counted())).scalars()}
    return {"claims": len(claims), "links": len(links)}


def _conditions(filters: ArticleFilters) -> list[ColumnElement[bool]]:
    found = [_mentions(word) for word in filters.get("search", "").split()]
    if publisher := filters.get("publisher"):
        found.append(col(Article.publisher_id).in_(called(publisher)))
    if since := filters.get("since"):
        found.append(col(Article.ordered_at) >= _midnight(since))
    if until := filters.get("until"):
        found.append(col(Article.ordered_at) < _midnight(until) + timedelta(days=1))
    if standing := filters.get("standing"):
        found.append(_stands(standing))
    return found


def _mentions(word: str) -> ColumnElement[bool]:
    names = select(col(Printed.id)).join(Publisher, col(Publisher.id) == read_as(Printed))
    named = or_(*(col(one.name).icontains(word, autoescape=True) for one in (Printed, Publisher)))
    columns = (Article.title, Article.file, Article.url)
    return or_(
        *(col(column).icontains(word, autoescape=True) for column in columns),
        col(Article.publisher_id).in_(names.where(named)),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _stands(standing: Standing) -> ColumnElement[bool]:
    match standing:
        case Standing.WITHDRAWN:
            return and_(col(Article.withdrawn))
        case Standing.UNREAD:
            # The word of the index itself: with a value in its place it is not used.
            return col(Article.unread_language) != literal_column("''")
        case Standing.UNFINISHED:
            waits = or_(col(Article.extract_run_id).is_(None), col(Article.link_run_id).is_(None))
            return and_(waits, col(Article.unread_language) == "")


def _follows(session: Session, article_id: str) -> ColumnElement[bool]:
    place = select(col(Article.ordered_at)).where(col(Article.id) == article_id)
    last = session.execute(place).scalar_one_or_none()
    if last is None:
        return col(Article.id).is_not(None)
    later = and_(col(Article.ordered_at) == last, col(Article.id) > article_id)
    # The first condition follows from the second; it is what an index can use.
    return and_(col(Article.ordered_at) <= last, or_(col(Article.ordered_at) < last, later))
