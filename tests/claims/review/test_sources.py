"""What people decide about sources: a letter that the log repeats, and mergers that come apart."""

import re
from typing import Any

import pytest
from sqlalchemy import text

from claims import Desk, Status, Verdict
from claims.errors import ConflictError, InputError, NotFoundError
from claims.review.ledger import verify_desk
from claims.settings import Settings
from claims.standing.statuses import refresh
from db.engine import writing
from db.views.claims import ClaimView
from db.vocabulary import Reliability

BY: dict[str, Any] = {"by": "reviewer-1", "reason": "their own imprint says so"}
MINISTER, KIM, WIRE = "Minister Ana Example", "김예시", "Example Wire"


@pytest.fixture
def desk(small_desk: Any) -> Desk:
    """The small desk, assessed; ``open`` confirms ``closed``."""
    with writing(small_desk.engine) as session:
        session.execute(text("UPDATE claimlink SET relation='confirms'"))
        refresh(session, [small_desk.closed, small_desk.open, small_desk.aside])
    return Desk(small_desk.engine, Settings())


def execute(desk: Desk, statement: str) -> None:
    """Change the tables past the log."""
    with writing(desk.engine) as session:
        session.execute(text(statement))


def standing(desk: Desk) -> dict[str, tuple[Status, int]]:
    """Status and number of origins of each claim."""
    found = desk.claims(everything=True)
    return {one.claim_id: (one.status, one.n_origins) for one in found}


def everything(desk: Desk) -> list[ClaimView]:
    """All claims as they are read."""
    return desk.claims(everything=True)


def test_letter_of_the_speaker_is_in_the_log(desk: Desk) -> None:
    """A decision's row has the letter that the speaker had then, F where nobody had set one."""
    before = desk.decide("c-closed", Verdict.REFUTED, **BY)
    desk.rate(MINISTER, Reliability.C, **BY)
    after = desk.decide("c-closed", Verdict.CONFIRMED, **BY)

    assert (before.source_reliability, after.source_reliability) == ("F", "C")
    assert desk.source(MINISTER).reliability is Reliability.C


def test_rating_is_taken_back(desk: Desk) -> None:
    """Undoing the first letter leaves none, and an alias leads to the source that is rated."""
    event = desk.rate("Ana Example", Reliability.B, **BY)
    desk.undo(event.event_seq, by="reviewer-1")

    assert (event.object_type, event.object_id, event.after) == ("source rating", MINISTER, "B")
    assert (event.speaker, event.claim_id) == (MINISTER, "")
    assert desk.source(MINISTER).reliability is None
    assert desk.verify().ok


def test_merged_sources_are_one_speaker_and_one_origin(desk: Desk) -> None:
    """Claims of both speak under the kept one, all names lead there, and two origins become one."""
    apart = standing(desk)
    desk.merge_sources(KIM, MINISTER, **BY)
    merged = desk.source(KIM)

    assert apart["c-closed"] == (Status.CORROBORATED, 2)
    assert standing(desk)["c-closed"] == (Status.UNVERIFIED, 1)
    assert {one.claim_id for one in desk.claims(speaker=KIM)} == {"c-closed", "c-open"}
    assert (merged.name, merged.n_claims) == (MINISTER, 2)
    assert set(merged.aliases) == {"Ana Example", KIM}
    assert KIM not in [one.name for one in desk.sources()]
    assert desk.verify().ok


def test_undone_merger_restores_whose_each_claim_was(desk: Desk) -> None:
    """After a merger is taken back every claim, name and status is what it was."""
    before, names = everything(desk), desk.sources()
    event = desk.merge_sources(KIM, MINISTER, **BY)
    desk.undo(event.event_seq, by="reviewer-1")

    assert everything(desk) == before
    assert [(one.name, one.aliases, one.n_claims) for one in desk.sources()] == [
        (one.name, one.aliases, one.n_claims) for one in names
    ]
    assert desk.verify().ok


def test_mergers_in_a_row_come_apart_in_any_order(desk: Desk) -> None:
    """Where A is merged into B and B into C, taking the first back leaves B in C."""
    first = desk.merge_sources(KIM, MINISTER, **BY)
    desk.merge_sources(MINISTER, WIRE, **BY)
    together = {one.speaker for one in everything(desk)}
    desk.undo(first.event_seq, by="reviewer-1")

    assert together == {WIRE, "anonymous source (Example Wire)"}
    assert {one.claim_id: one.speaker for one in desk.claims()}["c-open"] == KIM
    assert desk.claim("c-closed").speaker == WIRE
    assert desk.verify().ok


def test_merged_relays_and_publishers_are_read_as_the_kept_one(desk: Desk) -> None:
    """A merged outlet is the kept one wherever it stands in a chain."""
    desk.merge_sources("예시일보", WIRE, **BY)

    assert desk.claim("c-aside").via == (WIRE, WIRE)
    assert desk.claim("c-open").publisher == WIRE
    assert {one.publisher for one in desk.articles()} == {"The Example Times", WIRE}


