"""Desks of earlier versions, of later ones, and files that are no desks."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

import db
from claims.review.ledger import COLUMNS, SEALED, row_hash, verify_desk
from db.engine import (
    GUARDS,
    WRITE,
    UnsupportedDatabaseError,
    migrate,
    open_engine,
    survey,
    writing,
)

CONFIG = Config()
CONFIG.set_main_option("script_location", str(Path(db.__file__).parent / "migrations"))
NEWEST, *EARLIER = (one.revision for one in ScriptDirectory.from_config(CONFIG).walk_revisions())

FIRST_DESK = """
INSERT INTO run VALUES (1, 'read', '2026-01-01', NULL, '{}', '{}');
INSERT INTO source VALUES (1, 'The Example Times', 'outlet', '', '');
INSERT INTO capture VALUES ('ab', x'00');
INSERT INTO article (id, content_sha256, text_sha256, file, url, title, text, author, publisher_id,
  published_origin, ordered_at, language, encoding, notes, added_at, run_id)
  VALUES ('a1', 'ab', 'ab', '', '', '', 'text', '', 1, '', '2026-01-01', '', '', '[]',
  '2026-01-01', 1);
"""
CLAIM = """
INSERT INTO claim (id, article_id, start, "end", fragments, text, prefix, suffix, cue, cue_start,
  cue_end, speaker_id, speaker_surface, speaker_start, speaker_end, mode, stance, worth, worthy,
  shown, score, proposition, extractor, run_id, status, credibility, n_origins, version)
  VALUES ('{id}', 'a1', 0, 4, '[]', 'text', '', '', '', -1, -1, 1, '', -1, -1, 'indirect',
  'asserts', 0.5, 1, 1, 0.5, '{{}}', 'claims.Test.v1', 1, 'unverified', '6', 1, 1)
"""
LINK = """
INSERT INTO claimlink VALUES ('{id}', '{later}', '{earlier}', '{relation}', 0.9, {strong}, '',
  '{judgement}', 'claims.Test.v1', 1, 1)
"""


def upgrade(engine: Engine, revision: str) -> None:
    """Bring a desk to a version, and do no more."""
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        CONFIG.attributes["connection"] = connection
        command.upgrade(CONFIG, revision)


def first_desk(path: Path) -> Engine:
    """A desk as the first version left it: c1 touched by links of every sort."""
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine, "0001")
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        for statement in FIRST_DESK.split(";\n"):
            connection.execute(text(statement)) if statement.strip() else None
        for name in ("c1", "c2", "c3", "c4", "c5"):
            connection.exec_driver_sql(CLAIM.format(id=name))
        for name, ends, relation, strong, judgement in (
            ("l1", ("c2", "c1"), "contradicts", 1, "unreviewed"),
            ("l2", ("c1", "c3"), "confirms", 0, "accepted"),
            ("l3", ("c4", "c1"), "contradicts", 1, "rejected"),
            ("l4", ("c5", "c1"), "contradicts", 0, "unreviewed"),
        ):
            link = {"later": ends[0], "earlier": ends[1], "relation": relation}
            connection.exec_driver_sql(
                LINK.format(id=name, strong=strong, judgement=judgement, **link)
            )
    return engine


def test_first_desk_is_brought_up_to_date(tmp_path: Path) -> None:
    """A desk of the first version keeps its claims, and each gets the urgency of its links."""
    engine = first_desk(tmp_path / "desk.db")
    migrate(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, urgency FROM claim ORDER BY id")).all()
    engine.dispose()

    assert [tuple(row) for row in found] == [("c1", 4), ("c2", 3), ("c3", 1), ("c4", 0), ("c5", 0)]


def test_claims_of_the_first_desk_wait_for_their_paths(tmp_path: Path) -> None:
    """A claim of an earlier version has no flag until the next run, which assesses it anew."""
    engine = first_desk(tmp_path / "desk.db")
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        connection.execute(text("UPDATE claim SET assess_run_id=1"))
    migrate(engine)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT DISTINCT assess_run_id, circular, unnamed_origin FROM claim")
        ).all()
    engine.dispose()

    assert [tuple(row) for row in found] == [(None, "[]", "")]


def logged_desk(path: Path, revision: str) -> Engine:
    """A desk of an earlier version on which somebody changed their mind about c5."""
    engine = first_desk(path)
    upgrade(engine, revision)
    names, last = ", ".join(f'"{name}"' for name in COLUMNS), ""
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        connection.execute(text("UPDATE claim SET verdict='refuted' WHERE id='c5'"))
        connection.execute(text("UPDATE claimlink SET judgement='unreviewed'"))
        for seq, before, after in ((1, "", "confirmed"), (2, "confirmed", "refuted")):
            row: dict[str, object] = {**dict.fromkeys(COLUMNS, ""), "event_seq": seq}
            row |= dict.fromkeys(("char_start", "char_end", "n_supporting"))
            row |= {"n_opposing": 1, "n_origins": 2, "event_time_utc": f"2026-01-0{seq}"}
            row |= {"object_type": "claim", "object_id": "c5", "before": before, "after": after}
            row |= {"reviewer": "김검토", "prev_hash": last}
            row["row_hash"] = last = row_hash([row[name] for name in SEALED])
            marks = ", ".join("?" * len(COLUMNS))
            values = tuple(row[name] for name in COLUMNS)
            connection.exec_driver_sql(
                f"INSERT INTO reviewevent ({names}) VALUES ({marks})", values
            )
    return engine


FORGED = "INSERT INTO reviewevent SELECT {changed} FROM reviewevent WHERE event_seq=2"


def forged(**changed: str) -> str:
    """A statement that adds the last row once more, some of its columns changed."""
    return FORGED.format(changed=", ".join(changed.get(name, f'"{name}"') for name in COLUMNS))


@pytest.mark.parametrize("revision", EARLIER)
@pytest.mark.parametrize("lost", [False, True])
def test_log_of_every_earlier_version_is_guarded_after_migrating(
    tmp_path: Path, revision: str, *, lost: bool
) -> None:
    """A log brought up to date holds and refuses every change, if its guards were lost or not."""
    engine = logged_desk(tmp_path / "desk.db", revision)
    if not lost:
        with writing(engine) as session:
            for guard in GUARDS.values():
                session.execute(text(guard))
    migrate(engine)
    for statement in (
        "UPDATE reviewevent SET reason='x'",
        "DELETE FROM reviewevent WHERE event_seq=2",
        "INSERT OR REPLACE INTO reviewevent SELECT * FROM reviewevent WHERE event_seq=2",
        forged(event_seq="3", prev_hash="'x'"),
        forged(event_seq="4", prev_hash="row_hash"),
        forged(event_seq="-1", prev_hash="row_hash"),
    ):
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
            with pytest.raises(DatabaseError, match=r"append-only|must follow"):
                connection.exec_driver_sql(statement)
    found = verify_desk(engine)
    engine.dispose()

    assert (found.problems, found.n_rows) == ((), 2)


def test_migration_that_fails_leaves_the_desk_of_the_earlier_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a guard cannot be made, no part of the migration stays, so that no log lies bare."""
    engine = logged_desk(tmp_path / "desk.db", "0002")
    monkeypatch.setitem(GUARDS, "review_event_chained", "CREATE NONSENSE")
    with pytest.raises(DatabaseError, match="NONSENSE"):
        migrate(engine)
    with engine.connect() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        made = text("SELECT name FROM sqlite_master WHERE name='claimvector' OR type='trigger'")
        found = connection.execute(made).all()
    engine.dispose()

    assert (version, found) == ("0002", [])


