"""Who cites whom on one matter: where the paths end, and whether they run in a circle."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.assess.origins import Chain, bare, houses

# An article without a publisher comes under this name, which stands for no house.
_NOBODY = "unknown publisher"


@dataclass(frozen=True, slots=True, order=True)
class Station:
    """A house that a path leads through, or the unnamed source at its end.

    Attributes:
        name: the house, without its article; of an unnamed source the outlet that it spoke to, for
            unnamed sources of two outlets are never one, though one house may own both.
        unnamed: whether it is a source without a name.
        article: which chain it belongs to where its publisher is not known, so that two unknown
            ones never merge; otherwise -1.
    """

    name: str
    unnamed: bool = False
    article: int = -1


Citations = Mapping[Station, Sequence[Station]]


def trace(chains: Sequence[Chain], *, families: Mapping[str, str]) -> Citations:
    """Say whom each house cites, by the chains of one claim and of those that stand by it.

    Args:
        chains: the claim's own first, then those of the claims that confirm or repeat it.
        families: name of a source to the house that it belongs to.

    Returns:
        Every station with those that it cites; the first is the claim's own publisher.
    """
    # A publisher's name is one name, though it may hold an "and".
    publishers = {chain.publisher for chain in chains}
    known = {form: families.get(name, name) for name in publishers for form in (name, bare(name))}
    cited: dict[Station, set[Station]] = {}
    for article, chain in enumerate(chains):
        path = list(_path(chain, article, {**families, **known}))
        for station in (one for step in path for one in step):
            cited.setdefault(station, set())
        for outer, inner in pairwise(path):
            for one in outer:
                cited[one] |= {*inner} - {one}
    return {station: sorted(inner) for station, inner in cited.items()}


def _path(chain: Chain, article: int, families: Mapping[str, str]) -> Iterator[list[Station]]:
    """Yield the steps from the publisher inwards; one is several houses where they are joint."""
    unnamed = chain.anonymous and not chain.narrated
    names = [chain.publisher, *reversed(chain.via), chain.carrier if unnamed else chain.speaker]
    for name in [chain.publisher or chain.speaker] if chain.narrated else filter(None, names):
        yield [_station(house, article) for house in houses(name, families)]
    if unnamed:
        yield [_station(chain.carrier, article, unnamed=True)]


def _station(name: str, article: int, *, unnamed: bool = False) -> Station:
    return Station(bare(name), unnamed, article if name == _NOBODY else -1)


def circle(cited: Citations) -> tuple[str, ...]:
    """Return the houses of the shortest circle that the claim's own path runs into, in order.

    Each cites the next, and the last the first; empty where the path runs in no circle.
    """
    own = next(iter(cited), None)
    reached = [one for one in cited if own and (one == own or _way(cited, own, one))]
    rounds = [found for one in reached if (found := _way(cited, one, one))]
    return tuple(station.name for station in min(rounds, key=len, default=()))


def sole_unnamed(cited: Citations) -> str:
    """Return the outlet at whose one unnamed source every path ends; "" where one does not."""
    ends = [station for station, inner in cited.items() if not inner]
    if len(ends) != 1 or not ends[0].unnamed:
        return ""
    reaching = all(one == ends[0] or _way(cited, one, ends[0]) for one in cited)
    return ends[0].name if reaching else ""


def _way(cited: Citations, start: Station, goal: Station) -> Sequence[Station]:
    """Return the shortest way from a station to one that it leads to, without that; () for none."""
    ways: list[tuple[Station, ...]] = [(start,)]
    seen: set[Station] = set()
    while ways:
        longer = []
        for way in ways:
            if goal in cited[way[-1]]:
                return way
            fresh = [one for one in cited[way[-1]] if one not in seen]
            seen.update(fresh)
            longer += [(*way, one) for one in fresh]
        ways = longer
    return ()
