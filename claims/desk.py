"""Desk: the one object that callers hold. It delegates and holds no logic."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from claims import pipeline
from claims.comparing import compare, read_pairs
from claims.custody import Custody
from claims.errors import ConfigurationError
from claims.evaluate.scores import Scores, score_folder
from claims.export.files import Exported
from claims.export.records import claim_record, event_record, link_record
from claims.export.selection import Selection
from claims.keeping.backup import restore
from claims.keeping.importing import import_desk
from claims.keeping.stamping import check_stamp, stamp
from claims.link.match import Comparison
from claims.people import People
from claims.pipeline import Step
from claims.refitting import Refitted, refit_judge, training_pairs
from claims.review import acts
from claims.review.ledger import Verification
from claims.review.logfile import verify_file
from claims.review.sources import named
from claims.settings import Settings
from db import queries
from db.engine import (
    UnsupportedDatabaseError,
    database_file,
    migrate,
    open_engine,
    reading,
)
from db.views import (
    ArticleView,
    ClaimFilters,
    ClaimView,
    EventView,
    LinkView,
    NoteView,
    ReadingView,
    SourceView,
    StorylineView,
)

__all__ = [
    "ArticleView",
    "ClaimFilters",
    "ClaimView",
    "Comparison",
    "Desk",
    "EventView",
    "Exported",
    "LinkView",
    "NoteView",
    "ReadingView",
    "Scores",
    "Selection",
    "SourceView",
    "Step",
    "StorylineView",
    "Verification",
    "check_stamp",
    "claim_record",
    "compare",
    "event_record",
    "import_desk",
    "link_record",
    "read_pairs",
    "restore",
    "stamp",
    "verify_file",
]


def desk_exists(url: str) -> bool:
    """Tell whether a file lies where the address says; always true for a desk in memory.

    Raises:
        UnsupportedDatabaseError: ``url`` is not an SQLite address.
    """
    file = database_file(url)
    return file is None or file.exists()


class Desk(People, Custody):
    """A desk: articles, claims, links, and what people decided about them.

    Use as a context manager::

        with Desk.open("sqlite:///desk.db") as desk:
            for step in desk.run("articles/"):
                print(step.stage, step.done, step.total)
    """

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings

    @classmethod
    def open(
        cls, url: str | None = None, *, settings: Settings | None = None, make: bool = True
    ) -> Self:
        """Open a desk, making it and bringing it up to date where needed.

        Args:
            url: address, for example ``sqlite:///desk.db``; default: the settings' ``db``.
            settings: what else is set; default: read from ``CLAIMS_*``.
            make: whether to make one where there is none.

        Raises:
            ConfigurationError: the address is not SQLite, the file cannot be opened, or there is
                none and ``make`` is false.
        """
        settings = settings or Settings()
        address = settings.db if url is None else url
        try:
            if not (make or desk_exists(address)):
                raise ConfigurationError(
                    f"there is no desk at {address}; `claims run FOLDER` makes one"
                )
            engine = open_engine(address)
            migrate(engine)
        except UnsupportedDatabaseError as error:
            raise ConfigurationError(f"{error}; name another with --db or CLAIMS_DB") from error
        except (DatabaseError, OSError) as error:
            cause = error.orig if isinstance(error, DatabaseError) else error
            raise ConfigurationError(
                f"the desk {address} cannot be opened: {cause}; name another with --db or CLAIMS_DB"
            ) from error
        return cls(engine, settings)

    def repair(self) -> list[str]:
        """Put the log's guards back where some are missing, and return their names."""
        missing = self.missing_guards()
        migrate(self.engine, repair=True)
        return missing

    def close(self) -> None:
        """Release the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ---- the machine --------------------------------------------------------------------------

    def ingest(self, *paths: str | Path) -> Iterator[Step]:
        """Read files and folders into articles; yields a :class:`Step` for each."""
        return pipeline.read(self.engine, self.settings, [Path(path) for path in paths])

    def run(self, *paths: str | Path) -> Iterator[Step]:
        """Read the paths, then extract, link and assess whatever is unfinished."""
        return pipeline.run(self.engine, self.settings, [Path(path) for path in paths])

    # ---- reading ------------------------------------------------------------------------------

    def claims(
        self, *, limit: int | None = None, after: str = "", **filters: Unpack[ClaimFilters]
    ) -> list[ClaimView]:
        """Return claims, newest article first, in the order of its text.

        Args:
            limit: at most so many.
            after: id of the last claim of the page before.
            **filters: any of :class:`ClaimFilters`; the default is all that is shown.
        """
        with reading(self.engine) as session:
            return queries.claims(session, limit=limit, after=after, **filters)

    def count_claims(self, **filters: Unpack[ClaimFilters]) -> int:
        """Count what :meth:`claims` would return; takes the same filters."""
        with reading(self.engine) as session:
            return queries.count_claims(session, **filters)

    def claim(self, claim_id: str) -> ClaimView:
        """Return one claim; raises NotFoundError where there is none of that id."""
        with reading(self.engine) as session:
            return acts.found(queries.claim(session, claim_id), "claim", claim_id)

    def links(
        self, claim: ClaimView | str | None = None, *, possible: bool = False
    ) -> list[LinkView]:
        """Return the links of one claim, seen from it, or all; strongest first.

        Args:
            claim: a claim or its id; None for every link of the desk.
            possible: also the weak ones that are folded away.
        """
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.links(session, claim_id=claim_id, possible=possible)

    def link(self, link_id: str) -> LinkView:
        """Return one link; raises NotFoundError where there is none of that id."""
        with reading(self.engine) as session:
            return acts.found(queries.link(session, link_id), "link", link_id)

    def storylines(self, *, limit: int | None = None) -> list[StorylineView]:
        """Return the storylines, those with most claims first."""
        with reading(self.engine) as session:
            return queries.storylines(session, limit=limit)

    def articles(self) -> list[ArticleView]:
        """Return all articles without their text, newest first."""
        with reading(self.engine) as session:
            return queries.articles(session)

    def article(self, article_id: str) -> ArticleView:
        """Return one article with its text; raises NotFoundError."""
        with reading(self.engine) as session:
            return acts.found(queries.article(session, article_id), "article", article_id)

    def sources(self) -> list[SourceView]:
        """Return all sources that speak or publish, most claims first."""
        with reading(self.engine) as session:
            return queries.sources(session)

    def source(self, name: str) -> SourceView:
        """Return the source that a name or alias leads to; raises NotFoundError."""
        with reading(self.engine) as session:
            return named(session, name)

    def note_on(self, claim: ClaimView | str) -> NoteView:
        """Return what people noted of a claim."""
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.note(session, claim_id)

    def first_reading(self, claim: ClaimView | str) -> ReadingView | None:
        """Return how an edited claim was read at first; None where that is in force."""
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.first_reading(session, claim_id)

    def queue(self, limit: int = 25) -> list[ClaimView]:
        """Return undecided claims, most worth a decision first."""
        with reading(self.engine) as session:
            return queries.queue(session, limit=limit)

    def log(
        self, claim: ClaimView | str | None = None, *, limit: int | None = None, before: int = 0
    ) -> list[EventView]:
        """Return the verification log in order, or the part of it about one claim.

        Args:
            claim: a claim or its id; None for the whole log.
            limit: only the last so many events.
            before: only events before this number, for a page further back; 0 for all.
        """
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.events(session, claim_id=claim_id, limit=limit, before=before)

    def counts(self) -> dict[str, int]:
        """Count articles, claims, links, sources, events and claims by status and verdict."""
        with reading(self.engine) as session:
            return queries.counts(session)

    # ---- learning and measuring ---------------------------------------------------------------

    def training_pairs(self) -> list[dict[str, Any]]:
        """Return the links that people judged as pairs to train on."""
        return training_pairs(self.engine)

    def refit(self, to: str | Path) -> Refitted:
        """Fit the judge to what people judged, and write the new weights; nothing uses them yet.

        Raises:
            InputError: too few links were judged.
        """
        return refit_judge(self.engine, self.settings, Path(to))

    def evaluate(self, folder: str | Path, *, everything: bool = False) -> Scores:
        """Score this desk's claims and links against a folder annotated like ``seed_corpus``.

        Args:
            folder: holds ``expected/`` with one JSONL an article and ``links.jsonl``.
            everything: score also what is folded away: background claims and possible links.
        """
        claims = self.claims(everything=everything)
        return score_folder(Path(folder), claims, self.links(possible=everything))
