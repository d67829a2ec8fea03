"""Storylines: claims that links or people join, written with each claim.

Both writers call it, as they call ``claims.standing.statuses``. It is known by its earliest claim,
so that a re-run, which finds the same links, leaves it as it was.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from claims.assess.storylines import Place, gather
from db import queries
from db.models import Article, Claim, ClaimLink
from db.queries.rows import batches, gone, standing


def refresh(session: Session, claim_ids: Iterable[str]) -> None:
    """Work out the storylines that these claims belong to, or did, and write them.

    Args:
        session: one that may write.
        claim_ids: claims whose links or places have changed.
    """
    members, links, places = _reached(session, {*claim_ids})
    _leave_out(session, members)
    order = {
        row[-1]: tuple(row)
        for batch in batches(sorted(members))
        for row in session.execute(
            select(col(Article.ordered_at), col(Claim.article_id), col(Claim.start), col(Claim.id))
            .join(Article, col(Claim.article_id) == col(Article.id))
            .where(col(Claim.id).in_(batch), col(Claim.id).not_in(gone()))
        )
    }
    for story in gather(sorted(order, key=order.__getitem__), sorted(links), places):
        name = story[0] if len(story) > 1 else None
        for batch in batches(story):
            moved = col(Claim.storyline).is_distinct_from(name)
            told = update(Claim).where(col(Claim.id).in_(batch), moved)
            session.execute(told.values(storyline=name))
    session.flush()


def _leave_out(session: Session, members: set[str]) -> None:
    """Take those claims out of their storyline that count for nothing."""
    for batch in batches(sorted(members)):
        lost = update(Claim).where(col(Claim.id).in_(batch), col(Claim.id).in_(gone()))
        session.execute(lost.values(storyline=None))


def _reached(
    session: Session, claim_ids: set[str]
) -> tuple[set[str], set[tuple[str, str]], dict[str, Place]]:
    """Return all claims that links, places or a storyline of before tie to some, and those ties."""
    placed = {one: Place.of(words) for one, words in queries.story_places(session).items()}
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for one, place in placed.items():
        for other in place.beside:
            beside[one].add(other)
            beside[other].add(one)
    members: set[str] = set()
    links: set[tuple[str, str]] = set()
    fresh = claim_ids | told_with(session, claim_ids)
    while fresh:
        members |= fresh
        found = {other for one in fresh for other in beside.get(one, ())}
        joined = sorted(one for one in fresh if one not in placed or not placed[one].apart)
        for batch in batches(joined):
            ends = (col(ClaimLink.later_id), col(ClaimLink.earlier_id))
            rows = select(*ends).where(standing(), or_(*(end.in_(batch) for end in ends)))
            pairs = {(later, earlier) for later, earlier in session.execute(rows)}
            links |= pairs
            found |= {end for pair in pairs for end in pair}
        fresh = found - members
    return members, links, {one: place for one, place in placed.items() if one in members}


def told_with(session: Session, claim_ids: set[str]) -> set[str]:
    """Return the claims that were in one storyline with some before."""
    found: set[str] = set()
    for batch in batches(sorted(claim_ids)):
        told = select(col(Claim.storyline)).where(
            col(Claim.id).in_(batch), col(Claim.storyline).is_not(None)
        )
        together = select(col(Claim.id)).where(col(Claim.storyline).in_(told))
        found |= set(session.execute(together).scalars())
    return found
