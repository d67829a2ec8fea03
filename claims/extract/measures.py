"""Dates and numbers in running text, as values that can be compared."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta


def _row(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS = _row(
    "january february march april may june july august september october november december"
)
WEEKDAYS = _row("monday tuesday wednesday thursday friday saturday sunday")
_SHORT_MONTHS = _row("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec")
_MONTH = rf"(?P<month>{'|'.join((*map(str.capitalize, MONTHS), *_SHORT_MONTHS))})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))"
# A month without a day is one only after such a word: "may" is mostly something else.
_BEFORE_MONTH = "[Ii]n|[Ll]ast|[Ss]ince|[Uu]ntil|[Dd]uring|[Bb]y|[Ee]arly|[Ll]ate|mid"
_RELATIVE = "[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast month|[Tt]his month|[Nn]ext month"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}\b{_YEAR}?",
        rf"\b{_MONTH}\s+{_DAY}\b{_YEAR}?",
        rf"\b{_MONTH}(?:\s+of)?{_YEAR}",
        rf"\b(?:{_BEFORE_MONTH})[\s-](?:in\s+)?{_MONTH}\b",
        rf"\b(?P<next>[Nn]ext\s+)?(?P<weekday>{'|'.join(map(str.capitalize, WEEKDAYS))})\b",
        rf"\b(?P<word>{_RELATIVE})\b",
        r"\b(?:in|since|until|of|by)\s+(?P<only_year>(?:19|20)\d\d)\b",
    )
)
_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_MONTHS_FROM_THIS = {"last month": -1, "this month": 0, "next month": 1}
# A bare month is mostly the last one of that name; one that lies further back than this is not.
_FURTHEST_BACK = 9

_ONES = _row("one two three four five six seven eight nine")
_TEENS = _row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = _row("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBER_WORDS = {
    "zero": 0,
    "dozen": 12,
    **{word: value for value, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    **{
        f"{tens}-{one}": 10 * ten + value
        for ten, tens in enumerate(_TENS, start=2)
        for value, one in enumerate(_ONES, start=1)
    },
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def find_dates(text: str, published: datetime | None) -> list[tuple[int, int, str]]:
    """Find the days and months that a text speaks of.

    Args:
        text: running text.
        published: what relative dates count from; without it they are found, but left open.

    Returns:
        Start, end and value of each, in order: "2019-06-09", "2019-06", "2019", or "" where open.
    """
    taken: list[tuple[int, int, str]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if not any(found.start() < end and start < found.end() for start, end, _ in taken):
                taken.append((found.start(), found.end(), _value(found, published)))
    return sorted(taken)


def _value(found: re.Match[str], published: datetime | None) -> str:
    groups = {key: value for key, value in found.groupdict().items() if value}
    today = published.date() if published else None
    if "iso" in groups or "only_year" in groups:
        return groups.get("iso") or groups["only_year"]
    if "month" in groups:
        return _calendar(groups, today)
    if today is None:
        return ""
    if "weekday" in groups:
        return _weekday(groups["weekday"].lower(), today, following="next" in groups)
    word = groups["word"].lower()
    if word in _DAYS_FROM_TODAY:
        return (today + timedelta(days=_DAYS_FROM_TODAY[word])).isoformat()
    return _month(today.year, today.month + _MONTHS_FROM_THIS[word])


def _calendar(groups: dict[str, str], today: date | None) -> str:
    month = 1 + next(
        i for i, name in enumerate(MONTHS) if name.startswith(groups["month"][:3].lower())
    )
    year = int(groups["year"]) if "year" in groups else _year_of(month, today)
    if year is None:
        return ""
    day = int(groups.get("day", "0"))
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year:04}-{month:02}"  # noqa: PLR2004


def _year_of(month: int, today: date | None) -> int | None:
    if today is None:
        return None
    back = (today.month - month) % 12
    year = today.year if month <= today.month else today.year - 1
    return year + 1 if back > _FURTHEST_BACK else year


def _weekday(name: str, today: date, *, following: bool) -> str:
    back = (today.weekday() - WEEKDAYS.index(name)) % 7
    return (today + timedelta(days=7 - back if following else -back)).isoformat()


def _month(year: int, month: int) -> str:
    return f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}"


_NUMERAL = re.compile(r"^(?:[$€£¥₩]|US\$)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:%|m|bn|k)?$")


def number_value(words: Iterator[str] | list[str]) -> str:
    """Return a number as digits, from the words it is written in.

    Args:
        words: the tokens of one number: ["120,000"], ["two", "hundred"], ["1.5", "million"].

    Returns:
        Digits, as in "1500000"; "" where the words are no number.
    """
    total, current = 0.0, 0.0
    seen = False
    for word in words:
        lower = word.lower()
        if lower in SCALES:
            current = (current or 1) * SCALES[lower]
        elif lower in NUMBER_WORDS:
            current += NUMBER_WORDS[lower]
        elif numeral := _NUMERAL.match(lower):
            total, current = (
                total + current,
                float(numeral[1].replace(",", "") + (numeral[2] or "")),
            )
        else:
            return ""
        seen = True
    value = total + current
    return f"{value:.10g}" if seen and value < 1e15 else ""  # noqa: PLR2004
