"""What people note of a claim, and that every version of it stays in the log."""

from collections.abc import Callable
from typing import Any

import pytest

from claims import Desk
from claims.errors import ConflictError, InputError, NotFoundError
from claims.review.decisions import undo
from claims.review.ledger import verify_desk
from claims.review.notes import note
from claims.settings import Settings
from db.views.log import EventView

BY: dict[str, Any] = {"by": "reviewer-1"}
HOSTILE = (
    "=cmd|'/C calc'!A1 \u202egnp.exe\u202c <script>alert(1)</script> 김 > \r\n; DROP TABLE note"
)


def noted(desk: Any) -> tuple[str, int]:
    """The note on the claim ``closed``, and its version."""
    found = Desk(desk.engine, Settings()).note_on(desk.closed)
    return found.text, found.version


def test_note_is_written_rewritten_and_taken_away(small_desk: Any) -> None:
    """Writing, editing and removing a note are three events, each starting where the last ended."""
    texts = ["ask the ministry", "asked, no answer", ""]
    events = [note(small_desk.engine, small_desk.closed, text, **BY) for text in texts]

    assert [(one.before, one.after) for one in events] == [
        ("", texts[0]),
        (texts[0], texts[1]),
        (texts[1], ""),
    ]
    assert (events[0].action, events[0].object_type) == ("note", "claim note")
    assert events[0].claim_text == "the bridge was closed"
    assert noted(small_desk) == ("", 3)
    assert verify_desk(small_desk.engine).ok


def test_undone_removal_brings_the_note_back(small_desk: Any) -> None:
    """Taking back a removal restores the text to the letter, hostile as it may be."""
    note(small_desk.engine, small_desk.closed, HOSTILE, **BY)
    removal = note(small_desk.engine, small_desk.closed, "", **BY)
    undo(small_desk.engine, removal.event_seq, **BY)

    assert noted(small_desk)[0] == HOSTILE
    assert verify_desk(small_desk.engine).ok


@pytest.mark.parametrize("seen", [0, 1])
def test_older_note_cannot_overwrite_a_newer_one(small_desk: Any, seen: int) -> None:
    """Who saw no note, or an older one, learns who wrote what in between."""
    for text in ("first", "second")[: seen + 1]:
        note(small_desk.engine, small_desk.closed, text, by="reviewer-2")
    with pytest.raises(ConflictError, match=r"claim note c-closed .* reviewer-2 set it to"):
        note(small_desk.engine, small_desk.closed, "mine", version=seen, **BY)

    assert noted(small_desk)[0] == ("first", "second")[seen]


def test_note_does_not_disturb_who_decides(small_desk: Any) -> None:
    """A verdict on a claim as it was shown stands, though somebody wrote a note meanwhile."""
    desk = Desk(small_desk.engine, Settings())
    shown = desk.claim(small_desk.closed)
    desk.note(shown, "look at the photo", by="reviewer-2")

    assert desk.decide(shown, "confirmed", by="a", reason="b").after == "confirmed"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("write", "error"),
    [
        (lambda engine: note(engine, "c-closed", "x", by=" "), InputError),
        (lambda engine: note(engine, "c-closed", "", **BY), InputError),
        (lambda engine: note(engine, "c-closed", "a\0b", **BY), InputError),
        (lambda engine: note(engine, "c-nowhere", "x", **BY), NotFoundError),
    ],
)
def test_what_cannot_be_noted_is_refused(
    small_desk: Any, write: Callable[[Any], EventView], error: type[Exception]
) -> None:
    """No note without a name, without a change, with a NUL, or on no claim; and nothing is kept."""
    with pytest.raises(error):
        write(small_desk.engine)

    assert noted(small_desk) == ("", 0)
    assert verify_desk(small_desk.engine).n_rows == 0
