"""The other pages: lists, one claim, articles, sources, log."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims import Desk, Verdict
from claims.ui.components import LEAD
from claims.ui.tickets import redeem

PAGES = Path(__file__).parents[3] / "claims" / "ui"
Shown = Callable[[Any], str]


def links(app: Any) -> list[tuple[str, str]]:
    """Where the page's links lead: page and query."""
    found = "".join(one.proto.body for one in app.get("html"))
    return re.findall(r'class="way" href="([\w./]+)(?:\?([^"]*))?"', found)


def claim_links(app: Any) -> list[str]:
    """Which claims the page leads to, as queries."""
    return [query for page, query in links(app) if page == "claim"]


@pytest.mark.parametrize("name", ["claims", "claim", "articles", "sources", "log"])
def test_empty_desk_shows_a_way_on(open_page: Any, write_desk: Any, name: str) -> None:
    """On an empty desk every page stands and says something."""
    app = open_page(write_desk().finish(), name)

    assert app.subheader


def test_claims_are_listed_newest_first(open_page: Any, story_desk: str, shown: Shown) -> None:
    """The list leads to every shown claim, newest article first, and leaves out the background."""
    app = open_page(story_desk, "claims")

    assert claim_links(app) == [
        "id=c-police",
        "id=c-denial",
        "id=c-shut",
        "id=c-cables",
    ]
    assert "4 claims" in shown(app)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"q": "cables"}, {"c-cables"}),
        ({"status": "corroborated"}, {"c-police"}),
        ({"publisher": "Fabricated Post"}, {"c-police", "c-denial"}),
        ({"speaker": "Police"}, {"c-police"}),
        ({"everything": "true", "q": "rain"}, {"c-rain"}),
        ({"verdict": "refuted"}, set()),
        ({"flagged": "true"}, {"c-cables"}),
    ],
)
def test_filters_come_from_the_address(
    open_page: Any, story_desk: str, params: dict[str, str], expected: set[str]
) -> None:
    """A filter in the address is applied without a click."""
    app = open_page(story_desk, "claims", **params)

    assert set(claim_links(app)) == {f"id={claim_id}" for claim_id in expected}


def test_list_is_turned_by_page(open_page: Any, write_desk: Any, shown: Shown) -> None:
    """Sixty claims come in three pages, none twice, none missing."""
    writer = write_desk()
    body = "Mayor Bo Example said " + ", ".join(f"thing {n:02d} is so" for n in range(60))
    writer.article("a1", "Sixty things", body, publisher="The Example Times", day=5)
    for n in range(60):
        words = f"thing {n:02d} is so"
        writer.claim(f"c{n:02d}", "a1", words, speaker="Mayor Bo Example")
    app = open_page(writer.finish(), "claims")
    seen = claim_links(app)
    for _ in range(2):
        app.button(key="older").click().run()
        seen += claim_links(app)

    assert sorted(seen) == [f"id=c{n:02d}" for n in range(60)]
    assert app.button(key="older").disabled
    assert "60 claims" in shown(app)


