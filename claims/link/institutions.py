"""Institutions that every country has: whose one is, where no country is told."""

from collections.abc import Iterable

from claims.link.names import country_of, is_place
from claims.link.words import row, stem

_INSTITUTIONS = frozenset(
    map(
        stem, row("intelligence government army police military navy regime rebel opposition state")
    )
)


def is_institution(words: str) -> bool:
    """Say whether a description is of an institution that every country has: "the army"."""
    return stem(words.rpartition(" ")[2]) in _INSTITUTIONS


def may_be_of(name: str, words: str, beside: Iterable[str]) -> bool:
    """Say whether "Western intelligence" may be that of a country that another claim names.

    Args:
        name: key of what the other claim names.
        words: the description.
        beside: keys of the names in the claim that has it; a country among them is whose it is.
    """
    country = is_place(name) or country_of(name)
    return bool(country) and is_institution(words) and not any(map(is_place, beside))
