"""A linker without a model: transparent rules over what claims say."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from claims.link.compare import Pair
from claims.link.keys import keys
from claims.link.match import Comparison, Match, Shared, Statement
from claims.link.reading import read
from claims.link.rules import matches, relate
from claims.settings import Settings
from db.vocabulary import Relation

_FLOOR = 0.3


class Rules:
    """Links by rules over names, states, polarity and chains; needs no model.

    Attributes:
        name: versioned name.
        components: what it is made of, for the run.
        threshold: links from this score on count; those below are only possible.
    """

    name = "claims.Rules.v1"
    threshold = 0.5
    components: Mapping[str, str] = MappingProxyType(
        {
            "claims.link.rules": "7",
            "claims.link.states": "3",
            "claims.link.axes": "3",
            "claims.link.keys": "2",
        }
    )

    def __init__(self, settings: Settings | None = None) -> None:
        """Take what other linkers take, and heed none of it."""

    def keys(self, statement: Statement) -> Mapping[str, float]:
        """Return names and concepts of a claim and of what stands around it."""
        return keys(statement)

    def vectors(self, statement: Statement) -> bytes:  # noqa: ARG002 - the contract's form
        """Return nothing: rules need no vectors."""
        return b""

    def rank(self, own: bytes, others: Sequence[Shared]) -> Sequence[float]:  # noqa: ARG002
        """Rank claims by the rarity of the keys they share."""
        return [one.shared for one in others]

    def at_most(self, shared: float) -> float:
        """Return what is shared: nothing else makes claims near."""
        return shared

    def judge(
        self,
        later: Statement,
        earlier: Statement,
        *,
        vectors: tuple[bytes, bytes],  # noqa: ARG002 - the contract's form
    ) -> Match | None:
        """Say how ``later`` relates to ``earlier``; None where it does not, or hardly."""
        match = relate(Pair(read(later), read(earlier)))
        return match if match is not None and match.score >= _FLOOR else None

    def compare(self, later: Statement, earlier: Statement) -> Comparison:
        """Return what the rules suggest, with the score of each relation."""
        pair = Pair(read(later), read(earlier))
        found = sorted(matches(pair), key=lambda match: match.score)
        scores = dict.fromkeys(map(str, Relation), 0.0)
        scores |= {match.relation.value: match.score for match in found}
        scores["unrelated"] = round(1 - max(scores.values()), 3)
        best = found[-1] if found and found[-1].score >= self.threshold else None
        if best is None:
            return Comparison(None, scores, "no rule finds a relation")
        return Comparison(best.relation, scores, best.reason)
