"""A reviewer's day in a real browser."""

import csv
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Relation, Verdict
from claims.review.logfile import verify_file
from claims.standing.statuses import refresh
from db.engine import writing
from db.models import ClaimLink

Serve = Callable[[str], str]


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the desk that is served to all tests of this file."""
    return f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}"


@pytest.fixture(scope="module")
def address(serve_all: Serve, shared_desk: str) -> str:
    """Where the desk is served, once for all tests of this file."""
    return serve_all(shared_desk)


@pytest.fixture
def story(shared_desk: str, story_desk: str) -> str:
    """The shared desk with the story of the bridge, as nobody has touched it yet."""
    become(shared_desk, story_desk)
    return shared_desk


def become(url: str, other: str) -> None:
    """Let a desk that is being served hold what another one holds."""
    source, target = (sqlite3.connect(one.removeprefix("sqlite:///")) for one in (other, url))
    with closing(source), closing(target):
        source.backup(target)


def current(page: Page, claim_id: str) -> None:
    """Wait until a claim is in sight and its buttons can be pressed."""
    expect(page.locator(f'[data-current="{claim_id}"]')).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Confirm"))).to_be_enabled()
    look(page)


def look(page: Page) -> None:
    """Look at what stands, once all of it is drawn, for as long as the guard against keys asks."""
    expect(page.locator("html[data-unsettled]")).to_have_count(0)
    page.wait_for_timeout(900)


def write_reason(page: Page, reason: str) -> None:
    """Write a reason and leave the field, so that keys are shortcuts again."""
    field = page.get_by_label("Reason", exact=True)
    expect(field).to_have_count(1)  # where a claim comes back, that of the one before goes first
    field.fill(reason)
    field.blur()


def press(page: Page, name: str) -> None:
    """Click a button by what it says."""
    page.get_by_role("button", name=re.compile(f"^{name}|\\b{name}\\b")).first.click()


def hold(page: Page, key: str) -> None:
    """Hold a key down until what it does stands, and for a moment longer."""
    for _ in range(30):
        page.keyboard.down(key)
        page.wait_for_timeout(33)
    look(page)
    for _ in range(10):
        page.keyboard.down(key)
        page.wait_for_timeout(33)
    page.keyboard.up(key)


def test_refute_undo_confirm_stands_in_the_downloaded_log(
    page: Page, address: str, story: str, tmp_path: Path
) -> None:
    """Refute, undo and confirm on one claim are the three rows of a log that verifies offline."""
    page.goto(address)
    current(page, "c-shut")
    expect(page.locator(".article .mark-content")).to_have_text("the old bridge was shut")
    write_reason(page, "the diver saw it open")
    press(page, "Refute")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    look(page)
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


def test_half_written_reason_outlasts_a_look_elsewhere(
    page: Page, address: str, story: str
) -> None:
    """Reason, picked chip and address stand again after Open and Back, and after J and K."""
    # The review stands at the root, and is reached by its name as well.
    page.goto(f"{address}/review?id=c-shut")
    current(page, "c-shut")
    page.get_by_role("button", name="Evidence").click()
    page.get_by_label("Addresses that the verdict rests on").fill("https://example.org/record")
    page.keyboard.press("Escape")
    page.get_by_text("Official record seen").click()
    page.get_by_label("Reason", exact=True).fill("half a thought")
    page.get_by_role("link", name="Open", exact=True).first.click()
    expect(page).to_have_url(re.compile("/claim"))
    expect(page.get_by_text("History").first).to_be_visible()
    page.go_back()
    current(page, "c-shut")
    expect(page.get_by_label("Reason", exact=True)).to_have_value("half a thought")
    page.keyboard.press("j")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    expect(page.get_by_label("Reason", exact=True)).to_have_value("")
    look(page)
    page.keyboard.press("k")
    current(page, "c-shut")
    expect(page.get_by_label("Reason", exact=True)).to_have_value("half a thought")
    page.keyboard.press("a")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)

    with Desk.open(story) as desk:
        (event,) = desk.log()
    assert event.reason == "Official record seen; half a thought"
    assert event.evidence == "https://example.org/record"


def test_held_key_decides_at_most_once(page: Page, address: str, story: str) -> None:
    """A verdict key that is held down with a reason at hand writes one event, not many."""
    page.goto(address)
    current(page, "c-shut")
    write_reason(page, "read it")
    hold(page, "x")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    page.wait_for_timeout(1500)

    with Desk.open(story) as desk:
        assert [event.object_id for event in desk.log()] == ["c-shut"]


def test_held_key_does_not_get_round_the_reason(page: Page, address: str, story: str) -> None:
    """A held key without a reason writes nothing and asks for one; Enter then saves it."""
    page.goto(address)
    current(page, "c-shut")
    hold(page, "x")
    expect(page.get_by_role("button", name="Save: refuted")).to_be_visible()
    look(page)
    with Desk.open(story) as desk:
        before = desk.log()
    page.get_by_label("Reason", exact=True).fill("seen on site")
    page.get_by_label("Reason", exact=True).press("Enter")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)

    with Desk.open(story) as desk:
        assert before == []
        assert desk.claim("c-shut").verdict is Verdict.REFUTED


def test_second_click_on_the_same_spot_picks_nothing(page: Page, address: str, story: str) -> None:
    """A press without a reason moves neither the button nor the links below it."""
    page.goto(address)
    current(page, "c-shut")
    links = page.get_by_role("heading", name=re.compile("Against it"))
    confirm = page.get_by_role("button", name=re.compile("Confirm"))
    spot, below = confirm.bounding_box(), links.bounding_box()
    assert spot is not None
    confirm.click()
    save = page.get_by_role("button", name="Save: confirmed")
    expect(save).to_be_visible()
    look(page)
    after = save.bounding_box()
    page.mouse.click(spot["x"] + 20, spot["y"] + 15)
    look(page)

    assert after is not None
    assert (after["x"], after["y"]) == (spot["x"], spot["y"])
    assert links.bounding_box() == below
    assert page.locator(".st-key-chips :is([kind^=primary], [aria-pressed=true])").count() == 0
    with Desk.open(story) as desk:
        assert desk.log() == []


@pytest.mark.parametrize("size", [(1280, 720), (1024, 576), (390, 844)])
def test_decision_is_in_sight_before_the_article(
    page: Page, address: str, story: str, size: tuple[int, int]
) -> None:
    """At 1280 by 720, at 125 % of it, and on a phone, claim and verdicts need no scrolling."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    current(page, "c-shut")
    verdicts = [
        page.get_by_role("button", name=re.compile(name)).bounding_box()
        for name in ("Confirm", "Refute", "Undetermined")
    ]
    article, claim = (page.locator(one).bounding_box() for one in (".article", ".claim-card"))

    assert article is not None
    assert claim is not None
    assert claim["y"] < article["y"]
    assert all(box and box["y"] + box["height"] < min(article["y"], height) for box in verdicts)


