"""Opening a desk: engine, migration, sessions. All that is particular to SQLite lives here."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    Select,
    String,
    TableValuedAlias,
    cast,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    text,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from db.index import release_index, renew_index

__all__ = [
    "LARGEST",
    "UnsupportedDatabaseError",
    "address_of",
    "as_json",
    "at_hand",
    "database_file",
    "insert",
    "is_full",
    "migrate",
    "missing_guards",
    "open_engine",
    "read_only",
    "reading",
    "spelt",
    "streamed",
    "survey",
    "writing",
]

FORM = "only SQLite is supported so far, as in sqlite:///desk.db"

# Other drivers of SQLite are asynchronous or encrypt; neither is set up or tested here.
DRIVERS = frozenset({"sqlite", "sqlite+pysqlite"})

# SQLite counts no further; the driver refuses a larger number.
LARGEST = (1 << 63) - 1

WRITE = {"claims_write": True}
READ_ONLY = "claims_read_only"

# The time-out comes first: a new desk may be opened by two at once, and one changes its journal.
PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
)

# What Alembic calls the last of the migrations.
NEWEST = "head"

# Rows of each index that are looked at for statistics; the whole of a large one takes seconds.
SURVEYED_ROWS = 1000

GUARDS = {
    "review_event_no_update": """
        CREATE TRIGGER review_event_no_update BEFORE UPDATE ON reviewevent
        BEGIN SELECT RAISE(ABORT, 'the verification log is append-only'); END""",
    "review_event_no_delete": """
        CREATE TRIGGER review_event_no_delete BEFORE DELETE ON reviewevent
        BEGIN SELECT RAISE(ABORT, 'the verification log is append-only'); END""",
    "review_event_chained": """
        CREATE TRIGGER review_event_chained BEFORE INSERT ON reviewevent
        WHEN NEW.event_seq IS NOT (SELECT COALESCE(MAX(event_seq), 0) + 1 FROM reviewevent)
          OR NEW.prev_hash IS NOT COALESCE(
               (SELECT row_hash FROM reviewevent ORDER BY event_seq DESC LIMIT 1), '')
        BEGIN SELECT RAISE(ABORT, 'a log row must follow the last one'); END""",
}


class UnsupportedDatabaseError(ValueError):
    """The address names no SQLite database, or one that is not a desk of this version."""


class ReadOnlyError(PermissionError):
    """Somebody would write who may only look."""


def open_engine(url: str | URL) -> Engine:
    """Open the database at ``url`` with the settings that keep concurrent marks safe.

    WAL with ``BEGIN IMMEDIATE`` for writers lost none of 1,200 concurrent marks where the default
    lost a quarter; a deferred ``BEGIN`` fails at once on a stale snapshot, whatever the timeout.

    Raises:
        UnsupportedDatabaseError: ``url`` is not an SQLite address.
    """
    file = database_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def database_file(url: str | URL) -> Path | None:
    """Return the file that an address names; None for a database in memory.

    Raises:
        UnsupportedDatabaseError: ``url`` is not an SQLite address.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise UnsupportedDatabaseError(f"{url!r} is not a database address; {FORM}") from error
    named = address.render_as_string()
    if address.drivername not in DRIVERS:
        raise UnsupportedDatabaseError(f"{named} is not an SQLite address; {FORM}")
    if address.query:
        raise UnsupportedDatabaseError(f"{named} has options after the file, which are not known")
    in_memory = address.database in {None, "", ":memory:"}
    return None if in_memory else Path(str(address.database))


def address_of(file: Path) -> URL:
    """Return the address of a file whose name may hold anything; in a text, "?" begins options."""
    return URL.create("sqlite", database=str(file))


