"""What linking compares, and what it finds."""

from collections.abc import Mapping, Sequence
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
        document: the first of all versions of its article.
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
    document: str = ""

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
        firm: 0 to 1, how little it needs the word of a judge: 1 where it rests on what no judge of
            words can see.
    """

    relation: Relation
    score: float
    reason: str
    firm: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two claims that stand in no desk have to do with each other.

    Attributes:
        relation: what the later one does to the earlier one; None where they are unrelated.
        scores: for each relation, and for "unrelated", 0 to 1.
        reason: in words.
    """

    relation: Relation | None
    scores: Mapping[str, float]
    reason: str


class Shared(Protocol):
    """What another claim has in common with the one that asks, before anybody looks closer."""

    @property
    def shared(self) -> float:
        """How rare the keys are that both carry, added up."""

    @property
    def vectors(self) -> bytes:
        """The other claim's vectors, as :meth:`Linker.vectors` returned them."""


class Linker(Protocol):
    """Anything that judges pairs of statements; registered by a versioned name.

    What it returns follows from its arguments alone: a pair is ranked and judged alike whatever
    else the desk holds, or the order in which articles come in would make a difference.
    :meth:`vectors` and :meth:`judge` are called by several threads at once.
    """

    name: str
    components: Mapping[str, str]
    threshold: float

    def keys(self, statement: Statement) -> Mapping[str, float]:
        """Return the keys under which candidates are looked up, and how rare each is."""
        ...

    def vectors(self, statement: Statement) -> bytes:
        """Return where the statement lies by its meaning, to be stored; empty for nowhere."""
        ...

    def rank(self, own: bytes, others: Sequence[Shared]) -> Sequence[float]:
        """Say how near each of some claims is: the nearest ones are judged.

        Args:
            own: vectors of the claim that asks.
            others: what it shares with each.
        """
        ...

    def at_most(self, shared: float) -> float:
        """Return how near a claim can be, at most, that shares so much or less."""
        ...

    def judge(
        self, later: Statement, earlier: Statement, *, vectors: tuple[bytes, bytes]
    ) -> Match | None:
        """Say how ``later`` relates to ``earlier``; None where it does not, or hardly.

        Args:
            later: the statement that stands later in the total order.
            earlier: the one before it.
            vectors: those of the two, in that order.
        """
        ...

    def compare(self, later: Statement, earlier: Statement) -> Comparison:
        """Say how two claims relate that stand in no desk.

        Args:
            later: the one that speaks of the other.
            earlier: the other.
        """
        ...
