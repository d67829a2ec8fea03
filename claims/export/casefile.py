"""Case file: one zip with all that a claim or a storyline rests on, and a page that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from claims.exchange import CAPTURES, CASE_FORMAT, CASE_LOG, UNREAD, head_path
from claims.export.archive import Archive
from claims.export.casepage import Entry, write_page
from claims.export.files import FORMS, Exported, write_head
from claims.export.forms import csv_lines, write
from claims.export.records import CAPTURE_COLUMNS, COLUMNS, Record, capture_record
from claims.export.scope import Scope
from claims.export.selection import WHOLE, Selection, scope_of
from claims.export.target import replacing_bytes
from claims.progress import Tick, ticking, unseen
from db import queries
from db.engine import reading
from db.views.claims import ClaimView, LinkView, ReadingView
from db.views.custody import CaptureView

PAGE = "index.html"
WITHHELD = "not shown, to protect a source"


def write_case(
    engine: Engine,
    to: Path,
    selection: Selection = WHOLE,
    *,
    everything: bool = False,
    stood_at: str = "",
    tick: Tick = unseen,
) -> Exported:
    """Write a case file; the same state of the desk gives the same bytes.

    It holds the claims asked for and those that links join them with, their links, the log as an
    excerpt, the articles' raw bytes, all that as a page, and a manifest.

    Args:
        engine: the desk.
        to: the zip file; what stood there is replaced.
        selection: which claims, and which sources must not be given away; default: the whole desk.
        everything: also what is folded away.
        stood_at: the moment that the desk is a copy of, which head, page and manifest tell; ""
            for today's desk.
        tick: is told how many claims of all stand on the page, which takes the longest.

    Raises:
        InputError: the file cannot be written.
        NotFoundError: what is selected is not on the desk.
    """
    with reading(engine) as session, replacing_bytes(to) as file, Archive(file) as archive:
        case = _Case.of(session, selection, everything=everything)
        case.facts["stood_at"] = stood_at
        rows = case.write_tables(archive)
        case.write_captures(archive)
        with archive.text(PAGE) as page:
            write_page(
                page,
                case.facts,
                claims=case.claims,
                entries=lambda: ticking(case.entries(), tick, rows),
                captures=case.captures,
            )
        archive.finish(
            CASE_FORMAT,
            head=case.facts["head"],
            log=CASE_LOG,
            unread=case.unread,
            left_out=case.left_out,
            **({"as_of": stood_at} if stood_at else {}),
        )
    hidden = case.scope.protection.n_sources
    return Exported(to, rows, case.facts["head"], case.unread, hidden)


@dataclass
class _Case:
    """What goes into a case file, read in one transaction.

    ``scope`` holds the claims asked for; ``wide`` those that links join them with as well.
    """

    session: Session
    scope: Scope
    wide: Scope
    facts: dict[str, Any]
    unread: int = 0
    left_out: int = 0

    @classmethod
    def of(cls, session: Session, selection: Selection, *, everything: bool) -> "_Case":
        scope = scope_of(session, selection, everything=everything)
        wide = scope
        if scope.claims is not None:
            wide = replace(scope, claims=scope.claims | queries.linked_to(session, scope.claims))
        names = queries.names_of(session, filter(None, [selection.storyline]))
        facts = {
            "title": scope.protection.text(names.get(selection.storyline, "")),
            "storyline": selection.storyline,
            "head": queries.head(session),
            "is_whole": scope.claims is None,
            "is_protected": bool(scope.protection.names),
        }
        return cls(session, scope, wide, facts)

    def write_tables(self, archive: Archive) -> int:
        """Write claims, links and log; return how many claims there are."""
        parts = (
            ("claims", "csv", "claims.csv", self.wide),
            ("claims", "claimreview", "claimreview.json", self.wide),
            ("claims", "annotations", "annotations.json", self.wide),
            ("links", "csv", "links.csv", self.scope),
            ("log", "csv", CASE_LOG, self.wide),
        )
        rows = {}
        for what, form, name, scope in parts:
            records = FORMS[what][form].records(self.session, scope)
            with archive.text(name) as file:
                counted = self._counting_unread(records)
                rows[name] = write(file, FORMS[what][form].lines, COLUMNS[what], counted)
        with archive.text(head_path(Path(CASE_LOG)).name) as file:
            unread = self.unread if self.wide.is_excerpt else None
            write_head(file, self.facts["head"], unread, self.facts["stood_at"])
        return rows["claims.csv"]

    def _counting_unread(self, records: Iterator[Record]) -> Iterator[Record]:
        for record in records:
            self.unread += record.get("action") == UNREAD
            yield record

    def write_captures(self, archive: Archive) -> None:
        """Write the articles' raw bytes, and a table of them."""
        for capture in self.captures():
            with archive.member(f"{CAPTURES}{capture.sha256}") as file:
                file.write(capture.raw)
        with archive.text("captures.csv") as file:
            write(file, csv_lines, CAPTURE_COLUMNS, map(capture_record, self.captures()))

    def captures(self) -> Iterator[CaptureView]:
        """Yield the articles of the case, but for those that name a protected source.

        They are read again for each use: all of them may be more than memory holds.
        """
        chosen, self.left_out = None, 0
        if self.wide.claims is not None:
            chosen = {claim.article_id for claim in self.claims()}
        for capture in queries.captures(self.session, chosen):
            if self.scope.protection.withholds(capture):
                self.left_out += 1
            else:
                yield capture

    def claims(self) -> Iterator[ClaimView]:
        """Yield the claims of the case."""
        return self.wide.claim_views(self.session)

    def entries(self) -> Iterator[Entry]:
        """Yield each claim with its links and the decisions about it."""
        protection, shows = self.scope.protection, self.wide.shows(self.session)
        for claim in self.claims():
            links = filter(self._is_of_case, queries.links(self.session, claim_id=claim.claim_id))
            bearing = queries.bearing_on(self.session, [claim.claim_id])
            events = queries.events(self.session, claim_id=claim.claim_id, also=bearing)
            shown = [event for event in events if shows(event)]
            withheld = sum(map(protection.hides, events))
            alarm = queries.alarm(self.session, claim.claim_id)
            yield Entry(
                claim,
                [*map(protection.link, links)],
                shown,
                withheld,
                note=self._note(claim),
                first=self._first_reading(claim),
                # A later version of the article may name a source by other words.
                alarm=protection.text(alarm.reason) if alarm else "",
                must_be_reviewed=alarm is not None and alarm.open,
            )

    def _note(self, claim: ClaimView) -> str:
        note = queries.note(self.session, claim.claim_id).text
        hides = self.scope.protection.hides_words(note, of=claim.content_sha256)
        return WITHHELD if note and hides else note

    def _first_reading(self, claim: ClaimView) -> ReadingView | None:
        first = queries.first_reading(self.session, claim.claim_id)
        return first and self.scope.protection.reading(first, claim.content_sha256)

    def _is_of_case(self, link: LinkView) -> bool:
        ends = {link.earlier.claim_id, link.later.claim_id}
        return self.scope.claims is None or bool(ends & self.scope.claims)
