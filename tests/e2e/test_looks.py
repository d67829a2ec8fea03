"""What the pages look like, as far as a rule can say it: contrast, focus, and room on a phone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Verdict

CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(
    story_file: Path, tmp_path_factory: pytest.TempPathFactory, serve_all: Callable[[str], str]
) -> str:
    """Where the story's desk is served, a claim of it decided and another noted on."""
    url = f"sqlite:///{shutil.copy(story_file, tmp_path_factory.mktemp('looks') / 'desk.db')}"
    with Desk.open(url) as desk:
        desk.decide("c-cables", Verdict.CONFIRMED, by="ana", reason="seen")
        desk.note("c-shut", "ask the engineer", by="ana")
    return serve_all(url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read(page: Page, address: str, scheme: str) -> None:
    """No text in sight has less contrast than WCAG AA asks for, on paper or on slate."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for name, ready in (("?id=c-shut", ".claim-card"), ("log", ".event"), ("overview", ".sides")):
        page.goto(f"{address}/{name}")
        expect(page.locator(ready).first).to_be_visible()
        expect(page.locator("html[data-unsettled]")).to_have_count(0)

        assert page.evaluate(CONTRAST) == [], name


def test_link_under_the_keyboard_is_framed(page: Page, address: str) -> None:
    """A link that Tab has reached has a frame, and no other has."""
    page.goto(f"{address}/claims")
    link = page.locator(".row a").nth(1)
    expect(link).to_be_visible()
    framed = "link => getComputedStyle(link).outlineStyle"

    assert link.evaluate(framed) == "none"
    page.get_by_role("checkbox").nth(1).focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert link.evaluate(framed) == "solid"


def test_verdicts_have_room_on_a_phone(page: Page, address: str) -> None:
    """On a phone the three verdicts stand side by side in sight, and none lies over another."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/?id=c-shut")
    buttons = page.locator(".st-key-verdicts button")
    expect(buttons).to_have_count(3)
    boxes = [one.bounding_box() or {} for one in buttons.all()]

    edges = [edge for box in boxes for edge in (box["x"], box["x"] + box["width"])]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= 390


def test_one_click_leads_away_from_an_open_popover(page: Page, address: str) -> None:
    """A link of the navigation leads to its page also while a popover is open."""
    page.goto(f"{address}/claims")
    page.locator(".st-key-download button").click()
    expect(page.locator("a.download").first).to_be_visible()

    page.get_by_role("link", name="Log", exact=True).click()
    expect(page.locator(".event").first).to_be_visible()
    expect(page).to_have_url(f"{address}/log")
