"""What each role may do: every write of the desk against every role, under one's own name only."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from claims import (
    ClaimdeskError,
    Desk,
    Identity,
    Judgement,
    NotPermittedError,
    Role,
    Stance,
    Verdict,
)
from claims.desk.lookup import Lookup
from claims.desk.survey import Survey
from claims.review.decisions import decide
from claims.settings import Settings
from db.engine import ReadOnlyError
from db.vocabulary import Reliability

WHY: dict[str, Any] = {"by": "ana", "reason": "r"}
ANA = Identity("Ana Kim", Role.REVIEWER, "ana@example.org")

# Each write of the desk, as small as it can be made.
WRITES: dict[str, Callable[[Desk], object]] = {
    "decide": lambda desk: desk.decide("c-closed", Verdict.REFUTED, **WHY),
    "decide_each": lambda desk: desk.decide_each({"c-closed": None}, Verdict.REFUTED, **WHY),
    "undo_each": lambda desk: desk.undo_each([1], by="ana"),
    "judge": lambda desk: desk.judge("l-disagreement", Judgement.REJECTED, by="ana"),
    "undo": lambda desk: desk.undo(1, by="ana"),
    "name_storyline": lambda desk: desk.name_storyline("c-closed", "Bridge", by="ana"),
    "merge": lambda desk: desk.merge("c-closed", "c-aside", by="ana"),
    "split": lambda desk: desk.split("c-closed", by="ana"),
    "note": lambda desk: desk.note("c-closed", "ask the diver", by="ana"),
    "rate": lambda desk: desk.rate("Example Wire", Reliability.B, **WHY),
    "protect": lambda desk: desk.protect("Example Wire", **WHY),
    "unprotect": lambda desk: desk.unprotect("Example Wire", **WHY),
    "merge_sources": lambda desk: desk.merge_sources("김예시", "Example Wire", **WHY),
    "withdraw": lambda desk: desk.withdraw("a1", **WHY),
    "redate": lambda desk: desk.redate("a1", "2026-01-03", **WHY),
    "edit": lambda desk: desk.edit("c-closed", stance=Stance.DENIES, **WHY),
    "as_first_read": lambda desk: desk.as_first_read("c-closed", **WHY),
    "add": lambda desk: desk.add("a1", (0, 4), speaker="Example Wire", **WHY),
    "ingest": lambda desk: desk.ingest(),
    "run": lambda desk: desk.run(),
    "fetch": lambda desk: desk.fetch("ftp://example.org/"),
    "watch": lambda desk: desk.watch("https://example.org/feed"),
    "unwatch": lambda desk: desk.unwatch("https://example.org/other"),
    "poll": lambda desk: desk.poll(),
    "refit": lambda desk: desk.refit("nowhere.json"),
    "repair": lambda desk: desk.repair(),
    "mend_index": lambda desk: desk.mend_index(),
}
# What holds no way to write at all, and the rest of the desk that writes nothing into it.
LOOKING = (Lookup, Survey)
READS = {
    *("acting_as", "as_of", "close", "evaluate", "open", "training_pairs"),
    *("backup", "evidence", "export", "export_case", "export_whole", "stream"),
    *("feeds", "fetcher", "fetches", "next_poll", "preview", "preview_at"),
    *("evidence_problems", "head", "index_problems", "missing_guards", "verify"),
}
ADMINS_ONLY = {"mend_index", "refit", "repair"}


@pytest.fixture
def desk(small_desk: Any) -> Desk:
    """The small desk, with one decision to take back."""
    desk = Desk(small_desk.engine, Settings(reviewer="ana"))
    desk.decide("c-open", Verdict.CONFIRMED, **WHY)
    return desk


def test_every_method_is_a_read_or_asks_for_a_role() -> None:
    """No method of the desk writes without asking for a role: who adds one must say what it is."""
    public = {n for n in dir(Desk) if not n.startswith("_") and callable(getattr(Desk, n))}
    guarded = {name for name in public if hasattr(getattr(Desk, name), "needs")}
    looking = {name for part in LOOKING for name in vars(part)}

    assert guarded == set(WRITES)
    assert public - guarded - looking <= READS
    assert not [part for part in LOOKING if "writing" in vars(sys.modules[part.__module__])]


@pytest.mark.parametrize("role", [Role.NOBODY, Role.VIEWER])
def test_viewer_writes_nothing(desk: Desk, role: Role) -> None:
    """Whatever a viewer calls that writes is refused by name of the role, and the log stays."""
    acting = desk.acting_as(Identity("Eve", role, "eve@example.org"))
    for write in WRITES.values():
        with pytest.raises(NotPermittedError, match=f"theirs is {role}"):
            write(acting)

    assert len(acting.log()) == 1
    assert acting.claims() == desk.claims()


@pytest.mark.parametrize("name", sorted(WRITES))
def test_reviewer_decides_and_admin_does_the_rest(desk: Desk, name: str) -> None:
    """No decision is refused to a reviewer, and what is for admins is."""
    acting = desk.acting_as(Identity(role=Role.REVIEWER))
    refused = ""
    try:
        WRITES[name](acting)
    except NotPermittedError as error:
        refused = str(error)
    except ClaimdeskError:
        refused = ""  # a decision that cannot be made is no matter of roles

    assert bool(refused) is (name in ADMINS_ONLY)


def test_what_forgets_to_ask_is_refused_all_the_same(desk: Desk) -> None:
    """Even past the desk's methods, no write begins on the engine of a viewer."""
    acting = desk.acting_as(Identity("Eve", Role.VIEWER, "eve@example.org"))
    with pytest.raises(ReadOnlyError):
        decide(acting.engine, "c-closed", Verdict.REFUTED, by="eve", reason="r")

    assert len(desk.log()) == 1


def test_log_tells_a_proven_identity_from_a_given_name(desk: Desk) -> None:
    """A proven reviewer is logged with the mark that proves it, under no other name."""
    acting = desk.acting_as(ANA)
    event = acting.decide("c-closed", Verdict.REFUTED, by=ANA.signature, reason="r")
    for other in ("ana", "Ben <ben@example.org>", ""):
        with pytest.raises(NotPermittedError, match="under another name"):
            acting.decide("c-closed", Verdict.CONFIRMED, by=other, reason="r")

    assert event.reviewer == "Ana Kim <ana@example.org>"
    assert desk.verify().ok


def test_given_name_cannot_pass_for_a_proven_one(desk: Desk) -> None:
    """Who has not logged in cannot sign as if they had, nor so that it only reads as if."""
    for name in (ANA.signature, f"{ANA.signature}\u200b", "Ana Kim \uff1cana@example.org\uff1e"):
        with pytest.raises(NotPermittedError, match="reads like a proven identity"):
            desk.decide("c-closed", Verdict.REFUTED, by=name, reason="r")

    assert len(desk.log()) == 1


def test_role_stays_with_the_past(desk: Desk) -> None:
    """A desk as it stood, looked at by a viewer, is the viewer's still."""
    viewer = Identity("Eve", Role.VIEWER, "eve@example.org")
    with desk.acting_as(viewer).as_of("2026-01-02") as past:
        assert past.identity == viewer
