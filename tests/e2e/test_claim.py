"""The page of one claim in a real browser; its tests share a desk, each with a claim of its own."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Verdict
from db.vocabulary import Relation


@pytest.fixture(scope="module")
def url(desk_writer: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A bridge to be read otherwise, a ferry to quarrel about, and a well with a past."""
    desk = desk_writer(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'claims.db'}")
    for n, thing in enumerate(("bridge", "ferry", "well")):
        body = f"The Example Wire said on Monday that the old {thing} was shut for good."
        desk.article(f"a-{thing}", thing, body, publisher="The Example Times", day=5 + n)
        words = f"the old {thing} was shut for good"
        desk.claim(f"c-{thing}", f"a-{thing}", words, speaker="Example Wire")
    body = "Police denied that the old well was shut for good."
    desk.article("a-denial", "Well open", body, publisher="Fabricated Post", day=20)
    words = "the old well was shut for good"
    desk.claim("c-denial", "a-denial", words, speaker="Police", cue="denied")
    desk.link("l-well", "c-denial", "c-well", Relation.CONTRADICTS)
    return str(desk.finish())


@pytest.fixture(scope="module")
def address(serve_all: Callable[[str], str], url: str) -> str:
    """Where that desk is served."""
    return serve_all(url)


def open_claim(page: Page, address: str, claim_id: str, tab: str = "") -> None:
    """Open a claim, and one of its tabs by the keyboard."""
    page.goto(f"{address}/claim?id={claim_id}")
    expect(page.locator(f'[data-claim="{claim_id}"]')).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_be_enabled()
    if tab:
        page.get_by_role("tab", name=tab).press("Enter")
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")


def fill(page: Page, name: str, words: str, end: str = "Tab") -> None:
    """Write over what stands in a field, by the keyboard alone."""
    field = page.get_by_label(name, exact=True)
    field.press("ControlOrMeta+a")
    page.keyboard.insert_text(words)
    field.press(end)


def test_speaker_and_words_are_edited_by_keyboard_and_undone(
    page: Page, address: str, url: str
) -> None:
    """Words and a new speaker are set by keys, stand in the file of the claim, and U undoes it."""
    open_claim(page, address, "c-bridge", "Edit")
    fill(page, "The words of the claim", "the old bridge was shut")
    expect(page.locator(".around .mark")).to_have_text("the old bridge was shut")
    fill(page, "Who says it", "Harbour Office", "Enter")
    expect(page.get_by_label("Who says it", exact=True)).to_have_value("Harbour Office")
    fill(page, "Why it reads so", "as it was printed")
    page.get_by_role("button", name="Save this reading").press("Enter")
    expect(page.locator(".claim-card blockquote")).to_have_text("the old bridge was shut")
    expect(page.locator(".first-reading")).to_contain_text("The machine read: Example Wire")
    with Desk.open(url) as desk:
        edited = desk.claim("c-bridge")
    page.get_by_role("tab", name="Export").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    line = download.value.path().read_text(encoding="utf-8")
    page.get_by_role("tab", name="Export").press("u")
    expect(page.locator(".claim-card blockquote")).to_have_text("the old bridge was shut for good")
    expect(page.locator("[data-testid=stToast]").last).to_contain_text("Taken back: ana read")

    assert (edited.text, edited.speaker) == ("the old bridge was shut", "Harbour Office")
    assert '"text": "the old bridge was shut", ' in line
    with Desk.open(url) as desk:
        assert desk.claim("c-bridge").speaker == "Example Wire"


def test_edit_of_a_colleague_is_shown_before_it_is_gone_over(
    page: Page, address: str, url: str
) -> None:
    """Of two who edit one claim the later is told of the other, and keeps what they wrote."""
    open_claim(page, address, "c-ferry", "Edit")
    fill(page, "The words of the claim", "the old ferry was shut")
    expect(page.locator(".around .mark")).to_have_text("the old ferry was shut")
    with Desk.open(url) as desk:
        desk.edit("c-ferry", by="ben", reason="he said so", speaker="Police")
    fill(page, "Why it reads so", "as it was printed")
    save = page.get_by_role("button", name="Save this reading")
    save.click()
    answer = page.get_by_role("alert")
    expect(answer).to_contain_text("ben read the claim otherwise: speaker “Police”")
    words = page.get_by_label("The words of the claim", exact=True)
    expect(words).to_have_value("the old ferry was shut")
    save.click()
    expect(page.locator(".claim-card blockquote")).to_have_text("the old ferry was shut")

    with Desk.open(url) as desk:
        after = desk.claim("c-ferry")
    assert (after.text, after.speaker) == ("the old ferry was shut", "Police")


def test_a_day_of_the_past_has_an_address_and_no_buttons(
    page: Page, address: str, url: str
) -> None:
    """The slider turns to a day that the address keeps; nothing is decided there, or lost."""
    with Desk.open(url) as desk:
        desk.decide("c-well", Verdict.REFUTED, by="ben", reason="the diver looked")
    open_claim(page, address, "c-well", "Note")
    expect(page.locator(".claim-card")).to_contain_text("refuted")
    fill(page, "The note", "ask the diver")
    page.get_by_role("slider").press("Home")
    page.wait_for_url("**&as_of=2026-01-07")
    banner = page.locator(".st-key-past")
    expect(banner).to_contain_text("The desk as of 7 January 2026")
    expect(page.locator(".claim-card")).to_contain_text("unverified")
    expect(page.get_by_role("button", name=re.compile("Confirm|Undo|link"))).to_have_count(0)
    page.get_by_role("button", name="Back to now").click()
    expect(banner).to_have_count(0)
    expect(page.locator(".claim-card")).to_contain_text("refuted")
    page.get_by_role("tab", name="Note").press("Enter")
    expect(page.get_by_label("The note", exact=True)).to_have_value("ask the diver")
    page.go_back()
    page.reload()
    expect(banner).to_contain_text("The desk as of 7 January 2026")
    expect(page.get_by_text("Police")).to_have_count(0)
    page.get_by_role("button", name="Back to now").click()
    expect(banner).to_have_count(0)

    assert "as_of" not in page.url
