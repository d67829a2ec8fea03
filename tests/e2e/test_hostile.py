"""An article that attacks the reviewer's browser from every field gets nowhere on any page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Verdict
from claims.standing.storylines import refresh
from db.engine import writing

PAGES = {
    "/": ".claim-card",
    "/claims": ".row a.way",
    "/claim?id=c-well": ".claim-card",
    "/articles?id=h1": ".article",
    "/sources": ".row > a.way",
    "/storylines?id=c-well&claim=c-full": ".st-key-timeline .points path",
    "/overview": "[data-row^=story]",
    "/log": "[data-event]",
}
FOREIGN = (
    "script[src*='evil'], iframe, [onerror], [src*='evil'], "
    "a[href^='http']:not([href^='http://127.0.0.1']), [href^='javascript'], form[action]"
)


@pytest.fixture(scope="module")
def address(serve_all: Callable[[str], str], write_shared_desk: Any, attack: Any) -> str:
    """Where a desk is served whose articles, decisions and reviewer all attack the browser."""
    url = attack(write_shared_desk())
    with Desk.open(url) as desk:
        with writing(desk.engine) as session:
            refresh(session, ["c-well", "c-full"])
        speaker = desk.claim("c-well").speaker
        desk.decide("c-well", Verdict.REFUTED, by="ana", reason=f"because {speaker}")
        desk.decide("c-full", Verdict.CONFIRMED, by=speaker, reason=speaker)
        desk.undo(2, by=speaker)
    return serve_all(url)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_the_article_runs_or_is_fetched(page: Page, address: str, path: str) -> None:
    """No script, style, frame, image, link or override of the text takes effect, or is hidden.

    Requests beyond this machine, dialogs and script errors fail the test in the fixtures.
    """
    page.goto(address + path)
    expect(page.locator(PAGES[path]).first).to_be_visible()
    page.wait_for_timeout(1500)

    inside = page.locator("[data-testid=stMain]")
    assert inside.locator(FOREIGN).count() == 0
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    assert "\u202e" not in inside.inner_text()
    if path.startswith("/articles"):
        expect(page.locator(".article .hidden-char").first).to_have_text("U+202E")


@pytest.mark.parametrize("words", ["one source", "queue", "toast"])
def test_labels_are_disarmed_too(page: Page, address: str, words: str) -> None:
    """Toast, queue and the page of a source show hostile words and do not obey them."""
    if words == "one source":
        page.goto(f"{address}/sources")
        page.locator(".row > a.way").first.click()
        expect(page.get_by_text("Reliability", exact=True)).to_be_visible()
    else:
        page.goto(address)
        expect(page.locator(".claim-card")).to_be_visible()
        page.wait_for_timeout(900)
    if words == "toast":
        page.get_by_role("button", name="Official record seen").click()
        page.get_by_role("button", name="Refute").click()
        # It goes by itself after four seconds: until all is settled, it may be gone.
        page.locator("[data-testid=stToast]").wait_for()
    if words == "queue":
        page.get_by_role("button", name="Queue").click()
        expect(page.locator("[data-testid=stPopoverBody] button").first).to_be_visible()
    page.wait_for_timeout(800)

    assert page.locator(FOREIGN).count() == 0
