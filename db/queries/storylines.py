"""Storylines, and where people put claims."""

from collections.abc import Iterable

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from db.models import Article, Claim, ReviewEvent, StoryName, StoryPlace
from db.queries.rows import batches
from db.views import StorylineView
from db.vocabulary import ObjectType, Status


def storylines(session: Session, *, limit: int | None = None) -> list[StorylineView]:
    """Return the storylines, those with most claims first.

    Args:
        session: to read with.
        limit: at most so many.
    """
    size = func.count()
    rows = (
        select(
            col(Claim.storyline),
            size,
            func.min(col(Article.ordered_at)),
            func.max(col(Article.ordered_at)),
            func.count(func.distinct(col(Claim.article_id))),
            func.sum(case((col(Claim.status) == Status.DISPUTED, 1), else_=0)),
        )
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(col(Claim.storyline).is_not(None))
        .group_by(col(Claim.storyline))
        .order_by(size.desc(), col(Claim.storyline))
        .limit(limit)
    )
    found = list(session.execute(rows))
    names = names_of(session, [row[0] for row in found])
    return [StorylineView(story, names.get(story, ""), *rest) for story, *rest in found]


def names_of(session: Session, story_ids: Iterable[str]) -> dict[str, str]:
    """Return what storylines are called: what a person named one of their claims, or a headline."""
    found: dict[str, str] = {}
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
            .where(col(Claim.storyline).in_(batch))
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
