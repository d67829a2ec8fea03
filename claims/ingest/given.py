"""What a reader is given: bytes, and what is known of them from elsewhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import IO

from claims.errors import OtherKindError, UnreadableError
from claims.ingest.page import Left, Page

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 1_000_000
# Of one archive. More is hardly meant, or an archive that was made to never end.
MOST_PARTS = 100_000
SURROGATE = re.compile("[\ud800-\udfff]")
BROKEN = "is broken ({}); open it in its own program and save it anew, or save its text"


@dataclass(frozen=True, slots=True)
class Hints:
    """What whoever fetched bytes knows of them, each "" or None where unknown.

    Attributes:
        url: where they came from.
        charset: as the server named it.
        media_type: as the server named it: ``text/html``.
        fetched_at: when; nothing in them was published later.
    """

    url: str = ""
    charset: str = ""
    media_type: str = ""
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What is set by hand of one document; each field None where it stays as it was read.

    Attributes:
        title, publisher, language: the words; "" for none.
        published: a day or a time, as front matter has it; "" for unknown.
        left_out: whether the document is not to be added.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    left_out: bool = False

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields that are set."""
        names = (one.name for one in fields(self) if one.name != "left_out")
        return tuple(name for name in names if getattr(self, name) is not None)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person declares of the files.

    Attributes:
        columns: which column of a table holds which field: ``{"title": "Headline"}``.
        tables: the same of single tables, by the name that each goes by; outweighs ``columns``.
        separator: the line that stands between two articles in one text file; "" for none.
        corrections: what is set by hand of a document, by the name that it goes by.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """A document, or an archive of documents, for a reader.

    Attributes:
        name: what it goes by.
        file: its bytes, to be read once.
        now: what counts as the present.
        hints, options: as said there.
    """

    name: str
    file: IO[bytes]
    now: datetime
    hints: Hints = Hints()
    options: Options = Options()

    def read(self) -> bytes:
        """Return the bytes of a document; raises UnreadableError where none or too many are."""
        raw = self.file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise UnreadableError(f"is larger than {MOST_BYTES // 1024**2} MB; split it by article")
        if not raw.strip():
            raise UnreadableError("is empty; there is nothing to read")
        return raw

    def part(self, place: object, file: IO[bytes], hints: Hints | None = None) -> "Given":
        """Return one document of an archive, by its place there."""
        name = f"{self.name}#{place}"
        return replace(self, name=name, file=file, hints=hints or self.hints)

    @property
    def columns(self) -> Mapping[str, str]:
        """Which column of this table holds which field, as somebody declared; {} for nothing."""
        return self.options.tables.get(self.name, self.options.columns)

    @property
    def latest(self) -> datetime:
        """The time after which the document cannot have been published."""
        fetched = self.hints.fetched_at
        return min(self.now, fetched) if fetched else self.now


# None says that the reader is still at work on what gives no page: its time begins anew.
Readings = Iterator[Page | Left | None]


def told(given: Given, readings: Readings) -> Readings:
    """Pass on what a document gives; whatever ends its reading becomes a word on why.

    Libraries let through whatever a broken file provokes; the documents around it still count.
    """
    try:
        yield from readings
    except MemoryError:  # it is the process that is spent, not the document alone
        raise
    except UnreadableError as error:
        failed = not isinstance(error, OtherKindError)
        yield Left(given.name, str(error), failed=failed, columns=error.columns)
    except RecursionError:
        yield Left(given.name, "is nested too deeply to be read; save its text as a .txt file")
    except Exception as error:  # noqa: BLE001 - see above
        why = " ".join(f"{type(error).__name__} {error}".split())[:160]
        yield Left(given.name, BROKEN.format(clean(why)))


def clean(value: str) -> str:
    """Remove what stored text never holds: NUL, lone surrogates, other line ends than LF."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return value if value.isascii() else SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)


def moment(words: str | None) -> datetime | None:
    """Read a time that we wrote ourselves."""
    return datetime.fromisoformat(words).astimezone(UTC) if words else None
