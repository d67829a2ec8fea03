"""Which earlier claims a claim is compared with: the nearest ones, and no more than a few.

Who is chosen follows from the claims of the desk alone and not from the order in which they came:
a claim that comes in late, with an early date, takes the place that it would have had. This is
exact as long as all keys of a claim are looked up, that is while :data:`MOST_CARRIERS` claims or
fewer carry them; beyond that, which keys are rare enough may change as the desk grows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Protocol

from claims.link.match import Linker, Shared, Statement

# How many carriers of its keys are looked up for one claim, those of the rarest keys first: what
# many carry tells hardly anything, and all of them for every claim takes quadratic time.
MOST_CARRIERS = 5_000
MOST_JUDGED = 20
# Copies of one sentence, as agencies sell them, that are judged: the rest would fill all places.
MOST_COPIES = 2
# To so many places nearness counts, lest the last bit of a sum decides.
_PLACES = 5


class Neighbor(Shared, Protocol):
    """A claim that shares keys with the one that asks."""

    @property
    def claim_id(self) -> str:
        """Its id."""

    @property
    def article_id(self) -> str:
        """The article that it stands in."""

    @property
    def start(self) -> int:
        """Offset of its first character there."""

    @property
    def end(self) -> int:
        """Offset behind its last one."""

    @property
    def order(self) -> tuple[datetime, str, int, str]:
        """Place in the one total order that tells earlier from later."""

    @property
    def document(self) -> str:
        """The first of all versions of its article."""

    @property
    def reach(self) -> float | None:
        """How near a claim must be to be compared with it; None where it waits to be linked."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom a claim is compared with.

    Attributes:
        earlier: ids of the earlier claims, nearest first.
        reach: how near an earlier claim must be to take a place among them.
    """

    earlier: tuple[str, ...]
    reach: float


def choose(
    linker: Linker, claim: Statement, own: bytes, neighbors: Iterable[Sequence[Neighbor]]
) -> Chosen:
    """Choose among the claims that share keys with one.

    Args:
        linker: says how near each of them is.
        claim: the claim that asks.
        own: its vectors.
        neighbors: those that share keys with it, some at a time, those first that share most. No
            more are asked for once the rest cannot be near enough (the threshold algorithm of Fagin
            et al. 2003, "Optimal aggregation algorithms for middleware").
    """
    earlier: list[tuple[float, Neighbor]] = []
    kept: list[tuple[float, Neighbor]] = []
    for some in neighbors:
        earlier += (
            (near, one)
            for near, one in _ranked(linker, claim, own, some)
            if one.order < claim.order
        )
        earlier.sort(key=lambda found: (-found[0], found[1].order))
        kept = _without_copies(earlier)
        if len(kept) == MOST_JUDGED and linker.at_most(some[-1].shared) < kept[-1][0]:
            break
    full = len(kept) == MOST_JUDGED
    return Chosen(tuple(one.claim_id for _, one in kept), kept[-1][0] if full else 0.0)


def overtaken(
    linker: Linker, claim: Statement, own: bytes, neighbors: Sequence[Neighbor]
) -> list[str]:
    """Return ids of later claims, already linked, that would be compared with this one.

    Args:
        linker: says how near each of them is.
        claim: the claim that asks.
        own: its vectors.
        neighbors: claims that share keys with it.
    """
    return [
        one.claim_id
        for near, one in _ranked(linker, claim, own, neighbors)
        if one.order > claim.order and one.reach is not None and near >= one.reach
    ]


def _ranked(
    linker: Linker, claim: Statement, own: bytes, neighbors: Sequence[Neighbor]
) -> list[tuple[float, Neighbor]]:
    apart = [one for one in neighbors if not (_overlap(claim, one) or _is_version(claim, one))]
    nearness = linker.rank(own, apart)
    return [(round(float(near), _PLACES), one) for near, one in zip(nearness, apart, strict=True)]


def _overlap(claim: Statement, other: Neighbor) -> bool:
    if claim.article_id != other.article_id:
        return False
    return claim.position < other.end and other.start < claim.position + len(claim.text)


def _is_version(claim: Statement, other: Neighbor) -> bool:
    # What an article said before it was changed is no second word on what it says now.
    one_document = claim.document != "" and claim.document == other.document
    return one_document and claim.article_id != other.article_id


def _without_copies(ranked: Sequence[tuple[float, Neighbor]]) -> list[tuple[float, Neighbor]]:
    copies: Counter[bytes] = Counter()
    kept = []
    for near, one in ranked:
        copies[one.vectors] += bool(one.vectors)
        if copies[one.vectors] <= MOST_COPIES:
            kept.append((near, one))
        if len(kept) == MOST_JUDGED:
            break
    return kept


def telling(carried: Mapping[str, int]) -> list[str]:
    """Return the keys to look up: the rarest, as many as may be, and one at least.

    Args:
        carried: for each key how many claims carry it.
    """
    rarest = sorted(carried, key=lambda key: (carried[key], key))
    rows = accumulate(carried[key] for key in rarest)
    allowed = sum(1 for n in rows if n <= MOST_CARRIERS)
    return rarest[: max(allowed, 1)]
