"""Every table on one screen, in reading order."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, UniqueConstraint, text
from sqlmodel import Field, col

from db.record import Record, word
from db.vocabulary import (
    Judgement,
    Mode,
    Relation,
    Reliability,
    SourceKind,
    Stance,
    Status,
    Verdict,
)
from db.web import Anchor, Feed, Fetch, Sighting

__all__ = [
    "Alias",
    "Anchor",
    "Article",
    "ArticleDate",
    "Capture",
    "Claim",
    "ClaimKey",
    "ClaimLink",
    "ClaimReading",
    "ClaimVector",
    "Feed",
    "Fetch",
    "Note",
    "Record",
    "Relay",
    "ReviewEvent",
    "Run",
    "Shingle",
    "Sighting",
    "Source",
    "StoryName",
    "StoryPlace",
    "Trace",
]


class Run(Record, table=True):
    """One execution of one stage."""

    id: int | None = Field(default=None, primary_key=True)
    stage: str
    started_at: datetime
    finished_at: datetime | None = None
    components: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    counts: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Capture(Record, table=True):
    """The raw bytes of a document, kept by their SHA-256."""

    sha256: str = Field(primary_key=True)
    raw: bytes


class Source(Record, table=True):
    """Whoever speaks or publishes.

    ``merged_into`` is the source that a person says it is, ``kept_id`` the one at the end of such
    steps, under which its claims are read. Nothing that names it is rewritten, so that a merge is
    taken back by taking the pointer away. A ``protected`` one is given away by no export.
    ``checked`` says how it is known who controls it, "" where that is not known.
    """

    # Few are merged. With the others in it, the statistics of the index would say that it helps
    # nothing, and all sources would be looked through.
    __table_args__ = (Index(None, "kept_id", sqlite_where=text("kept_id IS NOT NULL")),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    kind: SourceKind = Field(sa_column=word(SourceKind))
    family: str = ""
    checked: str = ""
    country: str = ""
    reliability: Reliability | None = Field(
        default=None, sa_column=word(Reliability, nullable=True)
    )
    merged_into: int | None = Field(default=None, foreign_key="source.id")
    kept_id: int | None = Field(default=None, foreign_key="source.id")
    protected: bool = False
    version: int = 1


class Alias(Record, table=True):
    """Another name that leads to a source."""

    name: str = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)


class Article(Record, table=True):
    """One version of one document; its text never changes.

    ``first_id`` is the first article of the same address, None for that one itself.

    ``unread_language`` is that of an article which waits until somebody sets a pipeline for it.
    """

    # To look through all would read every text. Few are withdrawn or unread; the words must be
    # those of the query. The last holds all that a list is searched by.
    __table_args__ = (
        Index(None, "withdrawn", sqlite_where=text("withdrawn = 1")),
        Index(None, "unread_language", sqlite_where=text("unread_language != ''")),
        Index(None, "ordered_at", "id", "title", "file", "url", "publisher_id"),
        Index("ix_article_place", "id", "ordered_at", "first_id"),
    )

    id: str = Field(primary_key=True)
    content_sha256: str = Field(foreign_key="capture.sha256", unique=True)
    text_sha256: str = Field(index=True)
    file: str = ""
    url: str = ""
    title: str = ""
    text: str
    author: str = ""
    publisher_id: int = Field(foreign_key="source.id", index=True)
    published_at: datetime | None = None
    published_origin: str = ""
    ordered_at: datetime = Field(index=True)
    language: str = ""
    encoding: str = ""
    notes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    added_at: datetime = Field(index=True)
    run_id: int = Field(foreign_key="run.id")
    unread_language: str = ""
    extract_run_id: int | None = Field(default=None, foreign_key="run.id", index=True)
    link_run_id: int | None = Field(default=None, foreign_key="run.id", index=True)
    withdrawn: bool = False
    first_id: str | None = Field(default=None, index=True)
    version: int = 1


class ArticleDate(Record, table=True):
    """A person's date for an article, "" where taken back, beside what the machine had read."""

    article_id: str = Field(foreign_key="article.id", primary_key=True)
    words: str = ""
    published_at: datetime | None
    published_origin: str
    ordered_at: datetime


class Trace(Record, table=True):
    """By what an article is known again that comes in another way: its words, its address."""

    article_id: str = Field(foreign_key="article.id", primary_key=True)
    words_sha256: str = Field(index=True)
    address: str = Field(index=True)


class Shingle(Record, table=True):
    """The hash of a few words in a row, by which nearly the same texts find one another."""

    hash: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    article_id: str = Field(foreign_key="article.id", primary_key=True, index=True)


