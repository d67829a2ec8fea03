"""Names of people: titles, short names, and whose full name a short one stands for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claims.extract.nouns import words

TITLES = words(
    "mr mrs ms dr sir lord lady dame president minister general judge justice senator sen rep "
    "gov governor chancellor king queen prince princess pope professor prof mp captain "
    "colonel admiral sergeant lieutenant ambassador secretary deputy director spokesman "
    "spokeswoman chairman congressman congresswoman mayor vice former prime chief "
    "inspector superintendent detective commander commissioner constable bishop archbishop "
    "father sister imam rabbi miss major brigadier prosecutor spokesperson"
)


# Parts of family names; "Jr." and the like are parts of none.
PARTICLES = words("de del della der den di da dos du van von la le el al bin ibn ter ten zu")
SUFFIXES = words("jr jr. sr sr. ii iii iv")
MARRIED = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she"}
# A namesake is passed over for one who is named so many times as often.
OFTENER = 2
# Two people may well be called Lee and Lea.
LONG_ENOUGH = 5


def is_eastern(name: str) -> bool:
    """Say whether the family name stands first, as a hyphenated given name shows."""
    return "-" in name.rsplit(maxsplit=1)[-1]


def family_name(name: str) -> str:
    """Return the part of a full name that news goes on with: "de Varga", "Kim".

    Args:
        name: a name without titles.
    """
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower() in SUFFIXES:
        parts.pop()
    if len(parts) < 2 or is_eastern(" ".join(parts)):  # noqa: PLR2004
        return parts[0] if parts else ""
    start = len(parts) - 1
    while start > 1 and parts[start - 1].lower() in PARTICLES:
        start -= 1
    return " ".join(parts[start:])


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
    counts = Counter(name for name in bare if " " in name)
    everybody = list(counts)
    full: list[str] = []
    people: dict[str, str] = {}
    for name in bare:
        if " " in name:
            full += [] if name in full else [name]
            people[name] = _longer(name, everybody)
        elif name not in people:
            found = _unique(name, full, counts)
            people[name] = found if found != name else _unique(name, everybody, counts)
    return people


def surnames(names: Iterable[str]) -> dict[str, str]:
    """Map each family name to the one full name that ends in it.

    Args:
        names: full names.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in names:
        bearers[family_name(name).split()[-1]].add(name)
    return {part: min(full) for part, full in bearers.items() if len(full) == 1}


def _unique(part: str, full: Sequence[str], counts: Mapping[str, int]) -> str:
    last = [name for name in full if family_name(name).split()[-1] == part]
    given = [name for name in full if part in name.split()]
    typed = [name for name in full if misspelt(part, family_name(name).split()[-1])]
    for candidates in (last, given, typed):
        distinct = list(dict.fromkeys(_longer(name, full) for name in candidates))
        if distinct:
            return _foremost(distinct, counts) or part
    return part


def misspelt(word: str, name: str) -> bool:
    """Say whether a word is a name but for one letter: "Lindgrn" for "Lindgren"."""
    word, name = word.lower(), name.lower()
    if min(len(word), len(name)) < LONG_ENOUGH or word[0] != name[0]:
        return False
    if abs(len(word) - len(name)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
    if same is None:
        return True
    rest, other = word[same:], name[same:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _foremost(names: Sequence[str], counts: Mapping[str, int]) -> str:
    """Return the only name, or the one that stands far oftener than all others."""
    ranked = sorted(names, key=lambda name: -counts[name])
    if len(ranked) == 1 or counts[ranked[0]] >= OFTENER * counts[ranked[1]]:
        return ranked[0]
    return ""


def _longer(name: str, full: Sequence[str]) -> str:
    parts = {part.lower() for part in name.split()}
    end = name.rsplit(maxsplit=1)[-1]
    longer = [
        other
        for other in full
        if other.rsplit(maxsplit=1)[-1] == end and parts < {part.lower() for part in other.split()}
    ]
    return longer[0] if len(longer) == 1 else name
