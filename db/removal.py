"""Rows taken out of a desk together with all that hangs on them."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import Column, delete
from sqlmodel import Session

from db.models import Record
from db.queries.rows import batches


def remove(session: Session, key: Any, ids: AbstractSet[Any]) -> None:
    """Remove rows, and before them those of every table that refers to them.

    Args:
        session: one that may write.
        key: the column that holds their ids.
        ids: which ones.
    """
    table = Record.metadata.tables[key.class_.__tablename__]
    target = table.c[key.key]
    columns = [*_referring(target), target]
    for some in batches(sorted(ids)):
        for column in columns:
            session.execute(delete(column.table).where(column.in_(some)))


def _referring(target: Column[Any]) -> Iterator[Column[Any]]:
    for table in reversed(Record.metadata.sorted_tables):
        for column in table.columns:
            if column.table is not target.table and column.references(target):
                yield column
