"""Frozen views of sources beyond the one line of a list."""

from dataclasses import dataclass
from typing import TypedDict

from db.views import ClaimView
from db.vocabulary import SourceKind


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
class SourceProfile:
    """What is known of a source beside its record.

    Attributes:
        kinds: what sort of source it, and each one merged into it, is.
        merged: the sources that people said are this one.
        families: who controls it; two of one family are one origin.
        kin: some other sources of these families.
        relays: whose words it passes on, and how many of their claims.
        relayed_by: who passes its words on, and how many of its claims.
    """

    kinds: tuple[SourceKind, ...]
    merged: tuple[str, ...]
    families: tuple[str, ...]
    kin: tuple[str, ...]
    relays: tuple[tuple[str, int], ...]
    relayed_by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LinkedClaimView:
    """A claim with the number of links that hold with it, and of those that oppose it."""

    claim: ClaimView
    n_links: int
    n_against: int


@dataclass(frozen=True, slots=True)
class MergerView:
    """What reading one source as another would touch.

    Attributes:
        moved: claims that would be read under another name somewhere in their chain.
        assessed: claims whose status would be worked out anew.
        corroborated: those of them that independent origins bear out today, and may no more.
    """

    moved: int
    assessed: int
    corroborated: int
