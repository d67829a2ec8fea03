"""What linking compares, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from claims.proposition import Proposition
from db.vocabulary import Mode, Relation, Stance


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the linker sees it.

    Attributes:
        claim_id: its id; two statements of one id are never compared.
        article_id: the article that it stands in.
        position: offset of its first character there.
        ordered_at: time that orders it among others, UTC.
        text: the words of the claim.
        sentence: the whole sentence or sentences that it stands in, cue and speaker included.
        title: headline of its article.
        speaker: canonical name of who says it.
        via: canonical names of the relays, from the speaker outwards.
        publisher: who publishes it.
        anonymous: whether the speaker is unnamed.
        mode, stance, proposition: as extracted.
    """

    claim_id: str
    article_id: str
    position: int
    ordered_at: datetime
    text: str
    sentence: str
    title: str
    speaker: str
    via: tuple[str, ...]
    publisher: str
    anonymous: bool
    mode: Mode
    stance: Stance
    proposition: Proposition

    @property
    def order(self) -> tuple[datetime, str, int, str]:
        """Place in the one total order that tells earlier from later."""
        return (self.ordered_at, self.article_id, self.position, self.claim_id)


@dataclass(frozen=True, slots=True)
class Match:
    """A suggested relation of a later claim to an earlier one.

    Attributes:
        relation: what the later one does to the earlier one.
        score: 0 to 1, how sure the linker is; links under its threshold are "possible" only.
        reason: in words, for a person: which entities, which predicates, which rule.
    """

    relation: Relation
    score: float
    reason: str


class Linker(Protocol):
    """Anything that judges pairs of statements; registered by a versioned name."""

    name: str
    components: Mapping[str, str]
    threshold: float

    def keys(self, statement: Statement) -> frozenset[str]:
        """Return the blocking keys under which candidates for the statement are looked up."""
        ...

    def judge(
        self, later: Statement, earlier: Statement, *, weights: Mapping[str, float]
    ) -> Match | None:
        """Say how ``later`` relates to ``earlier``; None where it does not.

        Args:
            later: the statement that stands later in the total order.
            earlier: the one before it.
            weights: for each shared key, its rarity: ln((1 + N) / (1 + n)) over the desk's claims.
        """
        ...
