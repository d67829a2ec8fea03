"""What reading a file gives, before it becomes an article."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One document as read.

    Attributes:
        file: name of the file, relative to the folder that was given.
        raw: the bytes as they lay on disk.
        title: headline, "" where none was found.
        text: the stored text that all offsets count against: title, blank line, body for front
            matter and web pages; the decoded file as it is otherwise. LF line ends, no NUL.
        publisher, author, url, language: as found, "" where not.
        published: time of publication, UTC; None where unknown.
        published_origin: "front matter", "metadata", or "" where unknown.
        not_before: the latest full date that the text of an undated page names, which it cannot
            have been published before; places it in the order of time.
        encoding: how the bytes were decoded, "(guessed)" appended where that was a guess.
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
