"""Names of people: titles, short names, and whose full name a short one stands for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from claims.extract.nouns import words

TITLES = words(
    "mr mrs ms dr sir lord lady dame president minister general judge justice senator sen rep "
    "gov governor chancellor king queen prince princess pope professor prof mp captain "
    "colonel admiral sergeant lieutenant ambassador secretary deputy director spokesman "
    "spokeswoman chairman congressman congresswoman mayor vice former prime chief "
    "inspector superintendent detective commander commissioner constable bishop archbishop "
    "father sister imam rabbi miss major brigadier prosecutor spokesperson"
)


def is_eastern(name: str) -> bool:
    """Say whether the family name stands first, as a hyphenated given name shows."""
    return "-" in name.rsplit(maxsplit=1)[-1]


def without_title(name: str) -> str:
    """Take "President", "Dr." and the like off a person's name."""
    parts = name.split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in TITLES:
        parts.pop(0)
    return " ".join(parts)


def full_names(bare: Sequence[str]) -> dict[str, str]:
    """Map short names to the one full name, of those before them, that they can stand for.

    Args:
        bare: the people's names without titles, in the order of the text.
    """
    everybody = list(dict.fromkeys(name for name in bare if " " in name))
    full: list[str] = []
    people: dict[str, str] = {}
    for name in bare:
        if " " in name:
            full += [] if name in full else [name]
            people[name] = _longer(name, everybody)
        elif name not in people:
            found = _unique(name, full)
            people[name] = found if found != name else _unique(name, everybody)
    return people


def surnames(names: Iterable[str]) -> dict[str, str]:
    """Map each family name to the one full name that ends in it.

    Args:
        names: full names.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in names:
        bearers[name.split()[0 if is_eastern(name) else -1]].add(name)
    return {part: min(full) for part, full in bearers.items() if len(full) == 1}


def _unique(part: str, full: Sequence[str]) -> str:
    last = [name for name in full if name.split()[-1] == part]
    eastern = [name for name in full if name.split()[0] == part and is_eastern(name)]
    given = [name for name in full if part in name.split()]
    for candidates in (last, eastern, given):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            return part
    return part


def _longer(name: str, full: Sequence[str]) -> str:
    parts = set(name.split())
    longer = [
        other
        for other in full
        if parts < set(other.split()) and other.split()[-1] == name.rsplit(maxsplit=1)[-1]
    ]
    return longer[0] if len(longer) == 1 else name