class Claim(Record, table=True):
    """One attributed proposition in one article.

    ``spread`` is how many articles carry it, ``opposed`` how many voices speak against it, and
    ``urgency`` what both make: how much it presses for a decision. ``waits_since`` is the day since
    when it waits for one, None where it does not. ``challenged_by`` names the claims that have come
    up against its verdict.
    ``storyline`` is the id of the earliest claim that links join it with, None where there is none.
    ``reach`` is how near an earlier claim must be to be compared with it, None where it waits.
    ``added`` is what a person added it as, "" where that was taken back, None where a machine
    found it. ``superseded`` ones the extractor finds no more; they stay, for people touched them.
    """

    # Each index serves one page: an article's claims, a source's record, the counts, the
    # storylines, and what these are called; the last one linking, which asks of thousands where
    # they stand. The queue's own stand below.
    __table_args__ = (
        Index(None, "article_id", "start", "id", "shown"),
        Index(None, "speaker_id", "shown", "verdict"),
        Index(None, "status", "verdict", "shown"),
        Index(None, "verdict", "shown"),
        Index(None, "storyline", "status"),
        Index("ix_claim_head", "article_id", "storyline", sqlite_where=text("storyline = id")),
        Index(None, "reach", sqlite_where=text("reach IS NULL")),
        Index(None, "added", sqlite_where=text("added IS NOT NULL")),
        Index("ix_claim_place", "id", "article_id", "start", "end", "reach"),
    )

    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id")
    start: int
    end: int
    fragments: list[list[int]] = Field(sa_column=Column(JSON, nullable=False))
    text: str
    prefix: str = ""
    suffix: str = ""
    cue: str = ""
    cue_start: int = -1
    cue_end: int = -1
    speaker_id: int = Field(foreign_key="source.id")
    speaker_surface: str = ""
    speaker_start: int = -1
    speaker_end: int = -1
    mode: Mode = Field(sa_column=word(Mode))
    stance: Stance = Field(sa_column=word(Stance))
    worth: float
    worthy: bool
    shown: bool
    score: float
    proposition: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    extractor: str
    run_id: int = Field(foreign_key="run.id")
    assess_run_id: int | None = Field(default=None, foreign_key="run.id", index=True)
    status: Status = Field(default=Status.UNVERIFIED, sa_column=word(Status))
    credibility: str = "6"
    n_origins: int = 1
    circular: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    unnamed_origin: str = ""
    spread: int = 1
    opposed: int = 0
    urgency: int = 1
    waits_since: date | None = None
    challenged_by: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    reach: float | None = None
    storyline: str | None = None
    verdict: Verdict | None = Field(default=None, sa_column=word(Verdict, nullable=True))
    added: str | None = None
    superseded: bool = False
    version: int = 1


# Of those that press alike, the one that waits longest comes first, and then the one worth most.
Index(
    "ix_claim_queue",
    col(Claim.urgency),
    col(Claim.waits_since),
    col(Claim.worth).desc(),
    sqlite_where=text("waits_since IS NOT NULL"),
)
# The disputed ones among them, those that press most first.
Index(
    "ix_claim_contested",
    col(Claim.urgency).desc(),
    col(Claim.waits_since),
    col(Claim.worth).desc(),
    col(Claim.id),
    sqlite_where=text("waits_since IS NOT NULL AND status = 'disputed'"),
)


class ClaimReading(Record, table=True):
    """How a person reads a claim, "" where taken back, beside what it was read as at first.

    ``original`` holds the columns of the claim that people can change, and its relays.
    """

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    words: str = ""
    original: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Relay(Record, table=True):
    """One step of a claim's chain, from the speaker outwards, without the publisher."""

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    position: int = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    surface: str = ""


class ClaimKey(Record, table=True):
    """A blocking key of a claim: a shared entity or term under which candidates are found."""

    key: str = Field(primary_key=True)
    claim_id: str = Field(foreign_key="claim.id", primary_key=True, index=True)


class ClaimVector(Record, table=True):
    """Where a claim lies among others by its meaning: the vectors of a linker, in its own form.

    ``linker`` is the mark of the linker and version that made them and the claim's keys.
    """

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    vectors: bytes
    linker: str = Field(index=True)


class ClaimLink(Record, table=True):
    """A later claim's relation to an earlier one: suggested by the machine, judged by people.

    ``since`` is when the machine began to say so: the relation, and that it is strong.
    """

    __table_args__ = (UniqueConstraint("later_id", "earlier_id"),)

    id: str = Field(primary_key=True)
    later_id: str = Field(foreign_key="claim.id", index=True)
    earlier_id: str = Field(foreign_key="claim.id", index=True)
    relation: Relation = Field(sa_column=word(Relation))
    score: float = Field(index=True)
    strong: bool
    reason: str
    judgement: Judgement = Field(default=Judgement.UNREVIEWED, sa_column=word(Judgement))
    linker: str
    run_id: int = Field(foreign_key="run.id")
    since: datetime = Field(default_factory=lambda: datetime.now(UTC), index=True)
    version: int = 1


class Note(Record, table=True):
    """What people want to be known of a claim; "" where taken away."""

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    text: str
    version: int = 1


class StoryPlace(Record, table=True):
    """Where a person put a claim: ``with ID``, ``apart``, ``apart with ID``; "" taken back."""

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    place: str


class StoryName(Record, table=True):
    """What a person calls the storyline that a claim belongs to; "" where taken back."""

    claim_id: str = Field(foreign_key="claim.id", primary_key=True)
    name: str


class ReviewEvent(Record, table=True):
    """One decision of a person: the columns of the verification log, in its order.

    Append-only. ``row_hash`` covers every other column and the hash of the row before.
    """

    # Serves what one reviewer did today, and what they did last.
    __table_args__ = (Index(None, "reviewer", "event_time_utc"),)

    event_seq: int = Field(primary_key=True)
    event_time_utc: str = Field(index=True)
    reviewer: str = Field(index=True)
    action: str
    object_type: str
    object_id: str = Field(index=True)
    before: str = ""
    after: str = ""
    claim_id: str = Field(default="", index=True)
    claim_text: str = ""
    speaker: str = ""
    via: str = ""
    publisher: str = ""
    article_title: str = ""
    article_url: str = ""
    published_at: str = ""
    content_sha256: str = ""
    char_start: int | None = None
    char_end: int | None = None
    status_before: str = ""
    status_after: str = ""
    verdict_before: str = ""
    verdict_after: str = ""
    reason: str = ""
    evidence: str = ""
    n_supporting: int | None = None
    n_opposing: int | None = None
    n_origins: int | None = None
    source_reliability: str = ""
    info_credibility: str = ""
    extractor: str = ""
    machine_score: str = ""
    prev_hash: str = ""
    row_hash: str
