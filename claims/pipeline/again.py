"""Articles that are read again: claims keep their ids, and what people touched stays as it is.

A claim that a newer extractor finds with another span is the same claim where both overlap by half
(the intersection over the union of their envelopes) and have one mode. It takes over what was found
now, unless the log speaks of it: people decided on the words that they saw.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine, or_, select, update
from sqlmodel import Session, col

from claims.assess.storylines import Place
from claims.extract.quote import Quote
from claims.standing import storylines
from claims.standing.waiting import wait
from db import queries
from db.engine import writing
from db.models import Article, Claim, ClaimLink, ClaimReading, ReviewEvent
from db.removal import remove

SAME = 0.5


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of an article's claims.

    Attributes:
        renewed: claims by the id of the quote that they take over.
        new: ids of the quotes that no claim stands for.
    """

    renewed: dict[str, Claim] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)


def reopen(engine: Engine) -> None:
    """Let every article that was read wait to be read again; its claims stay until then."""
    with writing(engine) as session:
        read = update(Article).where(col(Article.extract_run_id).is_not(None))
        session.execute(read.values(extract_run_id=None))


def sort(session: Session, article_id: str, quotes: Mapping[str, Quote]) -> Sorted:
    """Match what was found in an article with the claims that it has, and settle those left over.

    A claim that nothing matches goes, or is marked as superseded where people touched it.

    Args:
        session: one that may write.
        article_id: the article.
        quotes: what the extractor found now, by id.
    """
    mine = col(Claim.article_id) == article_id
    rows = select(Claim).where(mine, col(Claim.added).is_(None)).order_by(col(Claim.id))
    claims = {claim.id: claim for claim in session.execute(rows).scalars()}
    if not claims:
        return Sorted(new=[*quotes])
    touched = _touched(session, claims)
    standing_for = _matched(_envelopes(session, claims.values()), quotes)
    for claim in claims.values():
        claim.superseded = claim.id in touched and claim.id not in standing_for.values()
    _drop(session, article_id, claims.keys() - {*standing_for.values()} - touched)
    return Sorted(
        {
            found: claims[claim_id]
            for found, claim_id in standing_for.items()
            if claim_id not in touched
        },
        [found for found in quotes if found not in standing_for],
    )


def _envelopes(session: Session, claims: Iterable[Claim]) -> list[tuple[str, int, int, str]]:
    """Return each claim with start, end and mode as a machine read it."""
    by_id = {claim.id: claim for claim in claims}
    edited = select(ClaimReading).where(col(ClaimReading.claim_id).in_(by_id))
    first = {one.claim_id: one.original for one in session.execute(edited).scalars()}
    return [
        (
            claim_id,
            *(
                first.get(claim_id, {}).get(name, getattr(claim, name))
                for name in ("start", "end", "mode")
            ),
        )
        for claim_id, claim in by_id.items()
    ]


def _matched(
    claims: Sequence[tuple[str, int, int, str]], quotes: Mapping[str, Quote]
) -> dict[str, str]:
    """Return the claim that each quote stands for, one to one, the largest overlap first."""
    pairs = sorted(
        (-overlap, found, claim_id)
        for found, quote in quotes.items()
        for claim_id, start, end, mode in claims
        if mode == quote.mode and (overlap := _iou(quote, start, end)) >= SAME
    )
    matched: dict[str, str] = {}
    for _, found, claim_id in pairs:
        if found not in matched and claim_id not in matched.values():
            matched[found] = claim_id
    return matched


def _iou(quote: Quote, start: int, end: int) -> float:
    shared = min(quote.end, end) - max(quote.start, start)
    return max(0, shared) / (max(quote.end, end) - min(quote.start, start))


def _touched(session: Session, claims: Iterable[str]) -> set[str]:
    """Return those of an article's claims that the log speaks of, or of a link that they have."""
    mine = {*claims}
    ends = (col(ClaimLink.later_id), col(ClaimLink.earlier_id))
    links = select(col(ClaimLink.id), *ends).where(or_(*(end.in_(mine) for end in ends)))
    by_object = {claim_id: {claim_id} for claim_id in mine}
    by_object |= {link: {later, earlier} for link, later, earlier in session.execute(links)}
    touched = _placed(session)
    for some in queries.batches(sorted(by_object)):
        logged = select(col(ReviewEvent.object_id)).where(col(ReviewEvent.object_id).in_(some))
        for spoken_of in session.execute(logged.distinct()).scalars():
            touched |= by_object[spoken_of]
    return touched & mine


def _placed(session: Session) -> set[str]:
    """Return the claims beside which people put others."""
    places = map(Place.of, queries.story_places(session).values())
    return {other for place in places for other in place.beside}


def _drop(session: Session, article_id: str, gone: set[str]) -> None:
    """Remove claims; those that links or storylines tied to them are looked at again."""
    tied = wait(session, article_id, gone) | storylines.told_with(session, gone) if gone else set()
    remove(session, Claim.id, gone)
    for some in queries.batches(sorted(tied - gone)):
        told = update(Claim).where(col(Claim.id).in_(some))
        session.execute(told.values(assess_run_id=None))
