"""The pages that look over many claims: storylines, overview, log."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from claims import Desk, Verdict
from claims.standing.storylines import refresh
from db.engine import writing
from db.vocabulary import Relation

Shown = Callable[[Any], str]


@pytest.fixture
def told(desk: Desk) -> Desk:
    """The desk of the bridge, whose storyline is known by its earliest claim, ``c-shut``."""
    with writing(desk.engine) as session:
        refresh(session, ["c-shut", "c-cables", "c-denial", "c-police"])
    return desk


def ways(app: Any, name: str) -> list[str]:
    """Where the page's links to another page lead, as queries."""
    found = "".join(one.proto.body for one in app.get("html"))
    links = re.findall(r'class="way" href="([\w./]+)(?:\?([^"]*))?"', found)
    return [query for page, query in links if page == name]


@pytest.mark.parametrize("name", ["storylines", "overview"])
def test_empty_desk_shows_a_way_on(open_page: Any, write_desk: Any, name: str) -> None:
    """On an empty desk both pages stand, and lead to where articles are added."""
    app = open_page(write_desk().finish(), name)

    assert app.subheader
    assert ways(app, "articles") == [""]


def test_storyline_is_found_opened_and_told_in_order(
    open_page: Any, story_desk: str, told: Desk, shown: Shown
) -> None:
    """The list leads to the storyline; its page draws the time line and lists the same claims."""
    told.name_storyline("c-shut", "The <b>bridge</b>", by="ana")
    listed = open_page(story_desk, "storylines", id="", q="bridge")
    one = open_page(story_desk, "storylines", id="c-shut", claim="c-denial")
    page = shown(one)

    assert ways(listed, "storylines") == ["id=c-shut"]
    assert "3 claims, 3 articles, ≠ 2 disputed" in shown(listed)
    assert one.get("plotly_chart")
    assert "The &lt;b&gt;bridge&lt;/b&gt;" in page
    assert ways(one, "claim") == ["id=c-denial", "id=c-shut", "id=c-denial", "id=c-police"]
    assert "status=disputed" in "".join(ways(one, "claims"))


def test_storyline_is_named_split_and_unnamed(open_page: Any, story_desk: str, told: Desk) -> None:
    """People name it, take a claim out and take both back, the last first, in rows of the log."""
    app = open_page(story_desk, "storylines", id="c-shut")
    app.text_input(key="name-c-shut").set_value("Bridge")
    app.button(key="save-name").click().run()
    name = told.storyline("c-shut").name
    app.multiselect(key="split-off").set_value(["c-police"])
    app.text_input(key="reason-split-story").set_value("another bridge")
    app.button(key="save-split").click().run()
    apart = told.claim("c-police").storyline
    last = told.log()[-1]
    app.button(key="undo-story").click().run()
    back = told.claim("c-police").storyline
    app.button(key="undo-story").click().run()

    assert name == "Bridge"
    assert back == "c-shut"
    assert apart is None
    assert (last.reviewer, last.reason) == ("ana", "another bridge")
    assert told.storyline("c-shut").name == "Bridge shut, paper says"
    assert [one.action for one in told.log()] == ["name", "place", "undo", "undo"]


def test_refused_act_is_explained_and_nothing_written(
    open_page: Any, story_desk: str, told: Desk, shown: Shown
) -> None:
    """To split nothing off, or to name without a name of one's own, is answered in words."""
    app = open_page(story_desk, "storylines", id="c-shut")
    app.button(key="save-split").click().run()
    first = shown(app)
    app.text_input(key="reviewer").set_value("").run()
    app.button(key="save-name").click().run()

    assert "choose the claims to take out first" in first
    assert "Not saved: " in shown(app)
    assert told.log() == []


def test_storyline_that_moved_is_followed_and_one_that_is_not_there_named(
    open_page: Any, story_desk: str, told: Desk
) -> None:
    """The address of a claim's former storyline leads on; an unknown one has a way to all."""
    moved = open_page(story_desk, "storylines", id="c-police")
    lost = open_page(story_desk, "storylines", id="nope")

    assert moved.get("plotly_chart")
    assert "nope" in lost.subheader[0].value
    assert ways(lost, "storylines") == [""]


