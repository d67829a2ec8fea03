"""Stage read, from the web: what lies at addresses becomes articles. Nothing is fetched unasked."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

from sqlalchemy import Engine, select
from sqlmodel import col

from claims.errors import FetchError
from claims.extract.register import Register
from claims.fetch.answer import Answer, Fetching, Marks
from claims.fetch.fetcher import Fetcher, Manners
from claims.ingest.correcting import LEFT_OUT, set_by_hand
from claims.ingest.formats import is_feed, of_name
from claims.ingest.given import Correction, Hints
from claims.ingest.page import Left, Page
from claims.ingest.read import read_raw
from claims.pipeline.arrivals import sha256, trace_all
from claims.pipeline.reading import Intake, numbered
from claims.pipeline.sightings import still_there
from claims.pipeline.step import Recorded, Step, recorded
from claims.settings import Settings
from db.engine import reading, writing
from db.models import Fetch
from db.vocabulary import Stage

WEB, FEED = "text/html", "application/rss+xml"
# Many servers send a feed under another name. A comment ends at its first end and nowhere else:
# a page of comments alone would otherwise be tried in every way in which they can be joined.
IS_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
UNCHANGED = "unchanged since it was fetched last"


@dataclass(slots=True)
class Visit:
    """Visits to addresses within one run.

    Attributes:
        into: where the pages go.
        fetcher: fetches.
        entries: addresses that the feeds among them named, in order.
        error: why the last address gave nothing; None where it did.
        answer: what the last address gave; None for nothing.
        corrections: what is set by hand of a document, by its address.
    """

    into: Intake
    fetcher: Fetching
    entries: dict[str, None] = field(default_factory=dict)
    error: FetchError | None = None
    answer: Answer | None = None
    corrections: Mapping[str, Correction] = field(default_factory=dict)

    def visit(self, url: str, marks: Marks | None = None, *, pages: bool = False) -> Iterator[Step]:
        """Fetch an address and read what lies there; yields a step for each article, or one.

        Args:
            url: the address.
            marks: what an earlier answer said of its version.
            pages: whether the pages of a feed's entries are fetched afterwards: then an entry that
                gives a summary only is no failure.
        """
        self.answer = self.error = None
        try:
            self.answer = answer = self.fetcher.fetch(url, marks)
        except FetchError as error:
            self.error = error
            self.into.run.counts["unreadable"] += 1
            note_fetch(self.into.engine, self.into.run, url, None, str(error))
            yield Step(Stage.READ, 1, 1, str(error), url, failed=True)
            return
        if answer.unchanged:
            self.into.run.counts["unchanged"] += 1
            with writing(self.into.engine) as session:
                still_there(session, answer.final_url, datetime.now(UTC))
            note_fetch(self.into.engine, self.into.run, url, answer, UNCHANGED)
            yield Step(Stage.READ, 1, 1, UNCHANGED, url, left_out=True)
            return
        notes = []
        for step in self._read(answer, pages=pages):
            notes.append(step.note)
            yield step
        note_fetch(self.into.engine, self.into.run, url, answer, summary(notes))

    def _read(self, answer: Answer, *, pages: bool) -> Iterator[Step]:
        readings, feed = documents(answer)
        for one in set_by_hand(readings, self.corrections):
            if feed and one.url:
                self.entries[one.url] = None
            if isinstance(one, Page):
                way = "feed" if feed else ""
                yield self.into.take(one, fetched_at=answer.fetched_at, way=way)
            elif not (feed and pages and one.url):
                # Whoever named an address meant it; but a feed may give summaries.
                meant = not (feed and one.url) and one.reason != LEFT_OUT
                yield self._left(one, failed=meant)

    def _left(self, left: Left, *, failed: bool) -> Step:
        self.into.run.counts["unreadable" if failed else "skipped"] += 1
        # That a feed gives summaries is no failure of its.
        note = left.reason if failed else f"skipped: {left.reason}"
        return Step(
            Stage.READ, 1, 1, note, left.file, failed=failed, url=left.url, left_out=not failed
        )


def fetch(
    engine: Engine,
    settings: Settings,
    urls: Sequence[str],
    *,
    pages: bool = False,
    corrections: Mapping[str, Correction] | None = None,
    fetcher: Fetching | None = None,
) -> Iterator[Step]:
    """Fetch addresses, and read what lies there into articles.

    Args:
        engine: the desk.
        settings: how to fetch, and whose register of sources knows the publishers.
        urls: the addresses.
        pages: whether to fetch the pages of the entries of feeds, too.
        corrections: what is set by hand of a document, by its address.
        fetcher: answers for the addresses; None for the web.

    Yields:
        A step for each article, and for each address or part of it that gave none.
    """
    trace_all(engine)
    register = Register.load(settings.sources)
    with recorded(engine, Stage.READ, components()) as run:
        fetcher = fetcher or Fetcher(manners(settings))
        into = Intake(engine, settings, register, run)
        visit = Visit(into, fetcher, corrections=corrections or {})
        waiting = deque(dict.fromkeys(urls))
        given = len(waiting)
        done = 0
        while waiting:
            url = waiting.popleft()
            steps = visit.visit(url, pages=pages)
            done += 1
            for step in steps:
                yield numbered(step, done, done + len(waiting))
            if pages and done <= given:
                waiting += [one for one in visit.entries if one not in waiting and one != url]
                visit.entries.clear()


def components() -> dict[str, str]:
    """Return what fetches and reads, with its version."""
    return {"claimdesk": version("claimdesk"), "claims.fetch": "1"}


def manners(settings: Settings) -> Manners:
    """Return how the settings want fetching to be done."""
    return Manners(
        allowed=settings.allow_hosts,
        seconds=settings.fetch_seconds,
        pause=settings.fetch_pause,
        contact=settings.fetch_contact,
        proxy=settings.fetch_proxy,
    )


def documents(answer: Answer) -> tuple[Iterator[Page | Left], bool]:
    """Return the articles in an answer and what was left out, and whether it is a feed.

    The bytes go by their address without its scheme.
    """
    name = answer.final_url.partition("://")[2]
    media_type = kind_of(answer, name)
    hints = Hints(answer.final_url, answer.charset, media_type, answer.fetched_at)
    return read_raw(answer.body, name=name, hints=hints), is_feed(name, media_type)


def kind_of(answer: Answer, name: str) -> str:
    """Return the media type of an answer, where need be by what it looks like."""
    if answer.media_type in {"", WEB, "text/plain", "text/xml", "application/xml"}:
        if IS_FEED.match(answer.body[:4096]):
            return FEED
        if answer.media_type == "" and of_name(name) is None:
            return WEB
    return answer.media_type


def marks_of(engine: Engine, url: str) -> tuple[Marks, datetime | None]:
    """Return what the last good answer from an address said of its version, and when it came.

    Of an address that failed last, only when that was.
    """
    rows = select(Fetch).where(col(Fetch.url) == url).order_by(col(Fetch.id).desc()).limit(1)
    with reading(engine) as session:
        last = session.scalars(rows).first()
        if last is None:
            return Marks(), None
        return Marks(last.etag, last.last_modified), last.fetched_at


def note_fetch(engine: Engine, run: Recorded, url: str, answer: Answer | None, note: str) -> None:
    """Keep that an address was fetched, and what came of it."""
    row = Fetch(
        url=url, fetched_at=datetime.now(UTC), note=note, failed=answer is None, run_id=run.run_id
    )
    if answer is not None:
        row.fetched_at = answer.fetched_at
        row.final_url, row.status = answer.final_url, answer.status
        row.media_type, row.charset = answer.media_type, answer.charset
        row.etag, row.last_modified = answer.etag, answer.last_modified
        row.sha256 = sha256(answer.body) if answer.body else ""
    with writing(engine) as session:
        session.add(row)


def summary(notes: Sequence[str]) -> str:
    """Return what came of an address in a few words."""
    if len(notes) == 1:
        return notes[0]
    new = sum(note == "read" for note in notes)
    return f"{new} new of {len(notes)}"
