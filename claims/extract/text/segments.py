"""Cuts a text into pieces that a parser can bear, without moving a single offset."""

import re
from collections.abc import Iterator, Sequence

LONGEST_RUN = 200
LONGEST_SEGMENT = 4000
# Characters that the model reads at once: where each is a word, they take 200 MB.
LONGEST_BATCH = 8000
WRAPPED = 40
ENDS = ".!?:;\"'”\u2019»)…"

_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_LINE_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[.!?]['\"”\u2019)]*\s+(?=\S)")
_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_][^\n,(:;!?\"“”]{1,38}?)"
    r"(?:,(?: [^\W_][\w.\u2019']{0,12}){1,3})?"  # KYIV, June 3
    r"(?P<agency> \([^()\n]{2,30}\))?,? (?:--?|\u2013|\u2014) (?=[^\Wa-z_]|[\"“])"
)
SHORTEST_PLACE = 3


def _break_run(match: re.Match[str]) -> str:
    run = match.group()
    return "".join(" " if at % LONGEST_RUN == LONGEST_RUN - 1 else c for at, c in enumerate(run))


def legible(text: str) -> str:
    """Return the text as the parser shall see it, of the same length.

    Line ends become blanks, and unbroken runs are broken, because spaCy's tokenizer takes
    quadratic time on them.
    """
    return re.sub(r"[\n\t\u00a0]", " ", _RUN.sub(_break_run, text))


def _hard(text: str, match: re.Match[str], line_start: int) -> bool:
    """Say whether a line end ends a paragraph, or only wraps a long line."""
    if match.end() - match.start() > 1:
        return True
    line = text[line_start : match.start()].rstrip()
    return len(line) < WRAPPED or line[-1:] in ENDS


def paragraphs(text: str, *, title_end: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph of a text begins and ends; together they are the text.

    Args:
        text: any text.
        title_end: where the headline ends, which is a paragraph of its own.
    """
    start = line_start = 0
    for match in _LINE_END.finditer(text):
        if _hard(text, match, line_start) or match.start() == title_end:
            yield start, match.end()
            start = match.end()
        line_start = match.end()
    if start < len(text):
        yield start, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long paragraph after a sentence, else at a blank, else anywhere."""
    while end - start > LONGEST_SEGMENT:
        window = text[start : start + LONGEST_SEGMENT]
        half = LONGEST_SEGMENT // 2
        ends = [match.end() for match in _SENTENCE_END.finditer(window, half)]
        at = ends[-1] if ends else max(window.rfind(" ", half), window.rfind("\n", half)) + 1
        cut = start + (at or LONGEST_SEGMENT)
        yield start, cut
        start = cut
    yield start, end


def segment(text: str, *, title_end: int = 0) -> list[tuple[int, int]]:
    """Cut a text into paragraphs, and long paragraphs into pieces; together they are the text.

    Args:
        text: any text.
        title_end: where the headline ends, which is a paragraph of its own.
    """
    whole = paragraphs(text, title_end=title_end)
    return [cut for start, end in whole for cut in _cut(text, start, end)]


def find_datelines(text: str, pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where "KYIV - " and "Lima, 3 May (Example) - " stand before paragraphs.

    Args:
        text: any text.
        pieces: where its paragraphs begin and end.
    """
    for start, end in pieces:
        match = _DATELINE.match(text, start, end)
        if match is None:
            continue
        place = match["place"]
        shouted = len(place) >= SHORTEST_PLACE and place.isupper()
        if shouted or (match["agency"] and place.istitle()):
            yield start, match.end()


def batches(pieces: Sequence[str]) -> Iterator[list[str]]:
    """Yield pieces in order, as many together as the model can take in little memory.

    Args:
        pieces: paragraphs, or pieces of them.
    """
    batch: list[str] = []
    length = 0
    for piece in pieces:
        if batch and (length + len(piece) > LONGEST_BATCH):
            yield batch
            batch, length = [], 0
        batch.append(piece)
        length += len(piece)
    if batch:
        yield batch
