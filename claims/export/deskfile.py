"""A whole desk as one zip: every table as JSON Lines, every capture as it came in."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from claims.exchange import BASE64, CAPTURES, DESK_FORMAT, TABLES
from claims.export.archive import Archive
from claims.export.files import Exported
from claims.export.target import replacing_bytes
from claims.progress import Tick, ticking, unseen
from db import queries
from db.engine import reading
from db.tables import count_rows, raw_rows, schema_version, table_names


def write_desk(engine: Engine, to: Path, *, stood_at: str = "", tick: Tick = unseen) -> Exported:
    """Write all that a desk holds; the same state gives the same bytes.

    Args:
        engine: the desk.
        to: the zip file; what stood there is replaced.
        stood_at: the moment that the desk is a copy of, which the manifest tells; "" for today's.
        tick: is told, of one table after the other, how many rows of all are written.

    Raises:
        InputError: the file cannot be written.
    """
    with reading(engine) as session, replacing_bytes(to) as file, Archive(file) as archive:
        names = table_names()
        rows = sum(_write_table(archive, session, name, tick) for name in names)
        head = queries.head(session)
        archive.finish(
            DESK_FORMAT,
            head=head,
            log=f"{TABLES}reviewevent.jsonl",
            unread=0,
            schema=schema_version(session),
            tables=names,
            **({"as_of": stood_at} if stood_at else {}),
        )
    return Exported(to, rows, head)


def _write_table(archive: Archive, session: Session, name: str, tick: Tick) -> int:
    rows = ticking(raw_rows(session, name), tick, count_rows(session, name))
    if name == "capture":
        return _write_captures(archive, rows)
    count = 0
    with archive.text(f"{TABLES}{name}.jsonl") as file:
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the result
            json.dump({column: _plain(value) for column, value in row.items()}, file)
            file.write("\n")
    return count


def _write_captures(archive: Archive, captures: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    for count, row in enumerate(captures, start=1):  # noqa: B007 - the result
        with archive.member(f"{CAPTURES}{row['sha256']}") as file:
            file.write(row["raw"])
    return count


def _plain(value: Any) -> Any:
    return {BASE64: b64encode(value).decode()} if isinstance(value, bytes) else value
