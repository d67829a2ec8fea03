"""The list of claims in a browser: narrowed, turned, marked and taken along."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Verdict


@pytest.fixture(scope="module")
def url(write_shared_desk: Any) -> str:
    """Thirty claims of one mayor and one of a colleague, in 31 articles."""
    writer = write_shared_desk()
    for n in range(31):
        speaker = "Judge Cy Example" if n == 30 else "Mayor Bo Example"
        words = f"bridge {n:02d} is shut"
        body = f"{speaker} said that {words}."
        writer.article(f"a{n:02d}", f"Part {n:02d}", body, publisher="The Example Times", day=1 + n)
        writer.claim(f"c{n:02d}", f"a{n:02d}", words, speaker=speaker)
    return str(writer.finish())


@pytest.fixture(scope="module")
def address(serve_all: Callable[[str], str], url: str) -> str:
    """Where that desk is served."""
    return serve_all(url)


def rows(page: Page) -> Any:
    """The rows of the list."""
    return page.locator(".row")


def test_marks_over_two_pages_are_made_and_taken_back(page: Page, address: str, url: str) -> None:
    """What is selected on two pages is marked but for what a colleague decided, and taken back."""
    page.goto(f"{address}/claims")
    expect(page.get_by_text("31 claims", exact=True)).to_be_visible()
    page.get_by_role("button", name="Select this page").click()
    expect(page.get_by_text("25 claims selected")).to_be_visible()
    page.get_by_role("button", name="Older").click()
    page.wait_for_url("**/claims?after=c06")
    expect(rows(page)).to_have_count(6)
    rows(page).first.get_by_role("checkbox").click()
    expect(page.get_by_text("26 claims selected")).to_be_visible()
    with Desk.open(url) as desk:
        desk.decide("c20", Verdict.CONFIRMED, by="ben", reason="seen")
    page.get_by_placeholder("Why; it goes into the log of each").fill("the mayor was wrong")
    page.get_by_role("button", name="Refute").click()

    expect(page.get_by_role("status").filter(has_text="25 claims marked refuted")).to_contain_text(
        "ben set it to 'confirmed'"
    )
    page.get_by_role("button", name="Undo these 25 marks").click()
    expect(page.get_by_text("25 marks taken back")).to_be_visible()
    with Desk.open(url) as desk:
        verdicts = {one.claim_id: one.verdict for one in desk.claims() if one.verdict}
        assert verdicts == {"c20": Verdict.CONFIRMED}
        assert len(desk.log()) == 51
        assert desk.verify().ok
    page.get_by_role("button", name="Newer").click()
    expect(rows(page)).to_have_count(25)
    page.wait_for_url(re.compile(r"/claims$"))


def test_every_view_has_an_address(page: Page, address: str) -> None:
    """An address narrows the list, tells what it does not know, and follows what is chosen."""
    page.goto(f"{address}/claims?speaker=Judge+Cy+Example&when=2026-01&stance=maybe")
    expect(page.get_by_text("1 claim", exact=True)).to_be_visible()
    expect(page.get_by_text("“maybe” is no stance here")).to_be_visible()
    page.get_by_role("button", name="Speaker: Judge Cy Example").click()
    expect(page.get_by_text("31 claims", exact=True)).to_be_visible()
    expect(rows(page)).to_have_count(25)
    page.get_by_text("More filters").click()
    page.get_by_label("Speaker", exact=True).click()
    page.get_by_role("option", name="Mayor Bo Example (30)").click()
    expect(page.get_by_text("30 claims", exact=True)).to_be_visible()
    page.wait_for_url("**speaker=Mayor+Bo+Example**")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="30 claims, JSONL").click()

    assert download.value.path().read_text(encoding="utf-8").count("\n") == 30
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_text("31 claims", exact=True)).to_be_visible()
