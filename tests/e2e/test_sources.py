"""Sources in a real browser: found, opened, left again, each view at an address of its own."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_source_is_found_opened_and_left(
    page: Page, serve: Callable[..., str], story_desk: str
) -> None:
    """What is sought stands in the address; a source has its own; Back leads to what was sought."""
    page.goto(f"{serve(story_desk)}/sources")
    page.get_by_label("Search").fill("example w")
    page.wait_for_url("**/sources?q=example+w")
    page.get_by_role("link", name="Example Wire", exact=True).click()
    expect(page.get_by_role("heading", name="Example Wire", exact=True)).to_be_visible()
    page.wait_for_url(re.compile(r"/sources\?name=Example\+Wire$"))
    page.get_by_role("link", name="All 1 claim of this source").click()
    page.wait_for_url("**/claims?speaker=Example+Wire")
    expect(page.get_by_text("1 claim", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Example Wire", exact=True)).to_be_visible()
    page.go_back()

    expect(page.get_by_label("Search")).to_have_value("example w")
    expect(page.get_by_text("2 sources")).to_be_visible()
    page.get_by_role("link", name="Example Wire", exact=True).click()
    page.get_by_role("link", name="All sources").click()
    page.wait_for_url(re.compile(r"/sources$"))
