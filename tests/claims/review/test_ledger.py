"""The log can be added to and nothing else, and whoever gets past that is seen."""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from claims.errors import InputError
from claims.review import ledger
from claims.review.decisions import decide
from claims.review.ledger import (
    COLUMNS,
    VALUES,
    append,
    fold,
    row_hash,
    verify_desk,
    verify_rows,
)
from db import queries
from db.engine import WRITE, reading, writing
from db.models import ReviewEvent
from db.views.log import EventView
from db.vocabulary import Verdict

Tamper = Callable[..., None]


def log_of(engine: Engine) -> list[EventView]:
    """The whole log."""
    with reading(engine) as session:
        return queries.events(session)


def execute(engine: Engine, statement: str) -> None:
    """Run one statement with the guards in place."""
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        connection.execute(text(statement))


def rehash(engine: Engine, tamper: Tamper) -> None:
    """Seal the whole log anew, as an owner could who knows how."""
    last, statements = "", []
    for event in log_of(engine):
        values = [*VALUES(event)[:-2], last]
        sealed = row_hash(values)
        statements.append(
            f"UPDATE reviewevent SET prev_hash='{last}', row_hash='{sealed}'"
            f" WHERE event_seq={event.event_seq}"
        )
        last = sealed
    tamper(engine, *statements)


def test_hash_is_over_a_json_array_of_texts(logged_desk: Any) -> None:
    """Anybody can recompute a row's hash from the documented form alone."""
    event = log_of(logged_desk.engine)[1]
    texts = ["" if value is None else str(value) for value in VALUES(event)[:-1]]
    array = json.dumps(
        ["claimdesk.log.v1", *texts], ensure_ascii=False, separators=(",", ":")
    ).encode()

    assert event.row_hash == hashlib.sha256(array).hexdigest()


@given(st.lists(st.text(), min_size=2, max_size=4), st.data())
def test_hash_tells_where_a_value_ends(values: list[str], data: st.DataObject) -> None:
    """Moving characters from one column to the next changes the hash."""
    cut = data.draw(st.integers(0, len(values[0])))
    moved = [values[0][:cut], values[0][cut:] + values[1], *values[2:]]

    assert (row_hash(moved) == row_hash(values)) == (moved == values)


def test_log_that_nobody_touched_holds(logged_desk: Any) -> None:
    """A log written by decisions alone verifies, and its head names the last row."""
    found = verify_desk(logged_desk.engine)

    last = log_of(logged_desk.engine)[-1]
    assert (found.ok, found.n_rows, found.problems) == (True, 5, ())
    assert found.head == f"5:{last.row_hash}"


def test_empty_log_holds(small_desk: Any) -> None:
    """A desk without decisions verifies with the head ``0:``."""
    assert verify_desk(small_desk.engine, head="0:").head == "0:"


def test_fold_gives_what_stands_today(logged_desk: Any) -> None:
    """Folding the log, undo included, gives the last word on every object."""
    assert fold(log_of(logged_desk.engine)) == {
        ("claim", logged_desk.closed): "confirmed",
        ("link", logged_desk.disagreement): "rejected",
        ("link", logged_desk.hint): "accepted",
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviewevent SET reason='x' WHERE event_seq=2",
        "UPDATE OR REPLACE reviewevent SET event_seq=1 WHERE event_seq=2",
        "DELETE FROM reviewevent WHERE event_seq=5",
        "DELETE FROM reviewevent",
        "INSERT OR REPLACE INTO reviewevent SELECT * FROM reviewevent WHERE event_seq=2",
        (
            "INSERT INTO reviewevent SELECT * FROM reviewevent WHERE event_seq=2"
            " ON CONFLICT (event_seq) DO UPDATE SET reason='x'"
        ),
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_guards_refuse_changes(logged_desk: Any, statement: str, recursive: str) -> None:
    """The log refuses every change of a row, whether or not triggers recurse."""
    engine = logged_desk.engine
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"PRAGMA recursive_triggers={recursive}")
        connection.exec_driver_sql("BEGIN")
        with pytest.raises(DatabaseError, match=r"append-only|must follow"):
            connection.execute(text(statement))
        connection.rollback()

    assert verify_desk(engine).ok


@pytest.mark.parametrize(
    ("seq", "prev"), [("7", "row_hash"), ("-1", "row_hash"), ("6", "'0'"), ("6", "prev_hash")]
)
def test_guards_refuse_forged_rows(logged_desk: Any, seq: str, prev: str) -> None:
    """A row that does not follow the last one in number and hash cannot be inserted."""
    names = ", ".join(f'"{name}"' for name in COLUMNS[1:-2])
    forged = (
        f"INSERT INTO reviewevent (event_seq, {names}, prev_hash, row_hash)"
        f" SELECT {seq}, {names}, {prev}, 'x' FROM reviewevent WHERE event_seq=5"
    )
    with pytest.raises(DatabaseError, match="must follow the last one"):
        execute(logged_desk.engine, forged)