def test_keys_walk_and_decide(page: Page, address: str, story: str) -> None:
    """J, K, 1 and A do what the buttons do, X and 2 in a row as well; writing presses no key."""
    page.goto(address)
    current(page, "c-shut")
    page.keyboard.press("j")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    page.wait_for_timeout(500)
    page.keyboard.press("k")
    current(page, "c-shut")
    page.keyboard.press("w")
    page.keyboard.type("jax dux")
    expect(page.get_by_label("Reason", exact=True)).to_have_value("jax dux")
    page.wait_for_timeout(500)
    expect(page.locator('[data-current="c-shut"]')).to_be_visible()
    page.get_by_label("Reason", exact=True).fill("")
    page.get_by_label("Reason", exact=True).blur()
    page.keyboard.press("1")
    expect(page.locator(".st-key-chips [aria-pressed=true]")).to_have_text("Official record seen")
    page.keyboard.press("a")
    expect(page.locator('[data-current="c-shut"]')).to_have_count(0)
    look(page)
    page.keyboard.press("x")
    page.keyboard.press("2")
    expect(page.get_by_text("2 decided today, 2 open")).to_be_visible()

    with Desk.open(story) as desk:
        assert [(e.after, e.reason) for e in desk.log()] == [
            ("confirmed", "Official record seen"),
            ("refuted", "Independent source agrees"),
        ]


