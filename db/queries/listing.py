"""Which claims fit what is asked for, and in what order: pages and counts, by the index."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlmodel import Session, col

from db import index
from db.filters import ClaimFilters
from db.index import listed
from db.models import Article, Claim
from db.queries.terms import (
    bounds_of,
    has_words,
    is_of_words,
    query_of,
    second,
    second_end,
)

# So many more than a page are taken from the index at once: few articles are of one second, and
# few have more claims.
SPARE = 50


def in_order(*, back: bool = False) -> list[ColumnElement[Any]]:
    """Return the order of lists: the newest article first, in the order of its text.

    Args:
        back: the other way round.
    """
    within = (col(Article.id), col(Claim.start), col(Claim.id))
    if back:
        return [col(Article.ordered_at).asc(), *(one.desc() for one in within)]
    return [col(Article.ordered_at).desc(), *(one.asc() for one in within)]


def beyond(session: Session, after: str, before: str) -> ColumnElement[bool]:
    """Tell the claims on one side of another in the order of lists; all where there is none.

    Args:
        session: to read with.
        after: id of the claim that they follow,
        before: or of the one that they precede.
    """
    moment, within = col(Article.ordered_at), (col(Article.id), col(Claim.start), col(Claim.id))
    last = session.execute(
        select(moment, *within)
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(col(Claim.id) == (after or before))
    ).one_or_none()
    if last is None:
        return col(Claim.id).is_not(None)
    # The first condition follows from the second; it is what an index can use.
    if before:
        return and_(moment >= last[0], or_(moment > last[0], tuple_(*within) < tuple_(*last[1:])))
    return and_(moment <= last[0], or_(moment < last[0], tuple_(*within) > tuple_(*last[1:])))


def found_ids(
    session: Session,
    filters: ClaimFilters,
    *,
    limit: int | None = None,
    after: str = "",
    before: str = "",
) -> list[str]:
    """Return the ids of the claims that fit, in the order of lists.

    Claims of one second stand in the index as they came. So some more are taken from it than are
    wanted, and those of whole seconds are put into their order.

    Args:
        session: to read with.
        filters: what is asked for.
        limit: at most so many; None for all.
        after: id of a claim: only those behind it,
        before: or those before it, the nearest.
    """
    query = query_of(session, filters)
    if query is None:
        return []
    bounds = _turned(session, bounds_of(filters), after, before)
    taken, found = (limit or 0) + SPARE, list[str]()
    while True:
        nearest = index.places(query, *bounds, oldest=bool(before))
        places = session.execute(nearest.limit(taken if limit else None)).scalars().all()
        complete = limit is None or len(places) < taken
        whole = places if complete else _whole_seconds(places)
        found = _ordered(session, whole, after, before)[:limit]
        if complete or len(found) == limit:
            return found[::-1] if before else found
        taken *= 4


def _whole_seconds(places: Sequence[int]) -> list[int]:
    cut = places[-1] // index.SECOND
    return [place for place in places if place // index.SECOND != cut]


def _ordered(session: Session, places: Sequence[int], after: str, before: str) -> list[str]:
    """Return the ids of the claims at these places, in the order of lists, or turned around."""
    rows = (
        select(col(Claim.id))
        .join(index.entries, index.entries.c.claim_id == col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(index.entries.c.place.in_(listed(places)), beyond(session, after, before))
        .order_by(*in_order(back=bool(before)))
    )
    return [*session.execute(rows).scalars().all()]


def _turned(session: Session, bounds: tuple[int, int], after: str, before: str) -> tuple[int, int]:
    """Return the bounds up to the second of a claim, or from it on."""
    low, high = bounds
    moments = select(col(Article.ordered_at)).join(Claim).where(col(Claim.id) == (after or before))
    moment = session.execute(moments).scalar_one_or_none()
    if moment is None:
        return bounds
    return (max(low, second(moment)), high) if before else (low, min(high, second_end(moment)))


def count_found(session: Session, filters: ClaimFilters) -> int:
    """Count the claims that fit."""
    if is_of_words(filters):
        tallied = select(func.coalesce(func.sum(index.tally.c.n), 0))
        return int(session.execute(tallied.where(*has_words(index.tally, filters))).scalar_one())
    query = query_of(session, filters)
    if query is None:
        return 0
    places = index.places(query, *bounds_of(filters)).order_by(None).subquery()
    return int(session.execute(select(func.count()).select_from(places)).scalar_one())


def revision(session: Session) -> int:
    """Return a number that grows with whatever changes what is listed, found or counted."""
    return int(session.execute(select(index.version.c.version)).scalar_one())
