"""A reviewer's day in a real browser."""

import csv
import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from claims import Desk, Verdict
from claims.review.logfile import verify_file

Serve = Callable[[str], str]


def current(page: Page, claim_id: str) -> None:
    """Wait until a claim is in sight and its buttons can be pressed."""
    expect(page.locator(f'[data-current="{claim_id}"]')).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Confirm"))).to_be_enabled()
    page.wait_for_timeout(900)


def write_reason(page: Page, reason: str) -> None:
    """Write a reason and leave the field, so that keys are shortcuts again."""
    page.get_by_label("Reason", exact=True).fill(reason)
    page.get_by_label("Reason", exact=True).blur()


def press(page: Page, name: str) -> None:
    """Click a button by what it says."""
    page.get_by_role("button", name=re.compile(f"^{name}|\\b{name}\\b")).first.click()


def test_refute_undo_confirm_stands_in_the_downloaded_log(
    page: Page, serve: Serve, story_desk: str, tmp_path: Path
) -> None:
    """Refute, undo and confirm on one claim are the three rows of a log that verifies offline."""
    address = serve(story_desk)
    page.goto(address)
    current(page, "c-shut")
    expect(page.locator(".article .mark-content")).to_have_text("the old bridge was shut")
    write_reason(page, "the diver saw it open")
    press(page, "Refute")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    page.wait_for_timeout(900)
    press(page, "Undo")
    current(page, "c-shut")
    write_reason(page, "the record says shut")
    press(page, "Confirm")
    expect(page.get_by_text("1 decided today, 3 open")).to_be_visible()

    page.get_by_role("link", name="Log").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Log, CSV").click()
    file = tmp_path / "log.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as rows:
        events = list(csv.DictReader(rows))

    assert [(row["action"], row["before"], row["after"], row["reason"]) for row in events] == [
        ("decide", "", "refuted", "the diver saw it open"),
        ("undo", "refuted", "", ""),
        ("decide", "", "confirmed", "the record says shut"),
    ]
    assert {row["claim_id"] for row in events} == {"c-shut"}
    assert {row["reviewer"] for row in events} == {"ana"}
    assert verify_file(file).ok


def test_held_key_decides_at_most_once(page: Page, serve: Serve, story_desk: str) -> None:
    """A verdict key that is held down with a reason at hand writes one event, not many."""
    page.goto(serve(story_desk))
    current(page, "c-shut")
    write_reason(page, "read it")
    for _ in range(30):
        page.keyboard.down("x")
        time.sleep(0.033)
    page.keyboard.up("x")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    page.wait_for_timeout(1500)

    with Desk.open(story_desk) as desk:
        assert [event.object_id for event in desk.log()] == ["c-shut"]


def test_held_key_does_not_get_round_the_reason(page: Page, serve: Serve, story_desk: str) -> None:
    """A held key without a reason writes nothing and asks for one; Enter then saves it."""
    page.goto(serve(story_desk))
    current(page, "c-shut")
    for _ in range(20):
        page.keyboard.down("x")
        time.sleep(0.033)
    page.keyboard.up("x")
    expect(page.get_by_role("button", name="Save: refuted")).to_be_visible()
    page.wait_for_timeout(900)
    with Desk.open(story_desk) as desk:
        before = desk.log()
    page.get_by_label("Reason", exact=True).fill("seen on site")
    page.get_by_label("Reason", exact=True).press("Enter")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)

    with Desk.open(story_desk) as desk:
        assert before == []
        assert desk.claim("c-shut").verdict is Verdict.REFUTED


def test_second_click_on_the_same_spot_picks_nothing(
    page: Page, serve: Serve, story_desk: str
) -> None:
    """A press without a reason moves neither the button nor the links below it."""
    page.goto(serve(story_desk))
    current(page, "c-shut")
    links = page.get_by_role("heading", name=re.compile("Against it"))
    confirm = page.get_by_role("button", name=re.compile("Confirm"))
    spot, below = confirm.bounding_box(), links.bounding_box()
    assert spot is not None
    confirm.click()
    save = page.get_by_role("button", name="Save: confirmed")
    expect(save).to_be_visible()
    page.wait_for_timeout(900)
    after = save.bounding_box()
    page.mouse.click(spot["x"] + 20, spot["y"] + 15)
    page.wait_for_timeout(900)

    assert after is not None
    assert (after["x"], after["y"]) == (spot["x"], spot["y"])
    assert links.bounding_box() == below
    assert page.locator('[data-variant="pills"][aria-pressed="true"]').count() == 0
    with Desk.open(story_desk) as desk:
        assert desk.log() == []


def test_claim_comes_before_its_article_on_a_phone(
    page: Page, serve: Serve, story_desk: str
) -> None:
    """On a narrow screen the buttons stand above the article."""
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(serve(story_desk))
    current(page, "c-shut")
    button = page.get_by_role("button", name=re.compile("Confirm")).bounding_box()
    article = page.locator(".article").bounding_box()

    assert button is not None
    assert article is not None
    assert button["y"] < article["y"]


