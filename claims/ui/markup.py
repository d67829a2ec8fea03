"""Text from articles, made safe to draw: every word of it may be hostile.

``escaped`` is for HTML, ``label`` for what Streamlit reads as Markdown, ``plain`` for the rest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import pairwise
from operator import itemgetter

# Characters that change how their neighbours read, or hide: controls, bidirectional overrides,
# zero-width characters, tags. The joiners are legitimate between letters of some scripts.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    r"|(?:(?<=[\x00-\x7f])|^)[\u200c\u200d]|[\u200c\u200d](?=[\x00-\x7f]|$)"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&@/])")
# Streamlit's Markdown makes links of bare addresses even where they are escaped; a word joiner,
# which nobody sees, keeps them apart.
_LINKED = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# Words that carry no meaning by themselves.
_EMPTY = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "his", "she", "her",
    "they", "their", "we", "our", "i", "my", "you", "your", "who", "which", "of", "in", "on",
    "at", "to", "by", "for", "from", "with", "as", "into", "and", "or", "but", "than", "then",
    "so", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "there", "s",
})  # fmt: skip


def plain(text: str) -> str:
    """Return ``text`` with hidden characters named, as in ``[U+202E]``."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def label(text: str, limit: int = 0) -> str:
    """Return ``text`` as Markdown that shows it literally, on one line.

    An image or link in a label would be fetched or followed from the reviewer's browser.

    Args:
        text: any text.
        limit: cut after so many characters; 0 for all.
    """
    line = shortened(" ".join(plain(text).split()), limit)
    return _MARKDOWN.sub(r"\\\1", _LINKED.sub("\u2060", line))


def shortened(text: str, limit: int) -> str:
    """Return ``text``, cut at a word before ``limit`` characters where it is longer."""
    if not limit or len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def escaped(text: str) -> str:
    """Return ``text`` as HTML, hidden characters shown as chips."""
    return _HIDDEN.sub(
        lambda found: f'<span class="hidden-char">U+{ord(found[0]):04X}</span>', escape(text)
    )


def differing(text: str, other: str) -> str:
    """Return ``text`` as HTML with the words set off by which it differs from ``other``.

    The words are laid along each other, so that one that stands elsewhere differs as well; those
    that carry no meaning by themselves are never set off.
    """
    parts = re.split(r"(\w+)", text)
    mine, theirs = (
        [one.casefold() for one in some] for some in (parts[1::2], _WORD.findall(other))
    )
    same: set[int] = set()
    for start, _, size in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        same.update(range(start, start + size))
    return "".join(
        f'<b class="differs">{escaped(part)}</b>'
        if i % 2 and i // 2 not in same and mine[i // 2] not in _EMPTY
        else escaped(part)
        for i, part in enumerate(parts)
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text to be marked.

    Attributes:
        start, end: offsets in code points.
        kind: speaker, cue, content or silent.
        number: of the claim in a list, which the stretch names; 0 for none.
        leads: whether the number is also shown before the stretch.
    """

    start: int
    end: int
    kind: str
    number: int = 0
    leads: bool = False


def marked(text: str, spans: Iterable[Span], *, start: int = 0, end: int | None = None) -> str:
    """Return ``text[start:end]`` as HTML with the spans marked.

    The text is cut at every boundary of a span, so that overlapping spans cannot break nesting.
    """
    end = len(text) if end is None else min(end, len(text))
    inside = [span for span in spans if span.start < end and span.end > start]
    edges = {start, end}
    for span in inside:
        edges |= {max(span.start, start), min(span.end, end)}
    return "".join(
        _piece(text, left, right, over) for left, right, over in _cut(inside, sorted(edges))
    )


def _cut(spans: Sequence[Span], edges: Sequence[int]) -> Iterator[tuple[int, int, list[Span]]]:
    """Yield each stretch between two edges with the spans over it, in their given order.

    One pass: a long text may have a hundred thousand sentences to shade.
    """
    waiting = sorted(enumerate(spans), key=lambda one: -one[1].start)
    over: list[tuple[int, Span]] = []
    for left, right in pairwise(edges):
        over = [one for one in over if one[1].end > left]
        begun = len(over)
        while waiting and waiting[-1][1].start <= left:
            over.append(waiting.pop())
        if len(over) > begun:
            over.sort(key=itemgetter(0))
        yield left, right, [span for _, span in over if span.end > left]


def _piece(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    words = escaped(text[start:end])
    if not spans:
        return words
    kinds = " ".join(sorted({f"mark-{span.kind}" for span in spans}))
    numbers = "".join(
        f'<sup id="mark-{span.number}">{span.number}</sup>'
        for span in spans
        if span.number and span.leads and span.start == start
    )
    named = " ".join(map(str, sorted({span.number for span in spans if span.number})))
    # It can be reached by key and by touch, for its number shows where it has the focus.
    claims = f' data-claims="{named}" tabindex="0"' if named else ""
    return f'<span class="mark {kinds}"{claims}>{numbers}{words}</span>'