def _prepare(connection: Any, _record: Any) -> None:
    # The driver's own implicit BEGIN would be deferred; ours is chosen in _begin.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("claims_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def migrate(engine: Engine, *, repair: bool = False, to: str = NEWEST) -> None:
    """Bring the schema to the newest version, and the log's guards back in place after it.

    Alembic's batch mode recreates a table without its triggers, so they are made anew after every
    migration, and with it the index of claims, in which all are entered. A desk that is up to date
    is only read: looking at it waits for no writer, and needs no right to write. A guard that
    somebody took from it stays away until it is asked back, for what heals itself in silence
    cannot be noticed.

    Args:
        engine: the desk's database.
        repair: whether to put back guards that are missing from an up-to-date desk.
        to: an earlier version of the schema, for a new desk that rows of that time go into.

    Raises:
        UnsupportedDatabaseError: the file belongs to another program, or to a later version; or
            there is no version ``to``.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        known = ScriptDirectory.from_config(config)
        if to != NEWEST and to not in {one.revision for one in known.walk_revisions()}:
            raise UnsupportedDatabaseError(f"version {to!r} is unknown here: update claimdesk")
        current = _is_up_to_date(connection, known)
        if current and not (repair and _altered_guards(connection)):
            return
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        if not current:
            config.attributes["connection"] = connection
            release_index(connection)
            command.upgrade(config, to)
            renew_index(connection)
        for name in _altered_guards(connection):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.execute(text(GUARDS[name]))


def _is_up_to_date(connection: Connection, known: ScriptDirectory) -> bool:
    version = MigrationContext.configure(connection).get_current_revision()
    if version is None and inspect(connection).get_table_names():
        raise UnsupportedDatabaseError(f"{connection.engine.url} holds tables of another program")
    if version is not None and version not in {one.revision for one in known.walk_revisions()}:
        raise UnsupportedDatabaseError(
            f"{connection.engine.url} is of version {version!r}, unknown here: update claimdesk"
        )
    return version == known.get_current_head()


def survey(engine: Engine) -> None:
    """Renew the statistics by which SQLite chooses its indexes.

    Without them it reads and sorts every claim to show the newest 25: 100 ms instead of 1 ms on a
    desk of 100,000.
    """
    with writing(engine) as session:
        session.execute(text(f"PRAGMA analysis_limit={SURVEYED_ROWS}"))
        session.execute(text("ANALYZE"))


def missing_guards(session: Session) -> list[str]:
    """Name the log's triggers that are not there, or not as they were made."""
    return _altered_guards(session.connection())


def _altered_guards(connection: Connection) -> list[str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='trigger'"))
    found = {name: sql.split() for name, sql in rows}
    return [name for name, made in GUARDS.items() if found.get(name) != made.split()]


def read_only(engine: Engine) -> Engine:
    """Return the same database for somebody who may only look: :func:`writing` refuses it."""
    return engine.execution_options(**{READ_ONLY: True})


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session for one unit of reading."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session that holds the write lock; commit at the end, roll back on any error.

    Keep it short: no reading of files and no NLP inside.

    Raises:
        ReadOnlyError: the engine is for looking only.
    """
    if engine.get_execution_options().get(READ_ONLY):
        raise ReadOnlyError("this desk was opened to look at only; nothing was written")
    with (
        engine.connect().execution_options(**WRITE) as connection,
        Session(connection, expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


def is_full(error: DBAPIError) -> bool:
    """Tell whether a write failed because the disk is full, or the desk as large as it may be."""
    return isinstance(error.orig, sqlite3.Error) and (
        error.orig.sqlite_errorcode == sqlite3.SQLITE_FULL
    )


def as_json(head: str, *columns: ColumnElement[Any]) -> ColumnElement[bytes]:
    """Return a text and a row's columns as one JSON array of texts: a number in digits, none as "".

    It is what ``json.dumps`` makes without spaces and with ``ensure_ascii`` off, in UTF-8.
    """
    texts = (
        func.coalesce(cast(column, String), "") if isinstance(column.type, Integer) else column
        for column in columns
    )
    return cast(func.json_array(head, *texts), LargeBinary)


def streamed(session: Session, rows: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield what a query finds, a row at a time, in constant memory.

    The rows are the driver's own: what lies between costs as much as the reading, and takes rows
    in lots, of which one that cannot be read would take the others along.

    Raises:
        DBAPIError: a row cannot be read; those before it were yielded.
    """
    query = spelt(session, rows)
    with closing(session.connection().connection.cursor()) as cursor:
        try:
            yield from cursor.execute(query)
        except sqlite3.Error as error:
            raise DBAPIError(query, None, error) from error


def spelt(session: Session, rows: Select[Any]) -> str:
    """Return a query as the driver takes it, with its values in it."""
    return str(rows.compile(session.connection(), compile_kwargs={"literal_binds": True}))


def at_hand(values: Iterable[str]) -> TableValuedAlias:
    """Return texts as rows of ``value``, however many, for a query to select from."""
    return func.json_each(json.dumps(list(values))).table_valued("value", name="at_hand")
