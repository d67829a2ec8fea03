"""Words for a claim that was missed: what a browser sends, and what is pasted."""

from typing import Any

import pytest

from claims.ui.missed import places, trimmed

from .conftest import PAGES

TEXT = "  One two.\n\nTwo  three.  "


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 11, "One two."),
        (2, 5, "One"),
        (0, len(TEXT), TEXT.strip()),
        (0, 2, None),
        (5, 5, None),
        (-1, 4, None),
        (0, 999, None),
        (None, 4, None),
        ("0", 4, None),
    ],
)
def test_selection_is_trimmed_or_refused(start: Any, end: Any, expected: str | None) -> None:
    """A span loses the blanks around it; one that holds nothing, or that cannot be, is none."""
    span = trimmed(TEXT, start, end)

    assert (TEXT[slice(*span)] if span else None) == expected


def test_pasted_words_are_found_across_line_ends() -> None:
    """Blanks may differ, letters may not; signs of a pattern are letters."""
    assert [TEXT[slice(*span)] for span in places(TEXT, "two. Two three")] == ["two.\n\nTwo  three"]
    assert len(places("a a", "a")) == 2
    assert places(TEXT, "") == places(TEXT, "o.e") == []


def test_line_of_blanks_keeps_its_length(open_page: Any, write_desk: Any) -> None:
    """A line of blanks is written so that no reader of HTML drops it: offsets go by it."""
    writer = write_desk()
    writer.article("a1", "Title", "One.\n \t \nTwo.", publisher="The Example Times", day=5)
    app = open_page(writer.finish(), "articles", id="a1")
    (html,) = [
        str(one.proto.body) for one in app.get("html") if 'class="article"' in one.proto.body
    ]

    assert "One.\n&#32;&#32;&#32;\nTwo." in html


def test_what_is_half_written_outlasts_a_look_at_other_pages(
    open_page: Any, write_desk: Any
) -> None:
    """A pasted article and a missed claim that are not saved yet stand there again on return."""
    writer = write_desk()
    writer.article("a1", "Title", "The gate was shut.", publisher="The Example Times", day=5)
    app = open_page(writer.finish(), "articles")
    app.text_input(key="paste-title").set_value("A headline")
    app.text_area(key="paste-text").set_value("Half an article").run()
    app.query_params["id"] = "a1"
    app.run()
    app.text_input(key="pasted-words").set_value("gate was shut")
    app.button(key="find-words").click().run()
    app.text_input(key="missed-reason").set_value("seen").run()
    app.switch_page(str(PAGES / "claims.py")).run()
    app.switch_page(str(PAGES / "articles.py"))
    app.query_params["id"] = "a1"
    app.run()
    missed = app.text_input(key="missed-reason").value
    del app.query_params["id"]
    app.run()

    assert missed == "seen"
    assert app.text_input(key="paste-title").value == "A headline"
    assert app.text_area(key="paste-text").value == "Half an article"
