"""Claims in pages and in the review queue."""

from collections.abc import Callable
from typing import Any

import pytest

from claims import Desk, Verdict


def ids(found: list[Any]) -> list[str]:
    """The ids of claims."""
    return [claim.claim_id for claim in found]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_pages_hold_every_claim_once(story_desk: str, size: int) -> None:
    """Page after page gives what one list gives, whatever the size of a page."""
    with Desk.open(story_desk) as desk:
        whole = ids(desk.claims(everything=True))
        paged: list[str] = []
        while page := desk.claims(everything=True, limit=size, after=paged[-1] if paged else ""):
            paged += ids(page)

    assert paged == whole
    assert len(whole) == 5


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"everything": True},
        {"search": "bridge"},
        {"speaker": "Police"},
        {"publisher": "Fabricated Post"},
        {"verdict": Verdict.CONFIRMED},
        {"article_id": "a1"},
    ],
    ids=str,
)
def test_counts_are_those_of_the_list(story_desk: str, filters: dict[str, Any]) -> None:
    """Each filter counts as many claims as it lists."""
    with Desk.open(story_desk) as desk:
        desk.decide("c-shut", Verdict.CONFIRMED, by="ana", reason="seen")
        listed, counted = desk.claims(**filters), desk.count_claims(**filters)

    assert counted == len(listed) > 0


def test_queue_begins_where_sources_disagree(story_desk: str) -> None:
    """First the claim with most against and beside it, last the one that nothing touches."""
    with Desk.open(story_desk) as desk:
        before = ids(desk.queue())
        desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
        after = ids(desk.queue())

    assert before == ["c-shut", "c-denial", "c-police", "c-cables"]
    assert after == before[1:]


def test_rejected_link_presses_no_more(story_desk: str) -> None:
    """A contradiction that a person rejects no longer lifts its claims in the queue."""
    with Desk.open(story_desk) as desk:
        desk.judge("l-denied", "rejected", by="ana", reason="another bridge")
        queue = ids(desk.queue())

    assert queue.index("c-police") < queue.index("c-denial")


def test_list_reads_no_whole_text(write_desk: Callable[[], Any]) -> None:
    """Articles in a list come without their text, and one that is asked for comes with it."""
    desk = write_desk()
    desk.article("a1", "Long", "The old bridge was shut.", publisher="The Example Times", day=5)
    with Desk.open(desk.finish()) as opened:
        (listed,) = opened.articles()
        whole = opened.article("a1")

    assert listed.text == ""
    assert whole.text == "Long\n\nThe old bridge was shut."
