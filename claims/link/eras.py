"""When what a claim tells was so: a year long past that it recalls, or the days it was made in."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from claims.link.match import Statement
from claims.link.words import plain, row

# A clause ends where another time may begin.
_JOINT = re.compile(
    r"[,;:]|\band (?=(?:is|are|was|were|has|have|had|will|now|he|she|they|it)\b)"
    r"|\b(?:but|when|who|which|while|before|after|until|since then|whereas)\b"
)
_YEAR = re.compile(
    r"(?P<lasting>\b(?:since|from|ever since) (?:\w+ )?)?\b(?P<year>(?:19|20)\d\d)(?:s\b|\b)"
)
_AGO = re.compile(
    r"\b(?:(?P<number>[a-z]+|\d+) (?P<unit>year|decade)s? (?:ago|earlier|before)"
    r"|(?P<last>last year)|(?P<young>in (?:his|her) youth"
    r"|as an? (?:child|boy|girl|teenager|youth|young (?:man|woman))))\b"
)
_NOW = re.compile(r"\b(?:now|today|still|this (?:week|month|year)|yesterday|currently)\b")
_NUMBERS = {
    word: number
    for number, word in enumerate(row("a two three four five six seven eight nine ten"), 1)
} | {"one": 1, "some": 3, "several": 3, "many": 10}
_DECADE, _GENERATION = 10, 20
# What lies so far back may still be of one story with today's, though it was another year.
_OF_LATE = timedelta(days=120)


def era(statement: Statement, word: str) -> int:
    """Return the year in which a word's clause is set, 0 where that is the time of the claim.

    "In 2021 he was suspended, and was reinstated" tells of 2021 throughout; "he has run it since
    2021" does not.

    Args:
        statement: the claim.
        word: a word of it, as written.
    """
    told = plain(statement.text)
    at = max(0, told.find(word.split(maxsplit=1)[0])) if word else 0
    first, *rest = _set_in(told, statement.ordered_at.year)
    start, end, year = next((part for part in (first, *rest) if part[1] > at), first)
    if year or start == 0 or _NOW.search(told[start:end]):
        return year
    return first[2]


@lru_cache(maxsize=4096)
def _set_in(told: str, this: int) -> tuple[tuple[int, int, int], ...]:
    """Return start and end of each clause of a plain text, and the past year it is set in, or 0."""
    cuts = [0, *(match.start() for match in _JOINT.finditer(told)), len(told)]
    return tuple((start, end, _year(told[start:end], this)) for start, end in pairwise(cuts))


def _year(clause: str, this: int) -> int:
    found = [year for year in _years(clause, this) if year]
    return max(found, default=0) if all(year < this for year in found) else 0


def _years(clause: str, this: int) -> Iterator[int]:
    for match in _YEAR.finditer(clause):
        yield this if match["lasting"] else int(match["year"])
    for match in _AGO.finditer(clause):
        yield this - _back(match)


def _back(match: re.Match[str]) -> int:
    if match["last"]:
        return 1
    if match["young"]:
        return _GENERATION
    number = match["number"]
    many = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
    return many * (_DECADE if match["unit"] == "decade" else 1)


def recalled(one: Statement, word: str, other: Statement, other_word: str) -> int:
    """Say which of two things that claims tell was years before the other.

    Args:
        one: a claim.
        word: the word of it that tells what was so.
        other: another claim.
        other_word: the word of that.

    Returns:
        1 where it is the first, -1 where it is the second, 0 where both may be of one time.
    """
    here, there = era(one, word), era(other, other_word)
    if here and there:
        return (here < there) - (here > there)
    if here:
        return int(here < (other.ordered_at - _OF_LATE).year)
    return -int(0 < there < (one.ordered_at - _OF_LATE).year)
