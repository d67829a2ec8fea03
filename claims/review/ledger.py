"""The verification log: an append-only chain of decisions, each row sealed by a hash.

``row_hash`` is the SHA-256 of a JSON array of every other column, the hash of the row before
among them, so that no row can be changed, moved or taken out without breaking all that follow
(after Haber and Stornetta, "How to time-stamp a digital document", 1991). A chain alone proves
nothing against somebody who can rewrite all of it: for that, keep a head (``N:HASH``) elsewhere.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter
from typing import Any

import sqlalchemy
from sqlalchemy import Engine, Select, inspect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims.errors import InputError
from claims.exchange import LOG_FORMAT, UNREAD
from claims.review.objects import MATTERS
from db import queries
from db.engine import as_json, missing_guards, reading, streamed
from db.models import ReviewEvent
from db.views import EventView

COLUMNS: tuple[str, ...] = tuple(ReviewEvent.model_fields)
SEALED = COLUMNS[:-1]
VALUES = attrgetter(*COLUMNS)
CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# What the check of a desk reads beside the canonical form of a row, which holds all of it.
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

# What an object is before anybody has decided about it.
UNTOUCHED: Mapping[str, str] = {kind.value: one.untouched for kind, one in MATTERS.items()}

# What an unread row has: its mark, and its place in the chain.
CHAINED = frozenset({"action", "event_seq", "prev_hash", "row_hash"})

Today = dict[tuple[str, str], str]

SHOWN_PROBLEMS = 20
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a log found.

    Attributes:
        ok: nothing is wrong.
        n_rows: how many rows were read.
        head: count and hash of the last row, ``N:HASH``; keep it elsewhere.
        problems: what is wrong, each a sentence; the first bad row is named.
        n_unread: how many rows of an excerpt show only their place in the chain.
    """

    ok: bool
    n_rows: int
    head: str
    problems: tuple[str, ...]
    n_unread: int = 0


def row_hash(values: Sequence[object]) -> str:
    """Return the hash of a log row.

    Args:
        values: every column but ``row_hash``, in the order of the table.
    """
    return _seal(_canonical(true_texts(values)))


def true_texts(values: Iterable[object]) -> list[str]:
    """Return values as the hash sees them: None as "", a number in digits, a text as it is."""
    return ["" if value is None else str(value) for value in values]


def _canonical(texts: Sequence[str]) -> str:
    return CANONICAL.encode([LOG_FORMAT, *texts])


def _seal(canonical: str) -> str:
    # A lone surrogate can stand in a tampered file; it must fail the check, not stop it.
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def append(session: Session, event: ReviewEvent, *, now: datetime | None = None) -> EventView:
    """Write a decision as the log's last row, within the caller's write transaction.

    Args:
        session: holds the write lock, so that nobody appends in between.
        event: the decision; its number, time and hashes are set here.
        now: the time; default: the clock. One that has gone back keeps the last row's time.
    """
    last = queries.last_event(session)
    event.event_seq = last.event_seq + 1 if last else 1
    event.prev_hash = last.row_hash if last else ""
    moment = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    event.event_time_utc = max(moment, last.event_time_utc) if last else moment
    event.row_hash = row_hash([getattr(event, name) for name in SEALED])
    session.add(event)
    session.flush()
    return queries.event_view(event)


def fold(events: Iterable[EventView]) -> Today:
    """Return what the log leads to: the word for each ``(object_type, object_id)``.

    A claim whose verdict was taken back has "", a link "unreviewed".
    """
    return {(event.object_type, event.object_id): event.after for event in events}


def verify_rows(rows: Iterable[Sequence[object]], head: str = "") -> Verification:
    """Check a log by itself: numbers, links, hashes, times, and what each row starts from.

    Of a row that an excerpt leaves unread, only its place in the chain can be checked, and what any
    object stood at after it is not known until a later row tells.

    Args:
        rows: all columns of each row, in the order of :data:`COLUMNS`.
        head: ``N:HASH`` as kept elsewhere; the chain must pass through it.

    Raises:
        InputError: ``head`` is not of that form.
    """
    walk = _Walk(*_parsed(head), may_be_excerpt=True)
    for row in rows:
        texts = true_texts(row)
        walk.step(dict(zip(COLUMNS, texts, strict=True)), _canonical(texts[:-1]))
    return walk.finish()


def verify_desk(engine: Engine, head: str = "") -> Verification:
    """Check a desk's log, its guards, and that all people decided on stands as the log leads to.

    Args:
        engine: the desk's database.
        head: ``N:HASH`` as kept elsewhere; the chain must pass through it.

    Raises:
        InputError: ``head`` is not of that form.
    """
    walk = _Walk(*_parsed(head))
    with reading(engine) as session:
        try:
            for canonical, *values in streamed(session, _sealed_rows()):
                walk.step(dict(zip(READ, true_texts(values), strict=True)), canonical)
            others = [
                f"the guard {name} of the log is missing; `claims migrate` puts it back"
                for name in missing_guards(session)
            ]
            others += islice(_differences(session, walk.today), SHOWN_PROBLEMS)
        except DBAPIError as error:
            others = [f"after row {walk.count} the desk cannot be read: {error.orig}"]
    return walk.finish(others)