def test_verdict_outranks_status(open_page: Any, story_desk: str, desk: Desk, shown: Shown) -> None:
    """A decided claim carries the verdict first and the status as what the evidence says."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="the diver looked")
    page = shown(open_page(story_desk, "claim", id="c-shut"))

    assert page.index("✗ refuted") < page.index("≠ disputed")
    assert "the diver looked" in page


def test_claim_page_has_everything(open_page: Any, story_desk: str, shown: Shown) -> None:
    """The page of a claim has its context, origins, links and an empty history."""
    app = open_page(story_desk, "claim", id="c-shut")
    page = shown(app)

    assert "on Monday that" in page
    assert "Two independent origins" in page
    assert "Is contradicted by (1)" in page
    assert "Nobody has decided anything here yet" in page
    assert app.get("plotly_chart")


def test_unnamed_source_is_flagged(open_page: Any, story_desk: str, shown: Shown) -> None:
    """A claim whose paths all end at one unnamed source says so, in the list and on its page."""
    listed = shown(open_page(story_desk, "claims"))
    page = shown(open_page(story_desk, "claim", id="c-cables"))
    other = shown(open_page(story_desk, "claim", id="c-shut"))

    assert listed.count("★ one unnamed source") == 1
    assert "Every path ends at one unnamed source (Example Wire)" in page
    assert "Every path" not in other


def test_circular_reporting_is_flagged(open_page: Any, circular_desk: str, shown: Shown) -> None:
    """A claim in a circle names who cites whom, with the root of its chain marked."""
    listed = shown(open_page(circular_desk, "claims"))
    page = shown(open_page(circular_desk, "claim", id="c-first"))

    assert listed.count("↻ circular") == 2
    assert (
        "Circular: Example Times cites Fabricated Post, and Fabricated Post cites Example Times"
    ) in page
    assert '<li class="origin"><small class="root">root</small> Fabricated Post</li>' in page


def test_claim_stands_near_the_top_of_its_article(
    open_page: Any, write_desk: Any, shown: Shown
) -> None:
    """However far down a claim stands, few words are open before it, and none is lost."""
    writer = write_desk()
    early = "\n\n".join(f"Paragraph {n} tells of nothing. " + "So it is. " * 9 for n in range(9))
    body = f"{early}\n\n{'It rained. ' * 40}Mayor Bo Example said the pier was open."
    writer.article("a1", "A long one", body, publisher="The Example Times", day=5)
    writer.claim("c1", "a1", "the pier was open", speaker="Mayor Bo Example")
    page = shown(open_page(writer.finish(), "claim", id="c1"))
    article = page[page.index('<div class="article"') :]
    folded, opened = article.split("</details>")[:2]

    assert "Paragraph 0" in folded
    assert len(opened.split("mark-content")[0]) < LEAD + 200
    assert opened.startswith("It rained. ")


def test_possible_links_are_folded(open_page: Any, story_desk: str) -> None:
    """A link too weak to count stands in an expander."""
    app = open_page(story_desk, "claim", id="c-cables")

    assert app.expander[0].label == "1 possible link, too weak to count"


def test_decision_on_the_claim_page_keeps_its_evidence(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """Links and addresses named as evidence go into the log, and the page stays on the claim."""
    app = open_page(story_desk, "claim", id="c-shut")
    look()
    app.multiselect(key="evidence-c-shut").set_value(["l-denied"])
    app.text_area(key="addresses-c-shut").set_value("https://example.com/record\n")
    app.text_input(key="reason-c-shut").set_value("record")
    app.button(key="refuted").click().run()

    assert desk.log()[0].evidence == "l-denied > https://example.com/record"
    assert "✗ refuted" in shown(app)


def test_address_is_evidence_without_any_link(
    open_page: Any, story_desk: str, desk: Desk, look: Any
) -> None:
    """A claim that nothing is linked to can still be decided on an address."""
    app = open_page(story_desk, "claim", id="c-rain")
    look()
    app.text_area(key="addresses-c-rain").set_value("https://example.com/weather")
    app.text_input(key="reason-c-rain").set_value("record")
    app.button(key="confirmed").click().run()

    assert desk.log()[0].evidence == "https://example.com/weather"


def test_wrong_evidence_is_refused_and_the_form_kept(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """An address that is none is named, nothing is saved, and the reason stays in the form."""
    app = open_page(story_desk, "claim", id="c-shut")
    look()
    app.text_area(key="addresses-c-shut").set_value("not an address")
    app.text_input(key="reason-c-shut").set_value("record")
    app.button(key="refuted").click().run()

    assert desk.log() == []
    assert "Not saved: &#x27;not an address&#x27;" in shown(app)
    assert app.text_input(key="reason-c-shut").value == "record"


def test_history_is_undone_from_the_claim_page(
    open_page: Any, story_desk: str, desk: Desk, look: Any
) -> None:
    """The last event of a claim can be taken back on its page, and a held key does it but once."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    app = open_page(story_desk, "claim", id="c-shut")
    look()
    app.button(key="undo-1").click().run()
    app.button(key="undo-2").click().run()

    assert [event.action for event in desk.log("c-shut")] == ["decide", "undo"]
    assert app.button(key="undo-2").label == "Redo #2"


def test_denial_explains_what_confirming_means(
    open_page: Any, story_desk: str, shown: Shown
) -> None:
    """On a denial the page says that confirming confirms the denial."""
    page = shown(open_page(story_desk, "claim", id="c-denial"))

    assert "to confirm the claim is to confirm the denial" in page


def test_unknown_claim_has_a_way_on(open_page: Any, story_desk: str) -> None:
    """An id that is not there is named, with links to go on."""
    app = open_page(story_desk, "claim", id="nope")

    assert "nope" in app.subheader[0].value
    assert ("claims", "") in links(app)


def test_article_opens_again_from_a_link(open_page: Any, story_desk: str, shown: Shown) -> None:
    """A link to an article opens it also after another page was looked at in between."""
    app = open_page(story_desk, "articles", id="a1")
    app.switch_page(str(PAGES / "log.py")).run()
    app.switch_page(str(PAGES / "articles.py"))
    app.query_params["id"] = "a1"
    app.run()

    assert "<h4>Bridge shut, paper says</h4>" in shown(app)


