"""Where the sentences of an article begin and end, without a model."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.extract.text.segments import legible, segment

if TYPE_CHECKING:
    from spacy.language import Language

OPENING = "“‘„«([¿¡"  # noqa: RUF001 - quotation marks, not letters


@cache
def _splitter() -> "Language":
    import spacy  # noqa: PLC0415 - most of what a desk does cuts no sentence, and it takes a second

    # English abbreviations end no sentence; the marks of other scripts end one as well.
    splitter = spacy.blank("en")
    splitter.add_pipe("sentencizer")
    return splitter


@cache
def _ending() -> frozenset[str]:
    from spacy.pipeline import Sentencizer  # noqa: PLC0415 - as above

    return frozenset(Sentencizer.default_punct_chars)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence, headlines included, without blanks around it.

    Args:
        text: any text; a headline with a blank line after it is a sentence of its own.
    """
    pieces = segment(text)
    docs = _splitter().pipe(legible(text[s:e]) for s, e in pieces if not _is_one(text[s:e]))
    for start, end in pieces:
        begins = [start]
        if not _is_one(text[start:end]):
            opened = (start + sent.start_char for sent in next(docs).sents)
            begins = [_opening(text, at, start) for at in opened]
        for left, right in pairwise([*begins, end]):
            words = text[left:right]
            if any(character.isalnum() for character in words):
                yield left + len(words) - len(words.lstrip()), left + len(words.rstrip())


def _is_one(piece: str) -> bool:
    """Say whether no sentence can end in the midst of a piece, which then need not be read."""
    return _ending().isdisjoint(piece.rstrip()[:-1])


def _opening(text: str, at: int, start: int) -> int:
    """Return where a sentence begins with the marks that open it, which end no other."""
    while at > start and text[at - 1] in OPENING:
        at -= 1
    return at


def silent(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences of a text that none of the spans touches.

    Args:
        text: the text of an article.
        spans: starts and ends of what was found in it, in any order.
    """
    marks = sorted(span for span in spans if span[0] < span[1])
    found = []
    at = reach = 0
    for start, end in sentences(text):
        while at < len(marks) and marks[at][0] < end:
            reach = max(reach, marks[at][1])
            at += 1
        if reach <= start:
            found.append((start, end))
    return found
