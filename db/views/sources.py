"""Sources, as queries return them."""

from dataclasses import dataclass

from db.views.claims import ClaimView
from db.vocabulary import MEDIA, Reliability, SourceKind


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, with those merged into it, and its record.

    ``reliability`` is None where nobody set a letter; ``version`` is what a decision must be made
    against; ``checked`` says how it is known who controls it. A ``protected`` one, itself or by one
    merged into it, is given away by no export.
    """

    source_id: int
    name: str
    kind: SourceKind
    family: str
    country: str
    aliases: tuple[str, ...]
    n_claims: int
    n_confirmed: int
    n_refuted: int
    reliability: Reliability | None = None
    version: int = 1
    protected: bool = False
    checked: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether it is an outlet or a news agency whose owner nobody has looked up."""
        return self.kind in MEDIA and not self.checked

    @property
    def owner(self) -> str:
        """How it is known who owns an outlet or a news agency, in words; "" for all others."""
        if self.doubtful:
            return "owner not looked up"
        asked = self.kind in MEDIA and self.checked != "body"
        return f"owner looked up: {self.checked}" if asked else ""


@dataclass(frozen=True, slots=True)
class ReliabilityProposal:
    """A letter that the record of a source speaks for; only a person sets one.

    Attributes:
        letter: A to E, or F where the record is too mixed to tell.
        n: how many of its claims people confirmed or refuted.
        share: the part of them that was confirmed.
        low, high: the 95 % interval of that share.
        reason: all this as a sentence.
    """

    letter: Reliability
    n: int
    share: float
    low: float
    high: float
    reason: str


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
class TopClaimsView:
    """The claims of a source that others bear on most; none stands under both.

    Attributes:
        disputed: those that most others oppose.
        linked: those that most others are linked with.
    """

    disputed: tuple[LinkedClaimView, ...]
    linked: tuple[LinkedClaimView, ...]


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
