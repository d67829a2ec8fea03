"""A real browser on a real server, on a desk of the test's own, and nothing else."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "streamlit", "run", "streamlit_app.py")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A second renderer is started in advance for each page, and is never used.
    "--disable-features=SpareRendererForSitePerProcess",
)
PATIENCE = 60.0
SETTLING = Path(__file__).with_name("settling.js")
# What a server must never have to say about our pages.
FAULTS = ("Uncaught app execution", "fragment rerun was triggered", "Traceback")


def find_browser() -> str:
    """Return the browser to drive; a test without one fails, for it has shown nothing."""
    named = os.environ.get("CLAIMS_BROWSER")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail(
            f"no browser is installed: none of {', '.join(BROWSERS)} is on the path; "
            "install chromium, or name one in CLAIMS_BROWSER",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser for all tests."""
    path = find_browser()
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Serve the dashboard on a desk, with options and environment; return its address."""
    with serving(tmp_path / "server.log") as start:
        yield start


@pytest.fixture(scope="module")
def serve_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Serve the dashboard as ``serve`` does, once for all tests of a file."""
    with serving(tmp_path_factory.mktemp("server") / "server.log") as start:
        yield start


@contextmanager
def serving(log: Path) -> Iterator[Callable[..., str]]:
    """Give what starts servers; at the end they are stopped, and the log must be clean."""
    started: list[subprocess.Popen[bytes]] = []

    def start(url: str, *options: str, **environment: str) -> str:
        port = free_port()
        with log.open("ab") as output:
            server = subprocess.Popen(
                [*COMMAND, f"--server.port={port}", *options],
                cwd=ROOT,
                env=os.environ | {"CLAIMS_DB": url, "CLAIMS_REVIEWER": "ana"} | environment,
                stdout=output,
                stderr=output,
            )
        started.append(server)
        wait_for(port, server, log)
        return f"http://127.0.0.1:{port}"

    yield start
    for server in started:
        stop(server)
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    assert not [fault for fault in FAULTS if fault in said], said


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server takes connections; whether pages work is for the tests to see."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"the server did not come up:\n{log.read_text(encoding='utf-8')}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server, by force where it does not listen."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; whatever asks for anything beyond this machine fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(path=SETTLING)
    context.on("page", let_settle)
    outside: list[str] = []

    def note(request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            outside.append(request.url)

    context.on("request", note)
    yield context
    context.close()
    assert outside == []


def let_settle(page: Page) -> None:
    """Let every act and every look at a page wait until what went before is drawn.

    What is clicked in the midst of that may be what stood there before, and the click is lost.
    """
    page.add_locator_handler(page.locator("html[data-unsettled]"), lambda: None)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab in which a dialog or a script error of the page fails the test."""
    page = context.new_page()
    alarms: list[str] = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: alarms.append(str(error)))
    yield page
    assert alarms == []
