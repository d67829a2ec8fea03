"""What the desk tells of many claims at once: storylines, changes, disagreement, decisions."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims import Desk, Judgement, Verdict
from claims.standing.storylines import refresh
from db.engine import writing
from db.filters import StoryOrder
from db.views.overview import CitedView
from db.views.storylines import TieView
from db.vocabulary import Relation, SourceKind

CLAIMS = ("c-shut", "c-cables", "c-denial", "c-police", "c-well", "c-full")


@pytest.fixture
def told(story_desk: str) -> Iterator[Desk]:
    """The bridge, three claims of which are a storyline; and a well, two of which are another."""
    with Desk.open(story_desk) as desk:
        with writing(desk.engine) as session:
            refresh(session, CLAIMS)
        yield desk


@pytest.fixture
def two(write_desk: Any) -> Iterator[Desk]:
    """Two storylines: an undisputed ferry of three claims, and a disputed, newer well of two."""
    writer = write_desk()
    for n in range(3):
        body = f"The Harbour Office said the ferry sank, paper {n} told."
        writer.article(f"f{n}", "Ferry", body, publisher=f"Paper {n}", day=2 + n)
        kind = SourceKind.MINISTRY
        writer.claim(f"c-f{n}", f"f{n}", "the ferry sank", speaker="Harbour Office", kind=kind)
    for n in range(2):
        body = f"Mayor Bo said the well was dry, the Wire told paper {n}."
        writer.article(f"w{n}", "100% of wells", body, publisher=f"Paper {n}", day=20 + n)
        writer.claim(f"c-w{n}", f"w{n}", "the well was dry", speaker="Mayor Bo", via=["Wire"])
    writer.link("l1", "c-f1", "c-f0", Relation.REPEATS)
    writer.link("l2", "c-f2", "c-f1", Relation.REPEATS)
    writer.link("l3", "c-w1", "c-w0", Relation.CONTRADICTS)
    with Desk.open(writer.finish()) as desk:
        with writing(desk.engine) as session:
            refresh(session, ["c-f0", "c-f1", "c-f2", "c-w0", "c-w1"])
        yield desk


def ids(found: list[Any]) -> list[str]:
    """The ids of storylines."""
    return [one.storyline for one in found]


def test_storylines_come_in_the_order_that_is_asked_for(two: Desk) -> None:
    """By size the ferry is first, by dispute and by time the well; pages continue each other."""
    by_order = {order: ids(two.storylines(order=order)) for order in StoryOrder}
    assert all(ids(two.storylines(skip=1, order=o)) == by_order[o][1:] for o in StoryOrder)
    paged = [
        ids(two.storylines(limit=1, skip=skip, order=order))
        for order in StoryOrder
        for skip in (0, 1, 2)
    ]

    assert by_order == {
        StoryOrder.CLAIMS: ["c-f0", "c-w0"],
        StoryOrder.DISPUTED: ["c-w0", "c-f0"],
        StoryOrder.NEWEST: ["c-w0", "c-f0"],
    }
    assert paged == [[one] if one else [] for found in by_order.values() for one in (*found, "")]


def test_storylines_are_found_by_headline_and_by_given_name(two: Desk) -> None:
    """Words are sought in what people named and in the headline, as they are, in any case."""
    two.name_storyline("c-f1", "The sinking", by="ana")
    found = {
        words: ids(two.storylines(search=words, order=order))
        for words in ("SINKING", "ferry", "0%", "_", "the ferry")
        for order in (StoryOrder.CLAIMS, StoryOrder.NEWEST)
    }

    assert found == {"SINKING": ["c-f0"], "ferry": ["c-f0"], "0%": ["c-w0"], "_": []} | {
        "the ferry": []
    }
    assert two.count_storylines() == 2
    assert two.count_storylines(search="well") == 1
    assert two.storyline("c-f0").name == "The sinking"


def test_ties_are_the_links_that_hold(told: Desk) -> None:
    """A rejected link is no tie, and one to a claim of no storyline is none either."""
    before = told.ties("c-shut")
    told.judge("l-denied", Judgement.REJECTED, by="ana")
    told.merge("c-denial", "c-shut", by="ana")

    assert before == [
        TieView("c-denial", "c-shut", Relation.CONTRADICTS),
        TieView("c-police", "c-shut", Relation.CONFIRMS),
    ]
    assert told.ties("c-shut") == [TieView("c-police", "c-shut", Relation.CONFIRMS)]


def test_opponent_is_the_strongest_link_against_a_claim(told: Desk) -> None:
    """Each end of a contradiction has the other against it, until somebody rejects the link."""
    against = told.opponents(CLAIMS)
    told.judge("l-denied", Judgement.REJECTED, by="ana")

    assert against["c-shut"].other.claim_id == "c-denial"
    assert against["c-denial"].other.claim_id == "c-shut"
    assert "c-well" not in against
    assert "c-shut" not in told.opponents(CLAIMS)


def test_story_events_are_those_of_its_name_and_places(told: Desk) -> None:
    """Names and places of its claims are told in order, verdicts on them are not."""
    told.name_storyline("c-shut", "Bridge", by="ana")
    told.decide("c-shut", Verdict.CONFIRMED, by="ana", reason="r")
    told.merge("c-cables", "c-shut", by="ben")

    assert [one.event_seq for one in told.story_events("c-shut")] == [1, 3]


def test_changes_count_from_the_moment_on(two: Desk) -> None:
    """Articles, claims, links and decisions count from the moment, and lead to their lists."""
    two.decide("c-f0", Verdict.CONFIRMED, by="ana", reason="r")
    two.decide("c-f1", Verdict.CONFIRMED, by="ben", reason="r")
    two.undo(2, by="ben")
    middle, late = datetime(2026, 1, 10, tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)
    first = datetime(2025, 1, 1, tzinfo=UTC)
    found, whole, none = two.changes(middle), two.changes(first), two.changes(late)

    assert (found.articles, found.claims, found.links) == (2, 2, 0)
    assert (whole.articles, whole.claims, whole.links, whole.disputes) == (5, 5, 3, 1)
    assert found.decisions == {"ben": 2, "ana": 1}
    assert (none.articles, none.claims, none.links, none.decisions) == (0, 0, 0, {})
    assert [(one.article_id, one.n_shown) for one in two.arrivals(middle)] == [("w1", 1), ("w0", 1)]
    assert [one.link_id for one in two.new_links(first, disputes=True)] == ["l3"]
    assert [one.link_id for one in two.new_links(first, limit=2, skip=1)] == ["l2", "l3"]
    assert {one.claim_id for one in two.arrived_claims(middle)} == {"c-w0", "c-w1"}
    assert len(two.arrived_claims(first, skip=1)) == 4


def test_disagreement_leaves_out_what_is_decided(two: Desk) -> None:
    """Disputed claims are contested until somebody decides; the first to come wait longest."""
    contested = [one.claim_id for one in two.contested()]
    waiting = [one.claim_id for one in two.pressing(limit=2)]
    two.decide("c-w0", Verdict.REFUTED, by="ana", reason="r")

    assert sorted(contested) == ["c-w0", "c-w1"]
    assert waiting == ["c-f0", "c-f1"]
    assert [one.claim_id for one in two.contested()] == ["c-w1"]


def test_standings_are_those_of_the_claims_on_show(told: Desk) -> None:
    """Shown claims count by status and verdict; one that was added and taken back does not."""
    told.decide("c-police", Verdict.CONFIRMED, by="ana", reason="r")
    added = told.add("a3", (0, 6), speaker="Police", by="ana", reason="r")
    told.undo(added.event_seq, by="ana")
    counts = told.counts()

    assert told.standings() == {name: counts[name] for name in told.standings()}
    assert told.standings()["shown"] == 4


def test_cited_week_ends_with_the_newest_article(two: Desk) -> None:
    """Speakers and relays of the last seven days of articles count, and no earlier ones."""
    week = two.cited_week()

    assert week.last == datetime(2026, 1, 21, 9, tzinfo=UTC)
    assert week.cited == (CitedView("Mayor Bo", 2, 2), CitedView("Wire", 2, 2))


def test_decisions_by_what_is_asked_for(two: Desk) -> None:
    """Each filter gives its decisions, the newest first, and the count agrees up to its limit."""
    two.decide("c-f0", Verdict.CONFIRMED, by="ana", reason="seen on site")
    two.decide("c-f0", Verdict.REFUTED, by="ben", reason="afloat")
    two.undo(2, by="ben")
    two.judge("l3", Judgement.ACCEPTED, by="ana")
    cases: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [4, 3, 2, 1]),
        ({"reviewer": "ana"}, [4, 1]),
        ({"action": "undo"}, [3]),
        ({"object_type": "link"}, [4]),
        ({"verdict": "refuted"}, [2]),
        ({"search": "OFFICE seen"}, [1]),
        ({"search": "100%"}, []),
        ({"since": "2999-01-01"}, []),
        ({"until": "2000-01-01"}, []),
    ]
    for filters, expected in cases:
        found = [one.event_seq for one in two.decisions(limit=9, **filters)]

        assert found == expected, filters
        assert two.count_decisions(limit=2, **filters) == min(2, len(expected))
    assert [one.event_seq for one in two.decisions(limit=1, before=3)] == [2]
    assert two.reviewers() == ["ana", "ben"]
