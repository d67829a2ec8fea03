"""Where claims come from: chains collapsed to their roots, and roots that are one made one.

Counting origins instead of articles follows the rule of source criticism that a relay is no
second witness. Independence that is not proven counts as dependence.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.vocabulary import Mode, Tie

_JOINT = re.compile(r", (?:and )?| and ")
_ANONYMOUS = re.compile(r"^[^()]+\((?P<carrier>.+)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chain:
    """How one claim reached the desk.

    Attributes:
        speaker: canonical name of who says it.
        via: canonical names of the relays, from the speaker outwards.
        publisher: who publishes it.
        anonymous: whether the speaker is unnamed.
        mode: narration where the publisher itself states it.
    """

    speaker: str
    via: tuple[str, ...] = ()
    publisher: str = ""
    anonymous: bool = False
    mode: Mode = Mode.INDIRECT

    @property
    def narrated(self) -> bool:
        """Whether the publisher states it in its own voice."""
        return self.mode is Mode.NARRATION and not self.via

    @property
    def carrier(self) -> str:
        """Who answers for a speaker without a name: the relay next to it, or the publisher."""
        found = None if self.via else _ANONYMOUS.match(self.speaker)
        return found["carrier"] if found else (*self.via, self.publisher)[0]


@dataclass(frozen=True, slots=True)
class Houses:
    """What is known of who stands behind the sources of some chains.

    Attributes:
        families: name of a source to the house that it belongs to; a source without is its own.
        doubtful: names of outlets and news agencies whose owner nobody has looked up.
        described: what no name tells apart from others of its sort: "the company", "Police".
        media: names of outlets and news agencies.
    """

    families: Mapping[str, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Origin:
    """The root of a chain.

    Attributes:
        root: who the claim rests on; an anonymous source keeps its carrier in its name, so that
            those of two outlets never merge.
        house: family of the root, or of who answers for it where it has no name.
        carriers: families of all relays, and the house.
        publisher: family of who publishes it here.
        proven: whether the root can be told apart from others: it is named, and it is not a
            publisher that states something without a source.
        owner_known: whether it is known whose house it is; so of everybody but outlets and news
            agencies whose owner nobody has looked up.
        described: whether it has no name of its own, so that it may be any of its sort.
        medium: whether it is an outlet or a news agency.
    """

    root: str
    house: str
    carriers: frozenset[str]
    publisher: str
    proven: bool
    owner_known: bool = True
    described: bool = False
    medium: bool = False


def origin(chain: Chain, known: Houses) -> Origin:
    """Collapse a chain to its origin.

    Args:
        chain: speaker, relays and publisher.
        known: who stands behind its sources.

    Returns:
        The origin: of narration the publisher, otherwise the speaker. For an unnamed speaker
        answers the relay next to it, or the publisher.
    """
    unnamed = chain.anonymous and not chain.narrated
    who = (chain.publisher or chain.speaker) if chain.narrated else chain.speaker
    answers = chain.carrier if unnamed else who
    house = _family(answers, known.families)
    return Origin(
        root=f"anonymous source ({house})" if unnamed else house,
        house=house,
        carriers=frozenset({house, *(_family(name, known.families) for name in chain.via)}),
        publisher=_family(chain.publisher, known.families),
        proven=not (chain.anonymous or chain.narrated),
        owner_known=not (answers in known.doubtful or {*_members(answers)} <= known.doubtful),
        described=not unnamed and who in known.described,
        medium=not unnamed and who in known.media,
    )


def _family(name: str, families: Mapping[str, str]) -> str:
    return " and ".join(houses(name, families))


def houses(name: str, families: Mapping[str, str]) -> list[str]:
    """Return the house of a source, or that of each where several are named as one."""
    if family := families.get(name):
        return [bare(family)]
    return [bare(families.get(one) or one) for one in _members(name)]


def bare(name: str) -> str:
    """Return a name without its article: a paper's own "The" comes and goes where it is cited."""
    return name.removeprefix("The ").removeprefix("the ")


def _members(name: str) -> list[str]:
    # Two who are named as one speaker, "the Journal and Anna Fifield", are each of them a witness
    # already heard when one of them speaks alone.
    return _JOINT.split(name)


def _share(one: str, other: str) -> bool:
    return bool({*_members(one)} & {*_members(other)})


def independent(one: Origin, other: Origin) -> bool:
    """Say whether two origins are proven to be independent.

    Two named roots are, where neither passes the other on. A root without a name, and a
    publisher that names no source, is dependent on whatever its own house carries or publishes.
    An outlet whose owner is not known may be of anybody's house, and a body without a name may be
    any but a newspaper.
    """
    if not (one.owner_known and other.owner_known):
        return False
    if (one.described or other.described) and not (one.medium or other.medium):
        return False
    if any(_share(one.root, name) for name in (other.root, *other.carriers)):
        return False
    if any(_share(other.root, name) for name in one.carriers):
        return False
    return not (_leans_on(one, other) or _leans_on(other, one))


def _leans_on(one: Origin, other: Origin) -> bool:
    return not one.proven and (one.house in other.carriers or one.house == other.publisher)


def independent_ones(own: Origin, others: Iterable[Origin]) -> list[Origin]:
    """Return the origins, the claim's own first, that are independent pair by pair.

    Greedy, named roots first, then by name, so that the result depends on the set alone.
    """
    kept = [own]
    for candidate in sorted(set(others), key=lambda o: (not o.proven, o.root, o.publisher)):
        if all(independent(candidate, one) for one in kept):
            kept.append(candidate)
    return kept


def tie(one: Origin, counted: Origin) -> Tie:
    """Say why an origin is not counted beside another, on which it depends or may depend.

    Args:
        one: the origin that is not counted.
        counted: the one that it is counted with.
    """
    unproven = not (one.proven and counted.proven)
    if _share(one.root, counted.root):
        return Tie.UNPROVEN if unproven else Tie.SAME_SOURCE
    if any(_share(counted.root, name) for name in one.carriers):
        return Tie.CARRIES
    if any(_share(one.root, name) for name in counted.carriers):
        return Tie.CARRIED
    known = one.owner_known and counted.owner_known
    return Tie.UNPROVEN if known else Tie.OWNER_UNKNOWN
