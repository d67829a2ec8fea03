"""Whether a named person can be "he" or "she", by title, role and given name."""

from functools import lru_cache
from pathlib import Path

import yaml

from claims.extract.nouns import words

SHE = frozenset({"she", "her", "hers"})
FEMALE_WORDS = words(
    "mrs ms miss madam lady dame queen princess sister wife mother daughter woman actress "
    "spokeswoman chairwoman congresswoman businesswoman widow aunt niece grandmother girl nun "
    "granddaughter policewoman girlfriend"
)
MALE_WORDS = words(
    "mr sir lord king prince brother half-brother husband father son man actor spokesman "
    "chairman congressman businessman widower uncle nephew grandfather boy monk grandson "
    "policeman boyfriend"
)


@lru_cache(maxsize=1)
def _given_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the given names of women, of men, and of both."""
    path = Path(__file__).with_name("given_names.yaml")
    names = yaml.safe_load(path.read_text(encoding="utf-8"))
    return frozenset(names["female"]), frozenset(names["male"]), frozenset(names["both"])


def is_given_name(word: str) -> bool:
    """Say whether a word is among the common given names."""
    return any(word in names for names in _given_names())


def sounds_female(name: str) -> bool:
    """Say whether a given name ends as those of women mostly do; no proof of anything."""
    first, _, rest = name.partition(" ")
    return bool(rest) and first.endswith("a")


def agrees(pronoun: str, name: str, words: frozenset[str] = frozenset()) -> bool | None:
    """Say whether a pronoun can stand for a person; None where nothing tells.

    Args:
        pronoun: "he", "she" or a form of them.
        name: the person's name.
        words: titles and roles that the article gives the person, in lower case.
    """
    female, male, _ = _given_names()
    first = name.split(maxsplit=1)[0] if name else ""
    given = first if " " in name or first in female else ""
    is_she = bool(words & FEMALE_WORDS) or given in female
    is_he = bool(words & MALE_WORDS) or given in male
    if is_she == is_he:
        return None
    return (pronoun in SHE) == is_she
