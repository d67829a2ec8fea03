"""A whole desk as one zip: every table as JSON Lines, every capture as it came in."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from claims.exchange import BASE64, CAPTURES, DESK_FORMAT, TABLES
from claims.export.archive import Archive
from claims.export.files import Exported
from claims.export.target import replacing_bytes
from db import queries
from db.engine import reading
from db.tables import raw_rows, schema_version, table_names


def write_desk(engine: Engine, to: Path, *, stood_at: str = "") -> Exported:
    """Write all that a desk holds; the same state gives the same bytes.

    Args:
        engine: the desk.
        to: the zip file; what stood there is replaced.
        stood_at: the moment that the desk is a copy of, which the manifest tells; "" for today's.

    Raises:
        InputError: the file cannot be written.
    """
    with reading(engine) as session, replacing_bytes(to) as file, Archive(file) as archive:
        names = table_names()
        rows = sum(_write_table(archive, session, name) for name in names)
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


def _write_table(archive: Archive, session: Session, name: str) -> int:
    if name == "capture":
        return _write_captures(archive, session)
    count = 0
    with archive.text(f"{TABLES}{name}.jsonl") as file:
        for count, row in enumerate(raw_rows(session, name), start=1):  # noqa: B007 - the result
            json.dump({column: _plain(value) for column, value in row.items()}, file)
            file.write("\n")
    return count


def _write_captures(archive: Archive, session: Session) -> int:
    count = 0
    for count, row in enumerate(raw_rows(session, "capture"), start=1):  # noqa: B007 - the result
        with archive.member(f"{CAPTURES}{row['sha256']}") as file:
            file.write(row["raw"])
    return count


def _plain(value: Any) -> Any:
    return {BASE64: b64encode(value).decode()} if isinstance(value, bytes) else value
