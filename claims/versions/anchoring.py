"""Where a passage of one version of a text stands in another: there, elsewhere, changed, nowhere.

The anchors are those of web annotations (W3C Web Annotation Data Model, 4.2.4 and 4.2.5): the
position first, then the exact words, then the nearest words.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from claims.ingest.likeness import words
from claims.versions.sentences import Sentence, sentences
from db.vocabulary import Anchored

# Of two passages, so much must be the same before one is taken for the other, changed.
ALIKE = 0.5
# So many passages that share most words are compared word by word.
COMPARED = 5


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage of one text stands in another.

    Attributes:
        anchored: as it was, elsewhere, changed, or gone.
        start, end: where its claim stands there, or where it is changed, the whole passage;
            -1 where it is gone.
        was: the passage.
        now: what stands in its place, "" where it is gone.
    """

    anchored: Anchored
    start: int
    end: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Span:
    """A claim in its text, and the words around it that make it one: cue and speaker."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of sentences that stands in two texts: where it begins in each, and its length."""

    a: int
    b: int
    size: int


def anchor(old: str, new: str, span: Span) -> Anchor:
    """Find a claim of one text in another version of it.

    Args:
        old: the text that the claim stands in.
        new: the other version.
        span: where it stands.
    """
    there, here = cut(old), cut(new)
    held = [n for n, one in enumerate(there) if one.end > span.first and one.start < span.last]
    if not held:
        return Anchor(Anchored.GONE, -1, -1, old[span.start : span.end], "")
    was = old[there[held[0]].start : there[held[-1]].end]
    wanted = [there[n].plain for n in held]
    place, moved = found(old, new, held, wanted)
    if place is not None:
        anchored = Anchored.MOVED if moved else Anchored.KEPT
    elif (place := nearest(old, new, held)) is not None:
        anchored = Anchored.CHANGED
    else:
        return Anchor(Anchored.GONE, -1, -1, was, "")
    passage = here[place : place + len(held)]
    start, end = passage[0].start, passage[-1].end
    now = new[start:end]
    claim = now.find(old[span.start : span.end])
    if claim >= 0:
        start, end = start + claim, start + claim + span.end - span.start
    return Anchor(anchored, start, end, was, now)


def found(
    old: str, new: str, held: Sequence[int], wanted: Sequence[str]
) -> tuple[int | None, bool]:
    """Return which sentence of the new text the same passage begins with, and whether it moved."""
    for block in aligned(old, new):
        if block.a <= held[0] and held[-1] < block.a + block.size:
            return block.b + held[0] - block.a, False
    here = [one.plain for one in cut(new)]
    for n in range(len(here) - len(wanted) + 1):
        if here[n : n + len(wanted)] == wanted:
            return n, True
    return None, False


def nearest(old: str, new: str, held: Sequence[int]) -> int | None:
    """Return which sentence the passage begins with that another one became; None for none.

    A sentence that stood in the old text already became of none, nor did one that is more like
    another sentence that is gone: "the minister said that" stands in many.
    """
    there, here = cut(old), cut(new)
    stood, stand = {one.plain for one in there}, {one.plain for one in here}
    wanted = [word for n in held for word in words(there[n].plain)]
    bag = Counter(wanted)
    passages = {
        n: [word for one in here[n : n + len(held)] for word in words(one.plain)]
        for n in range(len(here))
        if not stood.issuperset(one.plain for one in here[n : n + len(held)])
    }
    rivals = [
        Counter(words(one.plain))
        for n, one in enumerate(there)
        if n not in held and one.plain not in stand
    ]
    likely = sorted(passages, key=lambda n: (-shared(bag, passages[n]), n))[:COMPARED]
    for n in likely:
        own = shared(bag, passages[n])
        ratio = SequenceMatcher(None, wanted, passages[n]).ratio()
        if ratio >= ALIKE and all(shared(one, passages[n]) <= own for one in rivals):
            return n
    return None


def shared(bag: Counter[str], other: Sequence[str]) -> float:
    """Return the share of words that two passages have in common."""
    both = (bag & Counter(other)).total()
    return 2 * both / ((bag.total() + len(other)) or 1)


@lru_cache(maxsize=16)
def cut(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text; many claims of one text are looked for one after another."""
    return tuple(sentences(text))


@lru_cache(maxsize=16)
def aligned(old: str, new: str) -> Sequence[Block]:
    """Return the runs of sentences that stand in both texts in the same order."""
    there, here = ([one.plain for one in cut(text)] for text in (old, new))
    # Of a long text, sentences that stand there again and again align nothing by themselves: to try
    # them against each other takes for ever, and a page may consist of them.
    found = SequenceMatcher(None, there, here).get_matching_blocks()
    return tuple(Block(one.a, one.b, one.size) for one in found)
