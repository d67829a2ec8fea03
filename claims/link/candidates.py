"""Which earlier claims a claim is compared with: the nearest ones, and no more than a few.

Who is chosen follows from the claims of the desk alone and not from the order in which they came:
a claim that comes in late, with an early date, takes the place that it would have had. This is
exact as long as all keys of a claim are looked up and all who share them are ranked, that is while
:data:`MOST_CARRIERS` claims or fewer carry them, and :data:`MOST_RANKED` of these or fewer stand
earlier; beyond that, which keys are rare enough, and who shares most, may change as the desk grows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple, Protocol

from claims.link.match import Linker, Statement

# How many carriers of its keys are looked up for one claim, those of the rarest keys first: what
# many carry tells hardly anything, and all of them for every claim takes quadratic time.
MOST_CARRIERS = 5_000
# Of so many of them vectors are read, of those that share most: what is chosen is among the first
# hundred mostly, and each vector is a page of a large file.
MOST_RANKED = 1_000
# How many are looked up at first: mostly the nearest are among them.
FIRST_LOOK = 150
MOST_JUDGED = 20
# Copies of one sentence, as agencies sell them, that are judged: the rest would fill all places.
MOST_COPIES = 2
# What stands in the claim's own article shares its title and its names and is always nearest; by
# itself it would fill all places in a long one.
MOST_OWN = 12
# To so many places nearness counts, lest the last bit of a sum decides.
_PLACES = 5


class Carrier(NamedTuple):
    """A claim that shares keys with the one that asks: all that nearness follows from."""

    place: "Neighbor"
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


class LookUp(NamedTuple):
    """What is asked of claims by their ids; who is not there is left out.

    Attributes:
        places: where they stand.
        vectors: where they lie by their meaning.
    """

    places: Callable[[Sequence[str]], Mapping[str, Neighbor]]
    vectors: Callable[[Sequence[str]], Mapping[str, bytes]]


Shares = Sequence[tuple[str, float]]
# How far off a claim is, its place in the total order, the claim: in this order they are chosen.
_Near = tuple[float, tuple[datetime, str, int, str], Carrier]


def choose(linker: Linker, claim: Statement, own: bytes, shares: Shares, look_up: LookUp) -> Chosen:
    """Choose among the claims that share keys with one.

    Args:
        linker: says how near each of them is.
        claim: the claim that asks.
        own: its vectors.
        shares: those that share keys with it, and how much; those first that share most. No more
            are looked up once the rest cannot be near enough (the threshold algorithm of Fagin et
            al. 2003, "Optimal aggregation algorithms for middleware").
        look_up: tells of them; the vectors only of earlier ones are looked up.
    """
    ranked: list[_Near] = []
    kept: list[_Near] = []
    for some in _earlier(claim, shares, look_up):
        ranked = sorted(ranked + _ranked(linker, own, some))
        kept = _kept(claim, ranked)
        if len(kept) == MOST_JUDGED and _at_most(linker, some[-1].shared) < -kept[-1][0]:
            break
    full = len(kept) == MOST_JUDGED
    return Chosen(tuple(one.place.claim_id for *_, one in kept), -kept[-1][0] if full else 0.0)


def overtaken(
    linker: Linker, claim: Statement, own: bytes, shares: Shares, look_up: LookUp
) -> list[str]:
    """Return ids of later claims, already linked, that would be compared with this one.

    Args:
        linker: says how near each of them is.
        claim: the claim that asks.
        own: its vectors.
        shares: claims that share keys with it, and how much; those first that share most.
        look_up: tells of them; the vectors only of those are looked up that may be near enough.
    """
    standing, own_order = look_up.places([claim_id for claim_id, _ in shares]), claim.order
    later = [
        (standing[claim_id], shared)
        for claim_id, shared in shares
        if claim_id in standing and own_order < standing[claim_id].order
    ]
    # It is near enough to few: how near it can be at most is known beforehand.
    open_to = [
        (place, shared)
        for place, shared in later[:MOST_RANKED]
        if place.reach is not None
        and _at_most(linker, shared) >= place.reach
        and _is_apart(claim, place)
    ]
    return [
        one.place.claim_id
        for far, _, one in _ranked(linker, own, _carriers(open_to, look_up))
        if one.place.reach is not None and -far >= one.place.reach
    ]


def _earlier(claim: Statement, shares: Shares, look_up: LookUp) -> Iterator[Sequence[Carrier]]:
    """Yield those that stand earlier and apart, some at a time, until there are many."""
    room, own_order = MOST_RANKED, claim.order
    for part in _parts(shares):
        standing = look_up.places([claim_id for claim_id, _ in part])
        found = ((standing[claim_id], share) for claim_id, share in part if claim_id in standing)
        some = [
            (place, shared)
            for place, shared in found
            if place.order < own_order and _is_apart(claim, place)
        ]
        if carriers := _carriers(some[:room], look_up):
            yield carriers
        room -= len(some)
        if room <= 0:
            return


def _parts(shares: Shares) -> Iterator[Shares]:
    """Yield parts of a list, each twice as long as the one before."""
    start, size = 0, FIRST_LOOK
    while start < len(shares):
        yield shares[start : start + size]
        start, size = start + size, 2 * size


def _carriers(some: Sequence[tuple[Neighbor, float]], look_up: LookUp) -> list[Carrier]:
    lying = look_up.vectors([place.claim_id for place, _ in some])
    return [
        Carrier(place, shared, lying[place.claim_id])
        for place, shared in some
        if place.claim_id in lying
    ]


def _ranked(linker: Linker, own: bytes, carriers: Sequence[Carrier]) -> list[_Near]:
    nearness = linker.rank(own, carriers)
    return [
        (-round(float(near), _PLACES), one.place.order, one)
        for near, one in zip(nearness, carriers, strict=True)
    ]


def _at_most(linker: Linker, shared: float) -> float:
    return round(linker.at_most(shared), _PLACES)


def _kept(claim: Statement, ranked: Sequence[_Near]) -> list[_Near]:
    """Return the nearest that are judged; copies, and one's own article, leave room for others."""
    copies: Counter[bytes] = Counter()
    own = 0
    kept: list[_Near] = []
    for near in ranked:
        vectors, is_own = near[-1].vectors, near[-1].place.article_id == claim.article_id
        copies[vectors] += bool(vectors)
        if copies[vectors] <= MOST_COPIES and not (is_own and own == MOST_OWN):
            kept.append(near)
            own += is_own
        if len(kept) == MOST_JUDGED:
            break
    return kept


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
