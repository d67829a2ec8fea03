"""A storyline in a real browser: its marks open claims, and people arrange it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from claims import Desk
from claims.standing.storylines import refresh
from db.engine import writing
from db.vocabulary import Relation


@pytest.fixture(scope="module")
def url(write_shared_desk: Callable[..., object]) -> str:
    """A ferry of three claims, two of which disagree; and a well of two."""
    writer = write_shared_desk()
    for n, (thing, speaker, day) in enumerate(
        [
            ("ferry", "Harbour Office", 5),
            ("ferry", "Police", 9),
            ("ferry", "Mayor Bo", 20),
            ("well", "Police", 6),
            ("well", "Mayor Bo", 7),
        ]
    ):
        body = f"{speaker} said on day {n} that the {thing} was shut."
        writer.article(f"a{n}", f"The {thing}", body, publisher=f"Paper {n}", day=day)
        writer.claim(f"c{n}", f"a{n}", f"the {thing} was shut", speaker=speaker)
    writer.link("l1", "c1", "c0", Relation.REPEATS)
    writer.link("l2", "c2", "c0", Relation.CONTRADICTS)
    writer.link("l3", "c4", "c3", Relation.REPEATS)
    url: str = writer.finish()
    with Desk.open(url) as desk, writing(desk.engine) as session:
        refresh(session, [f"c{n}" for n in range(5)])
    return url


@pytest.fixture(scope="module")
def address(serve_all: Callable[[str], str], url: str) -> str:
    """Where that desk is served."""
    return serve_all(url)


def mark(page: Page, n: int) -> None:
    """Click the mark of a claim, counted from the left of the chart."""
    marks = page.locator(".st-key-timeline .points path")
    expect(marks.nth(2)).to_be_visible()
    boxes = [box for one in marks.all() if (box := one.bounding_box())]
    box = sorted(boxes, key=lambda box: box["x"])[n]
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_click_on_a_mark_shows_the_claim_and_leads_to_it(page: Page, address: str) -> None:
    """The third mark shows the mayor's claim beside the picture, in the address, and opens it."""
    page.goto(f"{address}/storylines")
    page.get_by_role("link", name="The ferry").click()
    mark(page, 2)
    peek = page.locator(".st-key-peek")
    expect(peek.locator('[data-claim="c2"]')).to_be_visible()
    expect(page).to_have_url(re.compile("id=c0&claim=c2"))
    mark(page, 0)
    expect(peek.locator('[data-claim="c0"]')).to_be_visible()
    page.get_by_text("Where it comes from").click()
    expect(page.locator(".st-key-lineage .points path").first).to_be_visible()
    peek.get_by_role("link", name="Open claim").click()

    expect(page).to_have_url(re.compile(r"/claim\?id=c0"))


def press_within(page: Page, wanted: Locator) -> None:
    """Press what stands in the forms of a storyline; they may shut when another one is shown."""
    for _ in range(4):
        page.wait_for_function("!('unsettled' in document.documentElement.dataset)")
        if not wanted.is_visible():
            page.get_by_text("Name, merge or split").click()
        try:
            wanted.click(timeout=4000)
        except TooLate:
            continue
        return
    pytest.fail(f"{wanted} is not to be had")


def test_storylines_are_merged_by_name_and_come_apart_by_undo(
    page: Page, address: str, url: str
) -> None:
    """The later storyline leads to the earlier one after the merger, and stands again after it."""
    page.goto(f"{address}/storylines?id=c3")
    press_within(page, page.get_by_role("tab", name="Merge"))
    choice = page.get_by_role("combobox", name=re.compile("Merge with"))
    choice.scroll_into_view_if_needed()  # scrolling closes its list
    choice.click()
    page.get_by_role("option", name=re.compile("The ferry")).click()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator('[data-story="c0"]')).to_be_visible()
    expect(page.get_by_text("5 claims")).to_be_visible()
    press_within(page, page.get_by_role("button", name="Undo #1"))
    expect(page.get_by_text("3 claims")).to_be_visible()

    with Desk.open(url) as desk:
        assert [one.claims for one in desk.storylines()] == [3, 2]
        assert [one.action for one in desk.log()] == ["place", "undo"]


def test_on_a_phone_the_list_takes_the_place_of_the_picture(page: Page, address: str) -> None:
    """At 390 pixels the claims stand in order of time, and no picture is drawn over them."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/storylines?id=c0")
    expect(page.locator("[data-row=c2]")).to_be_visible()

    expect(page.locator(".st-key-timeline")).to_be_hidden()
