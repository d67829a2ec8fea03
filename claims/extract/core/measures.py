"""Dates and numbers in running text, as values that can be compared."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal


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
_RELATIVE_YEAR = "[Ll]ast year|[Tt]his year|[Nn]ext year"
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
        r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|of|[Bb]y|[Dd]uring)\s+(?P<only_year>(?:19|20)\d\d)\b",
        rf"\b(?P<year_word>{_RELATIVE_YEAR})\b",
        r"\b(?P<years_ago>[\w-]+) years? ago\b",
    )
)
_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_MONTHS_FROM_THIS = {"last month": -1, "this month": 0, "next month": 1}
_YEARS_FROM_THIS = {"last year": -1, "this year": 0, "next year": 1}
# A bare month is mostly the last one of that name; one that lies further back than this is not.
_FURTHEST_BACK = 9

_ONES = _row("one two three four five six seven eight nine")
_TEENS = _row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = _row("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBER_WORDS = {
    "zero": 0,
    **{word: value for value, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    **{
        f"{tens}-{one}": 10 * ten + value
        for ten, tens in enumerate(_TENS, start=2)
        for value, one in enumerate(_ONES, start=1)
    },
}
_THOUSAND, _HUNDRED = 1_000, 100
SCALES = {
    "dozen": 12,
    "hundred": _HUNDRED,
    "thousand": _THOUSAND,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
# What news writes behind a numeral: "10k", "3m", "£5bn".
SUFFIXES = {
    "k": _THOUSAND, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12
}  # fmt: skip
# What may stand between the words of one number: "thirty-five", "two hundred and fifty".
JOINTS = frozenset({"-", "and"})
# From here on a number is a mistake, or a code.
_MOST = 10**15


def find_dates(
    text: str,
    published: datetime | None,
    ahead: Callable[[int, int], bool] = lambda start, end: False,  # noqa: ARG005
) -> list[tuple[int, int, str]]:
    """Find the days and months that a text speaks of.

    Args:
        text: running text.
        published: what relative dates count from; without it they are found, but left open.
        ahead: says of start and end of a date whether what happens then was still to come;
            unless it does, "on Friday" and "in March" are the last ones.

    Returns:
        Start, end and value of each, in order: "2019-06-09", "2019-06", "2019", or "" where open.
    """
    taken: list[tuple[int, int, str]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if not any(found.start() < end and start < found.end() for start, end, _ in taken):
                taken.append((found.start(), found.end(), _value(found, published, ahead)))
    return sorted(taken)


def _value(
    found: re.Match[str], published: datetime | None, ahead: Callable[[int, int], bool]
) -> str:
    groups = {key: value for key, value in found.groupdict().items() if value}
    today = published.date() if published else None
    if "only_year" in groups:
        return groups["only_year"]
    if "iso" in groups:
        return _possible(*map(int, groups["iso"].split("-")))
    if "month" in groups:
        return _calendar(groups, today, lambda: ahead(*found.span()))
    return _relative(groups, today, lambda: ahead(*found.span())) if today else ""


def _relative(groups: dict[str, str], today: date, ahead: Callable[[], bool]) -> str:
    if "weekday" in groups:
        back = (today.weekday() - WEEKDAYS.index(groups["weekday"].lower())) % 7
        days = 7 - back if "next" in groups else -back % 7 if ahead() else -back
        return (today + timedelta(days=days)).isoformat()
    if "year_word" in groups:
        return str(today.year + _YEARS_FROM_THIS[groups["year_word"].lower()])
    if "years_ago" in groups:
        return _years_before(groups["years_ago"], today)
    word = groups["word"].lower()
    if word in _DAYS_FROM_TODAY:
        return (today + timedelta(days=_DAYS_FROM_TODAY[word])).isoformat()
    return _month(today.year, today.month + _MONTHS_FROM_THIS[word])


def _years_before(number: str, today: date) -> str:
    """Return the year so many years before a day, "" where the number is none: "many"."""
    years = "1" if number.lower() == "a" else number_value([number])
    return str(today.year - int(years)) if years.isdigit() and int(years) < today.year else ""


def _calendar(groups: dict[str, str], today: date | None, ahead: Callable[[], bool]) -> str:
    month = 1 + next(
        i for i, name in enumerate(MONTHS) if name.startswith(groups["month"][:3].lower())
    )
    if "year" in groups:
        year = int(groups["year"])
    elif today is None:
        return ""
    else:
        year = _year_of(month, today, ahead=ahead())
    return _possible(year, month, int(groups.get("day", "0")))


def _possible(year: int, month: int, day: int) -> str:
    """Return a day, or of what no calendar holds ("31 June") the month or the year."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}" if 1 <= month <= len(MONTHS) else f"{year:04}"


