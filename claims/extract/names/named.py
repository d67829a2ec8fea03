"""Names in the text, and the short names of organisations: "Borealis" for "Borealis Lines"."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.extract.names.gender import is_given_name
from db.vocabulary import SourceKind

SHORTENED = frozenset({SourceKind.COMPANY, SourceKind.GROUP, SourceKind.OUTLET})


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text: where its tokens begin and end, its canonical name, and of what kind."""

    start: int
    end: int
    name: str
    kind: SourceKind


def clean(surface: str) -> str:
    """Take possessive, brackets and quotation marks off a name."""
    surface = re.sub(r"\s+", " ", surface).strip(' ,.;:"“”()[]')
    return re.sub(r"'s?$", "", surface.replace("\u2019", "'"))


def with_full_names(named: Sequence[Named], aliases: Mapping[str, set[str]]) -> list[Named]:
    """Give "Borealis" and "the Herald" the one full name of the article that they shorten.

    Args:
        named: the names of the article, in order.
        aliases: other names of each name; what is shortened is added.
    """
    longer = {**longer_names(named), **_spelt_out(named)}
    found = []
    for one in named:
        full = longer.get(one.name) if one.kind is not SourceKind.PERSON or _lone(one) else None
        if full is not None:
            aliases[full.name].add(one.name)
            kind = one.kind if full.kind is SourceKind.UNKNOWN else full.kind
            found.append(replace(one, name=full.name, kind=kind))
        else:
            found.append(one)
    return found


def _spelt_out(named: Sequence[Named]) -> dict[str, Named]:
    """Map "LA Sheriff" to "Los Angeles Sheriff" where the article has both."""
    full: dict[str, Named] = {}
    for one in named:
        parts = one.name.split()
        for size in range(2, len(parts)):
            if one.kind is not SourceKind.PERSON:
                initials = "".join(part[0] for part in parts[:size])
                full.setdefault(" ".join([initials, *parts[size:]]), one)
    return full


def _lone(named: Named) -> bool:
    """Say whether a single word was taken for a person of no other name."""
    return " " not in named.name and not is_given_name(named.name)


def longer_names(named: Sequence[Named]) -> dict[str, Named]:
    """Map each word that can only stand for one organisation to that.

    Args:
        named: the names of the article, in order.
    """
    bearers: dict[str, dict[str, Named]] = defaultdict(dict)
    for one in named:
        parts = one.name.split()
        if len(parts) == 1:
            continue
        bearers[parts[0]].setdefault(one.name, one)
        if one.kind is SourceKind.OUTLET:
            bearers[parts[-1]].setdefault(one.name, one)
    only = {word: next(iter(of.values())) for word, of in bearers.items() if len(of) == 1}
    return {word: full for word, full in only.items() if full.kind in SHORTENED}
