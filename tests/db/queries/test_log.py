"""The log in pages, and counts of the whole desk."""

from typing import Any

import pytest

from claims import Desk, Verdict


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"limit": 2}, [4, 5]),
        ({"limit": 2, "before": 4}, [2, 3]),
        ({"limit": 9, "before": 2}, [1]),
        ({"claim": "c-rain"}, [2, 4]),
        ({"claim": "c-rain", "limit": 1}, [4]),
    ],
)
def test_pages_hold_the_last_events_in_order(
    story_desk: str, options: dict[str, Any], expected: list[int]
) -> None:
    """A limit keeps the newest events, still in order; ``before`` goes further back."""
    with Desk.open(story_desk) as desk:
        for n in range(5):
            claim = "c-rain" if n % 2 else "c-shut"
            desk.decide(claim, Verdict.CONFIRMED, by="ana", reason=f"reason {n}")
        found = [event.event_seq for event in desk.log(**options)]

    assert found == expected


def test_number_beyond_any_is_no_page_of_its_own(story_desk: str) -> None:
    """An address may name any number: before the largest lies all, and behind it nothing."""
    with Desk.open(story_desk) as desk:
        desk.decide("c-shut", Verdict.CONFIRMED, by="ana", reason="seen")

        assert len(desk.decisions(limit=9, before=10**30)) == 1
        assert len(desk.log(before=10**30)) == 1
        assert desk.sources(offset=10**30) == []


def test_counts_add_up(story_desk: str) -> None:
    """Counts of a desk agree with what it holds: shown, folded away, decided, possible."""
    with Desk.open(story_desk) as desk:
        desk.decide("c-police", Verdict.REFUTED, by="ana", reason="seen open")
        found = desk.counts()

    assert {name: n for name, n in found.items() if n} == {
        "articles": 3,
        "sources": 6,
        "events": 1,
        "claims": 5,
        "shown": 4,
        "undecided": 3,
        "links": 2,
        "possible_links": 1,
        "unverified": 1,
        "disputed": 2,
        "corroborated": 1,
        "refuted": 1,
    }