def test_overview_leads_from_numbers_to_lists(
    open_page: Any, story_desk: str, told: Desk, shown: Shown
) -> None:
    """Numbers by standing lead to those claims; both sides of a dispute are named."""
    told.decide("c-police", Verdict.CONFIRMED, by="ana", reason="r")
    app = open_page(story_desk, "overview", since="a day", day="2026-01-01")
    page = shown(app)

    assert {"status=disputed", "verdict=confirmed"} <= {*ways(app, "claims")}
    assert [one.label for one in app.expander] == [
        "**3 new articles** with 4 claims",
        "**1 new contradiction** among 2 links",
        "**1 decision**",
    ]
    assert "<b>Minister Ana Example</b> <i>denies</i>" in page
    assert "id=c-shut" in ways(app, "storylines")
    assert any(one.startswith("id=") for one in ways(app, "./"))


def test_each_number_of_what_is_new_has_its_list(
    open_page: Any, story_desk: str, told: Desk, shown: Shown
) -> None:
    """New articles and their claims, contradictions and all links each stand in a list."""
    app = open_page(story_desk, "overview", since="a day", day="2026-01-01")
    app.session_state["arrivals"] = app.session_state["fresh"] = True
    first = shown(app.run())
    app.session_state["which-arrived"] = "Their claims"
    app.session_state["which-links"] = "All links"
    other = shown(app.run())

    assert re.findall(r'data-row="(a\d|l-\w+)"', first) == ["a3", "a2", "a1", "l-denied"]
    assert len(re.findall(r'data-row="new-c-\w+"', other)) == 4
    assert set(re.findall(r'data-row="(l-\w+)"', other)) == {"l-denied", "l-police"}


def test_overview_tells_who_has_decided_nothing(
    open_page: Any, story_desk: str, shown: Shown
) -> None:
    """Since one's last decision means since yesterday to who has made none, and says so."""
    app = open_page(story_desk, "overview", since="my last decision")

    assert "ana has decided nothing here yet" in shown(app)
    assert app.expander[0].label == "**0 new articles**"


def test_split_of_several_is_told_where_it_left_and_undone_at_once(
    open_page: Any, write_desk: Any, shown: Shown
) -> None:
    """Two of four claims are taken out: the old storyline says so, and one press restores it."""
    writer = write_desk()
    for n in range(4):
        writer.article(
            f"a{n}", "Ferry", f"Paper {n} said the ferry sank.", publisher="P", day=2 + n
        )
        writer.claim(f"c{n}", f"a{n}", "the ferry sank", speaker=f"Paper {n}")
    for n in range(3):
        writer.link(f"l{n}", f"c{n + 1}", f"c{n}", Relation.REPEATS)
    url = writer.finish()
    with Desk.open(url) as desk:
        with writing(desk.engine) as session:
            refresh(session, ["c0", "c1", "c2", "c3"])
        desk.split("c2", "c3", by="ana")
        app = open_page(url, "storylines", id="c0")
        told = shown(app)
        (button,) = [one for one in app.button if one.key == "undo-story"]
        button.click().run()

        assert "People took 2 claims out of this storyline" in told
        assert button.label == "Undo the split of 2 claims"
        assert desk.storyline("c0").claims == 4
        assert desk.verify().ok


def test_storylines_under_one_headline_have_names_of_their_own(write_desk: Any) -> None:
    """Where two begin in one article, each goes by how it begins as well; one alone does not."""
    writer = write_desk()
    for n, day in enumerate((2, 3)):
        body = f"Bo said the ferry sank. Cy said the well was dry. Day {n}."
        writer.article(f"a{n}", "News of today", body, publisher="P", day=day)
        writer.claim(f"f{n}", f"a{n}", "the ferry sank", speaker="Bo")
        writer.claim(f"w{n}", f"a{n}", "the well was dry", speaker="Cy")
    for one in "fw":
        writer.link(f"l{one}", f"{one}1", f"{one}0", Relation.REPEATS)
    with Desk.open(writer.finish()) as desk:
        with writing(desk.engine) as session:
            refresh(session, ["f0", "f1", "w0", "w1"])
        names = {one.name for one in desk.storylines()}
        desk.split("w0", by="ana")

        assert names == {
            "News of today: “the ferry sank”",
            "News of today: “the well was dry”",
        }
        assert [one.name for one in desk.storylines()] == ["News of today"]
