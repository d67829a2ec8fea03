"""What a desk gives out of its hands and how it is kept: exports, copies, and proof of both."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from claims.access.identity import Identity, needs
from claims.desk.pasts import PASTS
from claims.exchange import moment
from claims.export.casefile import write_case
from claims.export.deskfile import write_desk
from claims.export.evidence import write_evidence
from claims.export.files import Exported, stream_export, write_export
from claims.export.selection import WHOLE, Selection
from claims.keeping.backup import back_up
from claims.keeping.checking import evidence_problems
from claims.keeping.past import past_desk, past_moment
from claims.progress import Tick, unseen
from claims.review.ledger import Verification, verify_desk
from db import queries
from db.engine import missing_guards, reading, writing
from db.index import index_problems, renew_index
from db.vocabulary import Role


class Custody:
    """The part of :class:`claims.desk.Desk` by which its holdings are handed over and kept.

    Attributes:
        engine: the database.
        stood_at: of a desk as it stood, the moment; every export says it. "" for today's.
        present: of a desk as it stood, today's, which says who is protected: who needs protection
            now would be given away by what was written before.
    """

    engine: Engine
    identity: Identity
    stood_at: str = ""
    present: Engine | None = None

    @contextmanager
    def as_of(self, words: str, tick: Tick = unseen) -> Iterator[Self]:
        """Give the desk as it stood in the past, to look at; this one is left as it is.

        An article is known from its publication, a decision from its time in the log; what the
        machine read and linked is today's, of the articles known then.

        Args:
            words: a date, which is its end, or a date and time, ISO 8601; UTC unless it says.
            tick: is told how far going back has come; see ``claims.keeping.past.make_past``.

        Raises:
            InputError: it is no date, or lies in the future.
            LedgerError: the log cannot be walked back.
        """
        then = past_moment(words)
        with past_desk(self.engine, then, tick) as past:
            yield self._standing_at(then, past)

    def kept_as_of(self, words: str, tick: Tick = unseen) -> Self:
        """Give the desk as :meth:`as_of` does, and keep it for whoever asks next for that day."""
        then = past_moment(words)
        return self._standing_at(then, PASTS.of(self.engine, words, then, tick))

    def _standing_at(self, then: datetime, engine: Engine) -> Self:
        past = copy(self)
        past.present, past.engine, past.stood_at = self.engine, engine, moment(then) or ""
        return past

    def export(
        self,
        what: str,
        *,
        format: str = "csv",  # noqa: A002 - the word that callers expect
        to: str | Path,
        everything: bool = False,
        bom: bool = False,
        selection: Selection = WHOLE,
        tick: Tick = unseen,
    ) -> Exported:
        """Write ``claims``, ``links`` or ``log`` as ``csv`` or ``jsonl``; see the data formats.

        Claims also as ``claimreview`` or ``annotations``; ``selection`` narrows, and hides names.
        ``tick`` is told how much is written.
        """
        return write_export(
            self.engine,
            what,
            format=format,
            to=Path(to),
            everything=everything,
            bom=bom,
            selection=self._guarding(selection),
            stood_at=self.stood_at,
            tick=tick,
        )

    def stream(
        self,
        what: str,
        *,
        format: str = "csv",  # noqa: A002 - the word that callers expect
        everything: bool = False,
        bom: bool = False,
        selection: Selection = WHOLE,
    ) -> Iterator[bytes]:
        """Yield what :meth:`export` would write, piece by piece; nothing is kept in memory."""
        return stream_export(
            self.engine,
            what,
            format=format,
            everything=everything,
            bom=bom,
            selection=self._guarding(selection),
        )

    def verify(self, *, head: str = "", tick: Tick = unseen) -> Verification:
        """Check the log's chain, its guards, and that today's state is the fold of it.

        Args:
            head: ``N:HASH`` as kept elsewhere; the chain must pass through it.
            tick: is told how many rows of all are read.
        """
        return verify_desk(self.engine, head, tick)

    def evidence(
        self, to: str | Path, *articles: str, protect: Sequence[str] = (), tick: Tick = unseen
    ) -> Exported:
        """Write the raw bytes of all articles, or of those of these ids, with a manifest."""
        return write_evidence(
            self.engine,
            Path(to),
            articles,
            protect=protect,
            guarded=self._guarded(),
            stood_at=self.stood_at,
            tick=tick,
        )

    def export_case(
        self,
        to: str | Path,
        *,
        everything: bool = False,
        selection: Selection = WHOLE,
        tick: Tick = unseen,
    ) -> Exported:
        """Write claims, links, log and captures as one zip file, with a page that shows them."""
        return write_case(
            self.engine,
            Path(to),
            self._guarding(selection),
            everything=everything,
            stood_at=self.stood_at,
            tick=tick,
        )

    def export_whole(self, to: str | Path, *, tick: Tick = unseen) -> Exported:
        """Write every table and capture as one zip file, which :func:`import_desk` takes in."""
        return write_desk(self.engine, Path(to), stood_at=self.stood_at, tick=tick)

    def backup(self, to: str | Path, tick: Tick = unseen) -> Verification:
        """Copy the desk as it stands into a new file, while others may write; check the copy."""
        return back_up(self.engine, Path(to), tick)

    def evidence_problems(self) -> list[str]:
        """Return where bytes, texts, hashes and claims do not agree; nothing where all do."""
        return evidence_problems(self.engine)

    def index_problems(self) -> list[str]:
        """Return where the index by which claims are found is not what the claims say."""
        with reading(self.engine) as session:
            return index_problems(session)

    @needs(Role.ADMIN)
    def mend_index(self) -> list[str]:
        """Make that index anew where something is wrong with it, and return what was."""
        problems = self.index_problems()
        if problems:
            with writing(self.engine) as session:
                renew_index(session.connection())
        return problems

    def _guarding(self, selection: Selection) -> Selection:
        return replace(selection, guarded=selection.guarded | self._guarded())

    def _guarded(self) -> frozenset[int]:
        if self.present is None:
            return frozenset()
        with reading(self.present) as session:
            return queries.protected_ids(session)

    def missing_guards(self) -> list[str]:
        """Name the triggers of the log that are not there, or not as they were made."""
        with reading(self.engine) as session:
            return missing_guards(session)
