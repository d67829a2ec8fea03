"""Claims and their links, as queries return them. Sessions end; views stay."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its article, chain and standing: the columns of the claims export and more.

    ``via`` runs from the speaker outwards, without the publisher. ``version`` is what a decision
    must be made against; ``cue_start`` … ``speaker_end`` mark the words in the article.
    ``circular`` and ``unnamed_origin`` are as in ``claims.assess.status.Assessment``.
    ``reliability`` is the letter of the speaker, None where nobody set one. ``withdrawn`` claims
    count for nothing: their article was withdrawn, or who added them took that back. What is
    ``superseded`` the extractor finds no more, and it stays because people touched it. ``spread``,
    ``opposed``, ``waits_since`` and ``challenged_by`` are as in ``db.models.Claim``.
    ``document`` is the first of all versions of its article.
    """

    claim_id: str
    article_id: str
    article_title: str
    article_file: str
    article_url: str
    publisher: str
    published_at: datetime | None
    text: str
    start: int
    end: int
    fragments: tuple[tuple[int, int], ...]
    prefix: str
    suffix: str
    cue: str
    speaker: str
    speaker_surface: str
    speaker_kind: SourceKind
    speaker_aliases: tuple[str, ...]
    via: tuple[str, ...]
    anonymous: bool
    mode: Mode
    stance: Stance
    worth: float
    shown: bool
    status: Status
    verdict: Verdict | None
    n_origins: int
    credibility: str
    score: float
    extractor: str
    version: int
    ordered_at: datetime
    content_sha256: str
    cue_start: int
    cue_end: int
    speaker_start: int
    speaker_end: int
    circular: tuple[str, ...] = ()
    unnamed_origin: str = ""
    storyline: str | None = None
    reliability: Reliability | None = None
    withdrawn: bool = False
    superseded: bool = False
    spread: int = 1
    opposed: int = 0
    waits_since: date | None = None
    challenged_by: tuple[str, ...] = ()
    document: str = ""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where it stands in its article: its pieces, its cue, and who speaks; none of them -1."""
        beside = ((self.cue_start, self.cue_end), (self.speaker_start, self.speaker_end))
        pieces = self.fragments or ((self.start, self.end),)
        return (*pieces, *(one for one in beside if one[0] >= 0))

    @property
    def chain(self) -> tuple[str, ...]:
        """Speaker first, then each relay, the publisher last."""
        steps = (self.speaker, *self.via, self.publisher)
        return tuple(step for i, step in enumerate(steps) if i == 0 or step != steps[i - 1])


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with both its claims. ``strong`` links count; the others are "possible" only."""

    link_id: str
    relation: Relation
    score: float
    strong: bool
    judgement: Judgement
    reason: str
    earlier: ClaimView
    later: ClaimView
    linker: str
    version: int
    seen_from: str = ""

    @property
    def other(self) -> ClaimView:
        """The claim at the far end, seen from the one that was asked about."""
        return self.earlier if self.seen_from == self.later.claim_id else self.later


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A claim that shares keys with another one: what its rank among candidates follows from.

    Attributes:
        shared: weights of the keys that both carry, added up.
        claim_id: its id.
        article_id: the article that it stands in.
        start: offset of its first character there.
        end: offset behind its last one.
        ordered_at: time that orders it among others, UTC.
        reach: how near a claim must be to be compared with it; None where it waits to be linked.
        vectors: the linker's vectors of it.
        document: the first of all versions of its article.
    """

    shared: float
    claim_id: str
    article_id: str
    start: int
    end: int
    ordered_at: datetime
    reach: float | None
    vectors: bytes
    document: str = ""

    @property
    def order(self) -> tuple[datetime, str, int, str]:
        """Place in the one total order that tells earlier from later."""
        return (self.ordered_at, self.article_id, self.start, self.claim_id)


@dataclass(frozen=True, slots=True)
class ComparableView:
    """A claim as linking needs it: ``sentence`` spans its words, its cue and its speaker."""

    claim: ClaimView
    sentence: str
    proposition: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NoteView:
    """What people want to be known of a claim; "" and version 0 where nobody wrote anything."""

    text: str
    version: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """How a claim was read at first, by the machine or by who added it, before it was edited."""

    speaker: str
    via: tuple[str, ...]
    stance: Stance
    text: str
    start: int
    end: int