def _sealed_rows() -> Select[Any]:
    # The database makes the canonical form in less than half the time in which Python would.
    columns = inspect(ReviewEvent).columns
    canonical = as_json(LOG_FORMAT, *(columns[name] for name in SEALED))
    read = (columns[name] for name in READ)
    return sqlalchemy.select(canonical, *read).order_by(columns["event_seq"])


def _parsed(head: str) -> tuple[int, str]:
    if not head:
        return 0, ""
    found = re.fullmatch(r"\s*(\d+):([0-9a-fA-F]{64}|)\s*", head)
    if found is None or (int(found[1]) > 0) != bool(found[2]):
        raise InputError(f"{head!r} is no head of a log; give it as N:HASH, as verify printed it")
    return int(found[1]), found[2].lower()


@dataclass(slots=True)
class _Walk:
    """One pass along a log; holds the first thing that is wrong with its chain."""

    head_seq: int
    head_hash: str
    may_be_excerpt: bool = False
    count: int = 0
    unread: int = 0
    time: str = ""
    last: Mapping[str, str] = field(default_factory=dict)
    today: Today = field(default_factory=dict)
    broken: str = ""
    head_problem: str = ""

    def step(self, row: Mapping[str, str], canonical: str) -> None:
        self.count += 1
        # Of a desk's own rows the action is not read: none of them may be unread.
        is_unread = self.may_be_excerpt and row["action"] == UNREAD
        find = self._fault_unread if is_unread else self._fault
        if not self.broken and (fault := find(row, canonical)):
            self.broken = f"row {self.count}: {fault}"
        if self.count == self.head_seq and row["row_hash"] != self.head_hash:
            self.head_problem = (
                f"row {self.count} is not the one that the head names: "
                "the log was rewritten at or before it"
            )
        if is_unread:
            self.unread += 1
            self.today.clear()
        else:
            self.today[row["object_type"], row["object_id"]] = row["after"]
            self.time = row["event_time_utc"]
        self.last = row

    def _fault(self, row: Mapping[str, str], canonical: str) -> str:
        if out_of_place := self._out_of_place(row):
            return out_of_place
        if row["row_hash"] != _seal(canonical):
            return "its content does not have its hash: it was changed after it was written"
        if row["event_time_utc"] < self.time:
            return "is dated before the row before it"
        untouched = None if self.unread else UNTOUCHED.get(row["object_type"], "")
        led_to = self.today.get((row["object_type"], row["object_id"]), untouched)
        if led_to is not None and row["before"] != led_to:
            return (
                f"starts from {row['before']!r} where the log had led to {led_to!r}: "
                f"{row['object_type']} {row['object_id']} was changed outside the log"
            )
        return ""

    def _fault_unread(self, row: Mapping[str, str], _canonical: str) -> str:
        if out_of_place := self._out_of_place(row):
            return out_of_place
        # What stood here would look checked, and no hash would cover it.
        said = [name for name, value in row.items() if value and name not in CHAINED]
        return f"is unread, and yet tells its {said[0]!r}" if said else ""

    def _out_of_place(self, row: Mapping[str, str]) -> str:
        if row["event_seq"] != str(self.count):
            return f"is numbered {row['event_seq']!r}: rows are missing, moved or doubled"
        if row["prev_hash"] != self.last.get("row_hash", ""):
            return "does not follow the row before it: one of them was changed or moved"
        return ""

    def finish(self, others: Sequence[str] = ()) -> Verification:
        if self.count < self.head_seq:
            self.head_problem = (
                f"the log ends at row {self.count}, the head names row {self.head_seq}: "
                "rows at its end are missing"
            )
        problems = tuple(filter(None, (self.broken, self.head_problem, *others)))
        head = f"{self.count}:{self.last.get('row_hash', '')}"
        return Verification(not problems, self.count, head, problems, self.unread)


def _differences(session: Session, today: Today) -> Iterator[str]:
    for kind, matter in MATTERS.items():
        expected = {object_id: word for (one, object_id), word in today.items() if one == kind}
        for object_id, word in matter.stored(session):
            led_to = expected.pop(object_id, matter.untouched)
            if word != led_to:
                yield (
                    f"{kind} {object_id} has the {matter.noun} {word!r}, "
                    f"the log leads to {led_to!r}"
                )
        for object_id in expected:
            yield f"{kind} {object_id} is in the log and not on the desk"
