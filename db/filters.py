"""What articles and claims can be asked for by, and what each further filter would leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

from db.vocabulary import SourceKind, Stance, Standing, Status, Verdict


class ArticleFilters(TypedDict, total=False):
    """Which articles are asked for; what is left out does not filter.

    Attributes:
        search: words that must all occur in title, publisher, file or address; any case.
        publisher: name of the publisher.
        since, until: first and last day; an undated article counts by its place in time.
        standing: only those that were withdrawn, that nobody here reads, or that wait to be read
            or linked.
    """

    search: str
    publisher: str
    since: date | None
    until: date | None
    standing: Standing | None


class ClaimFilters(TypedDict, total=False):
    """Which claims are asked for; what is left out does not filter.

    Attributes:
        search: words that must all occur, or begin a word, in claim, title, names of speaker and
            chain, or the names that the claim's words stand for; any case, with or without accents.
        status: only this status.
        verdict: only this verdict.
        undecided: only those that nobody has decided.
        stance: only where the speaker does this with the words.
        kind: only this kind of speaker.
        anonymous: only what somebody said whom the article does not name.
        speaker: name of the speaker.
        publisher: name of the publisher.
        from_day: only what was published on this day or later, UTC; undated articles are left out,
        to_day: and on this day or earlier.
        article_id: only this article.
        storyline: only this storyline.
        flagged: only those that come from a circle of citations, or from one unnamed source.
        everything: also those folded away (background of the narrator).
    """

    search: str
    status: Status | None
    verdict: Verdict | None
    undecided: bool
    stance: Stance | None
    kind: SourceKind | None
    anonymous: bool
    speaker: str
    publisher: str
    from_day: date | None
    to_day: date | None
    article_id: str
    storyline: str
    flagged: bool
    everything: bool


class StoryOrder(StrEnum):
    """Which storylines come first."""

    CLAIMS = "most claims"
    DISPUTED = "most disputed"
    NEWEST = "newest"


class EventFilters(TypedDict, total=False):
    """Which decisions are asked for; what is left out does not filter.

    Attributes:
        reviewer: who decided.
        action: what was done, as :class:`db.vocabulary.Action` has it.
        object_type: what it was done to, as :class:`db.vocabulary.ObjectType` has it.
        verdict: only verdicts of this word.
        since: only of this time or later, ISO 8601 in UTC; a day stands for its beginning.
        until: only of before this time.
        search: words that must all occur in claim, speaker, reason, evidence, before or after.
    """

    reviewer: str
    action: str
    object_type: str
    verdict: str
    since: str
    until: str
    search: str


class SourceFilters(TypedDict, total=False):
    """Which sources are asked for; what is left out does not filter.

    Attributes:
        search: words that must all occur in the name or another name; any case.
        kind: only this sort of source.
        reviewed: only those of whose claims at least so many were confirmed or refuted.
        protected: only those that people protect.
    """

    search: str
    kind: SourceKind | None
    reviewed: int
    protected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet: as filters have it, as people read it, and how many claims have it."""

    value: str
    name: str
    n: int


# What stands beside the facets in what was counted only in part.
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Facets:
    """What the claims that fit some filters are like, and what they would be without one of them.

    Attributes:
        counts: under each facet its values; those of few words in no order, the others by number.
            The counts of a facet are of claims that fit all filters but its own.
        total: how many claims fit.
        at_least: the facets whose counts are only of the newest claims that fit, since all of them
            are too many to be counted at once; ``TOTAL`` where the total is such a count.
    """

    counts: Mapping[str, tuple[Facet, ...]]
    total: int
    at_least: frozenset[str]
