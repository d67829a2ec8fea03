"""Which earlier claims a claim is compared with: the nearest ones, and no more than a few.

Who is chosen follows from the claims of the desk alone and not from the order in which they came:
a claim that comes in late, with an early date, takes the place that it would have had. This is
exact as long as all keys of a claim are looked up, that is while :data:`MOST_CARRIERS` claims or
fewer carry them; beyond that, which keys are rare enough may change as the desk grows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
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
    def reach(self) -> float | None:
        """How near a claim must be to be compared with it; None where it waits to be linked."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom a claim is compared with.

    Attributes:
        earlier: ids of the earlier claims, nearest first.
        reach: how near an earlier claim must be to take a place among them.
        later: ids of later claims, already linked, that this claim would be compared with.
    """

    earlier: tuple[str, ...]
    reach: float
    later: tuple[str, ...]


def choose(linker: Linker, claim: Statement, own: bytes, neighbors: Sequence[Neighbor]) -> Chosen:
    """Choose among the claims that share keys with one.

    Args:
        linker: says how near each of them is.
        claim: the claim that asks.
        own: its vectors.
        neighbors: those that share keys with it.
    """
    apart = [one for one in neighbors if not _overlap(claim, one)]
    near = dict(zip((one.claim_id for one in apart), linker.rank(own, apart), strict=True))
    near = {claim_id: round(float(value), _PLACES) for claim_id, value in near.items()}
    earlier = sorted(
        (one for one in apart if one.order < claim.order),
        key=lambda one: (-near[one.claim_id], one.order),
    )
    kept = _without_copies(earlier)
    later = (one for one in apart if one.order > claim.order and one.reach is not None)
    full = len(kept) == MOST_JUDGED
    return Chosen(
        earlier=tuple(one.claim_id for one in kept),
        reach=near[kept[-1].claim_id] if full else 0.0,
        later=tuple(one.claim_id for one in later if near[one.claim_id] >= (one.reach or 0.0)),
    )


def _overlap(claim: Statement, other: Neighbor) -> bool:
    if claim.article_id != other.article_id:
        return False
    return claim.position < other.end and other.start < claim.position + len(claim.text)


def _without_copies(neighbors: Sequence[Neighbor]) -> list[Neighbor]:
    copies: Counter[bytes] = Counter()
    kept = []
    for one in neighbors:
        copies[one.vectors] += bool(one.vectors)
        if copies[one.vectors] <= MOST_COPIES:
            kept.append(one)
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
