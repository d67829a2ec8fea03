"""Many claims marked at once."""

import pytest

from claims import Desk, InputError, Verdict


def test_many_are_marked_and_conflicts_named(story_desk: str) -> None:
    """Each claim gets an event of its own; one that a colleague decided meanwhile is left alone."""
    with Desk.open(story_desk) as desk:
        shown = {claim.claim_id: claim.version for claim in desk.claims()}
        desk.decide("c-shut", Verdict.CONFIRMED, by="ben", reason="seen")
        done = desk.decide_each(shown, Verdict.REFUTED, by="ana", reason="one reason")
        verdicts = {claim.claim_id: claim.verdict for claim in desk.claims()}
        verified = desk.verify()

    assert {event.object_id for event in done.events} == {*shown} - {"c-shut"}
    assert {event.reason for event in done.events} == {"one reason"}
    assert [*done.refused] == ["c-shut"]
    assert "ben set it to 'confirmed'" in done.refused["c-shut"]
    assert verdicts == dict.fromkeys(shown, Verdict.REFUTED) | {"c-shut": Verdict.CONFIRMED}
    assert verified.ok


def test_many_are_taken_back(story_desk: str) -> None:
    """Marks are taken back together; one that was decided again since stays, and is named."""
    with Desk.open(story_desk) as desk:
        ids = [claim.claim_id for claim in desk.claims()]
        done = desk.decide_each(dict.fromkeys(ids), Verdict.REFUTED, by="ana", reason="r")
        desk.decide(ids[0], Verdict.CONFIRMED, by="ben", reason="seen")
        back = desk.undo_each([event.event_seq for event in done.events], by="ana")
        verdicts = {claim.claim_id: claim.verdict for claim in desk.claims()}

    assert len(back.events) == len(ids) - 1
    assert [*back.refused] == ["event 1"]
    assert verdicts == dict.fromkeys(ids) | {ids[0]: Verdict.CONFIRMED}


def test_nothing_is_marked_without_a_reason(story_desk: str) -> None:
    """Without a reason none of many is marked."""
    with Desk.open(story_desk) as desk:
        with pytest.raises(InputError, match="reason for the verdict is missing"):
            desk.decide_each({"c-shut": None}, Verdict.REFUTED, by="ana", reason=" ")

        assert desk.log() == []
