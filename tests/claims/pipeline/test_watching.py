"""Addresses become articles when somebody asks, and feeds are asked again politely."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from benchmarks.documents import page, rss, story, story_pdf
from claims import Desk, InputError
from claims.errors import FetchError, NotFoundError
from claims.fetch.answer import Answer
from claims.pipeline.fetching import kind_of
from claims.pipeline.watching import LONGEST, backed_off
from claims.settings import Settings
from db.engine import reading, writing
from db.models import Feed, Fetch, Run
from tests.claims.fetch.server import Reply, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server of this machine."""
    with serving() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, server: Server) -> Iterator[Desk]:
    """An empty desk that may fetch from the server."""
    settings = Settings(allow_hosts=(server.place,), fetch_pause=0.0)
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}", settings=settings) as made:
        yield made


NO_MODEL = {"extractor": "claims.NoOp.v1"}


def summaries(server: Server, *numbers: int) -> bytes:
    """Return a feed that gives no text, only where the pages are."""
    items = "".join(
        f"<item><title>Story {n}</title><link>{server.url(f'/{n}')}</link></item>" for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def pass_time(desk: Desk) -> None:
    """Let the time of every feed have come."""
    with writing(desk.engine) as session:
        for feed in session.exec(select(Feed)):
            feed.next_at = datetime.now(UTC) - timedelta(seconds=1)


def the_feed(desk: Desk) -> Feed:
    """Return the only feed."""
    with reading(desk.engine) as session:
        return session.exec(select(Feed)).one()


def test_fetching_into_a_desk(desk: Desk, server: Server) -> None:
    """Pages, documents and feeds come in by address, and whatever does not is named with why."""
    server.replies |= {
        "/1": Reply(page(story(1)), headers={"Content-Type": "text/html", "ETag": '"one"'}),
        "/2.pdf": Reply(story_pdf(story(2)), headers={"Content-Type": "application/pdf"}),
        "/feed": Reply(rss([story(3), story(4)]), headers={"Content-Type": "text/plain"}),
        "/bare": Reply(page(story(5))),
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /private"),
    }
    paths = ("/1", "/2.pdf", "/feed", "/bare", "/none", "/private")
    urls = [*map(server.url, paths), "http://10.0.0.1/", "mailto:a@example.org"]
    steps = list(desk.fetch(*urls))
    failed = {step.item: step.note for step in steps if step.failed}

    assert sum(step.note == "read" for step in steps) == 5
    assert [*failed] == urls[4:]
    for url, word in zip(failed, ("not there", "robots", "not public", "of the web"), strict=True):
        assert word in failed[url]
    articles = {one.title: one for one in desk.articles()}
    assert articles[story(1).title].url == server.url("/1")
    assert articles[story(3).title].url == story(3).url
    with reading(desk.engine) as session:
        rows = {one.url: one for one in session.exec(select(Fetch))}
    assert [*rows] == urls
    assert (rows[urls[0]].status, rows[urls[0]].etag) == (200, '"one"')
    assert rows[urls[0]].sha256 == articles[story(1).title].content_sha256
    assert rows[urls[4]].failed


def test_page_that_two_feeds_name_is_shown_once(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would come of two feeds tells each page once, under its address."""
    monkeypatch.setattr(desk, "settings", desk.settings.model_copy(update=NO_MODEL))
    server.replies["/1"] = Reply(page(story(1)), headers={"Content-Type": "text/html"})
    feeds = [server.url("/feed-a"), server.url("/feed-b")]
    for name in ("/feed-a", "/feed-b"):
        server.replies[name] = Reply(summaries(server, 1), headers={"Content-Type": "text/xml"})
    shown = [one.file for one in desk.preview_at(*feeds, pages=True) if one.claims is None]

    assert shown == [server.url("/1")]


def test_watching(desk: Desk, server: Server) -> None:
    """A feed is asked when its time has come, with its last marks; its pages are fetched."""
    url = server.url("/feed")
    kind = {"Content-Type": "application/rss+xml", "ETag": '"a"'}
    server.replies["/feed"] = Reply(summaries(server, 1, 2), headers=kind)
    for n in (1, 2, 3):
        server.page(f"/{n}", page(story(n)).decode())
    desk.watch(url, every=timedelta(minutes=15), pages=True)

    assert [step.note for step in desk.poll()] == ["read", "read"]
    assert list(desk.poll()) == []
    (feed,) = desk.feeds()
    assert timedelta(minutes=14) < feed.next_at - datetime.now(UTC) <= timedelta(minutes=15)

    pass_time(desk)
    (unchanged,) = desk.poll()
    assert "unchanged" in unchanged.note
    server.replies["/feed"] = Reply(summaries(server, 3, 2, 1), headers=kind | {"ETag": '"b"'})
    pass_time(desk)
    asked = len(server.requests)
    assert [step.note for step in desk.poll()] == ["read"]
    # Pages that came in a moment ago are left alone.
    assert [path for path, _ in server.requests[asked:]] == ["/robots.txt", "/feed", "/3"]
    with reading(desk.engine) as session:
        assert len(session.exec(select(Run)).all()) == 3

    # What is watched outlives the process; to stop is not to forget what came in.
    desk.unwatch(url)
    assert desk.feeds() == []
    with pytest.raises(NotFoundError, match="is not watched"):
        desk.unwatch(url)
    assert len(desk.articles()) == 3


def test_feeds_that_fail(desk: Desk, server: Server) -> None:
    """A feed that fails is asked ever more seldom, and not before the server wants."""
    url = server.url("/feed")
    desk.watch(url, every=timedelta(minutes=10))
    server.replies["/feed"] = Reply(status=503, headers={"Retry-After": "7200"})
    (step,) = desk.poll()
    assert step.failed
    feed = the_feed(desk)
    assert feed.failures == 1
    assert feed.next_at - datetime.now(UTC) > timedelta(minutes=119)

    server.replies["/feed"] = Reply(rss([story(1)]), headers={"Content-Type": "text/xml"})
    pass_time(desk)
    assert [step.note for step in desk.poll()] == ["read"]
    assert the_feed(desk).failures == 0

    waits = [backed_off(600, failures).total_seconds() for failures in (1, 2, 3, 50)]
    assert waits == sorted(waits)
    assert 900 < waits[0] < 1500
    assert waits[-1] <= LONGEST.total_seconds() * 1.2
    with pytest.raises(FetchError, match="of the web"):
        desk.watch("file:///etc/hostname")


def test_addresses_are_no_paths(desk: Desk) -> None:
    """An address that is given where a path belongs is told to be one."""
    with pytest.raises(InputError, match="claims fetch"):
        list(desk.run("https://example.org/a"))


def test_feed_is_told_from_a_page_at_once() -> None:
    """A feed sent as a page is one, whatever stands before it; a page of comments is none."""
    told = [
        kind_of(Answer("", "", datetime.now(UTC), 200, body, "text/html"), "a.example/b")
        for body in (b"<!---->" * 500, b'<?xml version="1.0"?>\n<!-- a\n-- b -->\n<rss>')
    ]

    assert told == ["text/html", "application/rss+xml"]
