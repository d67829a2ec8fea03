"""An exported log is checked with nothing but the file."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.errors import InputError
from claims.export.files import write_export
from claims.review.decisions import decide
from claims.review.ledger import COLUMNS, VALUES, verify_desk
from claims.review.logfile import verify_file
from db import queries
from db.engine import reading
from db.vocabulary import Verdict

FORMS = ("csv", "jsonl")


@pytest.fixture
def exported(logged_desk: Any, tmp_path: Path) -> Callable[..., Path]:
    """Export the log as ``claims export`` does."""

    def export(form: str, *, bom: bool = False) -> Path:
        path = tmp_path / f"log.{form}"
        write_export(logged_desk.engine, "log", format=form, to=path, bom=bom)
        return path

    return export


def edit_csv(path: Path, change: Callable[[list[list[str]]], object]) -> None:
    """Change the cells of a CSV file as a spreadsheet would."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("form", FORMS)
def test_export_verifies_as_the_desk_does(
    logged_desk: Any, exported: Callable[..., Path], form: str
) -> None:
    """An export that nobody touched verifies, with the same head as the desk."""
    assert verify_file(exported(form)) == verify_desk(logged_desk.engine)


def test_byte_order_mark_is_no_matter(exported: Callable[..., Path]) -> None:
    """A CSV with a byte-order mark verifies."""
    assert verify_file(exported("csv", bom=True)).ok


def test_columns_may_be_moved(exported: Callable[..., Path]) -> None:
    """A CSV whose columns stand in another order verifies, for no value was changed."""
    path = exported("csv")
    edit_csv(path, lambda rows: [row.reverse() for row in rows])

    assert verify_file(path).ok


@pytest.mark.parametrize("name", COLUMNS)
def test_every_edited_cell_is_caught(exported: Callable[..., Path], name: str) -> None:
    """Whichever column is edited in a CSV, the check names the row."""
    path = exported("csv")

    def change(rows: list[list[str]]) -> None:
        rows[2][COLUMNS.index(name)] += "1"

    edit_csv(path, change)
    assert verify_file(path).problems[0].startswith("row 2: ")


@pytest.mark.parametrize("name", COLUMNS)
def test_every_edited_value_is_caught(exported: Callable[..., Path], name: str) -> None:
    """Whichever value is edited in JSON Lines, the check fails."""
    path = exported("jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[1])
    row[name] = row[name] + 1 if isinstance(row[name], int) else f"{row[name]}x"
    lines[1] = json.dumps(row)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert not verify_file(path).ok


@pytest.mark.parametrize("form", FORMS)
def test_shortened_file_differs_from_the_head_beside_it(
    exported: Callable[..., Path], form: str
) -> None:
    """A file whose last row is gone holds by itself and fails against its head file."""
    path = exported(form)
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    with_head = verify_file(path)
    (path.parent / f"{path.name}.head.json").unlink()

    assert with_head.problems[0].startswith("the file ends at 4:")
    assert verify_file(path).ok


@pytest.mark.parametrize("form", FORMS)
def test_head_kept_elsewhere_catches_a_shortened_export(
    logged_desk: Any, exported: Callable[..., Path], form: str
) -> None:
    """A shortened export with a head file to match fails against a head kept elsewhere."""
    head = verify_desk(logged_desk.engine).head
    path = exported(form)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    count, last = verify_file(path).head.split(":")
    kept = {"count": int(count), "hash": last, "format": "claimdesk.log.v1"}
    (path.parent / f"{path.name}.head.json").write_text(json.dumps(kept))

    assert verify_file(path).ok
    assert "the head names row 5" in verify_file(path, head).problems[0]


@pytest.mark.parametrize(
    ("beside", "problem"),
    [
        ("", "is no head"),
        ("[]", "is no head"),
        ('{"count": 5}', "is no head"),
        ('{"count": 5, "hash": "x", "format": "claimdesk.log.v1"}', "the file ends at"),
        ('{"count": 5, "hash": "x", "format": "claimdesk.log.v9"}', "claimdesk.log.v9"),
    ],
)
def test_broken_head_file_is_named(
    exported: Callable[..., Path], beside: str, problem: str
) -> None:
    """A head file that is none, or says something else, is a problem of its own."""
    path = exported("csv")
    (path.parent / "log.csv.head.json").write_text(beside)

    (found,) = verify_file(path).problems
    assert problem in found


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"name,age\r\nx,5\r\n", "no verification log: it lacks 34 columns, 'event_seq' first"),
        (b"", "no verification log"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'{"a": 1}\n', "no verification log"),
        (b"{broken\n", "line 1 is no JSON"),
        (b"{" * 100_000, "line 1 is no JSON"),
        (b"\0\0\0\n", "no verification log"),
        (b'"a\r\n', "is no CSV"),
        (b'"' + b"x" * 17_000_000, "is no CSV"),
    ],
)
def test_file_that_is_no_log_is_told(tmp_path: Path, content: bytes, problem: str) -> None:
    """A file that is no log fails with a sentence that says what it lacks."""
    path = tmp_path / "other.csv"
    path.write_bytes(content)

    assert problem in verify_file(path).problems[0]


