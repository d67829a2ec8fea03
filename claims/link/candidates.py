"""Which earlier claims a claim is compared with: the nearest ones, and no more than a few.

Who is chosen follows from the claims of the desk alone and not from the order in which they came:
a claim that comes in late, with an early date, takes the place that it would have had. This is
exact as long as all keys of a claim are looked up, that is while :data:`MOST_CARRIERS` claims or
fewer carry them; beyond that, which keys are rare enough may change as the desk grows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple, Protocol

from claims.link.match import Linker, Statement

# How many carriers of its keys are looked up for one claim, those of the rarest keys first: what
# many carry tells hardly anything, and all of them for every claim takes quadratic time.
MOST_CARRIERS = 5_000
MOST_JUDGED = 20
# Copies of one sentence, as agencies sell them, that are judged: the rest would fill all places.
MOST_COPIES = 2
# What stands in the claim's own article shares its title and its names and is always nearest; by
# itself it would fill all places in a long one, and none would be left for other articles.
MOST_OWN = 10
# To so many places nearness counts, lest the last bit of a sum decides.
_PLACES = 5
# Of so many of the nearest it is looked up at once where they stand.
_LOOKED_UP = 2 * MOST_JUDGED


class Carrier(NamedTuple):
    """A claim that shares keys with the one that asks: all that nearness follows from."""

    claim_id: str
    shared: float
    vectors: bytes


class Neighbor(Protocol):
    """Where such a claim stands."""

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


Places = Callable[[Sequence[str]], Mapping[str, Neighbor]]
_Near = tuple[float, Carrier]


def choose(
    linker: Linker,
    claim: Statement,
    own: bytes,
    carriers: Iterable[Sequence[Carrier]],
    places: Places,
) -> Chosen:
    """Choose among the claims that share keys with one.

    Args:
        linker: says how near each of them is.
        claim: the claim that asks.
        own: its vectors.
        carriers: those that share keys with it, some at a time, those first that share most. No
            more are asked for once the rest cannot be near enough (the threshold algorithm of Fagin
            et al. 2003, "Optimal aggregation algorithms for middleware").
        places: tells where claims stand; only of the nearest is it asked.
    """
    ranked: list[_Near] = []
    kept: list[_Near] = []
    for some in carriers:
        ranked += _ranked(linker, own, some)
        ranked.sort(key=lambda found: -found[0])
        kept = _kept(claim, ranked, places)
        if len(kept) == MOST_JUDGED and linker.at_most(some[-1].shared) < kept[-1][0]:
            break
    full = len(kept) == MOST_JUDGED
    return Chosen(tuple(one.claim_id for _, one in kept), kept[-1][0] if full else 0.0)


def overtaken(
    linker: Linker,
    claim: Statement,
    own: bytes,
    carriers: Sequence[Carrier],
    places: Mapping[str, Neighbor],
) -> list[str]:
    """Return ids of later claims, already linked, that would be compared with this one.

    Args:
        linker: says how near each of them is.
        claim: the claim that asks.
        own: its vectors.
        carriers: claims that share keys with it.
        places: where they stand; who stands nowhere is left out.
    """
    standing = [one for one in carriers if one.claim_id in places]
    found = ((near, places[one.claim_id]) for near, one in _ranked(linker, own, standing))
    return [
        one.claim_id
        for near, one in found
        if one.order > claim.order
        and one.reach is not None
        and near >= one.reach
        and _is_apart(claim, one)
    ]


def _ranked(linker: Linker, own: bytes, carriers: Sequence[Carrier]) -> list[_Near]:
    nearness = linker.rank(own, carriers)
    return [
        (round(float(near), _PLACES), one) for near, one in zip(nearness, carriers, strict=True)
    ]


def _kept(claim: Statement, ranked: Sequence[_Near], places: Places) -> list[_Near]:
    """Return the nearest that are judged; copies, and one's own article, leave room for others."""
    copies: Counter[bytes] = Counter()
    own = 0
    kept: list[_Near] = []
    for near, one, place in _earlier(claim, ranked, places):
        copies[one.vectors] += bool(one.vectors)
        is_own = place.article_id == claim.article_id
        if copies[one.vectors] <= MOST_COPIES and not (is_own and own == MOST_OWN):
            kept.append((near, one))
            own += is_own
        if len(kept) == MOST_JUDGED:
            break
    return kept


def _earlier(
    claim: Statement, ranked: Sequence[_Near], places: Places
) -> Iterator[tuple[float, Carrier, Neighbor]]:
    """Yield those that stand earlier and apart, the nearest first, of equal ones the earliest."""
    for some in _by_nearness(ranked):
        found = places([one.claim_id for _, one in some])
        standing = [(near, one) for near, one in some if one.claim_id in found]
        standing.sort(key=lambda near: (-near[0], found[near[1].claim_id].order))
        for near, one in standing:
            place = found[one.claim_id]
            if place.order < claim.order and _is_apart(claim, place):
                yield near, one, place


def _by_nearness(ranked: Sequence[_Near]) -> Iterator[Sequence[_Near]]:
    """Cut a list into pieces, each of which holds all that are equally near as its last one."""
    start = 0
    while start < len(ranked):
        end = min(start + _LOOKED_UP, len(ranked))
        while end < len(ranked) and ranked[end][0] == ranked[end - 1][0]:
            end += 1
        yield ranked[start:end]
        start = end


def _is_apart(claim: Statement, other: Neighbor) -> bool:
    return not (_overlap(claim, other) or _is_version(claim, other))


def _overlap(claim: Statement, other: Neighbor) -> bool:
    if claim.article_id != other.article_id:
        return False
    return claim.position < other.end and other.start < claim.position + len(claim.text)


def _is_version(claim: Statement, other: Neighbor) -> bool:
    # What an article said before it was changed is no second word on what it says now.
    one_document = claim.document != "" and claim.document == other.document
    return one_document and claim.article_id != other.article_id


def telling(carried: Mapping[str, int]) -> list[str]:
    """Return the keys to look up: the rarest, as many as may be, and one at least.

    Args:
        carried: for each key how many claims carry it; from :data:`MOST_CARRIERS` on it is no
            matter how many more.
    """
    rarest = sorted(carried, key=lambda key: (carried[key], key))
    rows = accumulate(carried[key] for key in rarest)
    allowed = sum(1 for n in rows if n <= MOST_CARRIERS)
    return rarest[: max(allowed, 1)]


def sharing(
    carriers: Mapping[str, Sequence[str]], weights: Mapping[str, float]
) -> list[tuple[str, float]]:
    """Return the claims that carry some keys, and what the keys of each weigh; most comes first.

    Args:
        carriers: for each key ids of the claims that carry it.
        weights: how much each key weighs.
    """
    together: defaultdict[str, float] = defaultdict(float)
    for key in sorted(carriers):
        weight = weights[key]
        for claim_id in carriers[key]:
            together[claim_id] += weight
    # Rounded, so that the order in which fractions are added up decides nothing.
    found = ((claim_id, round(weight, 4)) for claim_id, weight in together.items())
    return sorted(found, key=lambda one: (-one[1], one[0]))
