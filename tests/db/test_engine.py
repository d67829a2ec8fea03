"""Opening, migrating and locking a desk's database."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Integer, String, inspect, literal, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from db.engine import (
    GUARDS,
    UnsupportedDatabaseError,
    as_json,
    migrate,
    missing_guards,
    open_engine,
    reading,
    streamed,
    writing,
)
from db.index import OWN
from db.models import Record, ReviewEvent, Source
from db.vocabulary import SourceKind


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A new desk's database."""
    made = open_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(made)
    yield made
    made.dispose()


def guards_missing(engine: Engine) -> list[str]:
    """The log's guards that are not there."""
    with reading(engine) as session:
        return missing_guards(session)


def n_sources(engine: Engine) -> int:
    """How many sources are stored."""
    with reading(engine) as session:
        return int(session.execute(text("SELECT COUNT(*) FROM source")).scalar_one())


def test_migrations_make_what_the_models_say(engine: Engine) -> None:
    """After every migration the schema differs from the models in nothing."""
    with engine.connect() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, *_: not str(name).startswith(OWN),
        }
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Record.metadata)

    assert differences == []


def test_constraints_carry_the_names_of_the_convention(engine: Engine) -> None:
    """The one-link-a-pair constraint has its conventional name, which later migrations need."""
    (unique,) = inspect(engine).get_unique_constraints("claimlink")

    assert unique["name"] == "uq_claimlink_later_id_earlier_id"


def test_guards_are_there_after_migrating(engine: Engine) -> None:
    """A new desk has every guard of the log."""
    assert guards_missing(engine) == []


@pytest.mark.parametrize("name", list(GUARDS))
@pytest.mark.parametrize("hollow", [False, True])
def test_migrating_brings_guards_back(engine: Engine, name: str, *, hollow: bool) -> None:
    """A guard that was dropped or hollowed out stays away on opening, and is put back on asking."""
    with writing(engine) as session:
        session.execute(text(f"DROP TRIGGER {name}"))
        if hollow:
            session.execute(
                text(f"CREATE TRIGGER {name} AFTER INSERT ON reviewevent BEGIN SELECT 1; END")
            )
    migrate(engine)
    missing = guards_missing(engine)
    migrate(engine, repair=True)

    assert missing == [name]
    assert guards_missing(engine) == []


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    """Opening a desk that is up to date leaves its rows and its schema alone."""
    version = text("PRAGMA schema_version")
    with writing(engine) as session:
        session.add(Source(name="Example Wire", kind=SourceKind.AGENCY))
    with engine.connect() as connection:
        before = connection.execute(version).scalar_one()
    migrate(engine)
    with engine.connect() as connection:
        after = connection.execute(version).scalar_one()

    assert (after, n_sources(engine)) == (before, 1)


@pytest.mark.parametrize(
    "url", ["postgresql://somebody:secret@localhost/desk", "mysql://localhost/desk", "desk.db", ""]
)
def test_other_databases_are_refused(url: str) -> None:
    """An address that is not SQLite's is refused by name, without its password."""
    with pytest.raises(UnsupportedDatabaseError) as told:
        open_engine(url)

    assert "secret" not in str(told.value)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    """A desk can be opened in a folder that is not there yet."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'folder' / 'desk.db'}")
    migrate(engine)
    engine.dispose()

    assert (tmp_path / "new" / "folder" / "desk.db").is_file()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 30000),
    ],
)
def test_connections_are_set_up(engine: Engine, pragma: str, value: object) -> None:
    """Every connection has the settings that keep concurrent marks safe."""
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_orphans_are_refused(engine: Engine) -> None:
    """A row that points at nothing cannot be stored."""
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text("INSERT INTO alias (name, source_id) VALUES ('a', 99)"))


def test_failed_write_is_rolled_back(engine: Engine) -> None:
    """An error inside a write takes back everything that it had written."""

    def write_and_fail() -> None:
        with writing(engine) as session:
            session.add(Source(name="Example Wire", kind=SourceKind.AGENCY))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()

    assert n_sources(engine) == 0


def test_reader_sees_one_moment(engine: Engine) -> None:
    """What is written while a reader reads does not show until it has finished."""
    with Session(engine) as session:
        before = session.execute(text("SELECT COUNT(*) FROM source")).scalar_one()
        with writing(engine) as writer:
            writer.add(Source(name="Example Wire", kind=SourceKind.AGENCY))
        during = session.execute(text("SELECT COUNT(*) FROM source")).scalar_one()

    assert (before, during, n_sources(engine)) == (0, 0, 1)


def test_words_are_stored_by_value(engine: Engine) -> None:
    """The table holds "agency", as exports do, and not the name of the enum's member."""
    with writing(engine) as session:
        session.add(Source(name="Example Wire", kind=SourceKind.AGENCY))
    with reading(engine) as session:
        assert session.execute(text("SELECT kind FROM source")).scalar_one() == "agency"


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.none() | st.integers(-(2**63), 2**63 - 1),
)
def test_database_makes_the_json_that_python_makes(word: str, number: int | None) -> None:
    """Whatever a row holds, its array of texts is letter for letter that of Python's encoder."""
    engine = open_engine("sqlite://")
    row = as_json("head", literal(word, String()), literal(number, Integer()))
    with reading(engine) as session:
        (found,) = session.execute(select(row)).one()
    engine.dispose()

    texts = ["head", word, "" if number is None else str(number)]
    assert found.decode() == json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def test_rows_before_one_that_cannot_be_read_are_given(engine: Engine) -> None:
    """A row that is no text any more takes none of those before it along."""
    with writing(engine) as session:
        names = ("a", "b", "c")
        session.add_all(Source(id=i, name=one, kind="agency") for i, one in enumerate(names))
        session.flush()
        session.execute(text("UPDATE source SET name=CAST(x'ff' AS TEXT) WHERE id=2"))
    with reading(engine) as session:
        rows = streamed(session, select(Source.name).order_by(Source.id))
        found = [next(rows), next(rows)]
        with pytest.raises(DBAPIError, match="UTF-8"):
            next(rows)

    assert found == [("a",), ("b",)]


def test_log_columns_are_those_that_others_rely_on() -> None:
    """The log's columns and their order are format v1; a change needs a new version."""
    assert ",".join(ReviewEvent.model_fields) == (
        "event_seq,event_time_utc,reviewer,action,object_type,object_id,before,after,claim_id,"
        "claim_text,speaker,via,publisher,article_title,article_url,published_at,content_sha256,"
        "char_start,char_end,status_before,status_after,verdict_before,verdict_after,reason,"
        "evidence,n_supporting,n_opposing,n_origins,source_reliability,info_credibility,"
        "extractor,machine_score,prev_hash,row_hash"
    )
