"""Keys under which claims about one matter meet, and how rare each is in running English."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from claims.link.lexicon import lexicon
from claims.link.match import Statement
from claims.link.names import is_partial, is_place, name_key
from claims.link.reading import read

# How much a name says about the matter, a country or a family of words, beside words of the table:
# a name of several words as much as the rarest word, one that may be a mere surname half of it.
_NAME, _PARTIAL, _PLACE, _FAMILY, _CLASH = 8.0, 4.0, 1.5, 2.0, 8.0


def keys(statement: Statement) -> Mapping[str, float]:
    """Return names, concepts and families in and around a claim, each with its rarity.

    The rarity of a word is the inverse document frequency (Spärck Jones 1972) in a fixed corpus and
    not in the desk: what makes two claims near must not change with the claims beside them.
    """
    core, known = statement.proposition, lexicon()
    names = {name_key(name) for name in (*core.entities, *core.context_entities)}
    terms = {known.concept(term) for term in (*core.terms, *core.context_terms)}
    families = {hit.family for term in core.terms for hit in known.find([term])}
    found = {f"e:{name}": _named(name) for name in names if name}
    found |= {f"t:{term}": rarity(term) for term in terms if term}
    found |= {f"o:{clash}": _CLASH for clash in _clashes(statement)}
    return found | {f"f:{family}": _FAMILY for family in families}


def _clashes(statement: Statement) -> Iterator[str]:
    """Yield under what a claim meets those that cannot be true beside it: who, and which states.

    Who was seen at a gymnastics show and who was sent to a camp share no word, and lie far apart.
    """
    opposed, reading = lexicon().opposed, read(statement)
    for state in reading.states:
        holders = {state.holder} if state.named else reading.own | reading.around
        clashes = [f"{min(pair)} {max(pair)}" for pair in opposed if pair[0] == state.family]
        yield from (f"{who} {one}" for one in clashes for who in holders if not is_place(who))


def _named(name: str) -> float:
    if is_place(name):
        return _PLACE
    return _PARTIAL if is_partial(name) else _NAME


def rarity(concept: str) -> float:
    """Return the logarithm of how many paragraphs there are for each that holds a concept."""
    table = _table()
    return float(table["words"].get(concept, table["rarest"]))


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        files("claims.link").joinpath("rarity.json").read_text("utf-8")
    )
    return found
