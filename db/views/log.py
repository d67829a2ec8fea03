"""Decisions of people, and how far they have come."""

from dataclasses import dataclass

# More than anybody looks through; what is shown of a greater number is that it is greater.
MANY = 10_000


@dataclass(frozen=True, slots=True)
class EventView:
    """One row of the verification log; the fields are its columns, in order."""

    event_seq: int
    event_time_utc: str
    reviewer: str
    action: str
    object_type: str
    object_id: str
    before: str
    after: str
    claim_id: str
    claim_text: str
    speaker: str
    via: str
    publisher: str
    article_title: str
    article_url: str
    published_at: str
    content_sha256: str
    char_start: int | None
    char_end: int | None
    status_before: str
    status_after: str
    verdict_before: str
    verdict_after: str
    reason: str
    evidence: str
    n_supporting: int | None
    n_opposing: int | None
    n_origins: int | None
    source_reliability: str
    info_credibility: str
    extractor: str
    machine_score: str
    prev_hash: str
    row_hash: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far a reviewer has come: claims decided today (UTC), and those that wait for anybody.

    Of those that wait no more than :data:`MANY` are counted.
    """

    today: int
    waiting: int


# More than anybody looks through; what is shown of a greater number is that it is greater.
MANY = 10_000
