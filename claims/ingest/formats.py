"""The formats that are read: by which names and media types they go, and what reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from claims.ingest.given import MOST_BYTES, Given, Readings

Reader = Callable[[Given], Readings]
MOST_ARCHIVE_BYTES = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes:
        name: what people call it.
        suffixes: of its files.
        media_types: by which servers name it.
        place: module and function of its reader, which is loaded only in the process that reads.
        archive: it may hold many documents, is streamed from its file, and may be large.
        table: its files mean nothing until somebody says what its columns are.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    place: str
    archive: bool = False
    table: bool = False

    @property
    def most_bytes(self) -> int:
        """The largest file of this format that is read."""
        return MOST_ARCHIVE_BYTES if self.archive else MOST_BYTES

    def reader(self) -> Reader:
        """Load the function that reads it."""
        module, _, function = self.place.partition(":")
        found: Any = getattr(import_module(f"claims.ingest.readers.{module}"), function)
        return found  # type: ignore[no-any-return]


FORMATS = (
    Format("text", (".txt", ".md"), ("text/plain", "text/markdown"), "text:read_text"),
    Format(
        "web page",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        "web:read_web",
    ),
    Format("whole web page", (".mhtml", ".mht"), ("multipart/related",), "mail:read_saved_page"),
    Format(
        "feed",
        (".rss", ".atom", ".xml"),
        (
            "application/rss+xml",
            "application/atom+xml",
            "application/rdf+xml",
            "application/xml",
            "text/xml",
        ),
        "feed:read_feed",
    ),
    Format("PDF", (".pdf",), ("application/pdf",), "pdf:read_pdf"),
    Format(
        "Word",
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        "word:read_word",
    ),
    Format("mail", (".eml",), ("message/rfc822",), "mail:read_mail"),
    Format("mailbox", (".mbox",), ("application/mbox",), "mail:read_mailbox", archive=True),
    Format("WARC", (".warc", ".warc.gz"), ("application/warc",), "warc:read_warc", archive=True),
    Format("ARC", (".arc", ".arc.gz"), ("application/x-ia-arc",), "warc:read_arc", archive=True),
    Format("WACZ", (".wacz",), ("application/wacz",), "wacz:read_wacz", archive=True),
    Format(
        "CSV",
        (".csv", ".tsv"),
        ("text/csv", "text/tab-separated-values"),
        "table:read_csv",
        archive=True,
        table=True,
    ),
    Format(
        "JSON lines",
        (".jsonl", ".ndjson"),
        ("application/x-ndjson", "application/jsonl"),
        "table:read_json_lines",
        archive=True,
        table=True,
    ),
    Format(
        "zip",
        (".zip",),
        ("application/zip", "application/x-zip-compressed"),
        "zip:read_zip",
        archive=True,
    ),
    Format("JSON", (".json",), ("application/json",), "table:read_json", table=True),
)

BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
BY_MEDIA_TYPE = {media_type: one for one in FORMATS for media_type in one.media_types}
# Of files that are one article each.
ARTICLE_SUFFIXES = tuple(
    suffix for suffix, one in BY_SUFFIX.items() if not (one.archive or one.table)
)
READABLE = ", ".join(suffix for one in FORMATS for suffix in one.suffixes)


def of_name(name: str) -> Format | None:
    """Return the format that a file's name stands for; None for none that is read."""
    return next((BY_SUFFIX[one] for one in endings(name.lower()) if one in BY_SUFFIX), None)


def of_media_type(media_type: str) -> Format | None:
    """Return the format that a server names, parameters aside; None for none that is read."""
    return BY_MEDIA_TYPE.get(media_type.partition(";")[0].strip().lower())


def is_feed(name: str, media_type: str = "") -> bool:
    """Tell a feed, by its media type where it has one, or by its name."""
    form = of_media_type(media_type) or of_name(name)
    return form is not None and form.name == "feed"


def endings(name: str) -> Iterable[str]:
    """Return the last two suffixes of a name joined, then the last: ``.warc.gz``, ``.gz``."""
    last = name.replace("\\", "/").rpartition("/")[2].split(".")[1:]
    return (f".{'.'.join(last[-n:])}" for n in (2, 1) if len(last) >= n)