def test_colleagues_decision_is_not_overwritten(page: Page, address: str, story: str) -> None:
    """A press on a claim that a colleague decided meanwhile shows that decision, and saves none."""
    page.goto(address)
    current(page, "c-shut")
    write_reason(page, "I doubt it")
    with Desk.open(story) as desk:
        desk.decide("c-shut", Verdict.CONFIRMED, by="ben", reason="saw the record")
        press(page, "Refute")
        expect(page.get_by_role("alert")).to_contain_text("Your press was not saved")
        expect(page.get_by_role("alert")).to_contain_text("ben")
        expect(page.get_by_role("alert")).to_contain_text("saw the record")

        assert desk.claim("c-shut").verdict is Verdict.CONFIRMED


def test_colleagues_decision_shows_before_a_press(page: Page, address: str, story: str) -> None:
    """What a colleague decides about the claim in sight appears by itself; a press can follow."""
    page.goto(address)
    current(page, "c-shut")
    with Desk.open(story) as desk:
        desk.decide("c-shut", Verdict.CONFIRMED, by="ben", reason="saw the record")
        expect(page.get_by_role("alert")).to_contain_text("While you looked at this claim")
        expect(page.get_by_role("alert")).to_contain_text("ben marked the claim confirmed")
        look(page)
        write_reason(page, "I doubt it")
        press(page, "Refute")
        expect(page.locator('[data-current="c-shut"]')).to_have_count(0)

        assert [one.reviewer for one in desk.log()] == ["ben", "ana"]


def test_links_are_judged_by_key(page: Page, address: str, story: str) -> None:
    """N held down rejects one link and the next comes into focus; Y accepts that, U takes back."""
    page.goto(address)
    current(page, "c-shut")
    focus = page.locator(".link-card.in-focus")
    expect(focus).to_contain_text("Minister Ana Example")
    hold(page, "n")
    expect(focus).to_contain_text("Police")
    look(page)
    page.keyboard.press("y")
    expect(focus).to_have_count(0)
    look(page)
    page.keyboard.press("u")
    expect(focus).to_contain_text("Police")

    with Desk.open(story) as desk:
        assert [(one.object_id, one.after) for one in desk.log()] == [
            ("l-denied", "rejected"),
            ("l-police", "accepted"),
            ("l-police", "unreviewed"),
        ]


def test_help_lies_over_the_keys(page: Page, address: str, story: str) -> None:
    """H shows what the keys do, and hides it; pressed while it lies there, they decide nothing."""
    page.goto(address)
    current(page, "c-shut")
    write_reason(page, "seen on site")
    page.keyboard.press("h")
    expect(page.get_by_role("dialog")).to_contain_text("leave it undetermined")
    page.keyboard.press("h")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("h")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("nothing was saved")
    expect(page.get_by_role("dialog")).to_have_count(0)

    with Desk.open(story) as desk:
        assert desk.log() == []


def test_challenged_verdict_comes_back_and_says_why(page: Page, address: str, story: str) -> None:
    """A decided claim that is denied later opens the queue again, with who decided and who denies.

    What is noted of it stands beside it, and an address that the new verdict rests on is kept.
    """
    with Desk.open(story) as desk:
        desk.decide("c-cables", Verdict.CONFIRMED, by="ben", reason="saw them")
        for claim_id in ("c-shut", "c-denial", "c-police"):
            desk.decide(claim_id, Verdict.UNDETERMINED, by="ben", reason="r")
        link = ClaimLink(
            id="l-new", later_id="c-denial", earlier_id="c-cables", relation=Relation.CONTRADICTS,
            score=0.9, strong=True, reason="", linker="claims.TestLinker.v1", run_id=1,
        )  # fmt: skip
        with writing(desk.engine) as session:
            session.add(link)
            session.flush()
            refresh(session, ["c-cables", "c-denial"], run_id=1)
        page.goto(f"{address}/?id=c-cables")
        current(page, "c-cables")
        why = page.get_by_role("note").filter(has_text="since then")
        expect(why).to_contain_text(
            re.compile("Confirmed by ben on .* is contradicted by Minister")
        )
        expect(page.locator(".claim-card .badge.is-flag").first).to_have_text("⚑ new evidence")
        page.get_by_role("button", name="Note").click()
        page.get_by_label("The note").fill("ask the <b>engineer</b>")
        page.get_by_role("button", name="Save the note").click()
        expect(page.locator(".note")).to_have_text("✎ Noteask the <b>engineer</b>")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Evidence").click()
        page.get_by_label("Addresses").fill("https://example.com/cables")
        page.keyboard.press("Escape")
        write_reason(page, "the engineer took it back")
        press(page, "Refute")
        expect(page.locator('[data-current="c-cables"]')).to_have_count(0)

        last = desk.log(limit=1)[0]
        assert (last.before, last.after, last.evidence) == (
            "confirmed",
            "refuted",
            "https://example.com/cables",
        )
        assert desk.claim("c-cables").challenged_by == ()


