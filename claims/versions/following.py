"""What became of a claim from version to version of its article."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from claims.versions.anchoring import Anchor, Span, anchor
from db.vocabulary import Anchored

HERE = frozenset({Anchored.KEPT, Anchored.MOVED})
# Of two spans, so much must be shared before they are one claim.
SAME = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """A text that stood at the address, and since when."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a claim stands in the text that is there now, and since when that is so."""

    anchor: Anchor
    since: str


def follow(first: Seen, span: Span, later: Iterable[Seen]) -> Followed:
    """Follow a claim through what stood at its address after its own text.

    Args:
        first: the text that the claim stands in.
        span: where it stands there.
        later: what stood there afterwards, in order; its own text may have come back.

    Returns:
        How it stands in the last of them. Where its sentence was changed or gone in between, it is
        restored.
    """
    found = Followed(anchor(first.text, first.text, span), first.at)
    for seen in later:
        one = anchor(first.text, seen.text, span)
        if one.anchored in HERE and found.anchor.anchored not in HERE:
            one = replace(one, anchored=Anchored.RESTORED)
        before = found.anchor
        same = (one.anchored, one.now) == (before.anchored, before.now)
        found = Followed(one, found.since if same else seen.at)
    return found


def stands_at(text: str, span: Span, other: str, start: int, end: int) -> bool:
    """Tell whether a claim of one text is, with its whole sentence, the one at a place of another.

    Args:
        text: the text that the claim stands in.
        span: where it stands there.
        other: another version of the text.
        start: where the other claim begins in that.
        end: where it ends.
    """
    found = anchor(text, other, span)
    if found.anchored not in HERE:
        return False
    both = min(found.end, end) - max(found.start, start)
    return both >= SAME * (max(found.end, end) - min(found.start, start))
