"""Storylines, and where people put claims."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.filters import StoryOrder
from db.models import Article, Claim, ClaimLink, ReviewEvent, StoryName, StoryPlace
from db.queries.log import event_view
from db.queries.rows import batches, standing
from db.views.log import EventView
from db.views.storylines import StorylineView, TieView
from db.vocabulary import ObjectType, Status

STORY = (ObjectType.STORY_NAME, ObjectType.STORY_PLACE)


def storylines(
    session: Session,
    *,
    limit: int | None = None,
    skip: int = 0,
    search: str = "",
    order: StoryOrder = StoryOrder.CLAIMS,
) -> list[StorylineView]:
    """Return the storylines.

    Args:
        session: to read with.
        limit: at most so many.
        skip: leave so many out that would come first.
        search: words that must all occur in what the storyline is called.
        order: which come first.
    """
    if order is StoryOrder.NEWEST:
        found = _newest(session, limit, skip, search)
    else:
        # The index alone tells how large each is; the rest is read of those that are shown.
        size, disputed = func.count(), _disputed()
        by = (disputed, size) if order is StoryOrder.DISPUTED else (size, disputed)
        rows = (
            select(col(Claim.storyline))
            .where(col(Claim.storyline).is_not(None), *_called(search))
            .group_by(col(Claim.storyline))
            .order_by(*(one.desc() for one in by), col(Claim.storyline))
        )
        found = [str(one) for one in session.execute(rows.limit(limit).offset(skip)).scalars()]
    return _views(session, found)


def count_storylines(session: Session, *, search: str = "") -> int:
    """Count the storylines; ``search`` is that of :func:`storylines`."""
    # Grouped along the index: to count distinct ones otherwise takes a tree of all claims.
    found = (
        select(col(Claim.storyline))
        .where(col(Claim.storyline).is_not(None), *_called(search))
        .group_by(col(Claim.storyline))
    )
    return int(session.execute(select(func.count()).select_from(found.subquery())).scalar_one())


def storyline(session: Session, storyline_id: str) -> StorylineView | None:
    """Return one storyline, or None."""
    return next(iter(_views(session, [storyline_id])), None)


def ties(session: Session, storyline_id: str) -> list[TieView]:
    """Return the links that hold between the claims of a storyline."""
    near, far = aliased(Claim), aliased(Claim)
    rows = (
        select(col(ClaimLink.later_id), col(ClaimLink.earlier_id), col(ClaimLink.relation))
        .join(near, col(ClaimLink.later_id) == col(near.id))
        .join(far, col(ClaimLink.earlier_id) == col(far.id))
        .where(col(near.storyline) == storyline_id, col(far.storyline) == storyline_id, standing())
        .order_by(col(ClaimLink.score).desc(), col(ClaimLink.id))
    )
    return [TieView(*row) for row in session.execute(rows)]


def story_events(session: Session, storyline_id: str, *, limit: int = 10) -> list[EventView]:
    """Return the last decisions on the name and the places of a storyline's claims, in order."""
    members = select(col(Claim.id)).where(col(Claim.storyline) == storyline_id)
    rows = (
        select(ReviewEvent)
        .where(col(ReviewEvent.object_id).in_(members), col(ReviewEvent.object_type).in_(STORY))
        .order_by(col(ReviewEvent.event_seq).desc())
        .limit(limit)
    )
    return [event_view(one) for one in reversed(session.execute(rows).scalars().all())]


def _disputed() -> Any:
    return func.sum(case((col(Claim.status) == Status.DISPUTED, 1), else_=0))


def _newest(session: Session, limit: int | None, skip: int, search: str) -> list[str]:
    """Walk from the newest article back until enough storylines were met."""
    rows = (
        select(col(Claim.storyline))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(col(Claim.storyline).is_not(None), *_called(search))
        .order_by(col(Article.ordered_at).desc(), col(Article.id), col(Claim.start))
    )
    seen: dict[str, None] = {}
    for one in session.execute(rows.execution_options(yield_per=500)).scalars():
        seen[str(one)] = None
        if limit is not None and len(seen) >= skip + limit:
            break
    return list(islice(seen, skip, None))


def _called(search: str) -> list[Any]:
    if not search.split():
        return []
    heads, named = aliased(Claim), aliased(Claim)
    by_headline: Select[Any] = (
        select(col(heads.storyline))
        .join(Article, col(heads.article_id) == col(Article.id))
        .where(col(heads.storyline) == col(heads.id))
    )
    by_name: Select[Any] = select(col(named.storyline)).join(
        StoryName, col(StoryName.claim_id) == col(named.id)
    )
    for word in search.split():
        by_headline = by_headline.where(col(Article.title).icontains(word, autoescape=True))
        by_name = by_name.where(col(StoryName.name).icontains(word, autoescape=True))
    return [or_(*(col(Claim.storyline).in_(one) for one in (by_headline, by_name)))]


def _views(session: Session, story_ids: Sequence[str]) -> list[StorylineView]:
    found: dict[str, tuple[Any, ...]] = {}
    for batch in batches(story_ids):
        rows = (
            select(
                col(Claim.storyline),
                func.count(),
                func.min(col(Article.ordered_at)),
                func.max(col(Article.ordered_at)),
                func.count(func.distinct(col(Claim.article_id))),
                _disputed(),
            )
            .join(Article, col(Claim.article_id) == col(Article.id))
            .where(col(Claim.storyline).in_(batch))
            .group_by(col(Claim.storyline))
        )
        found |= {row[0]: tuple(row[1:]) for row in session.execute(rows)}
    names = names_of(session, found)
    return [
        StorylineView(one, names.get(one, ""), *found[one]) for one in story_ids if one in found
    ]


def names_of(session: Session, story_ids: Iterable[str]) -> dict[str, str]:
    """Return what storylines are called: what a person named one of their claims, or a headline."""
    found: dict[str, str] = {}
    # Looked up for each of the few names, for the whole log holds a million other decisions.
    decided = (
        select(func.max(col(ReviewEvent.event_seq)))
        .where(
            col(ReviewEvent.object_id) == col(StoryName.claim_id),
            col(ReviewEvent.object_type) == ObjectType.STORY_NAME,
        )
        .scalar_subquery()
    )
    for batch in batches(sorted(story_ids)):
        headlines = (
            select(col(Claim.id), col(Article.title))
            .join(Article, col(Claim.article_id) == col(Article.id))
            .where(col(Claim.id).in_(batch))
        )
        given = (
            select(col(Claim.storyline), func.nullif(col(StoryName.name), ""))
            .join(Claim, col(StoryName.claim_id) == col(Claim.id))
            .where(col(Claim.storyline).in_(batch), decided.is_not(None))
            .order_by(decided)
        )
        titles = dict(session.execute(headlines).all())
        found |= titles
        # The last decision counts; one that takes the name away leaves the headline.
        found |= {story: name or titles[story] for story, name in session.execute(given)}
    return found


def story_places(session: Session) -> dict[str, str]:
    """Return where people put claims: few, for each was put by hand."""
    rows = select(col(StoryPlace.claim_id), col(StoryPlace.place)).where(
        col(StoryPlace.place) != ""
    )
    return dict(session.execute(rows).all())
