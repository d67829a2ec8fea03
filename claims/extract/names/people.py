"""Names of people: titles, short names, and whose full name a short one stands for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claims.extract.names.spelling import Spellings
from claims.extract.nouns import words

TITLES = words(
    "mr mrs ms dr sir lord lady dame president minister general judge justice senator sen rep "
    "gov governor chancellor king queen prince princess pope professor prof mp captain "
    "colonel admiral sergeant lieutenant ambassador secretary deputy director spokesman "
    "spokeswoman chairman congressman congresswoman mayor vice former prime chief "
    "inspector superintendent detective commander commissioner constable bishop archbishop "
    "father sister imam rabbi miss major brigadier prosecutor spokesperson councillor councilor "
    "alderman sheriff premier baroness baron viscount count countess marshal commodore corporal "
    "reverend rev magistrate sheikh sultan ayatollah consul officer attorney warden nurse"
)


# Parts of family names; "Jr." and the like are parts of none.
PARTICLES = words("de del della der den di da dos du van von la le el al bin ibn ter ten zu")
SUFFIXES = words("jr jr. sr sr. ii iii iv")
# What follows a name and is none: "Ana Example KC".
LETTERS = words("KC QC SC MP MEP MSP MD PhD CBE OBE MBE")
# Behind these stands a person, whatever else stands before.
HONORIFICS = words("mr mrs ms miss")
# A namesake is passed over for one who is named so many times as often.
OFTENER = 2
# Before these only, "Jong-Un" is a given name; "Ocasio-Cortez" is a family name.
_KOREAN = words(
    "ahn bae baek ban cha chang cho choe choi chung han heo huh hwang hyon jang jeon jeong ju jung "
    "kang kim ko koh koo ku kwon lee lim min moon na nam noh oh pak park rhee ri roh ryu seo shin "
    "son song thae woo yoo yoon yu yun"
)
_GIVEN = re.compile(r"[A-Z]\w*(?:-[a-z]\w*)+")
_HYPHENED = re.compile(r"[A-Z]\w*-[A-Z]\w*")


def is_eastern(name: str) -> bool:
    """Say whether the family name stands first: "Kim Jong-un", "Chiang Kai-shek"."""
    first, _, last = name.rpartition(" ")
    korean = first.lower() in _KOREAN and _HYPHENED.fullmatch(last)
    return bool(korean or _GIVEN.fullmatch(last))


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
    """Take "President", "Dr." and the like off a person's name, and the letters behind it."""
    parts = name.split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in TITLES:
        parts.pop(0)
    while len(parts) > 1 and parts[-1].replace(".", "") in LETTERS:
        parts.pop()
    return " ".join(parts)


def full_names(bare: Sequence[str]) -> dict[str, str]:
    """Map short names to the one full name, of those before them, that they can stand for.

    Args:
        bare: the people's names without titles, in the order of the text.
    """
    counts = Counter(name for name in bare if " " in name)
    everybody, before = _FullNames(counts), _FullNames()
    people: dict[str, str] = {}
    for name in bare:
        if name in people:
            continue
        if " " in name:
            before.add(name)
            people[name] = everybody.longer(name)
        else:
            found = before.only(name, counts)
            people[name] = found if found != name else everybody.only(name, counts)
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


class _FullNames:
    """Full names, found again by their parts; each is looked at for few others.

    Args:
        names: what can be found, in order.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._order: dict[str, int] = {}
        self._by_family: dict[str, list[str]] = defaultdict(list)
        self._by_part: dict[str, list[str]] = defaultdict(list)
        self._by_lower: dict[str, list[str]] = defaultdict(list)
        self._spellings = Spellings()
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Make a full name one that can be found."""
        self._order[name] = len(self._order)
        family = family_name(name).split()[-1]
        self._by_family[family].append(name)
        self._spellings.add(family)
        for part in dict.fromkeys(name.split()):
            self._by_part[part].append(name)
        for part in _parts(name):
            self._by_lower[part].append(name)

    def only(self, part: str, counts: Mapping[str, int]) -> str:
        """Return the one full name that a part of it means; the part where several may be meant.

        Args:
            part: a family name, a given name, or a family name with a slip of the pen.
            counts: how often each full name stands in the text.
        """
        for names in (self._by_family.get(part), self._by_part.get(part), self._typed(part)):
            if names:
                distinct = list(dict.fromkeys(map(self.longer, names)))
                return _foremost(distinct, counts) or part
        return part

    def longer(self, name: str) -> str:
        """Return the one longer form of a full name; itself where there is none, or several."""
        parts, end = _parts(name), _end(name)
        # Whoever bears all parts bears the rarest.
        rarest = min((self._by_lower.get(part, []) for part in parts), key=len)
        longer = [one for one in rarest if _end(one) == end and parts < _parts(one)]
        return longer[0] if len(longer) == 1 else name

    def _typed(self, part: str) -> list[str]:
        near = self._spellings.near(part)
        names = (name for family in near for name in self._by_family[family])
        return sorted(names, key=self._order.__getitem__)


def _end(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _parts(name: str) -> frozenset[str]:
    return frozenset(name.lower().split())


def _foremost(names: Sequence[str], counts: Mapping[str, int]) -> str:
    """Return the only name, or the one that stands far oftener than all others."""
    ranked = sorted(names, key=lambda name: -counts[name])
    if len(ranked) == 1 or counts[ranked[0]] >= OFTENER * counts[ranked[1]]:
        return ranked[0]
    return ""
