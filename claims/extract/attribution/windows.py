"""Packs the paragraphs of an article into windows that the encoder can read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from tokenizers import Tokenizer

LONGEST = 256
_ENDS = frozenset({".", "!", "?", '"', "”", ";"})


class Shape(IntEnum):
    """How a word is written, which an uncased encoder does not see by itself."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    DIGIT = 4
    OTHER = 5


@dataclass(slots=True)
class Window:
    """What the encoder reads at once.

    Attributes:
        ids: numbers of the pieces, markers included.
        shapes: for each piece, the shape of its word.
        firsts: for each word, where its first piece stands in ``ids``.
        words: for each word, its index in the article.
    """

    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Word:
    index: int
    text: str
    ids: list[int]


def shape_of(word: str) -> Shape:
    """Return how a word is written."""
    if not any(letter.isalpha() for letter in word):
        return Shape.DIGIT if any(letter.isdigit() for letter in word) else Shape.OTHER
    if word.islower():
        return Shape.LOWER
    if word.isupper():
        return Shape.UPPER if len(word) > 1 else Shape.TITLE
    return Shape.TITLE if word[0].isupper() and word[1:].islower() else Shape.MIXED


def pack(
    tokenizer: Tokenizer, paragraphs: Sequence[Sequence[str]], longest: int = LONGEST
) -> list[Window]:
    """Return windows that hold all words in order, whole paragraphs together where they fit.

    Args:
        tokenizer: cuts words into pieces.
        paragraphs: the words of each paragraph; words are counted through the article.
        longest: pieces in a window, markers included.
    """
    opens, closes = _number(tokenizer, "[CLS]"), _number(tokenizer, "[SEP]")
    windows: list[Window] = []
    for stretch in _stretches(tokenizer, paragraphs, longest - 2):
        size = sum(len(word.ids) for word in stretch) + 1
        if not windows or len(windows[-1].ids) + size > longest:
            windows.append(Window([opens], [Shape.OTHER]))
        _append(windows[-1], stretch, closes)
    return windows


def _number(tokenizer: Tokenizer, piece: str) -> int:
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise ValueError(f"the tokenizer knows no {piece}; give that of a BERT encoder")
    return number


def _append(window: Window, stretch: Sequence[_Word], closes: int) -> None:
    for word in stretch:
        window.firsts.append(len(window.ids))
        window.words.append(word.index)
        window.ids += word.ids
        window.shapes += [shape_of(word.text)] * len(word.ids)
    window.ids.append(closes)
    window.shapes.append(Shape.OTHER)


def _stretches(
    tokenizer: Tokenizer, paragraphs: Sequence[Sequence[str]], room: int
) -> Iterator[list[_Word]]:
    """Yield the paragraphs in pieces, those that are too long cut after a sentence."""
    start = 0
    for words, encoding in zip(
        paragraphs,
        tokenizer.encode_batch(
            [list(words) for words in paragraphs], is_pretokenized=True, add_special_tokens=False
        ),
        strict=True,
    ):
        pieces: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                pieces[word].append(piece)
        cut = [
            _Word(start + at, word, ids[:room])
            for at, (word, ids) in enumerate(zip(words, pieces, strict=True))
            if ids
        ]
        yield from _cut(cut, room)
        start += len(words)


def _cut(words: list[_Word], room: int) -> Iterator[list[_Word]]:
    while words:
        size = fits = end = 0
        for word in words:
            size += len(word.ids)
            if size > room:
                break
            fits += 1
            end = fits if word.text in _ENDS else end
        taken = end if fits < len(words) and end > fits // 2 else fits
        yield words[:taken]
        words = words[taken:]
