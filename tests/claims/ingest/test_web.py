"""Saved web pages, friendly and hostile."""

import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.errors import UnreadableError
from claims.ingest.formats import BY_SUFFIX
from claims.ingest.given import Hints
from claims.ingest.page import Left, Page
from claims.ingest.read import question, read_raw
from claims.ingest.sandbox import Sandbox, give_back, lend
from tests.claims.ingest.pages import to_page

NOW = datetime(2026, 1, 15, tzinfo=UTC)
PARAGRAPHS = "".join(
    f"<p>Minister Ana Example said on Monday that part {n} of the report was not true at all.</p>"
    for n in range(5)
)


def html(*, head: str = "", body: str = PARAGRAPHS, title: str = "Minister denies report") -> str:
    """Return a page around a body."""
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>{title}</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def read(page: str) -> Page:
    """Read a page of this source."""
    return to_page(page.encode("utf-8", "surrogatepass"), name="a.html", now=NOW)


def test_an_article() -> None:
    """Title, text and metadata are found, and the menu around them is not."""
    head = (
        '<meta property="og:site_name" content="The Example Times">'
        '<meta name="author" content="Ben Sample">'
        '<link rel="canonical" href="https://example.org/a/1">'
    )
    page = to_page(html(head=head).encode(), name="a.html", now=NOW)

    assert page.title == "Minister denies report"
    assert page.text.startswith("Minister denies report\n\nMinister Ana Example said on Monday")
    assert page.text.count("Minister denies report") == 1
    assert "Home" not in page.text
    assert (page.publisher, page.author) == ("The Example Times", "Ben Sample")
    assert (page.url, page.language) == ("https://example.org/a/1", "en")


def json_ld(value: str) -> str:
    """Return a head that dates the page."""
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", '
        f'"@type": "NewsArticle", "datePublished": "{value}"}}</script>'
    )


@pytest.mark.parametrize(
    ("head", "when"),
    [
        (json_ld("2019-02-22T08:30:00+09:00"), datetime(2019, 2, 21, 23, 30, tzinfo=UTC)),
        (json_ld("2019-02-22"), datetime(2019, 2, 22, tzinfo=UTC)),
        (
            '<meta property="article:published_time" content="2019-02-22T10:00:00Z">',
            datetime(2019, 2, 22, 10, tzinfo=UTC),
        ),
    ],
)
def test_a_date(head: str, when: datetime) -> None:
    """The date in a page's metadata is found with its time of day, in UTC."""
    page = to_page(html(head=head).encode(), name="a.html", now=NOW)

    assert (page.published, page.published_origin) == (when, "metadata")
    assert page.notes == ()


def test_a_date_in_the_future() -> None:
    """A page dated in the future is left undated, and the note names the date."""
    page = to_page(html(head=json_ld("2031-05-03T10:00:00Z")).encode(), name="a.html", now=NOW)

    assert (page.published, page.published_origin) == (None, "")
    assert "2031-05-03" in page.notes[0]


def test_a_date_in_the_text() -> None:
    """A day that only the running text names is no date of publication, but bounds it."""
    body = PARAGRAPHS + "<p>The report had been written on 22 February 2019 by the ministry.</p>"
    page = to_page(html(body=body).encode(), name="a.html", now=NOW)

    assert page.published is None
    assert page.not_before == datetime(2019, 2, 22, tzinfo=UTC)


def test_a_declared_charset() -> None:
    """A page is decoded as it declares."""
    body = "<p>국정원은 처형 보도를 확인할 수 없다고 22일 밝혔다.</p>" * 3
    raw = html(head="<meta charset=euc-kr>", body=body, title="국정원").encode("euc-kr")
    page = to_page(raw, name="a.html", now=NOW)

    assert page.title == "국정원"
    assert "확인할 수 없다고" in page.text
    assert page.encoding == "cp949"


def test_an_xml_declaration() -> None:
    """A page with an XML declaration is read like any other."""
    page = read('<?xml version="1.0" encoding="utf-8"?>' + html())

    assert page.title == "Minister denies report"