def test_row_with_a_wrong_hash_of_its_own_is_caught(logged_desk: Any) -> None:
    """A forged row that the guards let in, its link being right, breaks the check."""
    names = ", ".join(f'"{name}"' for name in COLUMNS[1:-2])
    forged = (
        f"INSERT INTO reviewevent (event_seq, {names}, prev_hash, row_hash)"
        f" SELECT 6, {names}, row_hash, 'x' FROM reviewevent WHERE event_seq=5"
    )
    execute(logged_desk.engine, forged)

    assert verify_desk(logged_desk.engine).problems[0].startswith("row 6: its content")


SWAP = (
    "UPDATE reviewevent SET event_seq=-1 WHERE event_seq=2",
    "UPDATE reviewevent SET event_seq=2 WHERE event_seq=3",
    "UPDATE reviewevent SET event_seq=3 WHERE event_seq=-1",
)


@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        (["UPDATE reviewevent SET reason='x' WHERE event_seq=2"], "row 2: its content"),
        (["UPDATE reviewevent SET char_start=11 WHERE event_seq=4"], "row 4: its content"),
        (["UPDATE reviewevent SET char_start=NULL WHERE event_seq=4"], "row 4: its content"),
        (["DELETE FROM reviewevent WHERE event_seq=3"], "row 3: is numbered '4'"),
        (["DELETE FROM reviewevent WHERE event_seq=1"], "row 1: is numbered '2'"),
        (
            [
                "DELETE FROM reviewevent WHERE event_seq=3",
                "UPDATE reviewevent SET event_seq=event_seq-1 WHERE event_seq>3",
            ],
            "row 3: does not follow",
        ),
        (SWAP, "row 2: does not follow"),
    ],
)
def test_tampering_is_caught_at_the_first_bad_row(
    logged_desk: Any, tamper: Tamper, statements: list[str], problem: str
) -> None:
    """With the guards taken off, an edit, a deletion or a swap is seen where it begins."""
    tamper(logged_desk.engine, *statements)
    found = verify_desk(logged_desk.engine)

    assert not found.ok
    assert found.problems[0].startswith(problem)


def test_unicode_form_is_part_of_the_text(logged_desk: Any, tamper: Tamper) -> None:
    """A name put into decomposed form looks the same, and is caught."""
    name = unicodedata.normalize("NFD", "김검토")
    tamper(logged_desk.engine, f"UPDATE reviewevent SET reviewer='{name}' WHERE event_seq=2")

    assert not verify_desk(logged_desk.engine).ok


def test_cut_tail_is_caught_by_a_head(logged_desk: Any, tamper: Tamper) -> None:
    """A log whose last rows are gone holds by itself, and fails against a head kept elsewhere."""
    head = verify_desk(logged_desk.engine).head
    rows = [VALUES(event) for event in log_of(logged_desk.engine)][:-2]
    found = verify_rows(rows, head)

    assert verify_rows(rows).ok
    assert found.problems == (
        "the log ends at row 3, the head names row 5: rows at its end are missing",
    )


def test_log_sealed_anew_is_caught_by_a_head(logged_desk: Any, tamper: Tamper) -> None:
    """A log edited and hashed again holds by itself, and fails against a head kept elsewhere."""
    engine = logged_desk.engine
    head = verify_desk(engine).head
    tamper(engine, "UPDATE reviewevent SET reason='x' WHERE event_seq=2")
    rehash(engine, tamper)

    assert verify_desk(engine).ok
    assert "row 5 is not the one that the head names" in verify_desk(engine, head).problems[0]


def test_log_may_grow_past_a_head(logged_desk: Any) -> None:
    """A head kept before later decisions still verifies."""
    head = verify_desk(logged_desk.engine).head
    decide(logged_desk.engine, logged_desk.open, Verdict.REFUTED, by="a", reason="b")

    assert verify_desk(logged_desk.engine, head).ok


@pytest.mark.parametrize("head", ["5", "x:y", "5:abc", "5:", "0:" + "a" * 64, "-1:" + "a" * 64])
def test_head_of_another_form_is_an_input_error(small_desk: Any, head: str) -> None:
    """A head that is not N:HASH is refused before anything is read."""
    with pytest.raises(InputError, match="N:HASH"):
        verify_desk(small_desk.engine, head)


