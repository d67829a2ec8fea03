"""What a desk takes in from the web, and only when it is asked to."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Engine

from claims import pipeline
from claims.access.identity import Identity, needs
from claims.fetch.answer import Fetching
from claims.fetch.fetcher import Fetcher
from claims.ingest.given import Correction
from claims.pipeline import Step
from claims.pipeline.fetching import manners
from claims.settings import Settings
from db import queries
from db.engine import reading
from db.views.web import FeedView, FetchView
from db.vocabulary import Role

QUARTER = timedelta(minutes=15)


class Gathering:
    """Fetching and watching; a part of :class:`claims.desk.Desk`."""

    engine: Engine
    identity: Identity
    settings: Settings

    @needs(Role.REVIEWER)
    def fetch(
        self,
        *urls: str,
        pages: bool = False,
        corrections: Mapping[str, Correction] | None = None,
        fetcher: Fetching | None = None,
    ) -> Iterator[Step]:
        """Fetch addresses, and read pages, feeds and documents there into articles.

        Args:
            urls: addresses of the web.
            pages: whether to fetch the pages of the entries of feeds, too.
            corrections: what is set by hand of a document, by its address.
            fetcher: answers for the addresses; None for the web.

        Yields:
            A step for each article, and for each address or part of it that gave none.
        """
        return pipeline.fetch(
            self.engine,
            self.settings,
            urls,
            pages=pages,
            corrections=corrections,
            fetcher=fetcher,
        )

    @needs(Role.REVIEWER)
    def watch(self, *urls: str, every: timedelta = QUARTER, pages: bool = False) -> None:
        """Watch feeds from now on: :meth:`poll` asks each when its time has come.

        Args:
            urls: addresses of feeds, or of single pages.
            every: how long to wait between two polls.
            pages: whether to fetch the pages of the entries, too.

        Raises:
            FetchError: an address is none that may be fetched.
        """
        pipeline.watch(self.engine, self.settings, urls, every=every, pages=pages)

    @needs(Role.REVIEWER)
    def unwatch(self, *urls: str) -> None:
        """Watch feeds no more; raises NotFoundError for one that is not watched."""
        pipeline.unwatch(self.engine, urls)

    @needs(Role.REVIEWER)
    def poll(self, fetcher: Fetcher | None = None) -> Iterator[Step]:
        """Ask every watched feed whose time has come; yields a step for each article, or failure.

        Args:
            fetcher: one that was used before knows which host it asked when; None for a new one.
        """
        return pipeline.poll(self.engine, self.settings, fetcher or self.fetcher())

    def fetcher(self) -> Fetcher:
        """Return what fetches, with the manners that are set."""
        return Fetcher(manners(self.settings))

    def feeds(self, *, stopped: bool = False) -> list[FeedView]:
        """Return the feeds that are watched; where ``stopped``, also those that were."""
        with reading(self.engine) as session:
            return queries.feeds(session, stopped=stopped)

    def fetches(self, limit: int = 50) -> list[FetchView]:
        """Return what was asked for on the web lately and what came of it, the latest first."""
        with reading(self.engine) as session:
            return queries.fetches(session, limit=limit)

    def next_poll(self) -> datetime | None:
        """Return when the next feed is to be asked; None where none is watched."""
        return min((feed.next_at for feed in self.feeds()), default=None)
