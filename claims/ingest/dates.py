"""Dates of publication, and the dates that a text names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice

# Clocks differ and zones reach 14 hours ahead, so that "tomorrow" is not yet the future.
AHEAD = timedelta(days=1)
# No newspaper is older by much; calendars, and the pages that show a date, end soon before.
EARLIEST = datetime(1700, 1, 1, tzinfo=UTC)
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
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
# As mail, feeds and servers write it: "Fri, 22 Feb 2019 10:00:00 +0900".
MAIL_DATE = re.compile(r"(?:[A-Za-z]{3,9},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d\d?:\d\d.{0,40}")
# A line that is a date, as datelines and the exports of press databases have it.
AROUND_DAY = (
    re.compile(
        rf"(?:(?:published|posted|date|load-date)(?:\s+on)?\s*:?\s+)?(?:{WEEKDAY},?\s+)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:,?\s+{WEEKDAY})?(?:,?\s+(?:at\s+)?\d\d?[:.]\d\d(?:[:.]\d\d)?"
        r"(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{1,5})?)?\.?",
        re.IGNORECASE,
    ),
)
TOP_LINES, LONGEST_LINE = 12, 80


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as read: ``when`` in UTC, None where it was set aside, and why."""

    when: datetime | None
    notes: tuple[str, ...] = ()


def read_date(value: str, *, now: datetime) -> Dated:
    """Read a date of publication: a day, or a day and a time.

    Args:
        value: as written: ``2019-02-22``, ``2019-02-22T10:00:00+09:00``, as mail has it
            (``Fri, 22 Feb 2019 10:00:00 +0900``), or a day in words (``February 22, 2019``).
        now: what counts as the present; must carry a zone.

    Returns:
        The time in UTC. A day alone is its first moment; a time without a zone counts as UTC,
        with a note. What cannot be read, or lies more than a day ahead or before 1700, is set aside
        with a note.
    """
    value = value.strip()
    try:
        when = parse_date(value)
        naive = when.tzinfo is None
        when = when.replace(tzinfo=UTC) if naive else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return Dated(
            None, (f"published {value!r} is not a date; write it as 2019-02-22 or with a time",)
        )
    if when < EARLIEST:
        return Dated(None, (f"published {value!r} lies before 1700 and was set aside",))
    if when > now + AHEAD:
        return Dated(None, (f"published {value!r} lies in the future and was set aside",))
    if naive and ":" in value and not DAY.fullmatch(value):
        return Dated(when, (f"published {value!r} names no time zone and counts as UTC",))
    return Dated(when)


def parse_date(value: str) -> datetime:
    """Read a date in any of the forms that are no guess; raises ValueError."""
    if MAIL_DATE.fullmatch(value):
        return parsedate_to_datetime(value)
    day = day_of_line(value)
    return datetime.combine(day, time()) if day else datetime.fromisoformat(value)


def dated_line(text: str, *, now: datetime) -> datetime | None:
    """Return the day that a line near the top names if it holds nothing else; None without.

    Args:
        text: the body of an undated document.
        now: what counts as the present; must carry a zone.
    """
    lines = filter(None, map(str.strip, text.split("\n", TOP_LINES * 2)))
    days = (day_of_line(line) for line in islice(lines, TOP_LINES) if len(line) < LONGEST_LINE)
    day = next(filter(None, days), None)
    return datetime.combine(day, time(), UTC) if day and day <= now.astimezone(UTC).date() else None


def day_of_line(line: str) -> date | None:
    """Return the day that a line names, if that and a time of day is all that it holds."""
    before, after = AROUND_DAY
    for pattern in NAMED[:2]:
        found = pattern.search(line)
        if (
            found
            and before.fullmatch(line[: found.start()])
            and after.fullmatch(line[found.end() :])
        ):
            return next(named_days(found[0]), None)
    return None


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