@pytest.mark.parametrize(
    "replaced",
    [
        None,
        "CREATE TRIGGER review_event_no_update BEFORE UPDATE ON reviewevent BEGIN SELECT 1; END",
    ],
)
def test_missing_or_hollow_guard_is_named(logged_desk: Any, replaced: str | None) -> None:
    """A guard that was dropped, or replaced by one that does nothing, is named."""
    execute(logged_desk.engine, "DROP TRIGGER review_event_no_update")
    if replaced:
        execute(logged_desk.engine, replaced)

    assert verify_desk(logged_desk.engine).problems == (
        "the guard review_event_no_update of the log is missing; `claims migrate` puts it back",
    )


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE claim SET verdict='refuted' WHERE id='c-closed'",
            "claim c-closed has the verdict 'refuted', the log leads to 'confirmed'",
        ),
        (
            "UPDATE claim SET verdict='nonsense' WHERE id='c-open'",
            "claim c-open has the verdict 'nonsense', the log leads to ''",
        ),
        (
            "UPDATE claimlink SET judgement='unreviewed' WHERE id='l-hint'",
            "link l-hint has the judgement 'unreviewed', the log leads to 'accepted'",
        ),
        (
            "DELETE FROM claimlink WHERE id='l-hint'",
            "link l-hint is in the log and not on the desk",
        ),
    ],
)
def test_state_that_left_the_log_is_named(logged_desk: Any, statement: str, problem: str) -> None:
    """A verdict or judgement changed without a log row is named with what the log says."""
    execute(logged_desk.engine, statement)

    assert verify_desk(logged_desk.engine).problems == (problem,)


def test_change_outside_the_log_stays_visible_after_a_decision(logged_desk: Any) -> None:
    """A verdict set by hand and then decided over is seen in the row that started from it."""
    execute(logged_desk.engine, "UPDATE claim SET verdict='refuted' WHERE id='c-open'")
    decide(logged_desk.engine, logged_desk.open, Verdict.CONFIRMED, by="a", reason="b")

    assert verify_desk(logged_desk.engine).problems[0].startswith("row 6: starts from 'refuted'")


@pytest.mark.parametrize(
    ("column", "problems"),
    [
        ("reason", ["row 3: its content does not have its hash"]),
        ("object_id", ["row 3: its content does not have", "after row 2 the desk cannot be read"]),
    ],
)
def test_broken_bytes_are_reported_not_raised(
    logged_desk: Any, tamper: Tamper, column: str, problems: list[str]
) -> None:
    """Text that is no UTF-8 any more breaks its row's hash, or ends the check behind a row."""
    tamper(
        logged_desk.engine,
        f"UPDATE reviewevent SET {column}=CAST(x'ff' AS TEXT) WHERE event_seq=3",
    )
    found = verify_desk(logged_desk.engine)

    assert len(found.problems) == len(problems)
    assert all(told.startswith(words) for told, words in zip(found.problems, problems, strict=True))


@pytest.mark.parametrize("bad", [1, 3, 5])
def test_long_log_is_checked_by_several_processes(
    logged_desk: Any, tamper: Tamper, monkeypatch: pytest.MonkeyPatch, bad: int
) -> None:
    """Whichever process reads the row that was changed, the check names it, and it alone."""
    monkeypatch.setattr(ledger, "WORTH_A_PROCESS", 2)
    before = verify_desk(logged_desk.engine)
    tamper(logged_desk.engine, f"UPDATE reviewevent SET reason='x' WHERE event_seq={bad}")
    (problem,) = verify_desk(logged_desk.engine).problems

    assert before.ok
    assert problem.startswith(f"row {bad}: its content")


@pytest.mark.parametrize(
    ("now", "written"),
    [
        (datetime(2020, 1, 1, tzinfo=UTC), None),
        (datetime(2999, 1, 1, 0, 0, 0, 7, tzinfo=UTC), "2999-01-01T00:00:00.000007Z"),
    ],
)
def test_clock_that_goes_back_keeps_the_last_time(
    logged_desk: Any, now: datetime, written: str | None
) -> None:
    """A row is never dated before the one before it."""
    last = log_of(logged_desk.engine)[-1]
    event = ReviewEvent(
        event_seq=0,
        event_time_utc="",
        reviewer="reviewer-1",
        action="decide",
        object_type="claim",
        object_id="c-open",
        row_hash="",
    )
    with writing(logged_desk.engine) as session:
        view = append(session, event, now=now)

    assert view.event_time_utc == (written or last.event_time_utc)
    assert verify_rows(VALUES(one) for one in log_of(logged_desk.engine)).ok


def test_row_dated_before_the_one_before_is_caught(logged_desk: Any, tamper: Tamper) -> None:
    """Times that run backwards are a fault even where every hash was made anew."""
    tamper(logged_desk.engine, "UPDATE reviewevent SET event_time_utc='2020' WHERE event_seq=4")
    rehash(logged_desk.engine, tamper)

    assert verify_desk(logged_desk.engine).problems[0].startswith("row 4: is dated before")
