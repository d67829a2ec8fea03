"""Desk: the one object that callers hold. It delegates and holds no logic."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from claims import pipeline
from claims.comparing import compare, read_pairs
from claims.errors import ConfigurationError
from claims.evaluate.scores import Scores, score_folder
from claims.export.casefile import write_case
from claims.export.deskfile import write_desk
from claims.export.evidence import write_evidence
from claims.export.files import Exported, write_export
from claims.export.records import claim_record, event_record, link_record
from claims.export.selection import WHOLE, Selection
from claims.keeping.backup import back_up, restore
from claims.keeping.checking import evidence_problems
from claims.keeping.importing import import_desk
from claims.keeping.stamping import check_stamp, stamp
from claims.link.match import Comparison
from claims.pipeline import Step
from claims.refitting import Refitted, refit_judge, training_pairs
from claims.review import acts, decisions, stories
from claims.review.ledger import Verification, verify_desk
from claims.review.logfile import verify_file
from claims.settings import Settings
from db import queries
from db.engine import (
    UnsupportedDatabaseError,
    database_file,
    migrate,
    missing_guards,
    open_engine,
    reading,
)
from db.views import (
    ArticleView,
    ClaimFilters,
    ClaimView,
    EventView,
    LinkView,
    SourceView,
    StorylineView,
)
from db.vocabulary import Judgement, Verdict

__all__ = [
    "ArticleView",
    "ClaimFilters",
    "ClaimView",
    "Comparison",
    "Desk",
    "EventView",
    "Exported",
    "LinkView",
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


class Desk:
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

    # ---- people -------------------------------------------------------------------------------

    def decide(
        self,
        claim: ClaimView | str,
        verdict: Verdict,
        *,
        by: str,
        reason: str,
        evidence: Sequence[LinkView | str] = (),
        version: int | None = None,
    ) -> EventView:
        """Record a person's verdict on a claim.

        Args:
            claim: the claim or its id.
            verdict: confirmed, refuted or undetermined.
            by: who decides; must not be empty.
            reason: why; must not be empty.
            evidence: links or addresses that the verdict rests on.
            version: the claim's version as it was shown; default: that of a given view.

        Raises:
            ConflictError: the claim was changed since; nothing is written.
            InputError: no name or no reason.
            NotFoundError: no such claim.
        """
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        version = claim.version if isinstance(claim, ClaimView) and version is None else version
        return decisions.decide(
            self.engine,
            claim_id,
            verdict,
            by=by,
            reason=reason,
            evidence=[one if isinstance(one, str) else one.link_id for one in evidence],
            version=version,
        )

    def judge(
        self,
        link: LinkView | str,
        judgement: Judgement,
        *,
        by: str,
        reason: str = "",
        version: int | None = None,
    ) -> EventView:
        """Record a person's judgement on a suggested link; raises as :meth:`decide` does."""
        link_id = link.link_id if isinstance(link, LinkView) else link
        version = link.version if isinstance(link, LinkView) and version is None else version
        return decisions.judge(
            self.engine, link_id, judgement, by=by, reason=reason, version=version
        )

    def undo(self, event_seq: int, *, by: str, reason: str = "") -> EventView:
        """Take an event back by a new one that restores what stood before it.

        Raises:
            ConflictError: a later event already changed the same object.
            NotFoundError: no such event.
        """
        return decisions.undo(self.engine, event_seq, by=by, reason=reason)

    def name_storyline(
        self, claim: ClaimView | str, name: str, *, by: str, reason: str = ""
    ) -> EventView:
        """Call the storyline of a claim by a name; "" takes the name away.

        Raises:
            InputError: no name of who decides.
            NotFoundError: no such claim.
        """
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        return stories.name(self.engine, claim_id, name, by=by, reason=reason)

    def merge(
        self, claim: ClaimView | str, beside: ClaimView | str, *, by: str, reason: str = ""
    ) -> EventView:
        """Put a claim into another's storyline, which makes two one.

        Raises:
            InputError: no name of who decides, or nothing would change.
            NotFoundError: no such claim.
        """
        claim_id, other = (
            one.claim_id if isinstance(one, ClaimView) else one for one in (claim, beside)
        )
        return stories.merge(self.engine, claim_id, other, by=by, reason=reason)

    def split(self, *claims: ClaimView | str, by: str, reason: str = "") -> list[EventView]:
        """Take claims out of their storylines and make one of them, all or none.

        Raises:
            InputError: no name of who decides, nothing would change, or a claim put beside one of
                them would come along.
            NotFoundError: no such claim.
        """
        ids = [one.claim_id if isinstance(one, ClaimView) else one for one in claims]
        return stories.split(self.engine, ids, by=by, reason=reason)

    # ---- handing over -------------------------------------------------------------------------

    def export(
        self,
        what: str,
        *,
        format: str = "csv",  # noqa: A002 - the word that callers expect
        to: str | Path,
        everything: bool = False,
        bom: bool = False,
        selection: Selection = WHOLE,
    ) -> Exported:
        """Write ``claims``, ``links`` or ``log`` as ``csv`` or ``jsonl``; see the data formats.

        Claims also as ``claimreview`` or ``annotations``; ``selection`` narrows, and hides names.
        """
        return write_export(
            self.engine,
            what,
            format=format,
            to=Path(to),
            everything=everything,
            bom=bom,
            selection=selection,
        )

    def training_pairs(self) -> list[dict[str, Any]]:
        """Return the links that people judged as pairs to train on."""
        return training_pairs(self.engine)

    def refit(self, to: str | Path) -> Refitted:
        """Fit the judge to what people judged, and write the new weights; nothing uses them yet.

        Raises:
            InputError: too few links were judged.
        """
        return refit_judge(self.engine, self.settings, Path(to))

    def verify(self, *, head: str = "") -> Verification:
        """Check the log's chain, its guards, and that today's state is the fold of it.

        Args:
            head: ``N:HASH`` as kept elsewhere; the chain must pass through it.
        """
        return verify_desk(self.engine, head=head)

    def evaluate(self, folder: str | Path, *, everything: bool = False) -> Scores:
        """Score this desk's claims and links against a folder annotated like ``seed_corpus``.

        Args:
            folder: holds ``expected/`` with one JSONL an article and ``links.jsonl``.
            everything: score also what is folded away: background claims and possible links.
        """
        claims = self.claims(everything=everything)
        return score_folder(Path(folder), claims, self.links(possible=everything))

    # ---- custody ------------------------------------------------------------------------------

    def evidence(self, to: str | Path, *articles: str, protect: Sequence[str] = ()) -> Exported:
        """Write the raw bytes of all articles, or of those of these ids, with a manifest."""
        return write_evidence(self.engine, Path(to), articles, protect=protect)

    def export_case(
        self, to: str | Path, *, everything: bool = False, selection: Selection = WHOLE
    ) -> Exported:
        """Write claims, links, log and captures as one zip file, with a page that shows them."""
        return write_case(self.engine, Path(to), selection, everything=everything)

    def export_whole(self, to: str | Path) -> Exported:
        """Write every table and capture as one zip file, which :func:`import_desk` takes in."""
        return write_desk(self.engine, Path(to))

    def backup(self, to: str | Path) -> Verification:
        """Copy the desk as it stands into a new file, while others may write; check the copy."""
        return back_up(self.engine, Path(to))

    def evidence_problems(self) -> list[str]:
        """Return where bytes, texts, hashes and claims do not agree; nothing where all do."""
        return evidence_problems(self.engine)

    def missing_guards(self) -> list[str]:
        """Name the triggers of the log that are not there, or not as they were made."""
        with reading(self.engine) as session:
            return missing_guards(session)
