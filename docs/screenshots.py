"""Make the pictures in docs/images anew: ``python docs/screenshots.py http://127.0.0.1:8501``.

The address is that of a dashboard on a demonstration desk, as ``claims demo`` serves it. The
browser is the one that CLAIMS_BROWSER names, or the first Chromium on the path.
"""  # noqa: INP001 - a script, not a package

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
SIZE = {"width": 1280, "height": 720}
STORY = "Kim Hyok-chol is alive"
# What must be in sight before a picture is taken.
READY = {
    "review": ".claim-card",
    "claims": "[class*=st-key-row-]",
    "claim": ".js-plotly-plot .point",
    "articles": ".article",
    "sources": "[data-testid=stDataFrame]",
    "log": "[data-testid=stMain]",
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
    page.screenshot(path=IMAGES / f"{name}-{scheme}.png")


def take_all(browser: Browser, address: str, scheme: str) -> None:
    """Take every page in one colour scheme, the claim page by way of the list."""
    page = browser.new_page(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]
    for name in ("claims", "sources", "log"):
        page.goto(f"{address}/{name}")
        take(page, name, scheme)
    page.goto(f"{address}/claims?q={quote(STORY)}")
    page.locator('[class*="st-key-row-"] a').first.click()
    take(page, "claim", scheme)
    page.get_by_role("link", name="Whole article").click()
    take(page, "articles", scheme)
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
