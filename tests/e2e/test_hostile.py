"""An article that attacks the reviewer's browser from every field gets nowhere on any page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Verdict
from claims.standing.storylines import refresh
from db.engine import writing

PAGES = {
    "/": ".claim-card",
    "/claims": ".stPageLink",
    "/claim?id=c-well": ".claim-card",
    "/articles?id=h1": ".article",
    "/sources": "[class*=st-key-row] .stPageLink",
    "/storylines?id=c-well&claim=c-full": ".st-key-timeline .points path",
    "/overview": "[class*=st-key-row-story]",
    "/log": "[data-event]",
}
FOREIGN = (
    "script[src*='evil'], iframe, [onerror], [src*='evil'], "
    "a[href^='http']:not([href^='http://127.0.0.1']), [href^='javascript'], form[action]"
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_the_article_runs_or_is_fetched(
    page: Page, serve: Callable[[str], str], hostile_desk: str, path: str
) -> None:
    """No script, style, frame, image, link or override of the text takes effect.

    Requests beyond this machine, dialogs and script errors fail the test in the fixtures.
    """
    with Desk.open(hostile_desk) as desk:
        with writing(desk.engine) as session:
            refresh(session, ["c-well", "c-full"])
        speaker = desk.claim("c-well").speaker
        desk.decide("c-well", Verdict.REFUTED, by="ana", reason=f"because {speaker}")
        desk.decide("c-full", Verdict.CONFIRMED, by=speaker, reason=speaker)
        if path == "/":
            desk.undo(2, by=speaker)
    page.goto(serve(hostile_desk) + path)
    expect(page.locator(PAGES[path]).first).to_be_visible()
    page.wait_for_timeout(1500)

    inside = page.locator("[data-testid=stMain]")
    assert inside.locator(FOREIGN).count() == 0
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    assert "\u202e" not in inside.inner_text()


def test_hidden_characters_show_as_chips(
    page: Page, serve: Callable[[str], str], hostile_desk: str
) -> None:
    """A bidirectional override in the text is shown by its number."""
    page.goto(serve(hostile_desk) + "/articles?id=h1")

    expect(page.locator(".article .hidden-char").first).to_have_text("U+202E")


@pytest.mark.parametrize("words", ["toast", "one source", "queue"])
def test_labels_are_disarmed_too(
    page: Page, serve: Callable[[str], str], hostile_desk: str, words: str
) -> None:
    """Toast, queue and the page of a source show hostile words and do not obey them."""
    address = serve(hostile_desk)
    if words == "one source":
        page.goto(f"{address}/sources")
        page.locator("[class*=st-key-row] .stPageLink a").first.click()
        expect(page.get_by_text("Reliability", exact=True)).to_be_visible()
    else:
        page.goto(address)
        expect(page.locator(".claim-card")).to_be_visible()
        page.wait_for_timeout(900)
    if words == "toast":
        page.get_by_role("button", name="Official record seen").click()
        page.get_by_role("button", name="Refute").click()
        expect(page.locator("[data-testid=stToast]")).to_be_visible()
    if words == "queue":
        page.get_by_role("button", name="Queue").click()
        expect(page.locator("[data-testid=stPopoverBody] button").first).to_be_visible()
    page.wait_for_timeout(800)

    assert page.locator(FOREIGN).count() == 0
