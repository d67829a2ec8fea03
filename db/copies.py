"""Whole copies of an SQLite desk: taken while others write, looked at before they are trusted."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from db.engine import GUARDS, address_of, open_engine


class DamagedDatabaseError(ValueError):
    """SQLite cannot read a file as it should be."""


def copy_into(engine: Engine, to: Path) -> None:
    """Write the desk as it stands at this moment into a new file, without stopping its writers.

    ``VACUUM INTO`` reads in one transaction, so that the copy is of one moment, and unlike a copy
    of the file it needs no ``-wal`` beside it. Each page is read as a row would be, so that a
    broken desk is told now and not when its copy is needed.
    """
    # SQLAlchemy begins a transaction, in which there can be no VACUUM.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(to),))
    finally:
        connection.close()


@contextmanager
def opened_alone(path: Path) -> Iterator[Engine]:
    """Open a file that nobody else has open, and leave all of it in that one file.

    Raises:
        DamagedDatabaseError: SQLite cannot read it, or write what stands beside it into it.
    """
    engine = open_engine(address_of(path))
    try:
        yield engine
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA journal_mode=DELETE")
        connection.close()
    except (DatabaseError, sqlite3.DatabaseError) as error:
        # What fails on connecting does so below SQLAlchemy.
        cause = error.orig if isinstance(error, DatabaseError) else error
        raise DamagedDatabaseError(str(cause)) from error
    finally:
        engine.dispose()


@contextmanager
def unguarded(session: Session) -> Iterator[None]:
    """Lift the guards of the log of a copy, and put back those that stood, as they stood.

    What the desk lacks its copy must lack as well, or its check would tell that all is well.
    """
    rows = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type='trigger'"))
    stood = [(name, made) for name, made in rows if name in GUARDS]
    for name, _ in stood:
        session.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, made in stood:
        session.connection().exec_driver_sql(made)


def only_looked_at(engine: Engine) -> None:
    """Let nobody write any more: what is decided on a copy would be lost with it."""
    engine.dispose()
    event.listen(engine, "connect", lambda made, _: made.execute("PRAGMA query_only=ON"))


def integrity_problems(session: Session) -> list[str]:
    """Return what SQLite finds wrong with a database, and rows that refer to nothing."""
    found = [word for (word,) in session.execute(text("PRAGMA integrity_check"))]
    orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    problems = [] if found == ["ok"] else found
    return problems + [
        f"a row of {row[0]} refers to a {row[2]} that is not there" for row in orphans
    ]
