"""What a run of linking has looked up, and need not look up again while there is room."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from sqlmodel import Session

from claims.link.candidates import MOST_CARRIERS
from claims.link.match import Statement
from claims.proposition import Proposition
from db import queries
from db.views.claims import CandidateView, ComparableView

# Keys whose carriers stay counted.
MOST_COUNTED = 200_000
# Keys whose carriers stay listed: those that few carry, some 40 MB.
MOST_LISTED = 20_000
# Claims whose vectors and places stay at hand: some 80 MB.
MOST_PLACED = 60_000
# Statements that stay loaded, because a claim is a candidate of many others: some 80 MB.
MOST_LOADED = 10_000

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A claim as the linker needs it, with its stored vectors."""

    claim: Statement
    vectors: bytes


class Kept(Generic[V]):
    """Answers by what they were asked for.

    Args:
        look_up: asks the desk for what is not at hand.
        room: how many answers are kept; where more come, all are let go.
    """

    def __init__(self, look_up: Callable[[Session, list[str]], Mapping[str, V]], room: int) -> None:
        self._look_up, self._room = look_up, room
        self._found: dict[str, V] = {}

    def of(self, session: Session, wanted: Iterable[str]) -> dict[str, V]:
        """Return the answer to each, where there is one."""
        asked = list(wanted)
        missing = [one for one in asked if one not in self._found]
        if len(self._found) + len(missing) > self._room:
            self._found.clear()
            missing = asked
        if missing:
            self._found |= self._look_up(session, missing)
        return {one: self._found[one] for one in asked if one in self._found}


class Known:
    """What a run has looked up.

    Attributes:
        counts: of keys, how many claims carry each, up to one more than are looked up.
        carriers: of keys, the claims that carry each.
        vectors: of claims.
        places: of claims, where they stand; how near others must be changes as a run goes on.
    """

    def __init__(self) -> None:
        counted = partial(queries.key_counts, most=MOST_CARRIERS + 1)
        listed = partial(queries.carriers, most=MOST_CARRIERS)
        self.counts = Kept[int](counted, MOST_COUNTED)
        self.carriers = Kept[list[str]](listed, MOST_LISTED)
        self.vectors = Kept[bytes](queries.vectors, MOST_PLACED)
        self.places = Kept[CandidateView](queries.placed, MOST_PLACED)
        self._loaded = Kept[Loaded](_load, MOST_LOADED)
        self._since: tuple[datetime, AbstractSet[str] | None] | None = None

    def load(self, session: Session, claim_ids: Iterable[str]) -> list[Loaded]:
        """Return these claims in the order of their ids."""
        return list(self._loaded.of(session, sorted(set(claim_ids))).values())

    def linked_since(self, session: Session, moment: datetime) -> AbstractSet[str] | None:
        """Return the claims of this moment or later that are linked, or None where they are many.

        Those that a run links itself come in order, so that none of them is later than the next.
        """
        if self._since is None or self._since[0] != moment:
            self._since = moment, queries.linked_since(session, moment, most=MOST_CARRIERS)
        return self._since[1]


def _load(session: Session, claim_ids: list[str]) -> dict[str, Loaded]:
    vectors = queries.vectors(session, claim_ids)
    claims = map(statement, queries.comparable(session, claim_ids))
    return {one.claim_id: Loaded(one, vectors.get(one.claim_id, b"")) for one in claims}


def statement(view: ComparableView) -> Statement:
    """Return a stored claim as the linker sees it."""
    claim = view.claim
    return Statement(
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        position=claim.start,
        ordered_at=claim.ordered_at,
        text=claim.text,
        sentence=view.sentence,
        title=claim.article_title,
        speaker=claim.speaker,
        via=claim.via,
        publisher=claim.publisher,
        anonymous=claim.anonymous,
        mode=claim.mode,
        stance=claim.stance,
        proposition=Proposition.from_json(view.proposition),
        document=claim.document,
    )
