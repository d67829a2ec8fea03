"""What a claim does not tell as so: it was only reported, or it is asked or wished."""

import re
from functools import lru_cache

from claims.link.match import Statement
from claims.link.words import plain, stem

# What was only reported of somebody who is the subject of other news: "reported dead, she waved".
_HEARSAY = re.compile(
    r"\b(?:reported|presumed|feared|believed|thought|rumou?red|declared|supposedly|allegedly)"
    r"(?: (?:him|her|them|it))?(?: as| to be| to have been)? (?P<after>[a-z]+)"
    r"|\bwhose (?P<before>(?:\w+ )+?)(?:(?:was|had been|has been|were) )?(?:reported|announced)\b"
)
_SINCE = re.compile(r"\b(?:after|since|before|where|when|who|whom)(?: [\w']+){0,4}$")
_IS_ASKED = re.compile(r"\?\W*$")
_WISHED = re.compile(
    r"\b(?:want|hope|wish|demand|fear|pray|urge|ask|plead|call)(?:s|ed|ing)?"
    r"(?: (?:that|for|to|whether|if))?$"
)

_CLEARED = re.compile(
    r"\b(?:acquit(?:s|ted|tal)?|cleared?|clears|exonerate[sd]?|absolve[sd]?|innocent|not guilty)\b"
    r"(?: [\w'-]+){0,4}? of\b"
)
_REACH = 40


def is_cleared(text: str, place: int | None = None) -> bool:
    """Say whether somebody is cleared of something: who is acquitted of bribery took no bribe.

    Args:
        text: a claim.
        place: where in the plain text the word for it begins; default: of whatever it is.
    """
    found = _CLEARED.search(plain(text))
    if found is None or place is None:
        return found is not None
    return found.end() <= place <= found.end() + _REACH


def is_asked(text: str) -> bool:
    """Say whether a claim is a question."""
    return _IS_ASKED.search(text) is not None


def is_wished(statement: Statement) -> bool:
    """Say whether a claim is only what somebody wants, hopes or fears: "she wants it closed"."""
    at = statement.sentence.find(statement.text)
    return at > 0 and _WISHED.search(plain(statement.sentence[:at])) is not None


@lru_cache(maxsize=4096)
def only_reported(text: str) -> frozenset[str]:
    """Return stems of what was only reported, where the claim goes on to tell something else."""
    found = [match for match in _HEARSAY.finditer(plain(text)) if _beside_the_point(match, text)]
    words = (word for match in found for part in match.groups() if part for word in part.split())
    return frozenset(map(stem, words))


def _beside_the_point(match: re.Match[str], text: str) -> bool:
    """Say whether hearsay stands between commas or after a word of time, and is not the news."""
    before = plain(text)[: match.start()].rstrip()
    return before.endswith(",") or match["before"] is not None or bool(_SINCE.search(before))
