"""Claims that people add: the state of each is what it was added as, "" where taken back."""

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from claims.exchange import BY_HAND
from claims.review.matters import CLAIM, Owner
from claims.review.readings import (
    RELAYS,
    Values,
    put_in_force,
    source_of,
    spanning,
)
from claims.standing.waiting import forget, wait
from db.engine import streamed
from db.models import Article, Claim, ClaimReading
from db.vocabulary import Mode


@dataclass(frozen=True, slots=True)
class Additions:
    """The sort of object that says which claims people added; see ``Matter``."""

    owner: Owner = CLAIM
    noun: str = "words"
    untouched: str = ""
    ties: bool = True
    makes: bool = True

    def today(self, session: Session, object_id: str) -> str:
        """Return what a claim was added as."""
        return session.exec(select(Claim.added).where(col(Claim.id) == object_id)).first() or ""

    def stored(self, session: Session) -> Iterator[tuple[str, str]]:
        """Yield every claim that a person added, and as what; "" where that was taken back."""
        # All others are left out: they are nearly all claims, and no log speaks of adding them.
        rows: Any = select(Claim.id, Claim.added).where(col(Claim.added).is_not(None))
        yield from streamed(session, rows)

    def restore(self, session: Session, object_id: str, words: str) -> AbstractSet[str]:
        """Add a claim as the words say, or hide one; it takes part like any other."""
        claim = session.get(Claim, object_id)
        if words:
            claim = _added(session, object_id, words)
        assert claim is not None
        claim.added = words
        session.flush()
        return wait(session, claim.article_id, [object_id])


def _added(session: Session, claim_id: str, words: str) -> Claim:
    article = session.get_one(Article, json.loads(words)["article"])
    first = _first_reading(session, article, words)
    claim, row = session.get(Claim, claim_id), session.get(ClaimReading, claim_id)
    if claim is None or row is None:
        claim = _made(claim_id, article, first)
        row = ClaimReading(claim_id=claim_id, original=first)
        session.add(claim)
        session.flush()
    row.original = first
    session.add(row)
    put_in_force(session, claim, row)
    forget(session, claim_id)
    return claim


def _first_reading(session: Session, article: Article, words: str) -> Values:
    asked = json.loads(words)
    speaker = source_of(session, asked["speaker"])
    narrated = speaker == article.publisher_id and not asked["via"]
    return {
        "speaker_id": speaker,
        "speaker_surface": "",
        "speaker_start": -1,
        "speaker_end": -1,
        "mode": (Mode.NARRATION if narrated else Mode.INDIRECT).value,
        "stance": asked["stance"],
        RELAYS: [[source_of(session, name), ""] for name in asked["via"]],
        **spanning(article, asked["start"], asked["end"]),
    }


def _made(claim_id: str, article: Article, first: Values) -> Claim:
    return Claim(
        id=claim_id,
        article_id=article.id,
        # Whoever adds a claim holds it to be one, and worth a check.
        worth=1.0,
        worthy=True,
        shown=True,
        score=1.0,
        extractor=BY_HAND,
        # No run made it; the one that read its article is the last that it rests on.
        run_id=article.run_id,
        **{name: value for name, value in first.items() if name != RELAYS},
    )
