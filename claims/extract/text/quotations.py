"""Finds what stands in quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"'}

_SINGLE = re.compile(
    r"(?<![\w'\u2019])['\u2018](?=[\w\[])(.{3,400}?)(?<=[\w.,!?…\]])['\u2019](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks.

    Attributes:
        start, end: with its marks.
        inner_start, inner_end: without them.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int


def _double(text: str, start: int, end: int, *, goes_on: bool) -> Iterator[Quotation]:
    """Pair double marks within one paragraph.

    A mark that is left open runs to the end of the paragraph, as in quotations of several
    paragraphs, where it opens this one or such a mark opens the next; any other is a slip.
    """
    opened, close = -1, ""
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    for at in range(start, end):
        mark = text[at]
        if opened >= 0 and mark in close:
            yield Quotation(opened, at + 1, opened + 1, at)
            opened = -1
        elif opened < 0 and mark in PAIRS:
            opened, close = at, PAIRS[mark]
    if opened >= 0 and (opened == first or goes_on) and end - opened > 1:
        yield Quotation(opened, end, opened + 1, end)


def _single(text: str, start: int, end: int, taken: Sequence[Quotation]) -> Iterator[Quotation]:
    """Find single marks, which are told from apostrophes by what stands around them."""
    for match in _SINGLE.finditer(text, start, end):
        inside = any(one.start <= match.start() < one.end for one in taken)
        words = match.group(1).count(" ") + 1
        if not inside and words > 1:
            yield Quotation(match.start(), match.end(), match.start(1), match.end(1))


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Return the outermost quotations of a text in order.

    Args:
        text: the text.
        paragraphs: its paragraphs; no quotation crosses their borders.
    """
    found: list[Quotation] = []
    follow = [*(start for start, _ in paragraphs[1:]), len(text)]
    for (start, end), after in zip(paragraphs, follow, strict=True):
        goes_on = text[after : after + 1] in {*PAIRS} - {"„"}
        double = list(_double(text, start, end, goes_on=goes_on))
        found += sorted([*double, *_single(text, start, end, double)], key=lambda one: one.start)
    return found


class Quotations:
    """The quotations of one text, to be asked by offset."""

    def __init__(self, found: Sequence[Quotation]) -> None:
        self.found = list(found)
        self._starts = [one.start for one in self.found]

    def at(self, offset: int) -> Quotation | None:
        """Return the quotation around an offset, marks included."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self.found[index].end > offset:
            return self.found[index]
        return None

    def quoted(self, start: int, end: int) -> int:
        """Count the characters between the offsets that are quoted."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        total = 0
        while index < len(self.found) and self.found[index].start < end:
            one = self.found[index]
            total += max(0, min(end, one.inner_end) - max(start, one.inner_start))
            index += 1
        return total
