"""The register of well-known sources and countries: names, kinds, families, aliases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import yaml

from claims.errors import ConfigurationError
from db.vocabulary import SourceKind


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
    """

    name: str
    kind: SourceKind
    country: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()


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
    """Looks sources up by name or alias."""

    entries: tuple[Entry, ...] = ()
    countries: tuple[Country, ...] = ()
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
            extra: a YAML file of the same form as ``register.yaml``.

        Raises:
            ConfigurationError: the file cannot be read, or an entry is wrong.
        """
        values = _read(Path(__file__).with_name("register.yaml"))
        own = _read(extra) if extra is not None else {}
        entries = [*_entries(values), *_entries(own, extra)]
        countries = [_country(one) for part in (values, own) for one in part.get("countries") or ()]
        return cls(tuple(entries), tuple(countries))

    def find(self, surface: str) -> Entry | None:
        """Return the source of that name or alias, whatever its case; None where unknown."""
        return self._by_alias.get(normalise(surface))

    def country(self, surface: str) -> Country | None:
        """Return the country that a name, adjective or capital stands for; None where unknown."""
        return self._by_place.get(normalise(surface))

    def names(self) -> Iterator[tuple[str, Entry]]:
        """Yield every name and alias with its source."""
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                yield name, entry


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
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


def _entries(values: Mapping[str, Any], path: Path | None = None) -> Iterator[Entry]:
    for one in values.get("sources") or ():
        try:
            yield Entry(
                name=one["name"],
                kind=SourceKind(one["kind"]),
                country=one.get("country", ""),
                family=one.get("family", one["name"]),
                aliases=tuple(one.get("aliases", ())),
            )
        except (KeyError, TypeError, ValueError) as error:
            kinds = ", ".join(SourceKind)
            raise ConfigurationError(
                f"wrong entry {one!r} in the source register {path or 'register.yaml'}: {error}; "
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
