"""The page of one claim: its history in words, its past, and what people change of it."""

from collections.abc import Callable
from typing import Any

import pytest

from claims import Desk, Judgement, Verdict
from claims.ui.day import day_in_words
from claims.ui.dossier import dossier
from claims.ui.handing import citation, written
from claims.ui.history import told, undoable
from claims.ui.past import turning_days
from claims.ui.placing import claim_named
from db.vocabulary import Reliability, SourceKind, Stance

Shown = Callable[[Any], str]


def test_history_tells_every_sort_of_decision(desk: Desk) -> None:
    """Every sort of decision reads as a clause, and only what stands can be undone."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    desk.judge("l-denied", Judgement.ACCEPTED, by="ana")
    desk.edit("c-shut", by="ben", reason="r", speaker="Police", via=[], span=(29, 40))
    desk.note("c-shut", "ask the port", by="ben")
    desk.undo(4, by="ana")
    desk.rate("Police", Reliability.B, by="ana", reason="r")
    desk.withdraw("a1", by="ana", reason="r")
    desk.undo(1, by="ben")
    desk.undo(8, by="ben")
    found = dossier("c-shut", desk)
    events, words = found.history, found.article.text[29:40]
    denial = "Minister Ana Example denies: the old bridge was shut"

    assert [told(one, found) for one in events] == [
        "marked the claim refuted",
        f"accepted that it is contradicted by “{denial}”",
        f"read the claim otherwise: speaker “Police”, no relays, words “{words}”",
        "noted “ask the port”",
        "took back #4",
        "gave Police the letter B",
        "withdrew the article",
        "took back #1",
        "took back #8: “refuted” again",
    ]
    assert undoable(events) == {2, 3, 5, 6, 7, 9}


def test_days_are_those_on_which_something_changed(desk: Desk) -> None:
    """The days of its article, of the linked ones and of decisions can be chosen, today cannot."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    decided = desk.log()[0].event_time_utc[:10]
    found = dossier("c-shut", desk)

    assert turning_days(found, "9999-01-01") == [
        "2026-01-05",
        "2026-01-06",
        "2026-01-07",
        decided,
    ]
    assert turning_days(found, "2026-01-07") == ["2026-01-05", "2026-01-06"]
    assert (day_in_words("2026-01-05"), day_in_words("x\u202e")) == ("5 January 2026", "x[U+202E]")


def test_claim_is_handed_over_today_and_as_of_a_day(desk: Desk) -> None:
    """Files hold this claim alone, and those of the past what was known then."""
    today = written(desk, "c-shut", "claims", "csv").decode()
    with desk.as_of("2026-01-05") as past:
        then = written(past, "c-shut", "claims", "csv").decode()
    case = written(desk, "c-shut", "case", "")

    assert ("disputed" in today, "unverified" in then) == (True, True)
    assert (today.count("c-"), case[:2]) == (1, b"PK")


def test_citation_names_who_where_when_and_how_it_stands(desk: Desk) -> None:
    """The words to cite by hold speaker, relays, article, day, standing and address."""
    said = citation(desk.claim("c-cables"), "http://x/?id=c-cables", "2026-01-05")

    assert said.splitlines() == [
        "anonymous source (Example Wire) says: “two cables had snapped”, via Example Wire",
        "The Example Times, “Bridge shut, paper says”, 5 January 2026",
        "Claimdesk claim c-cables, unverified by evidence as of 5 January 2026: http://x/?id=c-cables",
    ]


@pytest.mark.parametrize("written", ["c-1", " c-1 ", "http://127.0.0.1/claim?as_of=x&id=c-1"])
def test_claim_is_named_by_id_or_address(written: str) -> None:
    """An address of a claim's page names that claim as well as its id does."""
    assert claim_named(written) == "c-1"


def opened(app: Any, tab: str) -> Any:
    """Open a tab: what lists every source or storyline is drawn only then, and stays."""
    for name in (tab, "History"):
        app.session_state["work"] = name
        app.run()
    return app


