"""Looking at what was understood before it goes in, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from claims import Desk
from claims.settings import Settings
from tests.claims.fetch.server import Server, serving

Serve = Callable[[str], str]
PATIENCE = 60_000
EVIL = "<img src=x onerror=alert(1)> ![x](http://evil.example)"
BRIDGE = "Bridge shut\n\nThe bridge to Sample Island was shut."
FILES = {
    "ferry.txt": (
        f"Ferry halted {EVIL}\n\nThe Example Wire reported that the ferry to Sample Island had "
        "been halted. Mayor Bo Example denied that the ferry had been sold.\n\nContinue reading…"
    ),
    "dump.txt": "Mill shut\n\nThe mill was shut.\n###\nDam broke\n\nThe dam broke.",
    "table.csv": "Head,Body\nTunnel shut,The tunnel to Sample Island was shut.\n",
    "empty.txt": " ",
}


@pytest.fixture(scope="module")
def desk_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A desk with one article."""
    folder = tmp_path_factory.mktemp("adding")
    (folder / "bridge.txt").write_text(BRIDGE, "utf-8")
    url = f"sqlite:///{folder / 'desk.db'}"
    light = Settings(extractor="claims.NoOp.v1", linker="claims.NoOp.v1", workers=1)
    with Desk.open(url, settings=light) as desk:
        list(desk.run(folder / "bridge.txt"))
    return url