def test_unknown_claim_has_a_way_on(page: Page, address: str, story: str) -> None:
    """A link to a claim that is not there says so and leads to the list."""
    page.goto(f"{address}/claim?id=99999999")
    expect(page.get_by_text("There is no claim “99999999” on this desk")).to_be_visible()
    page.get_by_role("link", name="All claims").click()

    expect(page.get_by_text("4 claims", exact=True)).to_be_visible()


def test_claim_has_an_address_of_its_own(page: Page, address: str, story: str) -> None:
    """A claim opened from the list stands at its address, and that address opens it again."""
    page.goto(f"{address}/claims?q=cables")
    page.get_by_role("link", name="two cables had snapped").click()
    page.wait_for_url("**/claim?id=c-cables")
    page.reload()

    expect(page.locator('[data-claim="c-cables"]')).to_be_visible()
    expect(page.locator(".claim-card ol.chain li")).to_have_text(
        ["root anonymous source (Example Wire)", "Example Wire", "The Example Times"]
    )


def test_filters_stand_in_the_address(page: Page, address: str, story: str) -> None:
    """What is searched for stands in the address, so that the view can be sent to a colleague."""
    page.goto(f"{address}/claims")
    page.get_by_label("Search").fill("cables")
    expect(page.get_by_text("1 claim", exact=True)).to_be_visible()

    page.wait_for_url("**/claims?q=cables")


def test_circle_is_found_and_explained(
    page: Page, address: str, shared_desk: str, circular_desk: str
) -> None:
    """The doubtful origins can be listed alone, and the page of one says who cites whom."""
    become(shared_desk, circular_desk)
    page.goto(f"{address}/claims")
    page.get_by_text("More filters").click()
    page.get_by_text("Only doubtful origins").click()
    page.wait_for_url("**/claims?flagged=true")
    expect(page.get_by_text("↻ circular")).to_have_count(2)
    page.get_by_role("link", name="the old bridge was shut").first.click()

    expect(page.get_by_role("note")).to_have_text(
        "Circular: Fabricated Post cites Example Times, and Example Times cites Fabricated Post"
    )
    expect(page.locator(".claim-card ol.chain li.origin")).to_have_text("root The Example Times")


def test_a_number_leads_to_its_claims(page: Page, address: str, story: str) -> None:
    """Each number of the overview shows the claims that it counts, at an address of their own."""
    page.goto(f"{address}/claims")
    page.get_by_role("button", name="2 disputed").click()
    expect(page.get_by_text("2 claims", exact=True)).to_be_visible()

    page.wait_for_url("**/claims?status=disputed")


def test_rows_and_figures_open_their_claim(page: Page, address: str, story: str) -> None:
    """A row of the log opens its claim, and a point of the provenance figure the linked one."""
    with Desk.open(story) as desk:
        desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    page.goto(f"{address}/log")
    page.get_by_role("link", name="Open claim").click()
    page.wait_for_url("**/claim?id=c-shut")
    points = page.locator(".js-plotly-plot .scatterlayer .point")
    expect(points).to_have_count(6)
    page.wait_for_timeout(1000)
    points.nth(2).click(force=True)

    page.wait_for_url("**/claim?id=c-denial")


def test_article_is_added_from_the_page(page: Page, address: str, story: str) -> None:
    """An uploaded article becomes claims that can be reviewed, and the page says how many."""
    page.goto(f"{address}/articles")
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
