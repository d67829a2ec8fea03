"""What a reader found in a document, made one page: cleaned, dated, within the limits."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from claims.errors import UnreadableError
from claims.ingest.dates import Dated, dated_line, not_before, read_date
from claims.ingest.gaps import gaps
from claims.ingest.given import MOST_CHARACTERS, SURROGATE, Given, clean
from claims.ingest.page import Page

LONGEST_FIELD = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reader found; each field "" where not.

    Attributes:
        raw: the document's own bytes; None for those of the whole file.
        text: the body; or, where ``whole``, the stored text as it is.
        published: date as the document writes it.
        origin: whence that date.
        whole: ``text`` is the stored text, which the title is a part of.
        top: where a line that is a date and nothing else dates the document: None for the text,
            "" for nowhere.
    """

    raw: bytes | None
    title: str
    text: str
    publisher: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    published: str = ""
    origin: str = "metadata"
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    whole: bool = False
    top: str | None = None


def compose(given: Given, found: Finding, *, markup: str = "") -> Page:
    """Make a page of what a reader found.

    Args:
        given: the document.
        found: what is in it.
        markup: the document's source, which may say that its text is not whole.

    Returns:
        The page; without its bytes where they are those of the whole file.

    Raises:
        UnreadableError: there are no words, or too many.
    """
    title = line(found.title)
    body = clean(found.text) if found.whole else clean(found.text).strip()
    text = body if found.whole or not title else f"{title}\n\n{body}".strip()
    refuse(text)
    when, origin, notes = published(found, body, given.latest)
    url, url_notes = address(line(found.url or given.hints.url))
    halves = 0 if found.text.isascii() else len(SURROGATE.findall(found.text))
    odd = (f"{halves} characters cut in half read \N{REPLACEMENT CHARACTER}",) if halves else ()
    return Page(
        file=given.name,
        raw=found.raw or b"",
        title=title,
        text=text,
        publisher=line(found.publisher) or domain(given.hints.url),
        author=line(found.author),
        url=url,
        language=line(found.language)[:35],
        published=when,
        published_origin=origin,
        not_before=None if when else not_before(text, now=given.latest),
        encoding=found.encoding,
        notes=(*found.notes, *odd, *notes, *url_notes, *gaps(text, markup)),
    )


def published(
    found: Finding, text: str, now: datetime
) -> tuple[datetime | None, str, tuple[str, ...]]:
    """Return when a document was published, whence that is known, and what to know about it."""
    dated = read_date(line(found.published), now=now) if found.published else Dated(None)
    if dated.when:
        return dated.when, found.origin, dated.notes
    top = text if found.top is None else found.top
    guess = None if found.whole else dated_line(top, now=now)
    if guess is None:
        return None, "", dated.notes
    note = f"dated {guess:%Y-%m-%d} by a line of the text that is a date; that is a guess"
    return guess, "guessed", (*dated.notes, note)


def line(value: str) -> str:
    """Fold a name onto one clean line of bearable length."""
    return " ".join(clean(value).split())[:LONGEST_FIELD]


def refuse(text: str) -> None:
    """Raise where a text is longer than the limit, or holds no words."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError(
            f"holds {len(text):,} characters, the limit is {MOST_CHARACTERS:,}; split it by article"
        )
    if not any(char.isalnum() for char in text):
        raise UnreadableError("holds no words; there is nothing to read")


def address(url: str) -> tuple[str, tuple[str, ...]]:
    """Keep an address of the web; set another aside with a note, since readers will click it."""
    if not url or url.lower().startswith(("http://", "https://")):
        return url, ()
    return "", (f"address {url[:80]!r} is not of the web and was set aside",)


def domain(url: str) -> str:
    """Return the host of an address, by which a page goes that names no publisher."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "http://[" is no address
        return ""
    return host.removeprefix("www.")
