"""Stage read: files become articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine

from claims.errors import InputError
from claims.extract.readers import unread
from claims.extract.register import Register
from claims.ingest.correcting import set_by_hand
from claims.ingest.folder import Found, find
from claims.ingest.formats import is_feed
from claims.ingest.given import Options
from claims.ingest.page import Left, Page
from claims.ingest.read import read_files
from claims.pipeline.arrivals import record, trace_all
from claims.pipeline.step import Recorded, Step, recorded
from claims.settings import Settings
from db.engine import writing
from db.vocabulary import Stage


def read(
    engine: Engine, settings: Settings, paths: Sequence[Path], options: Options | None = None
) -> Iterator[Step]:
    """Read files and folders into articles; what is here already adds nothing.

    Args:
        engine: the desk.
        settings: whose register of sources knows the publishers.
        paths: files, or folders that are searched through.
        options: what is declared of tables and of text files that hold many articles, and what is
            set by hand of single documents.

    Yields:
        A step for each article, and for each file or part of a file that gave none, marked as
        failed where it was meant to be one.

    Raises:
        InputError: a path does not exist, no file that can be an article lies there, or a date
            that was set by hand is none.
    """
    found = find(paths)
    if not found.files:
        places = ", ".join(map(str, paths))
        raise InputError(f"no file that can be read in {places}; see `claims ingest --help`")
    register = Register.load(settings.sources)
    trace_all(engine)
    with recorded(engine, Stage.READ, {"claimdesk": version("claimdesk")}) as run:
        into = Intake(engine, settings, register, run)
        yield from _passed_over(found, run)
        named = {name for path, name in found.files if path in paths}
        total = len(found.files) + len(found.skipped)
        files = read_files(found.files, options=options, processes=min(settings.workers, 4))
        for done, (name, readings) in enumerate(files, start=len(found.skipped) + 1):
            pages = 0
            for one in set_by_hand(readings, options.corrections if options else {}):
                if isinstance(one, Page):
                    pages += 1
                    way = "feed" if is_feed(name) else ""
                    yield numbered(into.take(one, way=way), done, total)
                else:
                    # A file that somebody named and that gave nothing was meant to be read.
                    failed = one.failed or (one.file == name in named and not pages)
                    yield _left(one, done, total, run, failed=failed)


def _passed_over(found: Found, run: Recorded) -> Iterator[Step]:
    total = len(found.files) + len(found.skipped)
    for done, (name, reason) in enumerate(found.skipped, start=1):
        yield _left(Left(name, reason), done, total, run, failed=False)


@dataclass(frozen=True, slots=True)
class Intake:
    """Where pages arrive: the desk, its settings, who knows the publishers, the run under way."""

    engine: Engine
    settings: Settings
    register: Register
    run: Recorded

    def take(self, page: Page, *, fetched_at: datetime | None = None, way: str = "") -> Step:
        """Add a page as an article, count what came of it, and tell.

        Args:
            page: as read.
            fetched_at: when it was fetched from its address; None for a file.
            way: "feed" where a feed gave the text.
        """
        with writing(self.engine) as session:
            came = record(
                session, page, self.register, self.run.run_id, fetched_at=fetched_at, way=way
            )
        self.run.counts[came.note.partition(":")[0]] += 1
        why = unread(page.text, page.language, self.settings) if came.new else ""
        return Step(
            Stage.READ,
            1,
            1,
            came.note,
            page.file,
            warnings=(*page.notes, why) if why else page.notes,
            url=page.url if fetched_at else "",
            article_id=came.article_id,
            left_out=not came.new,
        )


def numbered(step: Step, done: int, total: int) -> Step:
    """Return a step as the how-manieth it is."""
    return replace(step, done=done, total=total)


def _left(left: Left, done: int, total: int, run: Recorded, *, failed: bool) -> Step:
    run.counts["unreadable" if failed else "skipped"] += 1
    note = left.reason if failed else f"skipped: {left.reason}"
    return Step(
        Stage.READ, done, total, note, left.file, failed=failed, url=left.url, left_out=not failed
    )
