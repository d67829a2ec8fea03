"""Desk: the one object that callers hold. It delegates and holds no logic."""

from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from claims import pipeline
from claims.access.identity import LOCAL, Identity, needs
from claims.desk.comparing import compare, read_pairs
from claims.desk.custody import Custody
from claims.desk.gathering import Gathering
from claims.desk.lookup import Lookup
from claims.desk.many import Many
from claims.desk.origins import in_words
from claims.desk.people import People
from claims.desk.previewing import Previewing
from claims.desk.refitting import Refitted, refit_judge, training_pairs
from claims.desk.sourcing import Sourcing
from claims.desk.survey import Survey
from claims.errors import ConfigurationError
from claims.evaluate.scores import Scores, score_folder
from claims.export.files import Exported
from claims.export.records import claim_record, event_record, link_record, origin_record
from claims.export.selection import WHOLE, Selection
from claims.ingest.given import Correction, Options
from claims.ingest.preview import Preview
from claims.keeping.backup import restore
from claims.keeping.importing import import_desk
from claims.keeping.stamping import check_stamp, stamp
from claims.link.match import Comparison
from claims.pipeline import Step
from claims.review.ledger import Verification
from claims.review.logfile import verify_file
from claims.settings import Settings
from db.engine import (
    UnsupportedDatabaseError,
    database_file,
    migrate,
    open_engine,
    read_only,
)
from db.filters import ClaimFilters, Facets
from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView, NoteView, ReadingView
from db.views.log import EventView
from db.views.sources import SourceView
from db.views.storylines import StorylineView
from db.vocabulary import Role

__all__ = [
    "WHOLE",
    "ArticleView",
    "ClaimFilters",
    "ClaimView",
    "Comparison",
    "Desk",
    "EventView",
    "Exported",
    "Facets",
    "LinkView",
    "NoteView",
    "Preview",
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
    "in_words",
    "link_record",
    "origin_record",
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


class Desk(People, Sourcing, Many, Custody, Gathering, Lookup, Survey, Previewing):
    """A desk: articles, claims, links, and what people decided about them.

    Use as a context manager::

        with Desk.open("sqlite:///desk.db") as desk:
            for step in desk.run("articles/"):
                print(step.stage, step.done, step.total)
    """

    identity: Identity = LOCAL

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

    def acting_as(self, identity: Identity) -> Self:
        """Give this desk as somebody may use it: every write is checked against their role.

        Args:
            identity: who acts; their proven name is what the log has.
        """
        acting = copy(self)
        acting.identity = identity
        # Also what a method might forget to ask for is refused, where the writing begins.
        if not identity.may(Role.REVIEWER):
            acting.engine = read_only(self.engine)
        return acting

    @needs(Role.ADMIN)
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

    @needs(Role.REVIEWER)
    def ingest(
        self, *paths: str | Path, columns: Mapping[str, str] | None = None, separator: str = ""
    ) -> Iterator[Step]:
        """Read files and folders into articles; yields a :class:`Step` for each.

        Args:
            paths: files, and folders that are searched through.
            columns: which column of a table holds which field: ``{"text": "Body"}``.
            separator: the line that stands between two articles in one text file.
        """
        options = Options(columns or {}, separator)
        return pipeline.read(self.engine, self.settings, [Path(one) for one in paths], options)

    @needs(Role.REVIEWER)
    def run(
        self,
        *paths: str | Path,
        again: bool = False,
        columns: Mapping[str, str] | None = None,
        separator: str = "",
        corrections: Mapping[str, Correction] | None = None,
        tables: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Iterator[Step]:
        """Read the paths, then extract, link and assess whatever is unfinished.

        Args:
            paths: files and folders; may be none.
            again: whether to extract anew from all articles, as after a change of the extractor;
                claims keep their ids, and those that people touched stay as they are.
            columns: as of :meth:`ingest`.
            separator: as of :meth:`ingest`.
            corrections: what is set by hand of a document, by the name that it goes by.
            tables: the columns of single tables, by the name that each goes by.
        """
        options = Options(columns or {}, separator, corrections or {}, tables or {})
        read = [Path(path) for path in paths]
        return pipeline.run(self.engine, self.settings, read, options, again=again)

    # ---- learning and measuring ---------------------------------------------------------------

    def training_pairs(self) -> list[dict[str, Any]]:
        """Return the links that people judged as pairs to train on."""
        return training_pairs(self.engine)

    @needs(Role.ADMIN)
    def refit(self, to: str | Path) -> Refitted:
        """Fit the judge to what people judged, and write the new weights; nothing uses them yet.

        Raises:
            ConfigurationError: the linker learns nothing.
            InputError: too few links were judged, or the file cannot be written.
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
