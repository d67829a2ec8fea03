"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.versions.sentences import sentences

TOKEN = re.compile(r"\s+|[\w’'-]+|.", re.DOTALL)  # noqa: RUF001 - the apostrophe that papers print


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a text: the same in both, or what stood there and what stands there now."""

    was: str
    now: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.was == self.now


def changes(was: str, now: str) -> list[Change]:
    """Compare two texts word by word; what is joined again gives each of them whole."""
    left, right = TOKEN.findall(was), TOKEN.findall(now)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [
        Change("".join(left[a:b]), "".join(right[c:d])) for _, a, b, c, d in matcher.get_opcodes()
    ]


def changed_sentences(old: str, new: str) -> Iterator[Change]:
    """Yield the sentences that do not stand in both texts: was and now, "" for nothing."""
    there, here = sentences(old), sentences(new)
    matcher = SequenceMatcher(
        None, [one.plain for one in there], [one.plain for one in here], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            was = old[there[a].start : there[b - 1].end] if a < b else ""
            now = new[here[c].start : here[d - 1].end] if c < d else ""
            yield Change(was, now)
