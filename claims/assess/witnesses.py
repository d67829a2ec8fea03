"""Which claims are counted with which origin, and why: the count of origins, spelled out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.assess.origins import Origin, bare, independent, tie
from claims.assess.status import Evidence, Standing, kept_origins
from db.vocabulary import Tie


@dataclass(slots=True)
class Gathered:
    """An origin that is counted, and the links that are counted with it.

    Attributes:
        origin: the origin.
        speaker: who it is, under its own name, where it was heard first.
        links: place of each link among those given, and why it is counted here; the one that it
            was heard from first stands first.
    """

    origin: Origin
    speaker: str
    links: list[tuple[int, Tie]] = field(default_factory=list)


def gather(claim: Standing, links: Sequence[Evidence]) -> list[Gathered]:
    """Put each link that supports a claim with the origin that it is counted with.

    Args:
        claim: the claim.
        links: the links that support it, as ``claims.assess.status.supports`` tells, by time.

    Returns:
        The independent origins, the claim's own first; their number is ``n_origins``.
    """
    found = [claim.origin_of(link.chain) for link in links]
    own, *others = kept_origins(claim, links)
    groups = [Gathered(own, claim.chain.speaker)]
    for one in others:
        root = next(i for i, o in enumerate(found) if (o.root, o.proven) == (one.root, one.proven))
        groups.append(Gathered(one, links[root].chain.speaker, [(root, Tie.ROOT)]))
    roots = {group.links[0][0] for group in groups[1:]}
    for place, one in enumerate(found):
        if place not in roots:
            # What only repeats the claim and shows no source that can be told apart is its own.
            group = next((g for g in groups if not independent(one, g.origin)), groups[0])
            group.links.append((place, _why(one, links[place].chain.speaker, group)))
    return groups


def _why(found: Origin, speaker: str, group: Gathered) -> Tie:
    why = tie(found, group.origin)
    same_house = why is Tie.SAME_SOURCE and found.root == group.origin.root
    return Tie.SAME_FAMILY if same_house and bare(speaker) != bare(group.speaker) else why
