"""Claims, links and the verification log as files."""

import codecs
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from claims.errors import InputError
from claims.exchange import LOG_FORMAT, UNREAD, head_path
from claims.export.annotations import annotations
from claims.export.claimreview import reviews
from claims.export.forms import Lines, array_lines, csv_lines, jsonl_lines, write
from claims.export.records import COLUMNS, Record, claim_record, event_record, link_record
from claims.export.scope import Scope
from claims.export.selection import WHOLE, Selection, scope_of
from claims.export.target import replacing
from claims.progress import Tick, ticking, unseen
from db import queries
from db.engine import reading

T = TypeVar("T")

# Lines of a piece: large enough that handing it over costs little.
PIECE = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        path: the file.
        rows: how many claims, links, decisions or other things it holds.
        head: count and hash of the log's last row at that moment, ``N:HASH``; keep it elsewhere.
        withheld: how many rows of a log are there with their hashes alone, or captures left out.
        protected: how many sources are hidden.
    """

    path: Path
    rows: int
    head: str
    withheld: int = 0
    protected: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one part of a desk: its records, and how they become text."""

    records: Callable[[Session, Scope], Iterator[Record]]
    lines: Lines


def write_export(
    engine: Engine,
    what: str,
    *,
    format: str,  # noqa: A002 - the word that callers expect
    to: Path,
    everything: bool = False,
    bom: bool = False,
    selection: Selection = WHOLE,
    stood_at: str = "",
    tick: Tick = unseen,
) -> Exported:
    """Write a part of the desk into a file, whole or not at all; what stood there is replaced.

    All is read in one transaction and written as it comes, so that memory does not grow with it.

    Args:
        engine: the desk.
        what: ``claims``, ``links`` or ``log``; beside a log goes its head, ``FILE.head.json``.
        format: ``csv`` or ``jsonl``; claims also as ``claimreview`` or ``annotations``.
        to: the file.
        everything: also the claims that are folded away and the links that are only possible.
        bom: begin with a byte-order mark, which Excel needs to read Korean names; CSV only.
        selection: which claims and decisions, and which sources must not be given away.
        stood_at: the moment that the desk is a copy of, which its head then tells, beside claims
            and links as well; "" for today's desk.
        tick: is told how many rows are written, and of a log of how many.

    Raises:
        InputError: no such part or format, or the file cannot be written.
        NotFoundError: what is selected is not on the desk.
    """
    form = _form(what, format, bom=bom)
    with reading(engine) as session:
        scope = scope_of(session, selection, everything=everything)
        head = queries.head(session)
        counter = _Counter()
        with replacing(to, "utf-8-sig" if bom else "utf-8") as file:
            total = int(head.partition(":")[0]) if what == "log" else None
            records = ticking(counter.counted(form.records(session, scope)), tick, total)
            rows = write(file, form.lines, COLUMNS[what], records)
    if what == "log" or stood_at:
        unread = counter.unread if what == "log" and scope.is_excerpt else None
        with replacing(head_path(to), "utf-8") as file:
            write_head(file, head, unread, stood_at)
    elif _tells_of_the_past(head_path(to)):
        head_path(to).unlink()
    return Exported(to, rows, head, counter.unread, scope.protection.n_sources)


def stream_export(
    engine: Engine,
    what: str,
    *,
    format: str,  # noqa: A002 - the word that callers expect
    everything: bool = False,
    bom: bool = False,
    selection: Selection = WHOLE,
) -> Iterator[bytes]:
    """Yield what :func:`write_export` would write, piece by piece, in constant memory.

    All is read in one transaction, which ends with the generator. What is asked for is looked up
    before the first piece; arguments, and what is raised, are those of :func:`write_export`.
    """
    form = _form(what, format, bom=bom)
    with reading(engine) as session:
        scope = scope_of(session, selection, everything=everything)
        yield codecs.BOM_UTF8 if bom else b""
        lines = form.lines(COLUMNS[what], form.records(session, scope))
        while piece := "".join(islice(lines, PIECE)):
            yield piece.encode()


def _form(what: str, format: str, *, bom: bool) -> Form:  # noqa: A002
    form = _choice(f"format of {what}", format, _choice("export", what, FORMS))
    if bom and format != "csv":
        raise InputError(f"a byte-order mark is for csv; {format} files must not have one")
    return form


def write_head(file: TextIO, head: str, unread: int | None, stood_at: str = "") -> None:
    """Write the head of an exported log.

    Args:
        file: where to.
        head: count and hash of the last row, ``N:HASH``.
        unread: how many rows of an excerpt are unread; None for a whole log.
        stood_at: the moment that the desk is a copy of; "" for today's.
    """
    count, _, row_hash = head.partition(":")
    kept: dict[str, Any] = {"count": int(count), "hash": row_hash, "format": LOG_FORMAT}
    if unread is not None:
        kept["excerpt"] = {"unread": unread}
    if stood_at:
        kept["as_of"] = stood_at
    json.dump(kept, file)
    file.write("\n")


def _tells_of_the_past(head: Path) -> bool:
    # Of another export, which is replaced; beside today's claims it would tell of another day.
    try:
        return "as_of" in json.loads(head.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def _choice(name: str, word: str, choices: Mapping[str, T]) -> T:
    if word not in choices:
        raise InputError(f"there is no {name} {word!r}; choose {' or '.join(choices)}")
    return choices[word]


class _Counter:
    """Counts the rows of a log that go by unread."""

    unread = 0

    def counted(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            self.unread += record.get("action") == UNREAD
            yield record


def _claims(session: Session, scope: Scope) -> Iterator[Record]:
    return map(claim_record, scope.claim_views(session))


def _links(session: Session, scope: Scope) -> Iterator[Record]:
    return map(link_record, scope.link_views(session))


def _log(session: Session, scope: Scope) -> Iterator[Record]:
    return map(event_record, scope.event_views(session))


def _tables(records: Callable[[Session, Scope], Iterator[Record]]) -> dict[str, Form]:
    return {"csv": Form(records, csv_lines), "jsonl": Form(records, jsonl_lines)}


FORMS: Mapping[str, Mapping[str, Form]] = {
    "claims": {
        **_tables(_claims),
        "claimreview": Form(reviews, array_lines),
        "annotations": Form(annotations, array_lines),
    },
    "links": _tables(_links),
    "log": _tables(_log),
}
