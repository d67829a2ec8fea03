"""Which claims make a storyline: those that links join, and where people put them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_APART, _WITH = "apart", "with "


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person put a claim.

    Attributes:
        beside: ids of claims whose storylines it belongs to, in their order.
        apart: whether its links no longer count for the storyline.
    """

    beside: tuple[str, ...] = ()
    apart: bool = False

    @property
    def words(self) -> str:
        """The place as the log has it: "apart with a, b"."""
        named = f"{_WITH}{', '.join(self.beside)}" if self.beside else ""
        return " ".join(filter(None, (_APART if self.apart else "", named)))

    @classmethod
    def of(cls, words: str) -> "Place":
        """Read what :attr:`words` wrote."""
        rest = words.removeprefix(_APART).strip().removeprefix(_WITH)
        return cls(tuple(filter(None, rest.split(", "))), words.startswith(_APART))


def gather(
    claim_ids: Iterable[str], links: Iterable[tuple[str, str]], places: Mapping[str, Place]
) -> list[list[str]]:
    """Join claims to storylines.

    Args:
        claim_ids: all claims, in the order that tells earlier from later.
        links: pairs of them that are linked.
        places: where people put some of them.

    Returns:
        The claims of each storyline in their order, the earliest first; a claim that nothing joins
        is a list of its own.
    """
    order = {claim_id: at for at, claim_id in enumerate(claim_ids)}
    root = dict.fromkeys(order, "") | {one: one for one in order}

    def find(one: str) -> str:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    apart = {one for one, place in places.items() if place.apart}
    put = [(one, other) for one, place in places.items() for other in place.beside]
    for one, other in (*(pair for pair in links if not apart & {*pair}), *put):
        if one in order and other in order:
            first, second = sorted((find(one), find(other)), key=order.__getitem__)
            root[second] = first
    groups: dict[str, list[str]] = {}
    for one in order:
        groups.setdefault(find(one), []).append(one)
    return list(groups.values())
