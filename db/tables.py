"""Every table's rows as the database holds them, out of one desk and into another."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text
from sqlmodel import Session

from db.engine import UnsupportedDatabaseError
from db.models import Record

# Rows that are written at a time; the whole of a table may be more than memory holds.
BATCH = 500


def table_names() -> list[str]:
    """Return the names of all tables, those before that others refer to."""
    return [table.name for table in Record.metadata.sorted_tables]


def schema_version(session: Session) -> str:
    """Return the revision of the schema, as the migrations number it."""
    return str(MigrationContext.configure(session.connection()).get_current_revision())


def raw_rows(session: Session, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table in the order of its key: values as stored, none made into more."""
    table = Record.metadata.tables[name]
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    rows = session.execute(text(f'SELECT {columns} FROM "{name}" ORDER BY {keys}'))  # noqa: S608 - our own names
    yield from map(dict, rows.mappings())


def count_rows(session: Session, name: str) -> int:
    """Count the rows of a table."""
    rows = select(func.count()).select_from(Record.metadata.tables[name])
    return int(session.execute(rows).scalar_one())


def check_at_the_end(session: Session) -> None:
    """Let rows of this transaction refer to later ones; what refers to nothing fails its end."""
    session.execute(text("PRAGMA defer_foreign_keys=ON"))


def insert_raw(session: Session, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as they are; names that the database does not have are refused, not run.

    Raises:
        UnsupportedDatabaseError: there is no such table, or a row has a column that is not its own.
    """
    found = inspect(session.connection())
    if name not in found.get_table_names():
        raise UnsupportedDatabaseError(f"there is no table {name!r} in a desk")
    known = {column["name"] for column in found.get_columns(name)}
    for batch in _batched(rows):
        columns = list(batch[0])
        if odd := {column for row in batch for column in row} ^ set(columns):
            raise UnsupportedDatabaseError(f"rows of {name} differ in the column {min(odd)!r}")
        if odd := set(columns) - known:
            raise UnsupportedDatabaseError(f"there is no column {min(odd)!r} in {name}")
        targets = ", ".join(f'"{column}"' for column in columns)
        values = ", ".join(f":{column}" for column in columns)
        session.execute(text(f'INSERT INTO "{name}" ({targets}) VALUES ({values})'), batch)  # noqa: S608 - names are checked


def _batched(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(dict(row))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
