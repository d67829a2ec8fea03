"""Files and bytes become pages, each read in a process of its own (``sandbox.py``)."""

import stat
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from claims.errors import UnreadableError
from claims.ingest.formats import READABLE, Format, of_media_type, of_name
from claims.ingest.given import Hints, Options
from claims.ingest.page import Left, Page
from claims.ingest.sandbox import LIMIT_SECONDS, Sandbox, give_back, lend


def read_page(path: Path, *, name: str, now: datetime | None = None) -> Page:
    """Read a file that holds one article.

    Args:
        path: where the file lies.
        name: the name it goes by; errors name it, and its suffix tells the format.
        now: what counts as the present; default: the clock.

    Raises:
        UnreadableError: it cannot be opened or read as an article; the message says why and what
            to do about it.
    """
    ((_, readings),) = read_files([(path, name)], now=now)
    return only(readings)


def only(readings: Iterable[Page | Left]) -> Page:
    """Return the first page; raises UnreadableError where there is none."""
    found = list(readings)  # to its end: a process that is left in the middle has to die
    page = next((one for one in found if isinstance(one, Page)), None)
    if page is None:
        reasons = [f"{one.file}: {one.reason}" for one in found if isinstance(one, Left)]
        raise UnreadableError(reasons[0] if reasons else "there is nothing in it")
    return page


def read_raw(
    raw: bytes,
    *,
    name: str,
    hints: Hints | None = None,
    options: Options | None = None,
    now: datetime | None = None,
    limit: float = LIMIT_SECONDS,
) -> Iterator[Page | Left]:
    """Read bytes, of a file or fetched, and yield their articles, and what was left out.

    Args:
        raw: the bytes.
        name: what they go by; without a media type its suffix tells the format.
        hints: what whoever fetched them knows: address, media type, charset, time.
        options: what a person declared.
        now: what counts as the present; default: the clock.
        limit: seconds that each page may take.
    """
    hints = hints or Hints()
    form = of_media_type(hints.media_type) or of_name(name)
    if form is None:
        yield Left(name, unknown(name))
        return
    lent = lend()
    lent.ask(question(name, form, hints, options, now), raw)
    yield from answers(lent, name, raw, limit)


def read_files(
    files: Iterable[tuple[Path, str]],
    *,
    options: Options | None = None,
    now: datetime | None = None,
    processes: int = 1,
) -> Iterator[tuple[str, Iterator[Page | Left]]]:
    """Read files, and yield for each its name and its articles, in the order of the files.

    Args:
        files: where each lies, and the name it goes by.
        options: what a person declared.
        now: what counts as the present; default: the clock.
        processes: so many files are read at a time. The articles of one are to be taken before
            the next is asked for.
    """
    coming = iter(files)
    under_way = deque(begun(file, options, now) for file in islice(coming, processes))
    try:
        while under_way:
            one = under_way.popleft()
            yield one.name, one.readings
            under_way.extend(begun(file, options, now) for file in islice(coming, 1))
    finally:
        for one in under_way:
            if one.lent is not None:
                one.lent.stop()


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A file that is being read: by whom, and what will come of it."""

    name: str
    readings: Iterator[Page | Left]
    lent: Sandbox | None = None


def begun(file: tuple[Path, str], options: Options | None, now: datetime | None) -> UnderWay:
    """Have a file read."""
    path, name = file
    form = of_name(name)
    if form is None:
        return UnderWay(name, iter([Left(name, unknown(name))]))
    try:
        raw = checked(path, form)
    except UnreadableError as error:
        return UnderWay(name, iter([Left(name, str(error))]))
    lent = lend()
    asked = question(name, form, Hints(), options, now)
    lent.ask({**asked, "path": str(path) if form.archive else None}, raw)
    return UnderWay(name, answers(lent, name, raw, LIMIT_SECONDS), lent)


def checked(path: Path, form: Format) -> bytes:
    """Return the bytes of a document, none of an archive; raises UnreadableError."""
    try:
        found = path.stat()
        # A named pipe would wait for ever, a device might never end.
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("is not a file; give a folder by itself, or a file of text")
        if found.st_size > form.most_bytes:
            limit = form.most_bytes // 1024**2
            raise UnreadableError(f"is larger than {limit:,} MB; split it by article")
        with path.open("rb") as file:
            return b"" if form.archive else file.read(form.most_bytes)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnreadableError(f"cannot be opened: {reason}; check that you may read it") from error


def question(
    name: str,
    form: Format,
    hints: Hints,
    options: Options | None,
    now: datetime | None,
) -> dict[str, Any]:
    """Return what a sandbox is asked about the bytes that follow."""
    fetched = hints.fetched_at.isoformat() if hints.fetched_at else None
    options = options or Options()
    return {
        "name": name,
        "format": form.name,
        "path": None,
        "now": (now or datetime.now(UTC)).isoformat(),
        "hints": (hints.url, hints.charset, hints.media_type, fetched),
        "options": {
            "columns": dict(options.columns),
            "separator": options.separator,
            "tables": {table: dict(columns) for table, columns in options.tables.items()},
        },
    }


def answers(lent: Sandbox, name: str, raw: bytes, limit: float) -> Iterator[Page | Left]:
    """Yield what comes of a document, and return the sandbox at its end."""
    try:
        for reading in lent.answers(limit=limit):
            # A reader gives the bytes of parts only: those of the whole file are here already.
            if isinstance(reading, Page) and not reading.raw:
                yield replace(reading, raw=raw)
            else:
                yield reading
    except UnreadableError as error:
        yield Left(name, str(error))
    finally:
        give_back(lent)


def unknown(name: str) -> str:
    """Say that a name stands for no format that is read."""
    return f"has the suffix {Path(name).suffix!r}; the readable ones are {READABLE}"