def test_family_of_a_merged_source_stays_known(desk: Desk) -> None:
    """A source without a family has that of the one merged into it: kin do not corroborate."""
    execute(desk, "UPDATE source SET family='house' WHERE id IN (5, 4)")
    desk.merge_sources(WIRE, MINISTER, **BY)

    assert standing(desk)["c-closed"] == (Status.UNVERIFIED, 1)


def test_circle_of_mergers_is_refused(desk: Desk) -> None:
    """Doing an undone merger again cannot close a circle with one that came since."""
    first = desk.merge_sources(KIM, MINISTER, **BY)
    back = desk.undo(first.event_seq, by="reviewer-1")
    desk.merge_sources(MINISTER, KIM, **BY)
    with pytest.raises(ConflictError, match="cannot at once"):
        desk.undo(back.event_seq, by="reviewer-1")

    assert desk.verify().ok


def test_what_cannot_be_merged_or_rated_is_refused(desk: Desk) -> None:
    """Nobody is merged into himself, twice, without a reason or under an unknown name."""
    desk.merge_sources(KIM, MINISTER, **BY)
    for one, other in ((KIM, MINISTER), (MINISTER, MINISTER), ("Ana Example", KIM)):
        with pytest.raises(InputError, match="one source already"):
            desk.merge_sources(one, other, **BY)
    with pytest.raises(InputError, match="take that back first"):
        desk.merge_sources(KIM, WIRE, **BY)
    with pytest.raises(NotFoundError, match=r"'nobody'; 'claims sources list'"):
        desk.rate("nobody", Reliability.A, **BY)
    with pytest.raises(InputError, match="reason is missing"):
        desk.rate(WIRE, Reliability.A, by="reviewer-1", reason=" ")
    with pytest.raises(InputError, match="'G' is no reliability"):
        desk.rate(WIRE, "G", **BY)  # type: ignore[arg-type]

    assert desk.verify().n_rows == 1


def test_source_changed_since_it_was_shown_is_a_conflict(desk: Desk) -> None:
    """Who rates or merges what another has rated meanwhile is told, and nothing is saved."""
    shown = desk.source(WIRE)
    desk.rate(WIRE, Reliability.D, by="reviewer-2", reason="three retractions")
    with pytest.raises(ConflictError, match="reviewer-2 set it to 'D'"):
        desk.rate(shown, Reliability.A, **BY)
    with pytest.raises(ConflictError, match="source merger Example Wire"):
        desk.merge_sources(shown, MINISTER, **BY)

    assert desk.source(WIRE).reliability is Reliability.D


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE source SET reliability='A' WHERE id=5",
            "source rating Example Wire has the letter",
        ),
        ("UPDATE source SET merged_into=3, kept_id=3 WHERE id=5", "source merger Example Wire"),
        ("UPDATE source SET kept_id=3 WHERE id=5", r"Example Wire .*read as source 3"),
        ("UPDATE source SET merged_into=NULL, kept_id=NULL WHERE id=4", "source merger 김예시"),
        ("UPDATE source SET merged_into=4 WHERE id=3", "source merger Minister Ana Example"),
    ],
)
def test_sources_changed_outside_the_log_are_found(
    desk: Desk, statement: str, problem: str
) -> None:
    """Verifying names a letter or merger that no decision set."""
    desk.merge_sources(KIM, MINISTER, **BY)
    execute(desk, statement)

    problems = verify_desk(desk.engine).problems

    assert re.search(problem, "\n".join(problems))


def test_merger_of_many_claims_is_assessed_after_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left to be assessed after the decision comes to the same, and comes apart again."""
    apart = standing(desk)
    event = desk.merge_sources(MINISTER, KIM, **BY)
    merged = standing(desk)
    desk.undo(event.event_seq, by="reviewer-1")
    monkeypatch.setattr("claims.review.change.AT_ONCE", 0)
    again = desk.merge_sources(MINISTER, KIM, **BY)

    assert standing(desk) == merged != apart
    desk.undo(again.event_seq, by="reviewer-1")
    assert standing(desk) == apart
    assert verify_desk(desk.engine).ok


def test_unnamed_and_named_sources_stay_two(desk: Desk) -> None:
    """Neither is everybody whom an outlet did not name read as a person, nor the other way."""
    unnamed, before = "anonymous source (Example Wire)", everything(desk)
    for one, other in ((unnamed, MINISTER), (MINISTER, unnamed)):
        with pytest.raises(InputError, match="everybody whom its articles do not name"):
            desk.merge_sources(one, other, **BY)

    assert (everything(desk), desk.log()) == (before, [])
