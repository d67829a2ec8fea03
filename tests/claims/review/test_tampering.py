"""What an owner of the files can do, and what gives it away: the chain, the guards or a head."""

import csv
import json
import shutil
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from claims.exchange import restored
from claims.export.files import write_export
from claims.review.decisions import decide
from claims.review.ledger import COLUMNS, SEALED, row_hash, verify_desk
from claims.review.logfile import verify_file
from db.engine import GUARDS, WRITE
from db.vocabulary import Verdict

Tamper = Callable[..., None]
Rows = list[dict[str, Any]]

# Rows 4 and 5 gone, and what they had led to set back: nothing in the desk speaks of them.
CUT = (
    "DELETE FROM reviewevent WHERE event_seq > 3",
    "UPDATE claim SET verdict='refuted' WHERE id='c-closed'",
    "UPDATE claimlink SET judgement='unreviewed' WHERE id='l-hint'",
)
# The table put up anew, as it was, with rows chosen from it.
ANEW = (
    "CREATE TABLE kept AS SELECT * FROM reviewevent",
    "DROP TABLE reviewevent",
    "{made}",
    "INSERT INTO reviewevent SELECT * FROM kept WHERE {chosen}",
    "DROP TABLE kept",
)


def file_of(engine: Engine) -> Path:
    """Where the desk lies."""
    return Path(str(engine.url.database))


def made_anew(engine: Engine, chosen: str) -> list[str]:
    """Statements that drop the log's table and make it again with some of its rows."""
    with engine.connect() as connection:
        found = text("SELECT sql FROM sqlite_master WHERE type='table' AND name='reviewevent'")
        made = connection.execute(found).scalar_one()
    return [one.format(made=made, chosen=chosen) for one in ANEW]


def edit_bytes(path: Path, old: bytes, new: bytes) -> str:
    """Change bytes of a closed database, as a hex editor would; return what SQLite thinks of it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    assert whole.count(old) == 1
    path.write_bytes(whole.replace(old, new))
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def test_replaced_row_without_the_link_guard_is_caught(logged_desk: Any) -> None:
    """INSERT OR REPLACE walks past the other guards where triggers do not recurse, and is seen."""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    edited = names.replace('"reason"', "'x'")
    with closing(sqlite3.connect(file_of(logged_desk.engine), isolation_level=None)) as owner:
        owner.execute("PRAGMA recursive_triggers=OFF")
        owner.execute("DROP TRIGGER review_event_chained")
        owner.execute(
            f"INSERT OR REPLACE INTO reviewevent ({names})"
            f" SELECT {edited} FROM reviewevent WHERE event_seq=2"
        )
        owner.execute(GUARDS["review_event_chained"])

    assert verify_desk(logged_desk.engine).problems[0].startswith("row 2: its content")


def test_bytes_edited_in_the_file_are_caught(logged_desk: Any) -> None:
    """A change below SQLite, which finds its file in good order, breaks the hash of its row."""
    logged_desk.engine.dispose()
    integrity = edit_bytes(file_of(logged_desk.engine), b"hasty", b"haste")

    assert integrity == "ok"
    assert verify_desk(logged_desk.engine).problems[0].startswith("row 5: its content")


def test_table_made_anew_without_guards_is_caught(logged_desk: Any) -> None:
    """A log whose table was dropped and made again, every row as it was, lacks its guards."""
    engine = logged_desk.engine
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        for statement in made_anew(engine, "true"):
            connection.exec_driver_sql(statement)

    assert [problem.split()[2] for problem in verify_desk(engine).problems] == list(GUARDS)


def test_table_made_anew_with_a_row_less_is_caught(logged_desk: Any, tamper: Tamper) -> None:
    """A log made again behind its guards, one row left out, is seen where the row was."""
    engine = logged_desk.engine
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        for statement in made_anew(engine, "event_seq <> 2"):
            connection.exec_driver_sql(statement)
        for guard in GUARDS.values():
            connection.exec_driver_sql(guard)

    assert verify_desk(engine).problems[0].startswith("row 2: is numbered '3'")


def cut_tail(engine: Engine, tamper: Tamper) -> str:
    """Take the last two decisions out, and their traces; return the head kept before."""
    head = verify_desk(engine).head
    tamper(engine, *CUT)
    return head


def make_anew_without_tail(engine: Engine, tamper: Tamper) -> str:
    """Make the table again without the last two decisions; return the head kept before."""
    head = verify_desk(engine).head
    tamper(engine, *made_anew(engine, "event_seq < 4"), *CUT[1:])
    return head


def restore_backup(engine: Engine, _tamper: Tamper) -> str:
    """Put a copy from before the last decision in the desk's place; return the head kept after."""
    backup = file_of(engine).with_suffix(".bak")
    with closing(sqlite3.connect(file_of(engine))) as desk, closing(sqlite3.connect(backup)) as to:
        desk.backup(to)
    decide(engine, "c-open", Verdict.CONFIRMED, by="reviewer-1", reason="later")
    head = verify_desk(engine).head
    engine.dispose()
    for path in file_of(engine).parent.glob(f"{file_of(engine).name}-*"):
        path.unlink()
    shutil.copy(backup, file_of(engine))
    return head