def test_unknown_article_is_named(open_page: Any, story_desk: str, shown: Shown) -> None:
    """An article that is not there is named, escaped, and the list is shown."""
    app = open_page(story_desk, "articles", id="<b>")

    assert "There is no article “&lt;b&gt;” on this desk" in shown(app)
    assert ("articles", "id=a1") in links(app)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["a3", "a2", "a1"]),
        ({"q": "bridge POST"}, ["a3", "a2"]),
        ({"publisher": "The Example Times"}, ["a1"]),
        ({"since": "2026-01-06", "until": "2026-01-06"}, ["a2"]),
        ({"until": "2001-01-01"}, []),
        ({"standing": "withdrawn"}, ["a2"]),
        ({"standing": "unread"}, []),
    ],
)
def test_articles_are_filtered_by_the_address(
    open_page: Any, story_desk: str, desk: Desk, params: dict[str, str], expected: list[str]
) -> None:
    """The list leads to the articles that the address asks for, newest first."""
    desk.withdraw("a2", by="ana", reason="r")
    app = open_page(story_desk, "articles", **params)

    assert [query for page, query in links(app) if query] == [f"id={one}" for one in expected]


def test_article_shows_marks_numbers_and_notes(
    open_page: Any, story_desk: str, shown: Shown
) -> None:
    """The reader marks each claim with its number, lists it beside, and shows the notes."""
    app = open_page(story_desk, "articles", id="a1")
    page = shown(app)
    noted = shown(open_page(story_desk, "articles", id="a2"))

    assert '<sup id="mark-1">1</sup>the old bridge was shut' in page
    assert '<sup id="mark-2">2</sup>two cables had snapped' in page
    assert ("claim", "id=c-cables") in links(app)
    assert "a date in the future was set aside" in noted


def test_article_that_nobody_reads_says_why(open_page: Any, write_desk: Any, shown: Shown) -> None:
    """An article in another language shows its text and why there are no claims."""
    writer = write_desk()
    note = "not extracted: written in German"
    more = {"unread_language": "de", "notes": [note], "extract_run_id": None}
    writer.article("g1", "Brücke gesperrt", "Es regnet.", publisher="Blatt", day=5, **more)
    page = shown(open_page(writer.finish(), "articles", id="g1"))

    assert "Es regnet." in page
    assert f"Note: {note}" in page
    assert "waits until its language is read" in page
    assert "No claim was found" not in page


def test_source_leads_to_its_claims(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """A chosen source shows its claims and its record, with the number behind it."""
    desk.decide("c-police", Verdict.CONFIRMED, by="ana", reason="r")
    app = open_page(story_desk, "sources", name="Police")

    assert ("claim", "id=c-police") in links(app)
    assert "1 confirmed and 0 refuted" in shown(app)
    assert app.get("plotly_chart")


def test_selection_out_of_sight_is_told_and_dropped(
    open_page: Any, story_desk: str, shown: Shown
) -> None:
    """What was selected under another filter is counted apart, and let go by one press."""
    app = open_page(story_desk, "claims")
    app.button(key="pick-all").click().run()
    told = shown(app.text_input(key="q").set_value("cables").run())
    app.button(key="drop-unseen").click().run()

    assert "<b>4 claims</b> selected, <b>3 not in sight</b>" in told
    assert "<b>1 claim</b> selected" in shown(app)
    assert app.toggle(key="anonymous").label == "Only unnamed speakers (1)"


def test_log_lists_newest_first_and_verifies(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """The log shows the newest decision on top, and the check names the head."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="first")
    last = desk.decide("c-police", Verdict.CONFIRMED, by="ben", reason="second")
    app = open_page(story_desk, "log")
    app.button(key="check").click().run()

    assert re.findall(r'data-event="(\d+)"', shown(app)) == ["2", "1"]
    assert "The chain holds: 2 decisions" in shown(app)
    assert f"2:{last.row_hash}" in shown(app)


def test_filtered_log_is_taken_along_filtered(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Beside the filtered list its decisions alone are handed over; a strange reviewer is named."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="first")
    desk.decide("c-police", Verdict.CONFIRMED, by="ben", reason="second")
    page = shown(open_page(story_desk, "log", who="ben"))
    orders = [redeem(one) for one in re.findall(r'href="/download/([^/]+)/log.csv"', page)]

    assert "1 decision, CSV" in page
    assert [one.decisions.get("reviewer") for one in orders] == [None, "ben"]
    assert "Nobody called “nobody”" in shown(open_page(story_desk, "log", who="nobody"))


def test_long_log_is_paged(open_page: Any, story_desk: str, desk: Desk, shown: Shown) -> None:
    """A log of more than a page comes page by page, and the second continues the first."""
    for n in range(27):
        verdict = Verdict.CONFIRMED if n % 2 else Verdict.REFUTED
        desk.decide("c-shut", verdict, by="ana", reason="r")
    app = open_page(story_desk, "log")
    first = re.findall(r'data-event="(\d+)"', shown(app))
    app.button(key="older").click().run()

    assert first == [str(n) for n in range(27, 2, -1)]
    assert re.findall(r'data-event="(\d+)"', shown(app)) == ["2", "1"]


def test_broken_desk_address_is_explained(monkeypatch: pytest.MonkeyPatch, open_page: Any) -> None:
    """A desk that cannot be opened gives a clear message, not a crash."""
    app = open_page("postgresql://example.com/desk")

    assert "only SQLite is supported" in app.error[0].value.replace("\\", "")
