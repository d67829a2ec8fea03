"""How much a claim presses for a decision: how far it has spread, and how much it is disputed.

How long it waits comes in where the queue is read, for that alone grows by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.assess.status import OPPOSING, SUPPORTING, Evidence
from db.vocabulary import Relation, Verdict


@dataclass(frozen=True, slots=True)
class Urgency:
    """How much a claim presses for a decision.

    Attributes:
        spread: articles that carry it, its own among them.
        opposed: voices that speak against it; one that is heard in five articles is one.
    """

    spread: int
    opposed: int

    @property
    def product(self) -> int:
        """What both make: a dispute about what five articles carry presses five times as much."""
        return self.spread * (1 + self.opposed)


def press(article_id: str, links: Sequence[Evidence]) -> Urgency:
    """Say how much the links of a claim make it press.

    Args:
        article_id: the article of the claim.
        links: all its links; those that do not count press nothing.
    """
    counted = [link for link in links if link.counts]
    carrying = {link.article_id for link in counted if link.relation in SUPPORTING}
    against = {link.chain.speaker for link in counted if link.relation in OPPOSING}
    return Urgency(len({article_id, *carrying}), len(against))


def challenges(verdict: Verdict, relation: Relation, *, other_is_later: bool) -> bool:
    """Tell whether a link speaks against a verdict, or for one where there could be none.

    A repetition speaks against nothing: that a refuted claim is told again is no evidence for it.

    Args:
        verdict: what a person decided about the claim.
        relation: what the later of the two claims does to the earlier.
        other_is_later: whether the claim is the earlier one.
    """
    taken_back = relation is Relation.RETRACTS and other_is_later
    if relation is Relation.CONTRADICTS or taken_back:
        return verdict is not Verdict.REFUTED
    return relation is Relation.CONFIRMS and verdict is not Verdict.CONFIRMED
