"""The page of sources: found, opened, rated, merged and taken apart."""

import re
from collections.abc import Callable
from typing import Any

from claims import Desk, Verdict
from db.vocabulary import Reliability

Shown = Callable[[Any], str]


def links(app: Any) -> list[tuple[str, str]]:
    """Where the page's links lead: page and query."""
    found = "".join(one.proto.body for one in app.get("html"))
    return re.findall(r'class="way" href="([\w./]+)(?:\?([^"]*))?"', found)


def source_links(app: Any) -> list[str]:
    """Which sources the page leads to, as queries."""
    return [query for page, query in links(app) if page == "sources"]


def test_address_filters_the_list(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Search, kind, least number and page come from the address; what is wrong there is let be."""
    desk.decide("c-police", Verdict.CONFIRMED, by="ana", reason="r")
    wire = open_page(story_desk, "sources", q="wire", kind="agency")
    odd = open_page(story_desk, "sources", min="1", page="77", kind="zzz")

    assert source_links(wire) == ["name=Example+Wire"]
    assert source_links(odd) == ["name=Police"]
    assert odd.get("plotly_chart")
    assert "1 source" in shown(odd)


def test_unknown_source_is_named(open_page: Any, story_desk: str) -> None:
    """A name that leads to no source is told, with the way to all of them."""
    app = open_page(story_desk, "sources", name="Nobody <b>")

    assert "Nobody" in app.subheader[0].value
    assert source_links(app) == [""]


def test_source_shows_record_relays_and_top_claims(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """The page of a source has its record, whom it relays, and leads to its claims."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    app = open_page(story_desk, "sources", name="Example Wire")
    page = shown(app)
    found = links(app)

    assert "0 confirmed and 1 refuted" in page
    assert "Reviewers choose what they check" in page
    assert "2 links, 1 against it" in page
    assert ("claim", "id=c-shut") in found
    assert ("claims", "speaker=Example+Wire") in found
    assert ("sources", "name=anonymous+source+%28Example+Wire%29") in found
    assert ("sources", "name=The+Example+Times") in found


def test_letter_needs_a_reason_and_can_be_taken_back(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """A letter without a reason is not saved and the form says so; with one it is, until undone."""
    app = open_page(story_desk, "sources", name="Police")
    app.radio(key="letter").set_value(Reliability.B)
    app.button(key="rate").click().run()
    refused = shown(app)
    app.text_input(key="letter-reason").set_value("prompt corrections")
    app.button(key="rate").click().run()
    rated = desk.source("Police").reliability
    app.button(key="undo-1").click().run()

    assert "Not saved: the reason is missing" in refused
    assert rated is Reliability.B
    assert desk.source("Police").reliability is None
    assert [one.reason for one in desk.log()] == ["prompt corrections", ""]


def test_colleagues_letter_is_not_overwritten(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Who rates a source that a colleague has rated meanwhile is told, and nothing is saved."""
    app = open_page(story_desk, "sources", name="Police")
    desk.rate("Police", Reliability.E, by="ben", reason="three retractions")
    app.radio(key="letter").set_value(Reliability.A)
    app.text_input(key="letter-reason").set_value("never wrong")
    app.button(key="rate").click().run()

    assert "ben set it to" in shown(app)
    assert desk.source("Police").reliability is Reliability.E


def test_merger_is_told_done_and_taken_apart(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Merging tells first what it touches; then the name leads to the other, until taken apart."""
    app = open_page(story_desk, "sources", name="Police")
    app.text_input(key="other").set_value("minister").run()
    told = shown(app)
    app.text_input(key="merge-reason").set_value("she speaks for them")
    app.button(key="merge").click().run()
    merged, page = desk.source("Police").name, shown(app)
    app.button(key="undo-1").click().run()

    assert "Police would be read as <b>Minister Ana Example</b> in 1 claim" in told
    assert "1 corroboration may change" in told
    assert merged == "Minister Ana Example"
    assert "Police is another name of this source" in page
    assert desk.source("Police").name == "Police"
    assert desk.verify().ok


def test_hostile_names_stay_text(open_page: Any, hostile_desk: str, shown: Shown) -> None:
    """No name of a source becomes a tag, in the list or on its page."""
    with Desk.open(hostile_desk) as desk:
        name = next(one.name for one in desk.sources() if one.n_claims)
    listed = shown(open_page(hostile_desk, "sources"))
    page = shown(open_page(hostile_desk, "sources", name=name))

    assert "<script>fetch" not in listed + page
    assert "<img" not in listed + page
