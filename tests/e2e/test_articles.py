"""Reading, mending and adding articles in a real browser, on one desk for all tests here."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from claims import Desk
from claims.jobs import Jobs
from claims.jobs.lock import take
from claims.jobs.process import AT_ONCE

Serve = Callable[[str], str]

TIMES = "The Example Times"
MISSED = "The ferry 🙂 would stop on Friday"
# Each of these marks and blanks moves an offset that is counted otherwise than Python does.
BODY = (
    "Mayor Bo Example 🙂 said that the old bridge was shut\u202e.\n   \n"
    f"{MISSED}, police said.\n\nRain fell. Rain fell again."
)
HOSTILE = "<img src=x onerror=alert(1)>![x](http:evil.example) =1+1.md"
PATIENCE = 120_000


@pytest.fixture(scope="module")
def desk_url(tmp_path_factory: pytest.TempPathFactory, desk_writer: Any) -> str:
    """A desk with an article for each test that changes one."""
    writer = desk_writer(f"sqlite:///{tmp_path_factory.mktemp('articles') / 'desk.db'}")
    for n, name in enumerate(("marked", "missed", "decided", "contested"), 1):
        writer.article(name, f"Bridge shut, part {n}", BODY, publisher=TIMES, day=n)
        writer.claim(f"c-{name}", name, "the old bridge was shut", speaker="Mayor Bo Example")
    writer.claim("c-rain", "marked", "Rain fell", speaker=TIMES, surface="Rain", shown=False)
    url: str = writer.finish()
    return url


@pytest.fixture(scope="module")
def address(desk_url: str, serve_all: Serve) -> Iterator[str]:
    """The dashboard, whose jobs read by rules, which load sooner than models."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMS_EXTRACTOR", "claims.CueAttribution.v1")
        patch.setenv("CLAIMS_LINKER", "claims.Rules.v1")
        patch.setenv("CLAIMS_WORKERS", "1")
        yield serve_all(desk_url)


def select(page: Page, words: str) -> None:
    """Select words of the article as a mouse would, from the letter to the letter."""
    page.evaluate(
        """(words) => {
          const article = document.querySelector(".article[data-article]");
          const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at >= 0) {
              const node = walker.currentNode;
              document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
          }
        }""",
        words,
    )


def test_paste_is_cancelled_seen_by_others_and_goes_on(
    page: Page, context: BrowserContext, address: str, desk_url: str
) -> None:
    """A pasted text waits its turn, is seen and cancelled by another session, and read later."""
    jobs = Jobs(desk_url)
    jobs.folder.mkdir(exist_ok=True)
    locks = [take(jobs.folder / f"turn-{n}") for n in range(AT_ONCE)]
    page.goto(f"{address}/articles")
    page.get_by_text("Add articles").click()
    page.get_by_role("tab", name="Paste text").click()
    page.get_by_label("Headline").fill("Ferry halted")
    page.get_by_label("Text", exact=True).fill(
        "The Example Wire reported on Friday that the ferry to Sample Island had been halted."
    )
    page.get_by_role("button", name="Add article").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    other = context.new_page()
    other.goto(f"{address}/articles?id=marked")
    expect(other.get_by_role("status").filter(has_text="Ferry halted")).to_be_visible()
    other.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled by ana")).to_be_visible()
    for lock in locks:
        assert lock is not None
        lock.close()
    page.get_by_role("button", name="Go on with the rest").click()
    expect(page.get_by_text("1 article, 1 claim, 0 links added.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Ferry halted: 1 claim").click()
    page.wait_for_url("**/articles?id=*")

    expect(page.locator(".article-head h4")).to_have_text("Ferry halted")
    expect(page.locator(".article .mark-content")).to_contain_text("had been halted")


def test_hostile_name_and_twins_are_listed_with_the_reason(
    page: Page, address: str, tmp_path: Path
) -> None:
    """What is left out of an upload is told with the reason, as a file too; names are only text."""
    page.goto(f"{address}/articles")
    page.get_by_text("Add articles").click()
    text = b"Well dry\n\nThe Example Wire reported that the well of Sample Island was dry."
    page.locator("input[type=file]").set_input_files(
        [
            {"name": HOSTILE, "mimeType": "text/markdown", "buffer": text},
            {"name": HOSTILE, "mimeType": "text/markdown", "buffer": text},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b" "},
        ]
    )
    page.get_by_role("button", name="Read these files").click()
    expect(page.get_by_text("1 article, 1 claim, 0 links added. 2 files left out.")).to_be_visible(
        timeout=PATIENCE
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="What was left out").click()
    download.value.save_as(tmp_path / "left-out.csv")
    report = (tmp_path / "left-out.csv").read_text("utf-8-sig")

    assert "already here: the same bytes as" in report
    assert "empty.txt,is empty; there is nothing to read," in report
    assert page.locator("[onerror], [src*='evil'], a[href*='evil']").count() == 0


