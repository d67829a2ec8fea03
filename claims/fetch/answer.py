"""What a fetch gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address.

    Attributes:
        url: the address as it was asked for.
        final_url: where the answer came from, after redirects.
        fetched_at: when, UTC.
        status: the server's: 200, or 304 where nothing changed since the marks that were sent.
        body: the bytes, unpacked.
        media_type: as the server names it: ``text/html``.
        charset: as the server names it, "" where it does not.
        etag, last_modified: the server's marks of this version, "" where there are none.
    """

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    body: bytes = b""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing changed."""
        return self.status == NOT_MODIFIED


@dataclass(frozen=True, slots=True)
class Marks:
    """What an earlier answer said of its version; sent back, so that the same is not sent again."""

    etag: str = ""
    last_modified: str = ""


class Fetching(Protocol):
    """Whoever answers for an address: the web, or what was kept of it."""

    def fetch(self, url: str, marks: Marks | None = None) -> Answer:
        """Return what comes from an address; raises FetchError where nothing usable does."""
        ...


NOT_MODIFIED = 304