def test_missing_column_is_named(exported: Callable[..., Path]) -> None:
    """A log without one of its columns is refused by the name of that column."""
    path = exported("csv")

    def change(rows: list[list[str]]) -> None:
        for row in rows:
            del row[COLUMNS.index("reason")]

    edit_csv(path, change)
    assert "it lacks 1 columns, 'reason' first" in verify_file(path).problems[0]


@pytest.mark.parametrize("extra", ["note", "reason"])
def test_column_that_no_hash_covers_is_refused(exported: Callable[..., Path], extra: str) -> None:
    """A column that is not the log's, or stands there twice, cannot ride along unseen."""
    path = exported("csv")
    edit_csv(path, lambda rows: [row.append(extra) for row in rows])

    assert "hashes do not cover" in verify_file(path).problems[0]


def test_value_that_stands_twice_in_a_line_is_refused(exported: Callable[..., Path]) -> None:
    """Of two values of one name in JSON Lines, the one that no hash covers cannot ride along."""
    path = exported("jsonl")
    told = path.read_text(encoding="utf-8").replace('"after": ', '"after": "refuted", "after": ', 1)
    path.write_text(told, encoding="utf-8")

    assert verify_file(path).problems[0].startswith("line 1 has a column twice")


@pytest.mark.parametrize("name", ["after", "reviewer", "claim_text", "evidence"])
def test_apostrophe_put_before_a_cell_is_caught(exported: Callable[..., Path], name: str) -> None:
    """An apostrophe that the export would not have put before a cell changes its value."""
    path = exported("csv")

    def change(rows: list[list[str]]) -> None:
        rows[1][COLUMNS.index(name)] = "'" + rows[1][COLUMNS.index(name)]

    edit_csv(path, change)
    assert verify_file(path).problems[0].startswith("row 1: its content")


def test_ragged_row_is_named_by_its_line(exported: Callable[..., Path]) -> None:
    """A row with a cell too few is named by its line, after the rows before it were read."""
    path = exported("csv")
    edit_csv(path, lambda rows: rows[2].__delitem__(0))
    found = verify_file(path)

    assert found.n_rows == 1
    assert "line 3 has 33 cells instead of 34" in found.problems[0]


def test_wrong_type_in_json_is_refused(exported: Callable[..., Path]) -> None:
    """A number where a text belongs is not read as that text."""
    path = exported("jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[0])
    row["after"] = ["confirmed"]
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")

    assert "line 1 has ['confirmed'] in the column 'after'" in verify_file(path).problems[0]


@pytest.mark.parametrize("form", FORMS)
def test_empty_log_verifies(small_desk: Any, tmp_path: Path, form: str) -> None:
    """The export of a log without rows verifies."""
    path = tmp_path / f"log.{form}"
    write_export(small_desk.engine, "log", format=form, to=path)

    assert verify_file(path).head == "0:"
    assert verify_file(path).ok


@pytest.mark.parametrize("form", FORMS)
def test_awkward_texts_verify(logged_desk: Any, exported: Callable[..., Path], form: str) -> None:
    """Reasons with line ends, controls, line separators and 200,000 characters verify."""
    awkward = ["a\r\nb\rc\nd", "\u2028x\u0085y\x0b\x1c", "'=x", "''", "￥" * 200_000, "-1"]
    for reason in awkward:
        decide(logged_desk.engine, logged_desk.open, Verdict.REFUTED, by="@a", reason=reason)
    found = verify_file(exported(form))

    assert found.problems == ()
    assert found.n_rows == 5 + len(awkward)


def test_missing_file_is_an_input_error(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(InputError, match=r"nothing\.csv cannot be read"):
        verify_file(tmp_path / "nothing.csv")


def test_columns_of_the_file_are_the_events_of_the_desk(
    logged_desk: Any, exported: Callable[..., Path]
) -> None:
    """JSON Lines holds exactly the values of the log's rows."""
    with reading(logged_desk.engine) as session:
        stored = [list(VALUES(event)) for event in queries.events(session)]
    lines = exported("jsonl").read_text(encoding="utf-8").splitlines()

    assert [list(json.loads(line).values()) for line in lines] == stored
