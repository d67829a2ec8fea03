"""Which found claim is which expected one: one to one, by the words they cover."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+")
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A claim's words, by where they stand in the article.

    Attributes:
        start: offset of the first character.
        end: offset after the last one.
        words: offsets of the words inside its fragments.
    """

    start: int
    end: int
    words: frozenset[int]


def span(text: str, start: int, end: int, fragments: Sequence[tuple[int, int]]) -> Span:
    """Map a claim to the words that it covers.

    Args:
        text: the words of its envelope.
        start: where the envelope begins in the article.
        end: where it ends.
        fragments: its pieces, offsets in the article; none means the whole envelope.
    """
    pieces = fragments or ((start, end),)
    # The end of a word tells it from others even where a claim begins in its midst.
    ends = ((start + word.start(), start + word.end()) for word in WORD.finditer(text))
    words = frozenset(e for s, e in ends if any(a < e and s < b for a, b in pieces))
    return Span(start, end, words)


def overlap(one: Span, other: Span) -> float:
    """Return intersection over union of the words of two claims (Jaccard 1912), 0 to 1."""
    if one.end <= other.start or other.end <= one.start:
        return 0.0
    either = len(one.words | other.words)
    return len(one.words & other.words) / either if either else 0.0


def match(
    expected: Sequence[Span],
    found: Sequence[Span],
    *,
    agreement: Callable[[int, int], int] = lambda _expected, _found: 0,
) -> dict[int, int]:
    """Match found claims to expected ones, one to one, the greatest overlap first.

    Args:
        expected: the expected claims of one article.
        found: the found claims of the same article.
        agreement: how much else an expected and a found claim, by place, have in common; decides
            between equal overlaps, as where two speakers are given with the same words.

    Returns:
        For each expected claim that is matched, by place, the place of the found one.
    """
    pairs = [
        (-share, -agreement(e, f), e, f)
        for e, one in enumerate(expected)
        for f, other in enumerate(found)
        if (share := overlap(one, other)) >= ENOUGH
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, e, f in sorted(pairs):
        if e not in matched and f not in taken:
            matched[e] = f
            taken.add(f)
    return matched