def test_edit_saves_what_was_changed_and_nothing_else(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Only the fields that somebody changed are set, the first reading is shown and comes back."""
    app = opened(open_page(story_desk, "claim", id="c-shut"), "Edit")
    app.text_area(key="edit-words").set_value("old bridge").run()
    app.selectbox(key="edit-speaker").set_value("Police").run()
    app.button(key="edit-save").click().run()
    assert "Not saved: the reason" in shown(app)
    app.text_input(key="edit-reason").set_value("as the article has it").run()
    app.button(key="edit-save").click().run()
    edited, page = desk.claim("c-shut"), shown(app)
    app.text_input(key="edit-reason").set_value("no").run()
    app.button(key="edit-first").click().run()

    assert (edited.text, edited.speaker, edited.stance) == (
        "old bridge",
        "Police",
        Stance.ASSERTS,
    )
    assert "The machine read: <b>Example Wire</b>" in page
    assert desk.claim("c-shut").text == "the old bridge was shut"
    assert app.text_area(key="edit-words").value == "the old bridge was shut"


def test_words_that_are_not_there_are_refused(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Words that the article lacks are named at once, stay in the form, and cannot be saved."""
    app = opened(open_page(story_desk, "claim", id="c-shut"), "Edit")
    app.text_area(key="edit-words").set_value("the tunnel").run()

    assert "“the tunnel” does not stand in the article" in shown(app)
    assert app.button(key="edit-save").disabled
    assert desk.log() == []


def test_note_of_a_colleague_is_not_overwritten_unseen(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """A note written meanwhile is shown, one's own stays in the box, and a second press saves it.

    A verdict of one's own in between is no rival.
    """
    app = open_page(story_desk, "claim", id="c-shut")
    app.text_area(key="note-text").set_value("ours").run()
    desk.note("c-shut", "theirs", by="ben")
    app.button(key="note-save").click().run()
    refused, kept = shown(app), app.text_area(key="note-text").value
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    app.button(key="note-save").click().run()

    assert "<b>ben</b> noted “theirs”" in refused
    assert kept == "ours"
    assert desk.note_on("c-shut").text == "ours"


def test_storyline_is_named_joined_and_split(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """A claim is put into a storyline, which is named, and is split off again; each is an event."""
    desk.merge("c-police", "c-denial", by="ben")
    app = opened(open_page(story_desk, "claim", id="c-cables"), "Storyline")
    assert app.button(key="story-join").disabled
    app.selectbox(key="story-other-c-cables").set_value("c-shut").run()
    app.button(key="story-join").click().run()
    (joined,) = desk.storylines()
    app.text_input(key="story-name-c-cables").set_value("Bridge").run()
    app.button(key="story-rename").click().run()
    named = shown(app)
    app.button(key="story-split").click().run()

    assert desk.claim("c-cables").storyline is None
    assert joined.claims == 4
    assert "<b>Bridge</b> <small>4 claims" in named
    assert [one.action for one in desk.log("c-cables")] == ["place", "name", "place"]


def test_the_past_shows_what_was_known_and_decides_nothing(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """As of a day there are neither the later denial nor a button to decide; bad days say why."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="the diver looked")
    app = open_page(story_desk, "claim", id="c-shut", as_of="2026-01-05")
    then = shown(app)
    unknown = shown(open_page(story_desk, "claim", id="c-denial", as_of="2026-01-05"))
    bad = shown(open_page(story_desk, "claim", id="c-shut", as_of="yesterday"))

    assert "The desk as of 5 January 2026" in then
    assert "○ unverified" in then
    assert "the diver looked" not in then
    assert "Minister Ana Example" not in then
    assert [one.key for one in app.button] == ["to-today"]
    assert app.select_slider(key="day-turned").value == "2026-01-05"
    assert "Nobody knew this claim yet" in unknown
    assert "&#x27;yesterday&#x27; is no date" in bad


def test_withdrawn_claim_says_so(open_page: Any, story_desk: str, desk: Desk, shown: Shown) -> None:
    """A claim of a withdrawn article says who withdrew it and why, and still shows its words."""
    desk.withdraw("a1", by="ben", reason="a forgery")
    page = shown(open_page(story_desk, "claim", id="c-shut"))

    assert "The article of this claim was withdrawn by <b>ben</b>: a forgery" in page
    assert "the old bridge was shut" in page


def test_unnamed_speaker_goes_by_the_words_of_the_article(
    open_page: Any, write_desk: Any, shown: Any
) -> None:
    """Beside "anonymous source" stands what the article calls them, on each page of the claim."""
    writer = write_desk()
    body = "A harbour <b>guard</b> said the gate was shut."
    writer.article("a1", "Title", body, publisher="Example Wire", day=5)
    writer.claim(
        "c1",
        "a1",
        "the gate was shut",
        speaker="anonymous source (Example Wire)",
        surface="A harbour <b>guard</b>",
        kind=SourceKind.ANONYMOUS,
    )
    url = writer.finish()

    pages: dict[str, dict[str, str]] = {"review": {}, "claims": {}, "claim": {"id": "c1"}}
    for name, params in pages.items():
        page = shown(open_page(url, name, **params))
        assert "called “A harbour &lt;b&gt;guard&lt;/b&gt;”" in page, name
