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
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any

import sqlalchemy
from sqlalchemy import Engine, Select, String, cast, func, inspect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims.errors import InputError
from claims.exchange import LOG_FORMAT, UNREAD
from claims.progress import Tick, ticking, unseen
from claims.review.chain import READ, Walk
from claims.review.objects import MATTERS
from claims.review.sealing import WORTH_A_PROCESS, Found, Sealing, check
from claims.settings import usable_cores
from db import queries
from db.engine import as_json, database_file, missing_guards, reading, spelt, streamed
from db.models import ReviewEvent
from db.views.log import EventView

COLUMNS: tuple[str, ...] = tuple(ReviewEvent.model_fields)
SEALED = COLUMNS[:-1]
VALUES = attrgetter(*COLUMNS)
CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

READ_OF = itemgetter(*(COLUMNS.index(name) for name in READ))
ACTION = COLUMNS.index("action")

Today = dict[tuple[str, str], str]

SHOWN_PROBLEMS = 20


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


def verify_rows(
    rows: Iterable[Sequence[object]], head: str = "", tick: Tick = unseen
) -> Verification:
    """Check a log by itself: numbers, links, hashes, times, and what each row starts from.

    Of a row that an excerpt leaves unread, only its place in the chain can be checked, and what any
    object stood at after it is not known until a later row tells.

    Args:
        rows: all columns of each row, in the order of :data:`COLUMNS`.
        head: ``N:HASH`` as kept elsewhere; the chain must pass through it.
        tick: is told how many rows are read.

    Raises:
        InputError: ``head`` is not of that form.
    """
    walk = Walk(*_parsed(head))
    for row in ticking(rows, tick):
        texts = true_texts(row)
        if texts[ACTION] == UNREAD:
            walk.pass_by(dict(zip(COLUMNS, texts, strict=True)))
        else:
            walk.step(READ_OF(texts))
            if _seal(_canonical(texts[:-1])) != texts[-1]:
                walk.unsealed(walk.count)
    return _verification(walk)


def verify_desk(engine: Engine, head: str = "", tick: Tick = unseen) -> Verification:
    """Check a desk's log, its guards, and that all people decided on stands as the log leads to.

    Args:
        engine: the desk's database.
        head: ``N:HASH`` as kept elsewhere; the chain must pass through it.
        tick: is told how many rows of all are read.

    Raises:
        InputError: ``head`` is not of that form.
    """
    walk = Walk(*_parsed(head))
    with reading(engine) as session:
        parts = _parts(session)
        asked = [spelt(session, part) for part in parts]
        with Sealing(database_file(engine.url), asked) as sealing:
            others = _walked(session, walk, tick)
            # What no process checked is checked here.
            found = [
                one or _checked(session, part)
                for one, part in zip(sealing.found(), parts, strict=True)
            ]
    for one in found:
        if one.unsealed is not None:
            walk.unsealed(one.unsealed)
    unread = [f"the desk cannot be read: {one.error}" for one in found if one.error]
    return _verification(walk, others or unread[:1])


def _walked(session: Session, walk: Walk, tick: Tick) -> list[str]:
    """Walk along the log of a desk; return what is wrong with anything but its chain."""
    columns = inspect(ReviewEvent).columns
    read: list[Any] = [func.coalesce(cast(columns[name], String), "") for name in READ]
    rows = sqlalchemy.select(*read).order_by(columns["event_seq"])
    try:
        for row in ticking(streamed(session, rows), tick, _last(session)):
            walk.step(row)
        missing = [
            f"the guard {name} of the log is missing; `claims migrate` puts it back"
            for name in missing_guards(session)
        ]
        return [*missing, *islice(_differences(session, walk.today), SHOWN_PROBLEMS)]
    except DBAPIError as error:
        return [f"after row {walk.count} the desk cannot be read: {error.orig}"]


def _checked(session: Session, part: Select[Any]) -> Found:
    try:
        return check(streamed(session, part))
    except DBAPIError as error:
        return Found(error=str(error.orig))


def _parts(session: Session) -> list[Select[Any]]:
    """Return queries for what the hashes of the log cover: one, or where it is long one a core."""
    columns = inspect(ReviewEvent).columns
    seq = columns["event_seq"]
    # The database makes the canonical form in less than half the time in which Python would.
    canonical = as_json(LOG_FORMAT, *(columns[name] for name in SEALED))
    rows = sqlalchemy.select(seq, canonical, columns["row_hash"]).order_by(seq)
    last = _last(session)
    n = max(1, min(usable_cores(), last // WORTH_A_PROCESS))
    ends = [last * part // n for part in range(1, n)]
    bounds = zip([None, *ends], [*ends, last], strict=True)
    return [
        rows.where(seq <= to) if begin is None else rows.where(seq > begin, seq <= to)
        for begin, to in bounds
    ]


def _last(session: Session) -> int:
    seq = inspect(ReviewEvent).columns["event_seq"]
    return int(session.execute(sqlalchemy.select(func.max(seq))).scalar_one() or 0)


def _parsed(head: str) -> tuple[int, str]:
    if not head:
        return 0, ""
    found = re.fullmatch(r"\s*(\d+):([0-9a-fA-F]{64}|)\s*", head)
    if found is None or (int(found[1]) > 0) != bool(found[2]):
        raise InputError(f"{head!r} is no head of a log; give it as N:HASH, as verify printed it")
    return int(found[1]), found[2].lower()


def _verification(walk: Walk, others: Sequence[str] = ()) -> Verification:
    problems = (*walk.problems(), *others)
    head = f"{walk.count}:{walk.hash}"
    return Verification(not problems, walk.count, head, problems, walk.unread)


def _differences(session: Session, today: Mapping[str, dict[str, str]]) -> Iterator[str]:
    for kind, matter in MATTERS.items():
        expected = today.get(kind, {})
        for object_id, word in matter.stored(session):
            led_to = expected.pop(object_id, matter.untouched)
            if word != led_to:
                yield (
                    f"{kind} {object_id} has the {matter.noun} {word!r}, "
                    f"the log leads to {led_to!r}"
                )
        for object_id in expected:
            yield f"{kind} {object_id} is in the log and not on the desk"