def test_scripts() -> None:
    """A script in the page is gone; one spelt out in its text is text."""
    body = "<script>steal()</script>" + PARAGRAPHS + "<p>She wrote &lt;script&gt; and no&#0;t.</p>"
    page = read(html(body=body))

    assert "steal" not in page.text
    assert "She wrote <script> and no" in page.text
    assert "\0" not in page.text


@pytest.mark.parametrize(
    "page",
    [
        "Only words, no page.",
        "<html><body></body></html>",
        "<html><head><title>T</title></head><body><script>x()</script></body></html>",
        "<html><body>" + "<div>" * 100_000 + "text</body></html>",
        "<html><body><p>" + "x" * 11_000_000 + "</p></body></html>",
        "<" * 200_000,
        "<!--" * 50_000,
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><html>&b;</html>',
    ],
    ids=["words", "empty", "script", "nested", "long", "brackets", "comments", "entities"],
)
def test_no_article(page: str) -> None:
    """A page without an article, by accident or by malice, is refused in good time."""
    began = time.monotonic()

    with pytest.raises(UnreadableError, match="no article text found"):
        read(page)
    assert time.monotonic() - began < 25


def test_too_slow() -> None:
    """A page that takes too long is given up, and the next one is read."""
    slow = "<html><body>" + "<p>Minister Ana Example said so." * 100_000 + "</body></html>"
    began = time.monotonic()

    (left,) = read_raw(slow.encode(), name="slow.html", limit=0.2)
    assert isinstance(left, Left)
    assert "takes longer than 0.2 seconds" in left.reason
    assert time.monotonic() - began < 10
    assert read(html()).title == "Minister denies report"


def test_too_much_work() -> None:
    """A page that wants more of the processor than it may is given up, and the next one is read."""
    slow = "<html><body>" + "<p>Minister Ana Example said so." * 100_000 + "</body></html>"
    frugal = Sandbox(cpu_seconds=1)
    web = BY_SUFFIX[".html"]
    frugal.ask(question("slow.html", web, Hints(), None, NOW), slow.encode())
    with pytest.raises(UnreadableError, match="more than 1 seconds of work to read; save its text"):
        list(frugal.answers())
    frugal.ask(question("a.html", web, Hints(), None, NOW), html().encode())
    (page,) = frugal.answers()
    frugal.stop()

    assert isinstance(page, Page)
    assert page.title == "Minister denies report"


def test_a_worker_that_dies() -> None:
    """A worker that dies over a page costs that page only."""
    broken = Sandbox("claims.ingest.no_such_module")
    broken.ask({})
    with pytest.raises(UnreadableError, match="reading it failed"):
        list(broken.answers())
    lent = lend()
    worker = lent.running()
    worker.kill()
    worker.wait()
    give_back(lent)

    assert read(html()).title == "Minister denies report"


def test_one_worker_for_many_pages() -> None:
    """Pages share one worker: starting it is what costs."""
    read(html())
    lent = lend()
    worker = lent.process
    give_back(lent)

    read(html(title="Another headline"))
    assert lent.process is worker


def test_a_caller_without_a_guard(tmp_path: Path) -> None:
    """A script without a ``__main__`` guard reads a page once, leaves no worker, and ends."""
    script = tmp_path / "script.py"
    script.write_text(
        "from claims.ingest.read import only, read_raw\n"
        "from claims.ingest.sandbox import lend, give_back\n"
        f"title = only(read_raw({html()!r}.encode(), name='a.html')).title\n"
        "lent = lend()\n"
        "print(title, lent.process.pid)\n"
        "give_back(lent)\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        env={**os.environ, "PYTHONPATH": root},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    title, _, worker = done.stdout.strip().rpartition(" ")

    assert (title, done.stderr, done.returncode) == ("Minister denies report", "", 0)
    with pytest.raises(ProcessLookupError):
        os.kill(int(worker), 0)


def test_nothing_is_fetched() -> None:
    """A page that names an address makes nobody ask there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.html"
        read(f"<html><body><p>{address}. {PARAGRAPHS}</p></body></html>")
        read(html(head=f'<link rel="canonical" href="{address}"><base href="{address}">'))

        with pytest.raises(TimeoutError):
            server.accept()
