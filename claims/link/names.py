"""Names of people, bodies and places in the one form under which they meet."""

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from claims.link.words import fold

_LEADING = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|dr|sir|general|gen|president|prime minister|minister|judge|colonel|"
    r"captain|senator|professor|prof|king|queen|prince|princess|pope|chancellor|ambassador|"
    r"foreign minister|defen[cs]e minister|mayor|governor|secretary|sheikh|lord|lady|mp|chairman|"
    r"former|then|acting)\.?\s+"
)
_BODY = re.compile(
    r"\b(?:agency|services?|organi[sz]ation|ministry|department|agreement|bureau|union|party|council|"
    r"committee|court|fund|bank|treaty|force|forces|association|institute|university|nations|"
    r"authority|commission|army|front|movement|group|corporation|center|centre|office|program|"
    r"programme|federation|league|alliance|pact|convention|assembly|congress|administration|of)\b"
)
_SMALL = frozenset(["of", "the", "and", "for", "on", "in", "de", "la", "to", "&"])
_SHORTEST_ACRONYM = 3


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    table = yaml.safe_load(files("claims.link").joinpath("places.yaml").read_text("utf-8"))
    return {
        fold(word).replace(".", ""): fold(country)
        for country, words in table.items()
        for word in (country, *words)
    }


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Return the form under which a name meets its like.

    Titles, articles and a possessive are taken off, a country's adjective, people and capital
    become the country, and a body with a long name becomes its initials: "Central Intelligence
    Agency" and "CIA" are both "cia". People never become initials.
    """
    key = fold(name).removesuffix("'s").removesuffix("'").strip(" .,;:\"'")
    while (shorter := _LEADING.sub("", key)) != key:
        key = shorter
    bare = key.replace(".", "")
    if bare in _places():
        return _places()[bare]
    return _initials(_without_place(bare)) or bare


def _without_place(key: str) -> str:
    """Take a leading country off a body's name: "us department of state"."""
    words = key.split()
    for size in (2, 1):
        if len(words) > size + 1 and " ".join(words[:size]) in _places() and _BODY.search(key):
            return " ".join(words[size:])
    return key


def _initials(key: str) -> str:
    words = [word for word in key.split() if word not in _SMALL]
    if len(words) < _SHORTEST_ACRONYM or not _BODY.search(key) or not key.isascii():
        return ""
    return "".join(word[0] for word in words) if all(w[0].isalpha() for w in words) else ""


def is_place(key: str) -> bool:
    """Say whether a key is a country: weak evidence that two claims are about one matter."""
    return key in _country_keys()


@lru_cache(maxsize=1)
def _country_keys() -> frozenset[str]:
    return frozenset(_places().values())


def is_partial(key: str) -> bool:
    """Say whether a key may be no more than a surname: one word in letters, and no place."""
    return " " not in key and "-" not in key and not is_place(key) and key.isalpha()


def is_body(words: str) -> bool:
    """Say whether some words hold one for a body: a ministry, a council."""
    return _BODY.search(fold(words)) is not None


def is_person(key: str) -> bool:
    """Say whether a key is most likely a person's: several words, none of which names a body."""
    return " " in key and not (is_place(key) or _BODY.search(key) or any(map(str.isdigit, key)))


@lru_cache(maxsize=50_000)
def country_of(key: str) -> str:
    """Return the country whose body a key names: "us department of state"; "" where none."""
    words = key.split()
    for size in (2, 1):
        if len(words) > size and (country := _places().get(" ".join(words[:size]))):
            return country
    return ""


@lru_cache(maxsize=50_000)
def country_in(name: str) -> str:
    """Return the first country that a speaker's name holds: "the central bank of Chile"."""
    words = fold(name).replace(".", "").split()
    for at in range(len(words)):
        for size in (2, 1):
            if country := _places().get(" ".join(words[at : at + size])):
                return country
    return ""
