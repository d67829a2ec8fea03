"""What changed between two texts, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.versions.sentences import sentences


@dataclass(frozen=True, slots=True)
class Change:
    """What stood in a text, and what stands there now; "" for nothing."""

    was: str
    now: str


def changed_sentences(old: str, new: str) -> Iterator[Change]:
    """Yield the sentences that do not stand in both texts: was and now, "" for nothing."""
    there, here = sentences(old), sentences(new)
    matcher = SequenceMatcher(None, [one.plain for one in there], [one.plain for one in here])
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            was = old[there[a].start : there[b - 1].end] if a < b else ""
            now = new[here[c].start : here[d - 1].end] if c < d else ""
            yield Change(was, now)
