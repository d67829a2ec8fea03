"""How quick the dashboard is on a large desk: in a browser, and with an office at work.

    python -m benchmarks.dashboard [--claims 1000000] [--desk FILE] [--out FILE]

A desk is filled with a fabricated press (``benchmarks/crowd.py``) unless there is one, and served
as ever. In a browser each page is opened anew, and what is often asked for is pressed on it: the
clock runs in the browser, from the press to when what was asked for stands on the page and nothing
is being drawn any more. After that, reviewers without browsers (``benchmarks/reviewers.py``) work
beside one another. ``cpu_ms`` is what the server took of the processor for it, which a busy
machine lengthens less.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.crowd import fill
from benchmarks.figures import spread
from benchmarks.machine import circumstances
from benchmarks.reviewers import PACES, office
from benchmarks.served import Server, serving
from claims.desk import Desk
from claims.settings import Settings
from db.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
# What a reviewer cannot be quicker than: the guard against keys that are held down.
DWELL = 800

# Runs a press and waits, a frame at a time, until the page says so and rests; tells how long it
# took, or what stood there in the end.
CLOCK = """
window.measured = async (press, until) => {
  const began = press ? performance.now() : 0;
  if (press) press();
  const rests = () => document.querySelector('[data-test-script-state="notRunning"]');
  for (;;) {
    let done = false;
    try { done = until(); } catch (error) { /* what it looks for is not there yet */ }
    if (done && rests()) return performance.now() - began;
    if (performance.now() - began > 30000) throw new Error("never came: " + until);
    await new Promise(requestAnimationFrame);
  }
};
window.one = (selector) => document.querySelector(selector);
window.said = (selector) => one(selector)?.innerText ?? "";
window.write = (selector, words) => {
  const box = one(selector);
  const type = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  type.call(box, words);
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
"""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is pressed on a page.

    Attributes:
        name: what it is called in the result.
        press: what presses it, JavaScript.
        until: what then holds, JavaScript; ``was`` is what ``watched`` said before.
        watched: the text that changes, a selector.
    """

    name: str
    press: str
    until: str
    watched: str = "body"


def click(selector: str) -> str:
    """Return JavaScript that clicks."""
    return f"one({json.dumps(selector)}).click()"


def there(selector: str) -> str:
    """Return JavaScript that tells whether something is on the page."""
    return f"one({json.dumps(selector)})"


def written(words: str) -> str:
    """Return JavaScript that writes into the search box; the page waits for a pause in typing."""
    return f"write('input[type=search]', {json.dumps(words)})"


def changed(name: str, press: str, watched: str) -> Act:
    """Return an act after which some text is another."""
    return Act(name, press, f"said({json.dumps(watched)}) !== was", watched)


ROW = ':is(.row, [class*="st-key-row-"])'
NUMBER = ".st-key-turning b"
MAIN = ".stMain"
REASON = '.st-key-chips button[data-variant="pills"]'
CONFIRM = ".st-key-confirmed button:not([disabled])"
CURRENT = '.progress[data-current]:not([data-current=""])'
READY = {
    "review": f"{there(CURRENT)} && {there(CONFIRM)} && {there('.article .mark-content')}",
    # Rows are there before the buttons are.
    "claims": f"{there(f'{ROW} a')} && {there('.st-key-clear button')}",
    "claim": f"{there('.claim-card')}",
    "articles": f"{there(f'{ROW} a')} && {there('input[type=search]')}",
    "article": there(".article"),
    "sources": f"{there(f'{ROW} a')} && {there('input[type=search]')}",
    "source": there(".source-head"),
    "storylines": f"{there(f'{ROW} a')} && {there('input[type=search]')}",
    "storyline": there(".js-plotly-plot .scatterlayer"),
    "overview": f"{there('h4')} && {there('.st-key-since button:nth-of-type(3)')}",
    "log": f"{there('.event')} && {there('input[type=search]')}",
}


class Visit:
    """One tab in which presses are measured."""

    def __init__(self, browser: Browser, server: Server, took: Measured) -> None:
        self.server, self.took = server, took
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        context.add_init_script(CLOCK)
        self.page: Page = context.new_page()

    def open(self, name: str, path: str, page: str) -> None:
        """Open a page as whoever comes by a link, and note how long it took."""
        cpu = self.server.cpu_ms()
        self.page.goto(self.server.address(path), wait_until="commit")
        took = self.page.evaluate(f"measured(null, () => {READY[page]})")
        self.took.add(name, took, self.server.cpu_ms() - cpu)

    def do(self, act: Act) -> None:
        """Press, and note how long it took."""
        was = json.dumps(self.page.evaluate(f"said({json.dumps(act.watched)})"))
        cpu = self.server.cpu_ms()
        took = self.page.evaluate(
            f"(() => {{ const was = {was}; "
            f"return measured(() => {{ {act.press} }}, () => {act.until}); }})()"
        )
        self.took.add(act.name, took, self.server.cpu_ms() - cpu)

    def choose(self, name: str, box: str, watched: str, nth: int = 0) -> None:
        """Open a box, and choose one of its values; opening asks the server nothing."""
        option = self.page.locator('[role="option"]').nth(nth)
        while not option.is_visible():
            self.page.locator(f"{box} input").first.click()
            self.page.wait_for_timeout(DWELL)
        pressed = f"document.querySelectorAll('[role=\"option\"]')[{nth}].click()"
        self.do(changed(name, pressed, watched))

    def rest(self) -> None:
        """Look at the page for a moment."""
        self.page.wait_for_timeout(DWELL)

    def close(self) -> None:
        """Close the tab, and forget what it kept."""
        self.page.context.close()


class Measured:
    """What was measured, by name."""

    def __init__(self) -> None:
        self.wall: defaultdict[str, list[float]] = defaultdict(list)
        self.cpu: defaultdict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []

    def add(self, name: str, wall: float, cpu: float) -> None:
        """Note one measurement, in milliseconds."""
        self.wall[name].append(wall)
        self.cpu[name].append(cpu)

    def found(self) -> dict[str, dict[str, float]]:
        """Return what was found, each with the median time of the server's processor."""
        return {
            name: spread(values) | {"cpu_ms": spread(self.cpu[name])["median"]}
            for name, values in self.wall.items()
        }


# ---- what is done on the pages ----------------------------------------------------------------


def review(visit: Visit, times: int) -> None:
    """Mark one claim after another, and pass others over."""
    nxt = f"{READY['review']} && one('{CURRENT}').dataset.current !== was"
    for _ in range(times):
        for name, press in (
            ("review: pick a reason", click(REASON)),
            ("review: mark and next", click(CONFIRM)),
            ("review: next", click(".st-key-next button")),
        ):
            visit.rest()
            if "reason" in name:
                visit.do(Act(name, press, there(f"{REASON}[aria-pressed=true]")))
                continue
            was = visit.page.evaluate(f"one('{CURRENT}').dataset.current")
            visit.do(Act(name, press, nxt.replace("was", json.dumps(was))))


def claims(visit: Visit, word: str) -> None:
    """Filter the list by each of its facets, search, turn a page, and open a claim."""
    visit.rest()
    for name in ("disputed", "retracted", "confirmed", "undecided"):
        visit.do(changed(f"claims: only {name}", click(f".st-key-only-{name} button"), NUMBER))
        visit.do(changed("claims: clear filters", click(".st-key-clear button"), NUMBER))
    visit.page.locator(".st-key-more summary").click()
    visit.rest()  # the boxes are drawn and counted meanwhile
    for name in ("speaker", "publisher", "kind", "stance", "when", "storyline"):
        visit.choose(f"claims: by {name}", f".st-key-choice-{name}", NUMBER, nth=1)
        visit.do(changed("claims: clear filters", click(".st-key-clear button"), NUMBER))
    for name in ("flagged", "anonymous", "everything"):
        visit.do(changed(f"claims: {name}", click(f".st-key-{name} input"), NUMBER))
        visit.do(changed("claims: clear filters", click(".st-key-clear button"), NUMBER))
    visit.do(changed("claims: search", written(word), NUMBER))
    visit.do(changed("claims: clear filters", click(".st-key-clear button"), NUMBER))
    visit.do(changed("claims: older", click(".st-key-older button"), f"{ROW}"))
    visit.do(Act("claims: open one", click(f"{ROW} a"), READY["claim"]))


def articles(visit: Visit, word: str) -> None:
    """Turn a page of the articles, search, and open one."""
    visit.rest()
    visit.do(changed("articles: older", click(".st-key-older button"), ROW))
    visit.do(changed("articles: search", written(word), MAIN))
    visit.choose("articles: by publisher", ".st-key-publisher", ROW, nth=3)
    visit.do(Act("articles: open one", click(f"{ROW} a"), READY["article"]))


def sources(visit: Visit, word: str) -> None:
    """Turn a page of the sources, search, and open one."""
    visit.rest()
    visit.do(changed("sources: more", click(".st-key-more button"), ROW))
    visit.do(changed("sources: search", written(word), MAIN))
    visit.do(Act("sources: open one", click(f"{ROW} a"), READY["source"]))


def storylines(visit: Visit, word: str) -> None:
    """Order the storylines, search, and open one."""
    visit.rest()
    visit.choose("storylines: order", ".st-key-order", ROW, nth=1)
    visit.do(changed("storylines: search", written(word), MAIN))
    visit.do(Act("storylines: open one", click(f"{ROW} a"), READY["storyline"]))


def overview(visit: Visit, _word: str) -> None:
    """Ask what has changed since the reviewer's own last decision."""
    visit.rest()
    last = "[...document.querySelectorAll('.st-key-since button')][2].click()"
    visit.do(changed("overview: since my last decision", last, "[data-testid=stExpander] summary"))


def log(visit: Visit, word: str) -> None:
    """Turn a page of the log, search, and ask for one reviewer."""
    visit.rest()
    visit.do(changed("log: older", click(".st-key-older button"), ROW))
    visit.choose("log: by reviewer", ".st-key-who", ROW, nth=1)
    visit.do(changed("log: search", written(word), MAIN))


WORK = {
    "claims": claims,
    "articles": articles,
    "sources": sources,
    "storylines": storylines,
    "overview": overview,
    "log": log,
}
# A word a round that the press has: none is asked for twice.
PLACES = ("Fabrica", "Upper", "Nowhere", "Sample", "Testing", "Examplestadt", "Bay", "Éxample")
COMMON = ("bridge", "port", "workers", "ministry", "old", "officials", "closed", "new")
WORDS = {
    "claims": COMMON,
    "articles": PLACES,
    "sources": ("gov", "office", "min", "wire", "jud", "ba", "gen", "prof"),
    "storylines": PLACES,
    "log": COMMON,
}


def browse(server: Server, desk: Desk, rounds: int, pages: Sequence[str]) -> Measured:
    """Open every page and do on it what is done often, so many times; return what it took."""
    took = Measured()
    paths = _paths(desk)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=list(FLAGS))
        for number in range(rounds):
            for name, (path, page) in paths.items():
                if page not in pages:
                    continue
                # What a colleague decides lets no count be taken from the round before.
                waiting = desk.queue(limit=60 + number)[-1]
                desk.decide(waiting, Verdict.CONFIRMED, by="colleague", reason="seen")
                visit = Visit(browser, server, took)
                try:
                    visit.open(f"open: {name}", path, page)
                    if name == "review":
                        review(visit, 3)
                    elif name in WORK:
                        WORK[name](visit, WORDS.get(name, ("",) * rounds)[number])
                except Error as error:
                    took.faults.append(f"{name}: {str(error)[:200]}")
                finally:
                    visit.close()
        browser.close()
    return took


