"""The register of well-known sources and countries: names, kinds, families, aliases."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import yaml

from claims.errors import ConfigurationError
from db.vocabulary import SourceKind

# The safe loader in C, where there is one, takes a tenth of the time.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).with_suffix("")
OWN = "own register"
BODY = "body"
# What a state has beside its government.
_APART = frozenset({
    "parliament", "senate", "congress", "assembly", "knesset", "council", "court", "courts",
    "tribunal", "bank", "party", "opposition", "university",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A source that the register knows.

    Attributes:
        name: canonical name.
        kind: what sort of source.
        country: ISO 3166 code; "" for international bodies.
        family: owner or group, so that sister papers do not count as independent; its own name
            where none is known.
        aliases: other names, in any script.
        checked: how it is known who controls it: the month in which somebody looked it up, "body"
            where nobody can own it, "own register" for what a user's own file says; "" where it is
            not known. Only of outlets and news agencies is it asked.
        sought: whether the name is looked for in running text. One that is an ordinary word or
            a surname too ("Time", "Dawn") is found as a publisher, and in text by its aliases.
    """

    name: str
    kind: SourceKind
    country: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()
    checked: str = ""
    sought: bool = True

    def __post_init__(self) -> None:
        texts: tuple[object, ...] = (self.name, self.country, self.family, self.checked)
        if odd := [one for one in (*texts, *self.aliases) if not isinstance(one, str)]:
            # YAML reads a bare NO as false, and a bare 24 as a number.
            raise TypeError(f"{odd[0]!r} is no text; put it in quotes")


@dataclass(frozen=True, slots=True)
class Country:
    """A country as news names it: name, adjective, other names, capital."""

    name: str
    adjective: str
    others: tuple[str, ...] = ()
    capital: str = ""


def normalise(surface: str) -> str:
    """Return a name without article, possessive and case, for comparing."""
    words = surface.replace("\u2019", "'").split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    text = " ".join(words).strip(' ,.;:"“”')
    return text.removesuffix("'s").removesuffix("'").casefold()


@dataclass(slots=True)
class Register:
    """Looks sources up by name or alias.

    Attributes:
        entries: known sources.
        countries: known countries.
        told: names and adjectives of those countries that one article alone tells.
    """

    entries: tuple[Entry, ...] = ()
    countries: tuple[Country, ...] = ()
    told: frozenset[str] = frozenset()
    _by_alias: dict[str, Entry] = field(default_factory=dict)
    _by_place: dict[str, Country] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                self._by_alias[normalise(name)] = entry
        for country in self.countries:
            names = (country.name, country.adjective, country.capital, *country.others)
            self._by_place.update({normalise(name): country for name in names if name})

    @classmethod
    def load(cls, extra: Path | None = None) -> Self:
        """Read the packaged register, and a user's own beside it, which wins.

        Args:
            extra: a YAML file of the same form as those in the folder ``register``.

        Raises:
            ConfigurationError: the file cannot be read, or an entry is wrong.
        """
        parts = [(path, _read(path)) for path in sorted(FOLDER.glob("*.yaml"))]
        if extra is not None:
            # Whoever writes a file of their own answers for what it says.
            parts.append((extra, {"checked": OWN, **_read(extra)}))
        entries = [entry for path, values in parts for entry in _entries(values, path)]
        countries = [_country(one) for _, values in parts for one in values.get("countries") or ()]
        return cls(tuple(entries), tuple(countries))

    def find(self, surface: str) -> Entry | None:
        """Return the source of that name or alias, whatever its case; None where unknown."""
        return self._by_alias.get(normalise(surface))

    def country(self, surface: str) -> Country | None:
        """Return the country that a name, adjective or capital stands for; None where unknown."""
        return self._by_place.get(normalise(surface))

    def state_behind(self, name: str) -> str:
        """Return the family of the government that a body's name gives it to; "" where it does not.

        All bodies of one executive speak for one government, whoever lists them: "Israeli army",
        "Mozambique's Ministry of Health", "Ministry of Health of Mozambique". Parliaments, courts
        and central banks answer to none.

        Args:
            name: a body of a state, as its kind tells.
        """
        parts = name.replace("\u2019", "'").split()
        if _APART & {normalise(part) for part in parts}:
            return ""
        leading = (" ".join(parts[:n]) for n in range(min(3, len(parts) - 1), 0, -1))
        trailing = [end for _, of, end in [name.rpartition(" of ")] if of]
        found = (self.country(place) for place in (*leading, *trailing))
        country = next((one for one in found if one is not None), None)
        if country is None:
            return ""
        entry = self.find(f"{country.adjective} government")
        return entry.family if entry else f"Government of {country.name}"

    def with_countries(self, countries: Sequence[Country]) -> Self:
        """Return a register that knows further countries; what this one knows wins.

        Args:
            countries: those that one article speaks of.
        """
        wider = copy(self)
        wider.countries = (*self.countries, *countries)
        added = {normalise(name): one for one in countries for name in (one.name, one.adjective)}
        wider.told = frozenset(name for one in countries for name in (one.name, one.adjective))
        wider._by_place = {**added, **self._by_place}  # noqa: SLF001 - another of this class
        return wider

    def names(self) -> Iterator[tuple[str, Entry]]:
        """Yield what to look for in running text, with its source."""
        for entry in self.entries:
            if entry.sought:
                yield entry.name, entry
            for name in entry.aliases:
                yield name, entry


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(
            f"cannot read the source register {path}: {error}; "
            "give a YAML file with a list 'sources'"
        ) from error
    if not isinstance(values, dict):
        raise ConfigurationError(
            f"the source register {path} holds no mapping; give a YAML file with a list 'sources'"
        )
    return values


def _entries(values: Mapping[str, Any], path: Path) -> Iterator[Entry]:
    """Yield the sources of a file; its own "checked" holds for those that have none."""
    for one in values.get("sources") or ():
        try:
            yield Entry(
                name=one["name"],
                kind=SourceKind(one["kind"]),
                country=one.get("country", ""),
                family=one.get("family", one["name"]),
                aliases=tuple(one.get("aliases", ())),
                checked=one.get("checked", values.get("checked", "")),
                sought=one.get("sought", True),
            )
        except (KeyError, TypeError, ValueError) as error:
            kinds = ", ".join(SourceKind)
            raise ConfigurationError(
                f"wrong entry {one!r} in the source register {path}: {error}; "
                f"an entry needs 'name' and 'kind', one of {kinds}"
            ) from error


def _country(values: Mapping[str, Any]) -> Country:
    return Country(
        name=values["name"],
        adjective=values["adjective"],
        others=tuple(values.get("others", ())),
        capital=values.get("capital", ""),
    )


@lru_cache(maxsize=4)
def load_register(extra: Path | None = None) -> Register:
    """Return the register, read once for each extra file."""
    return Register.load(extra)
