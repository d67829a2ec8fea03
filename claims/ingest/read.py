"""One file in, one page out."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from claims.errors import UnreadableError
from claims.ingest.dates import Dated, not_before, read_date
from claims.ingest.decode import decode
from claims.ingest.folder import READABLE, TEXT_SUFFIXES, WEB_SUFFIXES
from claims.ingest.page import Page
from claims.ingest.text import split_text
from claims.ingest.web import split_page

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 1_000_000


def read_page(path: Path, *, name: str, now: datetime | None = None) -> Page:
    """Read one file as an article.

    Args:
        path: where the file lies.
        name: the name it goes by; errors name it, and its suffix tells the format.
        now: what counts as the present; default: the clock.

    Raises:
        UnreadableError: it cannot be opened or read as an article; the message says why and what
            to do about it.
    """
    try:
        return to_page(read_bytes(path), name=name, now=now or datetime.now(UTC))
    except UnreadableError as error:
        raise UnreadableError(f"{name}: {error}") from error.__cause__


def read_bytes(path: Path) -> bytes:
    """Read a file within the limit; raises UnreadableError."""
    try:
        # A named pipe would wait for ever, a device might never end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError("is not a file; give a folder by itself, or a file of text")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnreadableError(f"cannot be opened: {reason}; check that you may read it") from error
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"is larger than {MOST_BYTES // 1024**2} MB; split it by article")
    return raw


def to_page(raw: bytes, *, name: str, now: datetime) -> Page:
    """Read the bytes of a file as an article.

    Args:
        raw: the bytes.
        name: the name they go by; its suffix tells the format.
        now: what counts as the present; must carry a zone.

    Raises:
        UnreadableError: as :func:`read_page` does, without the name.
    """
    suffix = Path(name).suffix.lower()
    if not raw.strip():
        raise UnreadableError("is empty; there is nothing to read")
    if suffix in TEXT_SUFFIXES:
        page = from_text(raw, name=name, now=now)
    elif suffix in WEB_SUFFIXES:
        page = from_web(raw, name=name, now=now)
    else:
        raise UnreadableError(f"has the suffix {suffix!r}; the readable ones are {READABLE}")
    if not any(char.isalnum() for char in page.text):
        raise UnreadableError("holds no words; there is nothing to read")
    return page


def from_text(raw: bytes, *, name: str, now: datetime) -> Page:
    """Read plain text or Markdown."""
    decoded = decode(raw)
    refuse_long(decoded.text)
    parts = split_text(decoded.text)
    matter = parts.matter
    published = matter.get("published", "")
    dated = read_date(published, now=now) if published else Dated(None)
    url, url_notes = address(matter.get("url", ""))
    return Page(
        file=name,
        raw=raw,
        title=parts.title,
        text=parts.text,
        publisher=matter.get("publisher", ""),
        author=matter.get("author", ""),
        url=url,
        language=matter.get("language", ""),
        published=dated.when,
        published_origin="front matter" if dated.when else "",
        not_before=None if dated.when else not_before(parts.text, now=now),
        encoding=decoded.encoding,
        notes=(*decoded.notes, *parts.notes, *dated.notes, *url_notes),
    )


def from_web(raw: bytes, *, name: str, now: datetime) -> Page:
    """Read a saved web page."""
    decoded = decode(raw, markup=True)
    found = split_page(decoded.text)
    refuse_long(found.text)
    dated = read_date(found.published, now=now) if found.published else Dated(None)
    url, url_notes = address(found.url)
    return Page(
        file=name,
        raw=raw,
        title=found.title,
        text=found.text,
        publisher=found.publisher,
        author=found.author,
        url=url,
        language=found.language,
        published=dated.when,
        published_origin="metadata" if dated.when else "",
        not_before=None if dated.when else not_before(found.text, now=now),
        encoding=decoded.encoding,
        notes=(*decoded.notes, *dated.notes, *url_notes),
    )


def refuse_long(text: str) -> None:
    """Raise where a text is longer than the limit."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError(
            f"holds {len(text):,} characters, the limit is {MOST_CHARACTERS:,}; split it by article"
        )


def address(url: str) -> tuple[str, tuple[str, ...]]:
    """Keep an address of the web; set another aside with a note, since readers will click it."""
    if not url or url.lower().startswith(("http://", "https://")):
        return url, ()
    return "", (f"address {url[:80]!r} is not of the web and was set aside",)
