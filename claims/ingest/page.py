"""What reading gives: pages, which become articles, and what was left out."""

from dataclasses import dataclass
from datetime import datetime

# Of a format whose bytes are not text: nobody can look for words in them as they stand.
BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Page:
    """One document as read.

    Attributes:
        file: name of the file, relative to the folder that was given; of one document among
            several in a file, that name with its place: ``dump.mbox#3``.
        raw: its bytes: those of the file, or of its own part of the file.
        title: headline, "" where none was found.
        text: the stored text that all offsets count against: the decoded file as it is for text
            without front matter; otherwise title, blank line, body. LF line ends, no NUL.
        publisher, author, url, language: as found, "" where not.
        published: time of publication, UTC; None where unknown.
        published_origin: "front matter", "metadata", "guessed", "set by hand", or "" where
            unknown.
        not_before: the latest full date that the text of an undated page names, which it cannot
            have been published before; places it in the order of time.
        encoding: how the bytes were decoded, "(guessed)" appended where that was a guess;
            "binary" where the bytes are not text.
        notes: what a person should know, for example a date in the future that was set aside.
    """

    file: str
    raw: bytes
    title: str
    text: str
    publisher: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    published: datetime | None = None
    published_origin: str = ""
    not_before: datetime | None = None
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A file, or one document among several in a file, that gave no page.

    Attributes:
        file: as of a page.
        reason: why, and what to do about it.
        url: where the whole article can be fetched, "" where that is not known.
        title: headline, "" where it is not known.
        failed: somebody who gave the file expects it to be read; pictures beside it are not meant.
        columns: those of a table of which somebody has to say what they hold.
    """

    file: str
    reason: str
    url: str = ""
    title: str = ""
    failed: bool = True
    columns: tuple[str, ...] = ()
