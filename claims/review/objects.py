"""What people decide about: every sort of object of the log, under the word that the log has.

Folding, undoing and verifying take all that they need to know of a sort from here.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from sqlalchemy import case
from sqlmodel import Session, col, select

from claims.review.additions import Additions
from claims.review.dates import Dates
from claims.review.matters import (
    ARTICLE,
    CLAIM,
    CLAIM_BESIDE,
    LINK,
    NOTE,
    SOURCE,
    Cell,
    Matter,
)
from claims.review.mergers import Mergers
from claims.review.readings import Readings
from db import queries
from db.models import Article, Claim, ClaimLink, Note, Source, StoryName, StoryPlace
from db.vocabulary import Judgement, ObjectType


def _itself(_session: Session, claim_id: str) -> AbstractSet[str]:
    return {claim_id}


def _ends(session: Session, link_id: str) -> AbstractSet[str]:
    link = session.get_one(ClaimLink, link_id)
    return {link.later_id, link.earlier_id}


def _claims_in(session: Session, article_id: str) -> AbstractSet[str]:
    inside = set(session.exec(select(Claim.id).where(col(Claim.article_id) == article_id)))
    return inside | queries.linked_with(session, inside)


def _or_none(words: str) -> str | None:
    return words or None


MATTERS: Mapping[ObjectType, Matter] = {
    ObjectType.CLAIM: Cell(CLAIM, "verdict", Claim, Claim.id, Claim.verdict, value=_or_none),
    ObjectType.LINK: Cell(
        LINK,
        "judgement",
        ClaimLink,
        ClaimLink.id,
        ClaimLink.judgement,
        touches=_ends,
        untouched=Judgement.UNREVIEWED.value,
        ties=True,
    ),
    ObjectType.STORY_PLACE: Cell(
        CLAIM_BESIDE,
        "place",
        StoryPlace,
        StoryPlace.claim_id,
        StoryPlace.place,
        touches=_itself,
        ties=True,
    ),
    ObjectType.STORY_NAME: Cell(
        CLAIM_BESIDE, "name", StoryName, StoryName.claim_id, StoryName.name
    ),
    ObjectType.NOTE: Cell(NOTE, "text", Note, Note.claim_id, Note.text),
    ObjectType.RATING: Cell(
        SOURCE, "letter", Source, Source.name, Source.reliability, value=_or_none
    ),
    ObjectType.MERGER: Mergers(),
    ObjectType.PROTECTION: Cell(
        SOURCE,
        "protection",
        Source,
        Source.name,
        Source.protected,
        words=case((col(Source.protected), "protected"), else_=""),
        value=bool,
    ),
    ObjectType.WITHDRAWAL: Cell(
        ARTICLE,
        "standing",
        Article,
        Article.id,
        Article.withdrawn,
        words=case((col(Article.withdrawn), "withdrawn"), else_=""),
        value=bool,
        touches=_claims_in,
        ties=True,
    ),
    ObjectType.DATE: Dates(),
    ObjectType.READING: Readings(),
    ObjectType.ADDED: Additions(),
}
