"""Looks up what one claim is compared with: the claims of the desk that share keys with it."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlmodel import Session

from claims.link.candidates import MOST_CARRIERS, Chosen, choose, overtaken, telling
from claims.link.match import Linker, Statement
from claims.proposition import Proposition
from db import queries
from db.views.claims import ComparableView

# Keys whose carriers stay counted: to count those of common keys for each claim anew takes
# quadratic time.
MOST_COUNTED = 200_000
# Statements that stay loaded, because a claim is a candidate of many others: some 80 MB.
MOST_LOADED = 10_000
# How many candidates are read at first: mostly the nearest are among them.
FIRST_LOOK = 150


@dataclass(frozen=True, slots=True)
class Loaded:
    """A claim as the linker needs it, with its stored vectors."""

    claim: Statement
    vectors: bytes


class Known:
    """What a run has looked up, and need not look up again while there is room."""

    def __init__(self) -> None:
        self._loaded: dict[str, Loaded] = {}
        self._carriers: dict[str, int] = {}

    def carriers(self, session: Session, keys: AbstractSet[str]) -> dict[str, int]:
        """Return how many claims carry each key."""
        if len(self._carriers) > MOST_COUNTED:
            self._carriers.clear()
        missing = keys - self._carriers.keys()
        if missing:
            self._carriers |= queries.key_counts(session, missing)
        return {key: self._carriers[key] for key in keys if key in self._carriers}

    def load(self, session: Session, claim_ids: Iterable[str]) -> list[Loaded]:
        """Return these claims in the order of their ids."""
        wanted = sorted(set(claim_ids))
        missing = [one for one in wanted if one not in self._loaded]
        if len(self._loaded) + len(missing) > MOST_LOADED:
            self._loaded.clear()
            missing = wanted
        if missing:
            vectors = queries.vectors(session, missing)
            for view in queries.comparable(session, missing):
                claim = statement(view)
                self._loaded[claim.claim_id] = Loaded(claim, vectors.get(claim.claim_id, b""))
        return [self._loaded[one] for one in wanted if one in self._loaded]


def candidates(session: Session, linker: Linker, one: Loaded, known: Known) -> Chosen:
    """Return whom a claim of the desk is compared with.

    Args:
        session: an open session.
        linker: says how near claims are.
        one: the claim.
        known: what was looked up before.
    """
    some = (
        sorted(queries.placed(session, dict(part)), key=lambda found: (-found.shared, found.order))
        for part in _parts(_sharing(session, linker, one, known))
    )
    return choose(linker, one.claim, one.vectors, some)


def pressed(session: Session, linker: Linker, one: Loaded, known: Known) -> list[str]:
    """Return the claims, linked already, that would be compared with one that comes in now.

    Args:
        session: an open session.
        linker: says how near claims are.
        one: the claim that comes in.
        known: what was looked up before.
    """
    moment = one.claim.ordered_at
    if not queries.has_later(session, moment):
        return []
    return [
        claim_id
        for part in _parts(_sharing(session, linker, one, known))
        for within in [linker.at_most(part[0][1])]
        for found in [queries.placed(session, dict(part), after=moment, within=within)]
        for claim_id in overtaken(linker, one.claim, one.vectors, found)
    ]


def _sharing(
    session: Session, linker: Linker, one: Loaded, known: Known
) -> list[tuple[str, float]]:
    keys = linker.keys(one.claim)
    weights = {key: keys[key] for key in telling(known.carriers(session, keys.keys()))}
    return queries.sharing(session, weights, but=one.claim.claim_id, most=MOST_CARRIERS)


def _parts(shared: Sequence[tuple[str, float]]) -> Iterator[Sequence[tuple[str, float]]]:
    """Yield parts of a list, each twice as long as the one before."""
    start, size = 0, FIRST_LOOK
    while start < len(shared):
        yield shared[start : start + size]
        start, size = start + size, 2 * size


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
