"""The dashboard as of a day in a real browser: every page of the past, and the way back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Judgement, Verdict
from db.vocabulary import Relation, Reliability

DAY = "2026-02-01"
LATER = ("✗", "Betrayed", "withdrawn", "the diver looked", "completely reliable")


@pytest.fixture(scope="module")
def address(serve_all: Callable[[str], str], desk_writer: Any, tmp_path_factory: Any) -> str:
    """Where a well of January is served of which all that people decided was decided since."""
    made = desk_writer(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'claims.db'}")
    body = "The Example Wire said on Monday that the old well was shut for good."
    made.article("a-well", "Well shut", body, publisher="The Example Times", day=7)
    made.claim("c-well", "a-well", "the old well was shut for good", speaker="Example Wire")
    body = "Police denied that the old well was shut for good."
    made.article("a-denial", "Well open", body, publisher="Fabricated Post", day=20)
    made.claim(
        "c-denial", "a-denial", "the old well was shut for good", speaker="Police", cue="denied"
    )
    made.link("l-well", "c-denial", "c-well", Relation.CONTRADICTS)
    url = str(made.finish())
    why = {"by": "ben", "reason": "the diver looked"}
    with Desk.open(url) as desk:
        desk.decide("c-well", Verdict.REFUTED, **why)
        desk.judge("l-well", Judgement.ACCEPTED, by="ben")
        desk.name_storyline("c-well", "Betrayed well", by="ben")
        desk.rate("Example Wire", Reliability.A, **why)
        desk.withdraw("a-denial", **why)
    return serve_all(url)


def stands_then(page: Page, name: str, *seen: str) -> None:
    """Nothing of what was decided later is on the page, and the day is."""
    expect(page.locator(".st-key-past")).to_contain_text("The desk as of 1 February 2026")
    for words in seen:
        expect(page.locator(".stMain")).to_contain_text(words)
    assert f"as_of={DAY}" in page.url, name
    text = page.locator(".stMain").inner_text()
    assert [later for later in LATER if later in text] == [], name


def test_every_page_stands_as_of_a_day_until_one_goes_back(page: Page, address: str) -> None:
    """Chosen once, a day stays from page to page, with nothing later on it nor to decide."""
    page.goto(f"{address}/overview")
    expect(page.locator(".stMain")).to_contain_text("refuted")
    page.get_by_role("button", name="As of").click()
    page.get_by_role("spinbutton", name="year, The desk").click()
    page.keyboard.type(DAY.replace("-", ""))
    page.get_by_role("button", name="Sunday, February 1, 2026").click()
    stands_then(page, "overview", "2 claims", "Undecided then", "0 decisions")

    def turn(name: str, *seen: str) -> None:
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(f"**/{name.lower()}?*")
        stands_then(page, name, *seen)

    turn("Claims", "2 claims", "disputed")
    page.get_by_role("link", name="the old well was shut for good").first.click()
    stands_then(page, "claim", "Nobody has decided anything here yet")
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
    turn("Articles", "2 articles")
    page.get_by_role("link", name="Well open").click()
    stands_then(page, "article", "nothing can be decided on it")
    turn("Storylines", "1 storyline")
    page.get_by_role("link", name="Well shut").click()
    stands_then(page, "storyline", "In order of time")
    turn("Sources", "4 sources")
    page.get_by_role("link", name="Example Wire", exact=True).click()
    stands_then(page, "source", "Nobody has set a letter")
    page.get_by_text("Set the letter").click()
    expect(page.get_by_role("button", name="Set letter")).to_be_disabled()
    turn("Log", "Nothing had been decided by then")
    with page.expect_download() as download:
        page.get_by_role("link", name="Claims, JSONL").click()
    page.get_by_role("link", name="Review", exact=True).click()
    stands_then(page, "review", "Nothing is decided in the past")
    page.get_by_role("button", name="Back to now").click()
    expect(page.locator(".stMain")).to_contain_text("Nothing is left to decide")
    page.get_by_role("link", name="Log", exact=True).click()
    expect(page.locator(".stMain")).to_contain_text("the diver looked")

    assert "as_of" not in page.url
    assert download.value.suggested_filename == f"claims-as-of-{DAY}.jsonl"
    assert '"verdict": null' in download.value.path().read_text("utf-8")
    page.goto(f"{address}/claims?as_of=2999-01-01")
    expect(page.get_by_role("alert")).to_contain_text("lies in the future")
    page.get_by_role("button", name="Back to now").click()
    expect(page.locator(".stMain")).to_contain_text("refuted")