def test_desk_of_a_later_version_is_refused(tmp_path: Path) -> None:
    """A version that is not known is named, and the desk is left as it is."""
    engine = open_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(engine)
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num='9999'"))

    with pytest.raises(UnsupportedDatabaseError, match="9999"):
        migrate(engine)
    engine.dispose()


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """A database with other tables is refused, and gets no tables of ours."""
    path = tmp_path / "bookmarks.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmark (address TEXT)")
    engine = open_engine(f"sqlite:///{path}")
    with pytest.raises(UnsupportedDatabaseError, match="another program"):
        migrate(engine)
    engine.dispose()
    tables = other.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    other.close()

    assert tables == [("bookmark",)]


def test_desk_that_is_up_to_date_opens_while_another_writes(tmp_path: Path) -> None:
    """Opening a desk takes no lock where nothing is to be brought up to date."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    engine, second = open_engine(url), open_engine(url)
    migrate(engine)
    with writing(engine) as session, second.connect() as impatient:
        session.execute(text("SELECT 1"))
        impatient.exec_driver_sql("PRAGMA busy_timeout=1")
        impatient.commit()
        impatient.close()
        migrate(second)
    engine.dispose()
    second.dispose()


@pytest.mark.parametrize("options", ["sqlite:///{}?mode=ro", "sqlite+aiosqlite:///{}"])
def test_addresses_that_are_not_set_up_are_refused(tmp_path: Path, options: str) -> None:
    """Options after the file and other drivers are refused before anything is made."""
    path = tmp_path / "desk.db"
    with pytest.raises(UnsupportedDatabaseError):
        open_engine(options.format(path))

    assert not path.exists()


def test_survey_counts_what_indexes_hold(tmp_path: Path) -> None:
    """After a survey SQLite knows how many rows stand behind an index."""
    engine = first_desk(tmp_path / "desk.db")
    migrate(engine)
    survey(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT idx FROM sqlite_stat1 WHERE tbl='claim'"))
        surveyed = set(rows.scalars())
    engine.dispose()

    assert "ix_claim_article_id_start_id_shown" in surveyed