def _year_of(month: int, today: date, *, ahead: bool) -> int:
    if ahead:
        return today.year if month >= today.month else today.year + 1
    back = (today.month - month) % 12
    year = today.year if month <= today.month else today.year - 1
    return year + 1 if back > _FURTHEST_BACK else year


def _month(year: int, month: int) -> str:
    return f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}"


_NUMERAL = re.compile(
    r"(?:[$€£¥₩]|US\$)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:%|(k|mn?|bn|tr?n))?", re.IGNORECASE
)


def number_value(words: Iterable[str]) -> str:
    """Return a number as digits, from the words it is written in.

    Args:
        words: the tokens of one number: ["120,000"], ["two", "hundred", "and", "fifty"],
            ["thirty", "-", "five"], ["1.5", "million"], ["3", "m"].

    Returns:
        Digits, as in "1500000"; "" where the words are no number, or several.
    """
    number = _Number()
    return number.digits() if all(number.takes(word.lower()) for word in words) else ""


@dataclass(slots=True)
class _Number:
    """A number, as far as it has been read.

    Attributes:
        total: what its thousands and millions come to.
        current: what stands behind them.
        room: what comes next must be less: behind "twenty" one of the ones, behind "two" nothing.
        ceiling: what its next thousands or millions must be less than.
        last: what sort of word was read last; "" before the first.
    """

    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    room: int = _MOST
    ceiling: int = _MOST
    last: str = ""

    def takes(self, word: str) -> bool:
        """Read on, and say whether what was read is still one number."""
        if word in NUMBER_WORDS:
            value = NUMBER_WORDS[word]
            tens = value >= 20 and value % 10 == 0  # noqa: PLR2004
            return self._add(Decimal(value), "word", room=10 if tens else 0)
        if word in SCALES:
            return self._scale(SCALES[word])
        if word in SUFFIXES:
            return self.last == "numeral" and self._shortened(SUFFIXES[word])
        if word in JOINTS:
            return self._join(word)
        return self._read(word)

    def digits(self) -> str:
        """Return what was read; "" where it breaks off or nothing was."""
        whole = self.last not in {"", "joint"}
        return f"{(self.total + self.current).normalize():f}" if whole else ""

    def _read(self, word: str) -> bool:
        numeral = _NUMERAL.fullmatch(word)
        # "between two hundred and 300": a numeral begins another number.
        if numeral is None or self.last == "joint":
            return False
        value = Decimal(numeral[1].replace(",", "") + (numeral[2] or ""))
        suffix = numeral[3]
        return self._add(value, "numeral", room=0) and (
            suffix is None or self._shortened(SUFFIXES[suffix.lower()])
        )

    def _shortened(self, by: int) -> bool:
        fits = self._scale(by)
        self.room = 0  # nothing follows "3m"
        return fits

    def _add(self, value: Decimal, sort: str, *, room: int) -> bool:
        if value >= self.room:
            return False
        self.current += value
        self.room, self.last = room, sort
        return True

    def _scale(self, by: int) -> bool:
        if by >= _THOUSAND:
            return self._close(by)
        self.current = (self.current or Decimal(1)) * by
        self.room, self.last = by if by == _HUNDRED else 0, "scale"
        # "one hundred two hundred" are two numbers.
        return self.current < min(self.ceiling, _HUNDRED * by)

    def _close(self, by: int) -> bool:
        """Read "thousand" and more, which close what stands before them."""
        if self.total and not self.current:  # "a thousand million"
            self.total *= by
        else:
            part = (self.current or Decimal(1)) * by
            if part >= self.ceiling:
                return False
            self.total += part
        self.current = Decimal(0)
        self.room = self.ceiling = by
        self.last = "scale"
        return self.total < _MOST

    def _join(self, word: str) -> bool:
        # "a million and two" are mostly two things.
        joins = word == "-" or (self.last == "scale" and 0 < self.room <= _THOUSAND)
        sort, self.last = self.last, "joint"
        return joins and sort in {"scale", "word"}
