"""Dates of publication, and the dates that a text names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

# Clocks differ and zones reach 14 hours ahead, so that "tomorrow" is not yet the future.
AHEAD = timedelta(days=1)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = "(?P<month>" + "|".join(rf"{m[:3]}(?:{m[3:]})?" if m[3:] else m for m in MONTHS) + r"|sept)"
ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:1[89]|20)\d{2})"
NAMED = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"\b{ORDINAL}\s+(?:of\s+)?{MONTH}\b\.?,?\s+{YEAR}\b",
        rf"\b{MONTH}\b\.?\s+{ORDINAL},?\s+{YEAR}\b",
        rf"\b{YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d)",
    )
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as read: ``when`` in UTC, None where it was set aside, and why."""

    when: datetime | None
    notes: tuple[str, ...] = ()


def read_date(value: str, *, now: datetime) -> Dated:
    """Read a date of publication as ISO 8601 writes it: a day, or a day and a time.

    Args:
        value: as written, for example ``2019-02-22`` or ``2019-02-22T10:00:00+09:00``.
        now: what counts as the present; must carry a zone.

    Returns:
        The time in UTC. A day alone is its first moment; a time without a zone counts as UTC,
        with a note. What cannot be read, or lies more than a day ahead, is set aside with a note.
    """
    value = value.strip()
    try:
        when = datetime.fromisoformat(value)
        naive = when.tzinfo is None
        when = when.replace(tzinfo=UTC) if naive else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return Dated(
            None, (f"published {value!r} is not a date; write it as 2019-02-22 or with a time",)
        )
    if when > now + AHEAD:
        return Dated(None, (f"published {value!r} lies in the future and was set aside",))
    if naive and not DAY.fullmatch(value):
        return Dated(when, (f"published {value!r} names no time zone and counts as UTC",))
    return Dated(when)


def not_before(text: str, *, now: datetime) -> datetime | None:
    """Return the latest full date that the text names and that is not in the future.

    An undated page cannot have been published before it.

    Args:
        text: the stored text.
        now: what counts as the present; must carry a zone.
    """
    today = now.astimezone(UTC).date()
    latest = max((day for day in named_days(text) if day <= today), default=None)
    return None if latest is None else datetime.combine(latest, time(), UTC)


def named_days(text: str) -> Iterator[date]:
    """Yield the full dates that the text names: day, month and year."""
    for pattern in NAMED:
        for found in pattern.finditer(text):
            month = found["month"].lower()
            number = int(month) if month.isdigit() else month_number(month)
            try:
                yield date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                continue  # "31 February 2019" names no day


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or its abbreviation."""
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))
