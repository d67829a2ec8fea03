"""Feeds that are watched: asked politely, again and again, each poll a run of its own."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from claims.errors import NotFoundError
from claims.extract.register import Register
from claims.fetch.address import parse
from claims.fetch.answer import Marks
from claims.fetch.fetcher import Fetcher
from claims.pipeline.arrivals import trace_all
from claims.pipeline.fetching import Visit, components, marks_of
from claims.pipeline.reading import Intake, numbered
from claims.pipeline.step import Step, recorded
from claims.settings import Settings
from db.engine import reading, writing
from db.models import Feed
from db.vocabulary import Stage

# However often a feed fails, it is asked once a day.
LONGEST = timedelta(days=1)
# A page that stands in its feed is looked at again after so long: it may be changed silently.
AGAIN = timedelta(hours=6)
# The pages that one poll fetches; the others come with the next.
MOST_PAGES = 50


def watch(
    engine: Engine, settings: Settings, urls: Sequence[str], *, every: timedelta, pages: bool
) -> None:
    """Watch feeds from now on; of one that is watched, change how.

    Args:
        engine: the desk.
        settings: which hosts are allowed.
        urls: addresses of feeds, or of pages.
        every: how long to wait between two polls.
        pages: whether to fetch the pages of the entries.

    Raises:
        FetchError: an address is none that may be fetched.
    """
    for url in urls:
        parse(url, allowed=settings.allow_hosts)
    now = datetime.now(UTC)
    seconds = int(every.total_seconds())
    with writing(engine) as session:
        for url in dict.fromkeys(urls):
            feed = session.get(Feed, url)
            if feed is None:
                feed = Feed(url=url, every=seconds, pages=pages, added_at=now, next_at=now)
            elif feed.stopped or feed.every != seconds:
                feed.next_at = now
            feed.every, feed.pages, feed.stopped = seconds, pages, False
            session.add(feed)


def unwatch(engine: Engine, urls: Sequence[str]) -> None:
    """Watch feeds no more; what came in stays. Raises NotFoundError for one that is not watched."""
    with writing(engine) as session:
        for url in urls:
            feed = session.get(Feed, url)
            if feed is None or feed.stopped:
                raise NotFoundError(f"{url} is not watched; `claims watch --list` names what is")
            feed.stopped = True


def poll(engine: Engine, settings: Settings, fetcher: Fetcher) -> Iterator[Step]:
    """Ask every watched feed whose time has come; yields a step for each article, or failure."""
    with reading(engine) as session:
        due = (
            select(col(Feed.url))
            .where(col(Feed.stopped).is_(False), col(Feed.next_at) <= datetime.now(UTC))
            .order_by(col(Feed.next_at), col(Feed.url))
        )
        urls = session.scalars(due).all()
    if not urls:
        return
    trace_all(engine)
    register = Register.load(settings.sources)
    for done, url in enumerate(urls, start=1):
        with recorded(engine, Stage.READ, components()) as run:
            for step in _poll(Visit(Intake(engine, settings, register, run), fetcher), url):
                yield numbered(step, done, len(urls))


def _poll(visit: Visit, url: str) -> Iterator[Step]:
    with reading(visit.into.engine) as session:
        feed = session.get_one(Feed, url)
        marks, pages = Marks(feed.etag, feed.last_modified), feed.pages
    notes = []
    for step in visit.visit(url, marks, pages=pages):
        notes.append(step)
        yield step
    with writing(visit.into.engine) as session:
        _settle(session, url, visit, notes)
    if pages:
        yield from _pages(visit, url)


def _settle(session: Session, url: str, visit: Visit, steps: Sequence[Step]) -> None:
    """Keep how a poll went, and when the next one is."""
    feed = session.get_one(Feed, url)
    now = datetime.now(UTC)
    feed.polled_at = now
    if visit.error:
        feed.failures += 1
        feed.note = str(visit.error)
        after = timedelta(seconds=min(visit.error.retry_after, LONGEST.total_seconds()))
        feed.next_at = now + max(backed_off(feed.every, feed.failures), after)
        return
    assert visit.answer is not None
    new = sum(step.note == "read" for step in steps)
    feed.failures = 0
    feed.note = "unchanged" if visit.answer.unchanged else f"{new} new of {len(steps)}"
    feed.next_at = now + timedelta(seconds=feed.every)
    if not visit.answer.unchanged:
        feed.etag, feed.last_modified = visit.answer.etag, visit.answer.last_modified


def backed_off(every: int, failures: int) -> timedelta:
    """Return how long to leave a feed alone that failed so often in a row.

    Twice as long each time, and never quite the same: many who wait for one server would come back
    together.
    """
    seconds = min(every * 2.0 ** min(failures, 16), LONGEST.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - nobody has to guess it


def _pages(visit: Visit, feed: str) -> Iterator[Step]:
    """Fetch the pages of a feed's entries that are new, or were not looked at for a while."""
    fetched = 0
    for url in visit.entries:
        marks, last = marks_of(visit.into.engine, url)
        if url == feed or (last and datetime.now(UTC) - last < AGAIN):
            continue
        if fetched == MOST_PAGES:
            note = f"more than {MOST_PAGES} pages; the others are fetched at the next poll"
            yield Step(Stage.READ, 1, 1, note, feed)
            return
        fetched += 1
        yield from visit.visit(url, marks)
