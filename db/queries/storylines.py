"""Storylines, and where people put claims."""

from collections.abc import Iterable, Sequence
from itertools import islice
from textwrap import shorten
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, func, or_, select, union
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import tallies
from db.engine import at_hand
from db.filters import StoryOrder
from db.models import Article, Claim, ClaimLink, ReviewEvent, StoryName, StoryPlace
from db.queries.log import event_view
from db.queries.rows import batches, standing
from db.views.log import EventView
from db.views.storylines import StorylineView, TieView
from db.vocabulary import ObjectType, Status

# So much of a claim tells a storyline from others under the same headline.
BEGINS = 70
# As claims.assess.storylines.Place has it.
APART_WITH = "apart with "

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
        # How large each is was counted beforehand; the rest is read of those that are shown.
        story, size, disputed = tallies.by_story.c
        by = (disputed, size) if order is StoryOrder.DISPUTED else (size, disputed)
        rows = (
            select(story)
            .where(*_called(session, search, story))
            .order_by(*(one.desc() for one in by), story)
        )
        found = [str(one) for one in session.execute(rows.limit(limit).offset(skip)).scalars()]
    return _views(session, found)


def count_storylines(session: Session, *, search: str = "") -> int:
    """Count the storylines; ``search`` is that of :func:`storylines`."""
    words = search.split()
    found = _called_so(words).subquery() if words else tallies.by_story
    return int(session.execute(select(func.count()).select_from(found)).scalar_one())


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
    """Return the last decisions on the name and the places of a storyline's claims, in order.

    Those by which claims left it are among them.
    """
    members = select(col(Claim.id)).where(col(Claim.storyline) == storyline_id)
    about = or_(
        col(ReviewEvent.object_id).in_(members),
        col(ReviewEvent.object_id).in_(left(session, storyline_id)),
    )
    rows = (
        select(ReviewEvent)
        .where(about, col(ReviewEvent.object_type).in_(STORY))
        .order_by(col(ReviewEvent.event_seq).desc())
        .limit(limit)
    )
    return [event_view(one) for one in reversed(session.execute(rows).scalars().all())]


def left(session: Session, storyline_id: str) -> list[str]:
    """Return the ids of the claims that people took out of a storyline to which links tie them.

    What was taken out together is one, whichever of it the links touch.
    """
    places = story_places(session)
    apart = {
        one: place.removeprefix(APART_WITH) if place.startswith(APART_WITH) else one
        for one, place in places.items()
        if place.startswith("apart")
    }
    heads = {apart[one] for one in session.execute(_torn(storyline_id)).scalars() if one in apart}
    return sorted(one for one, head in apart.items() if head in heads)


def _torn(storyline_id: str) -> Select[str]:
    """Select the claims with a place of their own that links tie to a storyline all the same."""
    ends = (col(ClaimLink.later_id), col(ClaimLink.earlier_id))
    members = select(col(Claim.id)).where(col(Claim.storyline) == storyline_id)
    tied = or_(
        *(
            and_(one == col(StoryPlace.claim_id), other.in_(members))
            for one, other in (ends, ends[::-1])
        )
    )
    return (
        select(col(StoryPlace.claim_id))
        .join(Claim, col(Claim.id) == col(StoryPlace.claim_id))
        .where(
            col(Claim.storyline).is_distinct_from(storyline_id),
            select(col(ClaimLink.id)).where(tied, standing()).exists(),
        )
    )


def _disputed() -> Any:
    return func.sum(case((col(Claim.status) == Status.DISPUTED, 1), else_=0))


def _newest(session: Session, limit: int | None, skip: int, search: str) -> list[str]:
    """Walk from the newest article back until enough storylines were met."""
    rows = (
        select(col(Claim.storyline))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(col(Claim.storyline).is_not(None), *_called(session, search, col(Claim.storyline)))
        .order_by(col(Article.ordered_at).desc(), col(Article.id), col(Claim.start))
    )
    seen: dict[str, None] = {}
    for one in session.execute(rows.execution_options(yield_per=500)).scalars():
        seen[str(one)] = None
        if limit is not None and len(seen) >= skip + limit:
            break
    return list(islice(seen, skip, None))


def _called(session: Session, search: str, story: Any) -> list[Any]:
    if not search.split():
        return []
    found = session.execute(_called_so(search.split())).scalars()
    return [story.in_(select(at_hand(found.all()).c.value))]


def _called_so(words: Sequence[str]) -> CompoundSelect[Any]:
    """Select the storylines in whose headline or name all the words occur."""
    # Joined, the claims would be gone through, and each one's article looked up for its title.
    titled, named = select(col(Article.id)), select(col(StoryName.claim_id))
    for word in words:
        titled = titled.where(col(Article.title).icontains(word, autoescape=True))
        named = named.where(col(StoryName.name).icontains(word, autoescape=True))
    story = select(col(Claim.storyline)).where(col(Claim.storyline).is_not(None))
    headed = col(Claim.storyline) == col(Claim.id)
    return union(
        story.where(headed, col(Claim.article_id).in_(titled)),
        story.where(col(Claim.id).in_(named)),
    )


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
    """Return what storylines are called: what a person named one of their claims, or a headline.

    Where several begin under one headline, how each begins tells them apart.
    """
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
            select(col(Claim.id), col(Article.title), col(Claim.text), _shares_headline())
            .join(Article, col(Claim.article_id) == col(Article.id))
            .where(col(Claim.id).in_(batch))
        )
        given = (
            select(col(Claim.storyline), func.nullif(col(StoryName.name), ""))
            .join(Claim, col(StoryName.claim_id) == col(Claim.id))
            .where(col(Claim.storyline).in_(batch), decided.is_not(None))
            .order_by(decided)
        )
        titles = {
            one: f"{title}: “{shorten(text, BEGINS, placeholder='…')}”" if shared else title
            for one, title, text, shared in session.execute(headlines)
        }
        found |= titles
        # The last decision counts; one that takes the name away leaves the headline.
        found |= {story: name or titles[story] for story, name in session.execute(given)}
    return found


def _shares_headline() -> ColumnElement[bool]:
    other = aliased(Claim)
    beside = (
        col(other.article_id) == col(Claim.article_id),
        col(other.storyline) == col(other.id),
        col(other.id) != col(Claim.id),
    )
    return select(col(other.id)).where(*beside).exists()


def story_places(session: Session) -> dict[str, str]:
    """Return where people put claims: few, for each was put by hand."""
    rows = select(col(StoryPlace.claim_id), col(StoryPlace.place)).where(
        col(StoryPlace.place) != ""
    )
    return dict(session.execute(rows).all())
