"""Web archives (WARC, and the older ARC): the pages among what a crawler kept."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.utils import BUFF_SIZE

from claims.errors import UnreadableError
from claims.ingest.formats import Format, of_media_type
from claims.ingest.given import MOST_BYTES, MOST_PARTS, Given, Hints, Readings, told
from claims.ingest.page import Left, Page

CHUNK = 1024 * 1024
LONGEST_LINE = 1024 * 1024
FOUND = "200"
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
KEPT = ("response", "resource")
DOCUMENTS = frozenset({"web page", "PDF", "Word"})


def read_warc(given: Given) -> Readings:
    """Read the pages of a web archive."""
    yield from read_records(given, records(given.file))


def read_arc(given: Given) -> Readings:
    """Read the pages of a web archive of the older form (ARC)."""
    yield from read_records(given, arc_records(given.file))


def read_records(
    given: Given, found: Iterable[Any], wanted: Container[str] | None = None
) -> Readings:
    """Read the pages among the records of a web archive.

    Args:
        given: the archive.
        found: its records.
        wanted: addresses of the pages meant; None for all. The others are frames and the like.
    """
    others: Counter[str] = Counter()
    place = 0
    for place, record in enumerate(found, 1):
        if place > MOST_PARTS:
            yield Left(given.name, f"holds more than {MOST_PARTS:,} records; split it")
            break
        hints = hints_of(record)
        kind = kind_of(record, hints, wanted)
        if isinstance(kind, Format):
            part = given.part(place, given.file, hints)
            yield from told(part, read_record(part, record, kind))
        else:
            others[kind] += 1
            yield None
    if not place:
        raise UnreadableError(
            "holds no WARC record; it is empty or of another format: get it again"
        )
    if others:
        counted = ", ".join(f"{count} {what}" for what, count in sorted(others.items()))
        yield Left(given.name, f"not read as articles: {counted}", failed=False)


def records(file: IO[bytes]) -> Iterator[Any]:
    """Yield the records of a WARC file; raises UnreadableError where it is damaged."""
    yield from map(genuine, whole(ArchiveIterator(file, check_digests=True)))


def arc_records(file: IO[bytes]) -> Iterator[Any]:
    """Yield the records of an ARC file in the terms of WARC; raises as :func:`records` does."""
    found = whole(ArchiveIterator(file, arc2warc=True))
    first = next(found, None)
    # Any line of five words passes for the head of a record; that of the archive does not.
    if first is not None and first.rec_type != "warcinfo":
        raise UnreadableError(
            "does not begin as ARC does: it is damaged, or of another format; get it again"
        )
    yield from found


def whole(archive: ArchiveIterator) -> Iterator[Any]:
    """Yield the records of an archive; raises UnreadableError where it is damaged."""
    archive.reader = Bounded(archive.fh, block_size=BUFF_SIZE)
    try:
        yield from archive
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise UnreadableError(f"is damaged or cut off here: {reason}; get it again") from error


def genuine(record: Any) -> Any:
    """Return a record if it is one of WARC, not of the older ARC, for which any text passes."""
    if record.format != "warc":
        raise UnreadableError("is damaged or cut off here: it is of another format; get it again")
    return record


class Bounded(DecompressingBufferedReader):  # type: ignore[misc]  # untyped library
    """A reader whose lines end: what unpacks to one of a gigabyte was made to fill memory."""

    def readline(self, length: int | None = None) -> bytes:
        """Read a line, or ``length`` bytes of it; raises ArchiveLoadFailed where it is too long."""
        line: bytes = super().readline(min(length or LONGEST_LINE, LONGEST_LINE))
        if len(line) == LONGEST_LINE:
            raise ArchiveLoadFailed(f"a line is longer than {LONGEST_LINE:,} bytes")
        return line


def kind_of(record: Any, hints: Hints, wanted: Container[str] | None) -> Format | str:
    """Return the format of a record that may be an article, or what else it is."""
    if record.rec_type not in KEPT:
        return f"{record.rec_type or 'unnamed'} records"
    status = record.http_headers.get_statuscode() if record.http_headers else FOUND
    if status != FOUND:
        return f"answers with status {status[:12]}"
    found = of_media_type(hints.media_type)
    if found is None or found.name not in DOCUMENTS:
        return (hints.media_type.partition(";")[0].strip() or "files of no type")[:60]
    if wanted is not None and hints.url not in wanted:
        return "pages within pages"
    return found


def hints_of(record: Any) -> Hints:
    """Return what the record says of its bytes."""
    headers = record.http_headers or record.rec_headers
    media_type = headers.get_header("Content-Type") or ""
    charset = CHARSET.search(media_type)
    return Hints(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        charset=charset[1] if charset else "",
        media_type=media_type,
        fetched_at=time_of(record.rec_headers.get_header("WARC-Date") or ""),
    )


def time_of(words: str) -> datetime | None:
    """Read the time of a record; None for none."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else None


def read_record(given: Given, record: Any, kind: Format) -> Readings:
    """Read one record as an article; its bytes are the answer's, as the browser had it."""
    raw = content(record)
    notes = tuple(doubts(record))
    for reading in kind.reader()(replace(given, file=BytesIO(raw))):
        if isinstance(reading, Page):
            yield replace(reading, raw=reading.raw or raw, notes=(*reading.notes, *notes))
        else:
            yield reading


def doubts(record: Any) -> Iterator[str]:
    """Say where the bytes of a record, once read, are not what the archive says of them."""
    if record.digest_checker.problems:
        yield "its bytes do not have the digest that the archive gives them"
    if getattr(record.raw_stream, "limit", 0) > 0:
        yield "the archive ends before it does: it may be cut off"


def content(record: Any) -> bytes:
    """Return the body of a record; raises UnreadableError where it unpacks to too much."""
    stream = record.content_stream()
    held, size = [], 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > MOST_BYTES:
            raise UnreadableError(f"is larger than {MOST_BYTES // 1024**2} MB; save it by itself")
        held.append(piece)
    return b"".join(held)