def test_missed_claim_is_added_from_the_selection(page: Page, address: str, desk_url: str) -> None:
    """The words that were selected, not one letter more, become a claim; pasted ones are found."""
    page.goto(f"{address}/articles?id=missed")
    button = page.get_by_role("button", name="Add the selected words as a claim")
    expect(button).to_be_disabled()
    select(page, MISSED)
    button.click()
    expect(page.locator("blockquote").filter(has_text=MISSED)).to_be_visible()
    page.get_by_label("Who says it?").fill("Police")
    page.get_by_label("Who says it?").press("Enter")
    page.get_by_label("Why is it a claim?").fill("it can be checked")
    page.get_by_role("button", name="Add this claim").click()
    expect(page.locator(".article .mark-content").filter(has_text="ferry")).to_be_visible()
    with Desk.open(desk_url) as desk:
        (added,) = [one for one in desk.claims(article_id="missed") if one.speaker == "Police"]
    for words, said in (("Rain fell", "stand here 2 times"), ("no such", "do not stand")):
        page.get_by_role("textbox", name="Or paste words").fill(words)
        page.get_by_role("button", name="Find").click()
        expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("textbox", name="Or paste words").fill("Rain  fell\tagain")
    page.get_by_role("button", name="Find").click()

    assert added.text == MISSED
    expect(page.get_by_role("heading", name="A claim that was missed")).to_be_visible()
    expect(page.locator("blockquote").filter(has_text="Rain fell again")).to_be_visible()


def test_article_is_withdrawn_redated_and_taken_back(
    page: Page, address: str, desk_url: str
) -> None:
    """Withdrawal and date stand in the head with their reasons, and each can be taken back."""
    page.goto(f"{address}/articles?id=decided")
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_label("Why?").fill("the paper took it back")
    page.get_by_role("button", name="Withdraw this article").click()
    expect(page.get_by_text("Withdrawn.", exact=True)).to_be_visible()
    expect(page.locator(".history")).to_contain_text("the paper took it back")
    page.get_by_role("button", name="Undo #").click()
    expect(page.get_by_text("Withdrawn.", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Correct its date").click()
    page.get_by_role("spinbutton", name="year, Published on").click()
    page.keyboard.type("20251224")
    page.get_by_label("Why?").fill("the printed page says so")
    page.get_by_role("button", name="Set the date").click()
    expect(page.locator(".article-head")).to_contain_text("24 December 2025")

    expect(page.get_by_role("button", name="Read and link it now")).to_be_visible()
    with Desk.open(desk_url) as desk:
        after = [(one.action, one.after[:10]) for one in desk.decisions_on("decided")]
    assert after == [("withdraw", "withdrawn"), ("undo", ""), ("date", "2025-12-24")]


def test_decision_of_a_colleague_is_not_overwritten(
    page: Page, address: str, desk_url: str
) -> None:
    """Who withdraws an article that somebody changed meanwhile is told who; nothing is saved."""
    page.goto(f"{address}/articles?id=contested")
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_label("Why?").fill("mine")
    with Desk.open(desk_url) as desk:
        desk.redate("contested", "2025-12-01", by="ben", reason="his")
    page.get_by_role("button", name="Withdraw this article").click()
    expect(page.get_by_role("alert").filter(has_text="changed while you looked")).to_contain_text(
        "ben"
    )

    with Desk.open(desk_url) as desk:
        assert [one.reviewer for one in desk.decisions_on("contested")] == ["ben"]


def test_marks_name_their_claim_and_silence_is_shown(page: Page, address: str) -> None:
    """Every mark bears the number of its claim and leads to it; silent sentences are shaded."""
    page.goto(f"{address}/articles?id=marked&silent=true&background=true")
    silent = page.locator(".article .mark-silent")
    expect(silent.first).to_be_visible()
    assert "".join(silent.all_inner_texts()).count("Rain fell again.") == 1
    assert "old bridge" not in "".join(silent.all_inner_texts())
    background = page.locator(".article .mark-background[data-claims='2']")
    assert "".join(background.all_inner_texts()) == "2Rain fell"
    speaker = page.locator(".article .mark-speaker[data-claims='1']")
    expect(speaker).to_have_text("Mayor Bo Example")
    speaker.click()

    expect(page.locator(".claim-number[data-number='1']")).to_have_class("claim-number pointed")
    assert "claim 1" in speaker.evaluate("one => getComputedStyle(one, '::after').content")
