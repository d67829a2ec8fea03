"""The order of what waits for a decision, and how far a reviewer has come."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlmodel import col, update

from claims import Desk, Verdict
from db import queries
from db.engine import reading, writing
from db.models import Claim
from db.queries.queue import STALE_AFTER, staleness

TODAY = date(2026, 6, 3)
BY: dict[str, Any] = {"by": "ana", "reason": "seen"}


@pytest.fixture
def desk(story_desk: str) -> Iterator[Desk]:
    """The story of the bridge: four claims that wait."""
    with Desk.open(story_desk) as desk:
        yield desk


def put(desk: Desk, claim_id: str, *, urgency: int, days: int, worth: float = 0.5) -> None:
    """Let a claim press and wait."""
    since = TODAY - timedelta(days=days)
    values = {"urgency": urgency, "waits_since": since, "worth": worth}
    with writing(desk.engine) as session:
        session.execute(update(Claim).where(col(Claim.id) == claim_id).values(values))


def order(desk: Desk, today: date = TODAY, limit: int = 9) -> list[str]:
    """The ids of what waits."""
    with reading(desk.engine) as session:
        return [one.claim_id for one in queries.queue(session, limit=limit, today=today)]


def test_order_follows_the_clock_without_a_rewrite(desk: Desk) -> None:
    """What came today overtakes nothing that waits, until it has waited for half a week itself."""
    put(desk, "c-shut", urgency=4, days=0)
    put(desk, "c-denial", urgency=3, days=5)
    put(desk, "c-police", urgency=3, days=2)
    put(desk, "c-cables", urgency=1, days=90)
    later = TODAY + timedelta(days=9)

    assert order(desk) == ["c-denial", "c-shut", "c-police", "c-cables"]
    assert order(desk, later) == ["c-shut", "c-denial", "c-police", "c-cables"]
    assert order(desk, limit=2) == order(desk)[:2]


def test_worth_decides_among_those_of_one_day(desk: Desk) -> None:
    """Of claims that press alike and came on one day the one most worth a check comes first."""
    for n, claim_id in enumerate(("c-police", "c-cables", "c-shut", "c-denial")):
        put(desk, claim_id, urgency=1, days=1, worth=0.9 - n / 10)

    assert order(desk) == ["c-police", "c-cables", "c-shut", "c-denial"]


def test_staleness_grows_for_a_week_and_doubles() -> None:
    """A wait raises what a claim is worth from once to twice, and never beyond."""
    found = [staleness(TODAY - timedelta(days=days), TODAY) for days in range(-1, 60)]

    assert (found[0], found[1], found[1 + STALE_AFTER], found[-1]) == (1, 1, 2, 2)
    assert all(one <= other for one, other in pairwise(found))


def test_progress_counts_verdicts_in_force(desk: Desk) -> None:
    """What ana decided today counts once a claim, not what was undone or decided over by ben."""
    for claim_id in ("c-shut", "c-denial", "c-cables", "c-shut"):
        desk.decide(claim_id, Verdict.CONFIRMED, **BY)
    before = desk.progress("ana")
    desk.decide("c-denial", Verdict.REFUTED, by="ben", reason="r")
    desk.undo(3, by="ana")
    after, bens = desk.progress("ana"), desk.progress("ben")
    tomorrow = f"{(datetime.now(UTC) + timedelta(days=1)).date()}T"
    with reading(desk.engine) as session:
        nothing = queries.decided_since(session, "ana", tomorrow)

    assert (before.today, before.waiting) == (3, 1)
    assert (after.today, after.waiting, bens.today, nothing) == (1, 2, 1, 0)


def test_decision_in_force_is_what_undoing_leads_to(desk: Desk) -> None:
    """Undone, a verdict stands by the decision before it; undone twice, by the undone one."""
    first = desk.decide("c-shut", Verdict.CONFIRMED, **BY)
    second = desk.decide("c-shut", Verdict.REFUTED, **BY)
    undone = desk.undo(second.event_seq, by="ben")
    back = desk.decision("c-shut")
    desk.undo(undone.event_seq, by="ben")

    assert (back, desk.decision("c-shut"), desk.decision("c-rain")) == (first, second, None)
