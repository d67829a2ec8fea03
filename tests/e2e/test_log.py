"""The log in a real browser: found by its address, and handed over as files."""

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claims import Desk, Verdict
from claims.review.logfile import verify_file


@pytest.fixture(scope="module")
def url(write_shared_desk: Callable[..., object]) -> str:
    """A desk on which three people made thirty decisions."""
    writer = write_shared_desk()
    writer.article("a1", "밤", "Police said the gate was shut.", publisher="Post", day=5)
    writer.claim("c1", "a1", "the gate was shut", speaker="Police")
    url: str = writer.finish()
    with Desk.open(url) as desk:
        for n in range(30):
            verdict = Verdict.REFUTED if n % 2 else Verdict.CONFIRMED
            desk.decide("c1", verdict, by=("ana", "ben", "김")[n % 3], reason=f"seen {n}")
    return url


@pytest.fixture(scope="module")
def address(serve_all: Callable[[str], str], url: str) -> str:
    """Where that desk is served."""
    return serve_all(url)


def test_log_is_filtered_by_its_address_and_paged(page: Page, address: str) -> None:
    """Who and verdict in the address narrow the log; older pages have an address of their own."""
    page.goto(f"{address}/log?who=ben&verdict=refuted")
    expect(page.get_by_text("5 decisions, the newest first")).to_be_visible()
    expect(page.locator("[data-event]")).to_have_count(5)
    expect(page.locator('[data-event="26"]')).to_contain_text("seen 25")
    page.goto(f"{address}/log")
    expect(page.locator("[data-event]")).to_have_count(25)
    page.get_by_role("button", name="Older").click()
    expect(page.locator("[data-event]")).to_have_count(5)
    older = page.url
    page.goto(older)

    expect(page.locator('[data-event="1"]')).to_be_visible()
    expect(page.locator("[data-event]")).to_have_count(5)


def test_downloads_are_whole_and_verify(page: Page, address: str, url: str, tmp_path: Path) -> None:
    """Log, case file and desk come down by their links; log and case verify by themselves."""
    page.goto(f"{address}/log")
    with Desk.open(url) as desk:
        head = desk.head()
    expect(page.locator(".st-key-proof")).to_contain_text(head)
    page.get_by_text("For Excel").click()
    expect(page.locator("a.download").first).to_be_visible()
    files = {}
    for name in ("Log, CSV", "Log, JSONL", "Claims, CSV", "ClaimReview", "Case file", "Whole desk"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])

    for name in ("Log, CSV", "Log, JSONL", "Case file"):
        checked = verify_file(files[name], head=head)
        assert (checked.ok, checked.n_rows) == (True, 30), name
    assert files["Whole desk"].read_bytes()[:2] == b"PK"
    assert '"@type": "ClaimReview"' in files["ClaimReview"].read_text(encoding="utf-8")


def test_chain_is_checked_and_a_stranger_downloads_nothing(page: Page, address: str) -> None:
    """The check names the head; an address without a good ticket answers with no row of the log."""
    page.goto(f"{address}/log")
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_role("status").filter(has_text="The chain holds")).to_contain_text(
        "30 decisions"
    )
    good = str(page.locator("a.download").first.get_attribute("href"))
    forged = good.replace("/download/", "/download/x", 1)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address + forged)

    assert refused.value.code == 403
    assert b"load the page again" in refused.value.read()