def _paths(desk: Desk) -> dict[str, tuple[str, str]]:
    claim = desk.queue(limit=1)[0]
    story = desk.storylines(limit=1)[0].storyline
    source = desk.sources(limit=1)[0].name
    return {
        "review": ("", "review"),
        "claims": ("claims", "claims"),
        "claim": (f"claim?id={claim.claim_id}", "claim"),
        "articles": ("articles", "articles"),
        "article": (f"articles?id={claim.article_id}", "article"),
        "sources": ("sources", "sources"),
        "the source with most claims": (f"sources?name={source}", "source"),
        "storylines": ("storylines", "storylines"),
        "the largest storyline": (f"storylines?id={story}", "storyline"),
        "overview": ("overview", "overview"),
        "log": ("log", "log"),
    }


def _browser() -> str:
    named = os.environ.get("CLAIMS_BROWSER")
    return named or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), "chromium")


def main() -> None:
    """Read the arguments, fill, serve, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--desk", type=Path, help="one that benchmarks.crowd filled; it is changed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reviewers", type=int, nargs="*", default=[25])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pages", nargs="*", default=[*READY])
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found: dict[str, Any] = circumstances("python -m benchmarks.dashboard")
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.desk or Path(folder) / "desk.db"
        if not file.exists():
            fill(file, arguments.claims, last_day=datetime.now(UTC))
        with Desk.open(f"sqlite:///{file}", settings=Settings()) as desk:
            found["claims"] = desk.count_claims(everything=True)
            found["file_mib"] = file.stat().st_size >> 20
            with serving(file, Path(folder) / "server.log") as server:
                seen = browse(server, desk, arguments.rounds, arguments.pages)
                found["browser"], found["faults"] = seen.found(), seen.faults
                found["memory_mib"] = server.memory_mib()
                for number in arguments.reviewers:
                    for pace in PACES:
                        took = _at_work(desk, server, number, arguments.seconds, pace)
                        found.setdefault(pace, {})[number] = took
    found["machine"]["load_after"] = os.getloadavg()[0]
    _print(found)
    if arguments.out:
        form = json.dumps(found, indent=2, ensure_ascii=False)
        arguments.out.write_text(f"{form}\n", encoding="utf-8")


def _at_work(desk: Desk, server: Server, number: int, seconds: float, pace: str) -> dict[str, Any]:
    """Let an office work, and return what that took."""
    decided, cpu, began = _decided(desk), server.cpu_ms(), time.perf_counter()
    took = asyncio.run(office(server.port, number, seconds, pace))
    taken = server.cpu_ms() - cpu
    return {
        "milliseconds": took,
        "decisions": _decided(desk) - decided,
        "processor_share": round(taken / 1000 / (time.perf_counter() - began), 2),
        # Opening the pages and watching them are in it.
        "processor_ms_a_press": round(taken / took["all presses"]["n"], 1),
        "load": os.getloadavg()[0],
        "memory_mib": server.memory_mib(),
    }


def _decided(desk: Desk) -> int:
    return int(desk.head().partition(":")[0])


def _print(found: dict[str, Any]) -> None:
    print(json.dumps({k: v for k, v in found.items() if k != "browser"}, ensure_ascii=False))
    for name, values in found["browser"].items():
        print(f"{name:36}", *(f"{key} {value:>7}" for key, value in values.items()))


if __name__ == "__main__":
    main()