def test_keys_walk_and_decide(page: Page, serve: Serve, story_desk: str) -> None:
    """J, K, a picked reason and A do what the buttons do; typing a reason presses no key."""
    page.goto(serve(story_desk))
    current(page, "c-shut")
    page.keyboard.press("j")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    page.wait_for_timeout(500)
    page.keyboard.press("k")
    current(page, "c-shut")
    page.get_by_label("Reason", exact=True).press_sequentially("jax dux")
    page.wait_for_timeout(500)
    expect(page.locator('[data-current="c-shut"]')).to_be_visible()
    page.get_by_label("Reason", exact=True).fill("")
    page.get_by_label("Reason", exact=True).blur()
    page.get_by_role("button", name="Official record seen").click()
    page.keyboard.press("a")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)

    with Desk.open(story_desk) as desk:
        assert [(e.after, e.reason) for e in desk.log()] == [("confirmed", "Official record seen")]


def test_colleagues_decision_is_not_overwritten(page: Page, serve: Serve, story_desk: str) -> None:
    """A press on a claim that a colleague decided meanwhile shows that decision, and saves none."""
    page.goto(serve(story_desk))
    current(page, "c-shut")
    with Desk.open(story_desk) as desk:
        desk.decide("c-shut", Verdict.CONFIRMED, by="ben", reason="saw the record")
        write_reason(page, "I doubt it")
        press(page, "Refute")
        expect(page.get_by_role("alert")).to_contain_text("Your press was not saved")
        expect(page.get_by_role("alert")).to_contain_text("ben")
        expect(page.get_by_role("alert")).to_contain_text("saw the record")

        assert desk.claim("c-shut").verdict is Verdict.CONFIRMED


def test_unknown_claim_has_a_way_on(page: Page, serve: Serve, story_desk: str) -> None:
    """A link to a claim that is not there says so and leads to the list."""
    page.goto(f"{serve(story_desk)}/claim?id=99999999")
    expect(page.get_by_text("There is no claim “99999999” on this desk")).to_be_visible()
    page.get_by_role("link", name="All claims").click()

    expect(page.get_by_text("4 claims", exact=True)).to_be_visible()


def test_claim_has_an_address_of_its_own(page: Page, serve: Serve, story_desk: str) -> None:
    """A claim opened from the list stands at its address, and that address opens it again."""
    page.goto(f"{serve(story_desk)}/claims?q=cables")
    page.get_by_role("link", name="two cables had snapped").click()
    page.wait_for_url("**/claim?id=c-cables")
    page.reload()

    expect(page.locator('[data-claim="c-cables"]')).to_be_visible()
    expect(page.locator("ol.chain li")).to_have_text(
        ["root anonymous source (Example Wire)", "Example Wire", "The Example Times"]
    )


def test_filters_stand_in_the_address(page: Page, serve: Serve, story_desk: str) -> None:
    """What is searched for stands in the address, so that the view can be sent to a colleague."""
    page.goto(f"{serve(story_desk)}/claims")
    page.get_by_label("Search").fill("cables")
    expect(page.get_by_text("1 claim", exact=True)).to_be_visible()

    page.wait_for_url("**/claims?q=cables")


def test_circle_is_found_and_explained(page: Page, serve: Serve, circular_desk: str) -> None:
    """The doubtful origins can be listed alone, and the page of one says who cites whom."""
    page.goto(f"{serve(circular_desk)}/claims")
    page.get_by_text("Only doubtful origins").click()
    page.wait_for_url("**/claims?flagged=true")
    expect(page.get_by_text("↻ circular")).to_have_count(2)
    page.get_by_role("link", name="the old bridge was shut").first.click()

    expect(page.get_by_role("note")).to_have_text(
        "Circular: Fabricated Post cites Example Times, and Example Times cites Fabricated Post"
    )
    expect(page.locator("ol.chain li.origin")).to_have_text("root The Example Times")


def test_a_number_leads_to_its_claims(page: Page, serve: Serve, story_desk: str) -> None:
    """Each number of the overview shows the claims that it counts, at an address of their own."""
    page.goto(f"{serve(story_desk)}/claims")
    page.get_by_role("button", name="2 disputed").click()
    expect(page.get_by_text("2 claims", exact=True)).to_be_visible()

    page.wait_for_url("**/claims?status=disputed")


def test_rows_and_figures_open_their_claim(page: Page, serve: Serve, story_desk: str) -> None:
    """A row of the log opens its claim, and a point of the provenance figure the linked one."""
    with Desk.open(story_desk) as desk:
        desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    page.goto(f"{serve(story_desk)}/log")
    table = page.locator("[data-testid=stDataFrame]")
    expect(table).to_be_visible()
    page.wait_for_timeout(1500)
    table.click(position={"x": 17, "y": 51})
    page.wait_for_url("**/claim?id=c-shut")
    points = page.locator(".js-plotly-plot .scatterlayer .point")
    expect(points).to_have_count(6)
    page.wait_for_timeout(1000)
    points.nth(2).click(force=True)

    page.wait_for_url("**/claim?id=c-denial")


def test_article_is_added_from_the_page(page: Page, serve: Serve, story_desk: str) -> None:
    """An uploaded article becomes claims that can be reviewed, and the page says how many."""
    page.goto(f"{serve(story_desk)}/articles")
    page.get_by_text("Add articles").click()
    page.locator("input[type=file]").set_input_files(
        {
            "name": "ferry.md",
            "mimeType": "text/markdown",
            "buffer": b"---\ntitle: Ferry halted\npublisher: The Example Times\n---\n\n"
            b"The Example Wire reported that the ferry to Sample Island had been halted.\n",
        }
    )
    page.get_by_role("button", name="Read these files").click()
    expect(page.get_by_role("status").filter(has_text="1 article, 1 claim")).to_be_visible(
        timeout=120_000
    )