@pytest.mark.parametrize("shorten", [cut_tail, make_anew_without_tail, restore_backup])
def test_desk_without_its_last_decisions_is_caught_by_a_head(
    logged_desk: Any, tamper: Tamper, shorten: Callable[[Engine, Tamper], str]
) -> None:
    """A desk that was shortened without a trace holds by itself, and fails against a kept head."""
    head = shorten(logged_desk.engine, tamper)

    assert verify_desk(logged_desk.engine).problems == ()
    (problem,) = verify_desk(logged_desk.engine, head).problems
    assert problem.endswith("rows at its end are missing")


# ---- exported files -----------------------------------------------------------------------------


def read_rows(path: Path) -> Rows:
    """The rows of an exported log, each by column."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            return list(csv.DictReader(file))
        return [json.loads(line) for line in file]


def write_rows(path: Path, rows: Rows) -> None:
    """Write them back as a program would."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        else:
            file.writelines(json.dumps(row) + "\n" for row in rows)


def seal_anew(rows: Rows, form: str) -> None:
    """Hash every row again, as an owner could who knows how."""
    true = restored if form == "csv" else str
    last = ""
    for row in rows:
        row["prev_hash"] = last
        row["row_hash"] = last = row_hash([true(str(row[name])) for name in SEALED])


def _decomposed(rows: Rows) -> None:
    rows[1]["reviewer"] = unicodedata.normalize("NFD", rows[1]["reviewer"])


def _swapped(rows: Rows) -> None:
    rows[1], rows[2] = rows[2], rows[1]


def _forged(rows: Rows) -> None:
    rows.append({**rows[-1], "event_seq": 6, "prev_hash": rows[-1]["row_hash"]})


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda rows: rows.pop(2), "row 3: is numbered '4'"),
        (lambda rows: rows.pop(0), "row 1: is numbered '2'"),
        (lambda rows: rows.insert(2, rows[2]), "row 4: is numbered '3'"),
        (_swapped, "row 2: is numbered '3'"),
        (_forged, "row 6: its content"),
        (_decomposed, "row 2: its content"),
    ],
)
def test_rows_changed_in_a_file_are_caught(
    logged_desk: Any, tmp_path: Path, form: str, change: Callable[[Rows], object], problem: str
) -> None:
    """A row taken out, doubled, moved, forged or put into another Unicode form is named."""
    path = tmp_path / f"log.{form}"
    write_export(logged_desk.engine, "log", format=form, to=path)
    rows = read_rows(path)
    change(rows)
    write_rows(path, rows)

    assert verify_file(path).problems[0].startswith(problem)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_file_sealed_anew_is_caught_by_a_head(logged_desk: Any, tmp_path: Path, form: str) -> None:
    """A file edited and hashed again, its head file too, holds, and fails against a kept head."""
    path = tmp_path / f"log.{form}"
    head = write_export(logged_desk.engine, "log", format=form, to=path).head
    rows = read_rows(path)
    rows[1]["reviewer"] = "somebody else"
    seal_anew(rows, form)
    write_rows(path, rows)
    beside = {"count": 5, "hash": rows[-1]["row_hash"], "format": "claimdesk.log.v1"}
    (tmp_path / f"log.{form}.head.json").write_text(json.dumps(beside))

    assert verify_file(path).problems == ()
    assert "row 5 is not the one that the head names" in verify_file(path, head).problems[0]


@pytest.mark.parametrize(
    "options",
    [
        {"quoting": csv.QUOTE_ALL},
        {"lineterminator": "\n"},
        {"quoting": csv.QUOTE_ALL, "lineterminator": "\n"},
    ],
)
def test_file_saved_again_with_its_values_verifies(
    logged_desk: Any, tmp_path: Path, options: dict[str, Any]
) -> None:
    """Other quotation marks and line ends, as spreadsheets write them, change no value."""
    path = tmp_path / "log.csv"
    write_export(logged_desk.engine, "log", format="csv", to=path)
    with path.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, **options).writerows(cells)

    assert verify_file(path).problems == ()


@pytest.mark.parametrize(
    ("resave", "problem"),
    [
        (lambda told: told.replace("2026-01-01T09:00:00Z", "01.01.2026 09:00"), "its content"),
        (lambda told: told.replace("0.812", "0.81"), "its content"),
        (lambda told: told.replace("김검토", "???"), "its content"),
        (lambda told: told.replace(",", ";"), "no verification log"),
        (lambda told: told.encode("cp949"), "not UTF-8"),
    ],
)
def test_file_that_a_spreadsheet_changed_is_caught(
    logged_desk: Any, tmp_path: Path, resave: Callable[[str], str | bytes], problem: str
) -> None:
    """A file saved with other dates, numbers, letters, separators or encoding does not pass."""
    path = tmp_path / "log.csv"
    write_export(logged_desk.engine, "log", format="csv", to=path)
    saved = resave(path.read_bytes().decode())
    path.write_bytes(saved if isinstance(saved, bytes) else saved.encode())

    assert problem in verify_file(path).problems[0]
