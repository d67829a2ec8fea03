"""Claims, links and the verification log as files: CSV for spreadsheets, JSON Lines for programs.

CSV follows RFC 4180: UTF-8, CRLF, quotation marks where needed.
"""

import csv
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from claims.errors import InputError
from claims.exchange import LOG_FORMAT, disarmed, head_path
from claims.export.records import COLUMNS, Record, claim_record, event_record, link_record
from db import queries
from db.engine import reading

PAGE = 500
JOIN = " > "
# sqlite.org/fileformat.html, 1.3
SQLITE_HEADER = b"SQLite format 3\0"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        path: the file.
        rows: how many claims, links or decisions it holds.
        head: count and hash of the log's last row at that moment, ``N:HASH``; keep it elsewhere.
    """

    path: Path
    rows: int
    head: str


def write_export(
    engine: Engine,
    what: str,
    *,
    format: str,  # noqa: A002 - the word that callers expect
    to: Path,
    everything: bool = False,
    bom: bool = False,
) -> Exported:
    """Write a part of the desk into a file, whole or not at all; what stood there is replaced.

    All is read in one transaction and written as it comes, so that memory does not grow with it.

    Args:
        engine: the desk.
        what: ``claims``, ``links`` or ``log``; beside a log goes its head, ``FILE.head.json``.
        format: ``csv`` or ``jsonl``.
        to: the file.
        everything: also the claims that are folded away and the links that are only possible.
        bom: begin with a byte-order mark, which Excel needs to read Korean names; CSV only.

    Raises:
        InputError: no such part or format, or the file cannot be written.
    """
    records = _choice("export", what, RECORDS)
    writer = _choice("format", format, WRITERS)
    if bom and format != "csv":
        raise InputError(f"a byte-order mark is for csv; {format} files must not have one")
    with reading(engine) as session:
        last = queries.last_event(session)
        head = (last.event_seq, last.row_hash) if last else (0, "")
        with _replacing(to, "utf-8-sig" if bom else "utf-8") as file:
            rows = writer(file, COLUMNS[what], records(session, everything))
    if what == "log":
        _write_head(to, *head)
    return Exported(to, rows, f"{head[0]}:{head[1]}")


def _choice(name: str, word: str, choices: Mapping[str, T]) -> T:
    if word not in choices:
        raise InputError(f"there is no {name} {word!r}; choose {' or '.join(choices)}")
    return choices[word]


def _claims(session: Session, everything: bool) -> Iterator[Record]:
    after = ""
    while page := queries.claims(session, everything=everything, limit=PAGE, after=after):
        yield from map(claim_record, page)
        after = page[-1].claim_id


def _links(session: Session, everything: bool) -> Iterator[Record]:
    after = None
    while page := queries.links(session, possible=everything, limit=PAGE, after=after):
        yield from map(link_record, page)
        after = page[-1]


def _log(session: Session, _everything: bool) -> Iterator[Record]:
    return map(event_record, queries.stream_events(session))


def _write_csv(file: TextIO, columns: Sequence[str], records: Iterable[Record]) -> int:
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007 - the last count is the result
        writer.writerow([_cell(record[name]) for name in columns])
    return count


def _write_jsonl(file: TextIO, columns: Sequence[str], records: Iterable[Record]) -> int:
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007 - the last count is the result
        values = {name: record[name] for name in columns}
        file.write(json.dumps(values, ensure_ascii=False) + "\n")
    return count


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return disarmed(JOIN.join(_item(one) for one in value))
    return disarmed(str(value))


def _item(value: object) -> str:
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)


RECORDS: Mapping[str, Callable[[Session, bool], Iterator[Record]]] = {
    "claims": _claims,
    "links": _links,
    "log": _log,
}
WRITERS: Mapping[str, Callable[[TextIO, Sequence[str], Iterable[Record]], int]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
}


@contextmanager
def _replacing(path: Path, encoding: str) -> Iterator[TextIO]:
    """Give a file that takes the place of ``path`` once it is complete."""
    target = path.resolve()
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        # A device such as /dev/null must not be replaced by a file.
        if target.exists() and not target.is_file():
            raise InputError(f"{path} is not a file; give the name of one, such as log.csv")
        if _is_database(target):
            raise InputError(f"{path} is a desk or another database; choose another file")
        with part.open("x", encoding=encoding, newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}; choose another file or folder"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _is_database(path: Path) -> bool:
    # One slip of the keyboard must not put a log in the place of the desk that it came from.
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE_HEADER)) == SQLITE_HEADER


def _write_head(log: Path, count: int, row_hash: str) -> None:
    with _replacing(head_path(log), "utf-8") as file:
        json.dump({"count": count, "hash": row_hash, "format": LOG_FORMAT}, file)
        file.write("\n")
