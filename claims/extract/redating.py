"""Dates that count from the day of publication, when that day turns out to be another."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from claims.extract.core.measures import find_dates


def redated(
    texts: Iterable[str], dates: Iterable[str], was: datetime | None, now: datetime | None
) -> tuple[str, ...]:
    """Return the dates that a claim speaks of, counted from another day.

    Whether "on Friday" was still to come only the parse could tell; it is read off the date that
    it led to. Where both ways led to the same day, it counts as past, as most are.

    Args:
        texts: the claim's words, piece by piece.
        dates: the dates in them, counted from ``was``.
        was: when the article seemed to be published; None where nothing was known.
        now: when it was.
    """
    before = {*dates}
    found = (date for text in texts for date in _counted_anew(text, before, was, now))
    return tuple(dict.fromkeys(filter(None, found)))


def _counted_anew(
    text: str, before: set[str], was: datetime | None, now: datetime | None
) -> Iterator[str]:
    ways = [(day, to_come) for day in (was, now) for to_come in (False, True)]
    days = [_dates(text, day, to_come=to_come) for day, to_come in ways]
    for past, coming, past_now, coming_now in zip(*days, strict=True):
        yield coming_now if coming in before and past not in before else past_now


def _dates(text: str, day: datetime | None, *, to_come: bool) -> list[str]:
    return [value for _, _, value in find_dates(text, day, lambda _start, _end: to_come)]
