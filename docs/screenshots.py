"""Make the pictures in docs/images anew: ``python docs/screenshots.py http://127.0.0.1:8501``.

The address is that of a dashboard on a demonstration desk, as ``claims demo`` serves it; where
nothing is decided there yet, two claims are, so that the log has something to show. The browser is
the one that CLAIMS_BROWSER names, or the first Chromium on the path.
"""  # noqa: INP001 - a script, not a package

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
SIZE = {"width": 1280, "height": 720}
STORY = "Kim Hyok-chol is alive"
# What must be in sight before a picture is taken.
READY = {
    "review": ".claim-card",
    "claims": ".row",
    "claim": ".js-plotly-plot .point",
    "articles": ".article",
    "sources": ".row",
    "storylines": ".js-plotly-plot .point",
    "overview": ".sides",
    "log": ".event",
}


def find_browser() -> str:
    """Return the path of the browser to drive."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CLAIMS_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        sys.exit(f"none of {', '.join(names)} is on the path; name a browser in CLAIMS_BROWSER")
    return found


def take(page: Page, name: str, scheme: str) -> None:
    """Wait until a page is drawn and take its picture."""
    page.wait_for_selector(READY[name])
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    # Charts and tables draw themselves a moment after they are there.
    page.wait_for_timeout(2500)
    picture = Image.open(BytesIO(page.screenshot()))
    # A page has few colours: with a palette of them a picture takes a third of the room.
    few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}-{scheme}.png", optimize=True)


def decide_two(page: Page, address: str) -> None:
    """Confirm a claim and refute the next one, where nobody has decided anything yet."""
    page.goto(f"{address}/log")
    page.wait_for_selector("a.download")
    if page.locator(".event").count():
        return
    page.goto(address)
    for key in ("a", "x"):
        page.wait_for_selector(".claim-card")
        # Presses count once a claim has been in sight for a moment.
        page.wait_for_timeout(2500)
        page.keyboard.press("2" if key == "a" else "3")
        page.wait_for_selector(".st-key-chips [aria-pressed=true]")
        page.wait_for_timeout(1000)
        page.keyboard.press(key)
        page.wait_for_timeout(2500)


def take_all(browser: Browser, address: str, scheme: str) -> None:
    """Take every page in one colour scheme, the claim page by way of the list."""
    page = browser.new_page(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]
    decide_two(page, address)
    for name in ("claims", "sources", "overview", "log"):
        page.goto(f"{address}/{name}")
        take(page, name, scheme)
    page.goto(f"{address}/claims?q={quote(STORY)}")
    page.locator(".row a").first.click()
    take(page, "claim", scheme)
    page.get_by_role("link", name="Whole article").click()
    take(page, "articles", scheme)
    page.goto(f"{address}/storylines")
    page.locator(".row > a.way").first.click()
    take(page, "storylines", scheme)
    page.goto(address)
    take(page, "review", scheme)
    page.close()


def main(address: str) -> None:
    """Take the pictures of a dashboard, light and dark."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        for scheme in ("light", "dark"):
            take_all(browser, address.rstrip("/"), scheme)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit("give the address of a dashboard, as in http://127.0.0.1:8501")
    main(sys.argv[1])