@pytest.fixture(scope="module")
def web() -> Iterator[Server]:
    """A web server of this machine, which the desk may fetch from."""
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def address(desk_url: str, serve_all: Serve, web: Server) -> Iterator[str]:
    """The dashboard, whose jobs read by rules, which load sooner than models."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMS_EXTRACTOR", "claims.CueAttribution.v1")
        patch.setenv("CLAIMS_LINKER", "claims.NoOp.v1")
        patch.setenv("CLAIMS_WORKERS", "1")
        patch.setenv("CLAIMS_ALLOW_HOSTS", web.place)
        patch.setenv("CLAIMS_FETCH_PAUSE", "0")
        yield serve_all(desk_url)


def upload(page: Page, address: str) -> None:
    """Upload all files, and ask for what is understood of them."""
    page.goto(f"{address}/articles")
    page.get_by_text("Add articles").click()
    page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in FILES.items()
        ]
    )
    page.get_by_role("button", name="Show what is understood first").first.click()


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box, which is scrolled to first: scrolling closes its list."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.scroll_into_view_if_needed()
    box.click()
    wanted = page.get_by_role("option", name=option)
    try:
        expect(wanted).to_be_visible(timeout=5_000)
    except AssertionError:  # what was drawn meanwhile has closed the list
        box.click()
    wanted.click()
    # What is drawn for the choice stands for a moment beside what stood there before.
    page.wait_for_function("!('unsettled' in document.documentElement.dataset)")


def test_files_are_shown_read_otherwise_corrected_and_added(
    page: Page, context: BrowserContext, address: str, desk_url: str, tmp_path: Path
) -> None:
    """Nothing goes in until it is added; then as it was corrected, and what is left out is told."""
    upload(page, address)
    said = page.get_by_text("Nothing is added yet")
    expect(said).to_contain_text("2 documents understood. 2 documents", timeout=PATIENCE)
    card = page.locator(".preview[data-file='ferry.txt']")
    expect(card).to_contain_text("the text breaks off at its end")
    expect(card.locator("li")).to_contain_text(["Example Wire says", "Bo Example denies"])
    assert page.locator("[onerror], [src*='evil'], a[href*='evil']").count() == 0
    choose(page, "Title", "Head")
    choose(page, "Text", "Body")
    page.get_by_label("Line between two articles in one text file").fill("###")
    page.get_by_role("button", name="Read again this way").click()
    expect(said).to_contain_text("4 documents understood. 1 document", timeout=PATIENCE)
    with page.expect_download() as download:
        page.get_by_role("button", name="What would be left out").click()
    download.value.save_as(tmp_path / "left-out.csv")
    choose(page, "Look through", "3. Dam broke")
    expect(page.locator(".preview h4")).to_have_text("Dam broke")
    page.get_by_text("Leave this one out").click()
    expect(page.get_by_role("button", name="Add 3 articles")).to_be_enabled()
    choose(page, "Look through", "1. Ferry halted")
    expect(card).to_be_visible()
    page.get_by_label("Headline as it goes in").fill("Ferry halted")
    page.get_by_label("Published by").fill("The Example Times")
    page.get_by_role("spinbutton", name="year, On").click()
    page.keyboard.type("20200503")
    page.keyboard.press("Tab")
    other = context.new_page()
    other.goto(f"{address}/articles")
    other.get_by_text("Added lately").click()
    expect(other.get_by_text("Waits to be looked through")).to_be_visible()
    with Desk.open(desk_url) as desk:
        before = desk.count_articles()
    page.get_by_role("button", name="Add 3 articles").click()
    expect(page.get_by_text("2 files left out.")).to_be_visible(timeout=PATIENCE)

    assert before == 1
    report = (tmp_path / "left-out.csv").read_text("utf-8-sig")
    assert report.splitlines()[1:] == ["empty.txt,is empty; there is nothing to read,"]
    with Desk.open(desk_url) as desk:
        titles = {one.title for one in desk.articles()}
        (ferry,) = desk.articles(search="Ferry halted")
    assert titles >= {"Ferry halted", "Mill shut", "Tunnel shut"}
    assert "Dam broke" not in titles
    assert (ferry.publisher, str(ferry.published_at)[:10]) == ("The Example Times", "2020-05-03")
    assert ferry.published_origin == "set by hand"


def test_what_is_here_already_is_said_and_dropped(page: Page, address: str, desk_url: str) -> None:
    """A pasted text that is here already is named as such, cannot be added, and can be dropped."""
    with Desk.open(desk_url) as desk:
        before = desk.count_articles()
    page.goto(f"{address}/articles")
    page.get_by_text("Add articles").click()
    page.get_by_role("tab", name="Paste text").click()
    page.get_by_label("Text", exact=True).fill(BRIDGE)
    page.get_by_role("button", name="Show what is understood first").last.click()
    expect(page.get_by_text("Here already")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Add 0 articles")).to_be_disabled()
    page.get_by_role("button", name="Drop them").click()
    expect(page.get_by_text("Nothing is added yet")).to_have_count(0)

    with Desk.open(desk_url) as desk:
        assert desk.count_articles() == before


def story(sentence: str) -> str:
    """Return a web page with a sentence that may change."""
    rest = "".join(f"<p>Residents were told on day {n} to wait for news.</p>" for n in range(6))
    return (
        "<html lang=en><head><title>Quay closed</title></head><body><article><h1>Quay closed</h1>"
        f"<p>{sentence}</p>{rest}</article></body></html>"
    )


def give(page: Page, address: str, url: str, button: str) -> None:
    """Give an address in the form, and press one of its buttons."""
    page.goto(f"{address}/articles")
    page.get_by_text("Add articles").click()
    page.get_by_role("tab", name="Address or feed").click()
    page.get_by_role("textbox", name="Addresses of pages").fill(url)
    page.get_by_role("button", name=button).last.click()


def test_address_is_shown_corrected_watched_and_its_silent_change_raises_an_alarm(
    page: Page, address: str, desk_url: str, web: Server
) -> None:
    """A page goes in as it was seen; once changed silently, both versions and an alarm are told."""
    first = "The Example Wire reported that the quay of Sample Island had been closed for 2 days."
    url = web.page("/quay", story(first))
    give(page, address, f"{url}\n{web.url('/gone')}", "Show what is understood first")
    expect(page.get_by_text("1 document understood. 1 document")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".left-out")).to_contain_text("/gone")
    page.get_by_label("Published by").fill("The Example Times")
    page.get_by_label("Published by").press("Tab")
    # What was looked at goes in, whatever stands there by now.
    web.page("/quay", story(first.replace("2 days", "5 days")))
    page.get_by_role("button", name="Add 1 article").click()
    expect(page.get_by_text("1 article, 7 claims, 0 links added.")).to_be_visible(timeout=PATIENCE)
    asked = [path for path, _ in web.requests].count("/quay")
    web.page("/quay", story(first.replace("2 days", "9 days")))
    give(page, address, url, "Watch from now on")
    alarm = page.get_by_text("1 claim on sentences that were changed or taken out")
    expect(alarm).to_be_visible(timeout=PATIENCE)
    alarm.click()
    expect(page.locator(".changed .now .differs").first).to_have_text("9")
    page.get_by_text("Watched and fetched").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("watched no more")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_text("every 15 minutes")).to_be_visible()
    page.get_by_text("What was fetched lately").click()
    with Desk.open(desk_url) as desk:
        latest, original = desk.articles(search="Quay closed")
        feeds = [(one.url, one.stopped) for one in desk.feeds(stopped=True)]
    page.goto(f"{address}/articles?id={original.article_id}")
    expect(page.get_by_text("Version 1 of 2 at its address")).to_be_visible()
    page.get_by_text("What changed from version 1").click()
    expect(page.locator(".changed .was .differs").first).to_have_text("2")
    page.get_by_role("link", name="Version 2").click()

    expect(page.get_by_text("Version 2 of 2 at its address: the text that stands")).to_be_visible()
    assert asked == 1
    assert (original.publisher, latest.url) == ("The Example Times", url)
    assert feeds == [(url, False)]
