"""Tables of what comes from the web: what was fetched, what is watched, how texts changed there."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from db.record import Record, word
from db.vocabulary import Anchored


class Sighting(Record, table=True):
    """Which text stood at an address, and from when until when the desk saw it there.

    ``way`` is "feed" for the text that a feed gives for the address, "" for that of its page: the
    two differ without anybody having changed a word.
    """

    __table_args__ = (Index(None, "address", "way"),)

    id: int | None = Field(default=None, primary_key=True)
    address: str
    way: str = ""
    article_id: str = Field(foreign_key="article.id", index=True)
    first_at: datetime
    last_at: datetime


class Anchor(Record, table=True):
    """Where a claim of one version of a text stands in the version that is there now.

    ``sighting_id`` is the latest sighting that was looked at. ``was`` is the sentence that the
    claim rests on, ``now`` what stands in its place; times are in the form of the log's.
    ``continues`` is the claim of an earlier version that this one is, word for word: decisions are
    made on that one. ``raised_at`` is when the desk found out; a decision since then has seen it.
    """

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    sighting_id: int = Field(index=True)
    anchored: Anchored = Field(sa_column=word(Anchored))
    start: int
    end: int
    was: str
    now: str
    since: str
    raised_at: str
    continues: str | None = Field(default=None, foreign_key="claim.id", index=True)


class Feed(Record, table=True):
    """A feed, or a page, that is watched.

    ``etag`` and ``last_modified`` are what the server said of what it sent last; ``failures``
    counts those in a row, and ``next_at`` is when it is asked again.
    """

    url: str = Field(primary_key=True)
    every: int
    pages: bool = False
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    added_at: datetime
    polled_at: datetime | None = None
    next_at: datetime
    note: str = ""
    stopped: bool = False


class Fetch(Record, table=True):
    """One fetch: what was asked for, what the server said, what came of it."""

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(index=True)
    final_url: str = ""
    fetched_at: datetime
    status: int = 0
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    note: str = ""
    failed: bool = False
    run_id: int = Field(foreign_key="run.id", index=True)
