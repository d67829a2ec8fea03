"""How people read claims: the state of each is what a person set of speaker, chain, stance, span.

What the claim was read as at first is kept beside it, column by column. The claim's own columns
hold what is in force: the first reading, and over it what a person set.
"""

import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from claims.excerpt import excerpt
from claims.review.matters import CLAIM, PAGE, SPOILT, Owner, unlike, unreadable
from claims.standing.waiting import forget, wait
from db.models import Article, Claim, ClaimReading, Relay, Source
from db.vocabulary import Mode

COLUMNS = (
    "speaker_id",
    "speaker_surface",
    "speaker_start",
    "speaker_end",
    "mode",
    "stance",
    "start",
    "end",
    "fragments",
    "text",
    "prefix",
    "suffix",
)
# Read off the parse, later; and so nothing that a person says or the log speaks of.
PARSED = "proposition"
RELAYS = "relays"

Values = dict[str, Any]


def canonical(values: Mapping[str, Any]) -> str:
    """Return what a person set as the log has it: JSON with its keys in order; "" for nothing."""
    if not values:
        return ""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Readings:
    """The sort of object that says how a person reads a claim; see ``Matter``."""

    owner: Owner = CLAIM
    noun: str = "reading"
    untouched: str = ""
    ties: bool = False
    makes: bool = False

    def today(self, session: Session, object_id: str) -> str:
        """Return what a person set of a claim."""
        row = session.get(ClaimReading, object_id)
        return _words(session, object_id, row) if row else ""

    def stored(self, session: Session) -> Iterator[tuple[str, str]]:
        """Yield every claim that a person ever read otherwise, and what was set."""
        for row in session.exec(select(ClaimReading).execution_options(yield_per=PAGE)):
            yield row.claim_id, _words(session, row.claim_id, row)

    def restore(self, session: Session, object_id: str, words: str) -> AbstractSet[str]:
        """Read a claim as the words say; the next run links it anew."""
        claim = session.get_one(Claim, object_id)
        row = session.get(ClaimReading, object_id)
        if row is None:
            row = ClaimReading(claim_id=object_id, original=actual(session, claim))
        row.words = words
        session.add(row)
        put_in_force(session, claim, row)
        forget(session, object_id)
        return wait(session, claim.article_id, [object_id])


def actual(session: Session, claim: Claim) -> Values:
    """Return what is in force of a claim."""
    relays = select(Relay).where(col(Relay.claim_id) == claim.id).order_by(col(Relay.position))
    values: Values = {name: getattr(claim, name) for name in (*COLUMNS, PARSED)}
    values[RELAYS] = [[one.source_id, one.surface] for one in session.exec(relays)]
    return values


def put_in_force(session: Session, claim: Claim, row: ClaimReading) -> None:
    """Write into a claim what its first reading, and what a person set over it, make of it."""
    values = read_as(session, session.get_one(Article, claim.article_id), row)
    session.execute(delete(Relay).where(col(Relay.claim_id) == claim.id))
    for position, (source_id, surface) in enumerate(values.pop(RELAYS)):
        session.add(
            Relay(claim_id=claim.id, position=position, source_id=source_id, surface=surface)
        )
    for name, value in values.items():
        setattr(claim, name, value)
    session.flush()


def read_as(session: Session, article: Article, row: ClaimReading) -> Values:
    """Return what is to be in force of a claim: the first reading, and over it what was set."""
    asked = json.loads(row.words or "{}")
    values = dict(row.original)
    if "speaker" in asked:
        values |= _spoken_by(session, asked["speaker"], article, values["mode"])
    if "via" in asked:
        values[RELAYS] = [[source_of(session, name), ""] for name in asked["via"]]
    if "stance" in asked:
        values["stance"] = asked["stance"]
    if "start" in asked:
        values |= spanning(article, asked["start"], asked["end"])
    return values


def spanning(article: Article, start: int, end: int) -> Values:
    """Return what follows from the span of a claim; its core is read off by the next run."""
    return {
        "start": start,
        "end": end,
        "fragments": [[start, end]],
        **excerpt(article.text, start, end),
        PARSED: {},
    }


def _spoken_by(session: Session, name: str, article: Article, mode: str) -> Values:
    speaker = source_of(session, name)
    # What somebody else says is no narration: the publisher is not its origin.
    told = mode == Mode.NARRATION and speaker != article.publisher_id
    return {
        "speaker_id": speaker,
        "speaker_surface": "",
        "speaker_start": -1,
        "speaker_end": -1,
        "mode": Mode.INDIRECT.value if told else mode,
    }


def source_of(session: Session, name: str) -> int:
    """Return the id of the source that has exactly this name."""
    source_id = session.exec(select(Source.id).where(col(Source.name) == name)).one()
    assert source_id is not None
    return source_id


def _words(session: Session, claim_id: str, row: ClaimReading) -> str:
    """Return what was set, or what the claim's columns hold where that is something else."""
    try:
        claim = session.get_one(Claim, claim_id)
        stands = actual(session, claim)
        meant = read_as(session, session.get_one(Article, claim.article_id), row)
    except SPOILT as error:
        return unreadable(error)
    other = {name: stands[name] for name in meant if name != PARSED and stands[name] != meant[name]}
    return unlike(canonical(other)) if other else row.words
