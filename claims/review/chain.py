"""One pass along a log: whether its rows follow each other, and what they lead to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from claims.review.objects import MATTERS

# What a pass looks at in a row: its place and time, what an object went from and to, its links.
READ = (
    "event_seq",
    "event_time_utc",
    "object_type",
    "object_id",
    "before",
    "after",
    "prev_hash",
    "row_hash",
)

# What an unread row has: its mark, and its place in the chain.
CHAINED = frozenset({"action", "event_seq", "prev_hash", "row_hash"})

# What an object is before anybody has decided about it.
UNTOUCHED: Mapping[str, str] = {kind.value: one.untouched for kind, one in MATTERS.items()}


class Rank(IntEnum):
    """Which of several faults of one row is told: an earlier one explains the later."""

    PLACE = 1
    SEAL = 2
    CONTENT = 3


class Fault(NamedTuple):
    """What is wrong with a row; of two the smaller one is the first."""

    row: int
    rank: Rank
    words: str


@dataclass(slots=True)
class Walk:
    """A pass along a log; holds the first fault of its chain, and what it led to so far.

    Attributes:
        head_count: count of a head that was kept elsewhere; 0 for none.
        head_hash: its hash.
        today: by sort of object, the word for each.
    """

    head_count: int
    head_hash: str
    count: int = 0
    unread: int = 0
    time: str = ""
    hash: str = ""
    today: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    fault: Fault | None = None
    head_problem: str = ""

    def step(self, row: Sequence[str]) -> None:
        """Go on to a row; it has the columns of :data:`READ`."""
        seq, time, kind, object_id, before, after, previous, sealed = row
        self._follow(seq, previous, sealed)
        if time < self.time:
            self._find(Rank.CONTENT, "is dated before the row before it")
        self.time = time
        stood = self.today[kind]
        led_to = stood.get(object_id)
        if led_to is None and not self.unread:
            led_to = UNTOUCHED.get(kind, "")
        if led_to != before and led_to is not None:
            self._find(
                Rank.CONTENT,
                f"starts from {before!r} where the log had led to {led_to!r}: "
                f"{kind} {object_id} was changed outside the log",
            )
        stood[object_id] = after

    def pass_by(self, row: Mapping[str, str]) -> None:
        """Go on to a row that an excerpt leaves unread; what stood before it is known no more."""
        self._follow(row["event_seq"], row["prev_hash"], row["row_hash"])
        # What stood here would look checked, and no hash would cover it.
        if said := [name for name, value in row.items() if value and name not in CHAINED]:
            self._find(Rank.CONTENT, f"is unread, and yet tells its {said[0]!r}")
        self.unread += 1
        self.today.clear()

    def unsealed(self, row: int) -> None:
        """Say of a row that it does not have its hash."""
        words = "its content does not have its hash: it was changed after it was written"
        self._find(Rank.SEAL, words, row)

    def problems(self) -> list[str]:
        """Return what is wrong with the rows passed, and with a head that lies behind them."""
        if self.count < self.head_count:
            self.head_problem = (
                f"the log ends at row {self.count}, the head names row {self.head_count}: "
                "rows at its end are missing"
            )
        first = f"row {self.fault.row}: {self.fault.words}" if self.fault else ""
        return [problem for problem in (first, self.head_problem) if problem]

    def _follow(self, seq: str, previous: str, sealed: str) -> None:
        self.count += 1
        if seq != str(self.count):
            self._find(Rank.PLACE, f"is numbered {seq!r}: rows are missing, moved or doubled")
        elif previous != self.hash:
            words = "does not follow the row before it: one of them was changed or moved"
            self._find(Rank.PLACE, words)
        if self.count == self.head_count and sealed != self.head_hash:
            self.head_problem = (
                f"row {self.count} is not the one that the head names: "
                "the log was rewritten at or before it"
            )
        self.hash = sealed

    def _find(self, rank: Rank, words: str, row: int | None = None) -> None:
        found = Fault(self.count if row is None else row, rank, words)
        self.fault = min(found, self.fault or found)
