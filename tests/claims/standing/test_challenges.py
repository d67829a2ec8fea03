"""A verdict that new evidence speaks against stands, and waits for a decision again."""

from collections.abc import Iterator
from typing import Any

import pytest

from claims import Desk, Judgement, Relation, Verdict
from claims.standing.statuses import refresh
from db.engine import writing
from db.models import ClaimLink

BY: dict[str, Any] = {"by": "ana", "reason": "seen"}


@pytest.fixture
def desk(story_desk: str) -> Iterator[Desk]:
    """The story of the bridge."""
    with Desk.open(story_desk) as desk:
        yield desk


def link(desk: Desk, later: str, earlier: str, relation: Relation, *, strong: bool = True) -> str:
    """Let the machine find a link now, and assess both its ends."""
    link_id = f"{later}-{earlier}"
    with writing(desk.engine) as session:
        session.add(
            ClaimLink(
                id=link_id,
                later_id=later,
                earlier_id=earlier,
                relation=relation,
                score=0.9,
                strong=strong,
                reason="",
                linker="claims.TestLinker.v1",
                run_id=1,
            )
        )
        session.flush()
        refresh(session, [later, earlier], run_id=1)
    return link_id


def queued(desk: Desk) -> set[str]:
    """What waits for a decision."""
    return {one.claim_id for one in desk.queue()}


def test_new_evidence_brings_a_decided_claim_back(desk: Desk) -> None:
    """A confirmed claim that is denied later waits again with its verdict; deciding ends that."""
    desk.decide("c-cables", Verdict.CONFIRMED, **BY)
    decided, before = desk.claim("c-cables"), queued(desk)
    link(desk, "c-denial", "c-cables", Relation.CONTRADICTS)
    met, during = desk.claim("c-cables"), queued(desk)
    again = desk.decide(met, Verdict.CONFIRMED, **BY)
    after = desk.claim("c-cables")
    desk.undo(again.event_seq, by="ben")

    assert "c-cables" not in before
    assert (met.verdict, met.version) == (decided.verdict, decided.version)
    assert (met.challenged_by, "c-cables" in during) == (("c-denial",), True)
    assert (after.challenged_by, after.waits_since) == ((), None)
    assert desk.claim("c-cables").challenged_by == ("c-denial",)


def test_evidence_that_was_weighed_is_not_new(desk: Desk) -> None:
    """What spoke against a claim when it was decided does not bring it back, nor its assessment."""
    desk.decide("c-shut", Verdict.CONFIRMED, **BY)
    with writing(desk.engine) as session:
        refresh(session, ["c-shut"], run_id=1)

    assert desk.claim("c-shut").challenged_by == ()
    assert "c-shut" not in queued(desk)


def test_weak_link_is_evidence_from_when_somebody_accepts_it(desk: Desk) -> None:
    """A link too weak to count brings a claim back once it is accepted, until that is undone."""
    weak = link(desk, "c-denial", "c-cables", Relation.CONTRADICTS, strong=False)
    desk.decide("c-cables", Verdict.CONFIRMED, **BY)
    before = desk.claim("c-cables").challenged_by
    accepted = desk.judge(weak, Judgement.ACCEPTED, by="ben")
    during = desk.claim("c-cables").challenged_by
    desk.undo(accepted.event_seq, by="ben")

    assert (before, during, desk.claim("c-cables").challenged_by) == ((), ("c-denial",), ())


def test_verdict_that_is_taken_back_leaves_nothing_to_challenge(desk: Desk) -> None:
    """Without a verdict the claim waits as it did before, and no evidence is called new."""
    first = desk.claim("c-cables").waits_since
    event = desk.decide("c-cables", Verdict.REFUTED, **BY)
    link(desk, "c-rain", "c-cables", Relation.CONFIRMS)
    met = desk.claim("c-cables").challenged_by
    desk.undo(event.event_seq, by="ana")
    claim = desk.claim("c-cables")

    assert met == ("c-rain",)
    assert (claim.challenged_by, claim.waits_since) == ((), first)
