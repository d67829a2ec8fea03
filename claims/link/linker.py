"""The linker that ships: transparent rules over what claims say."""

from collections.abc import Mapping

from claims.link.compare import Pair
from claims.link.lexicon import lexicon
from claims.link.match import Match, Statement
from claims.link.names import name_key
from claims.link.reading import read
from claims.link.rules import relate
from claims.settings import Settings

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

    def __init__(self, settings: Settings | None = None) -> None:  # noqa: ARG002 - the form of all parts
        self.components: Mapping[str, str] = {
            "claims.link.rules": "2",
            "claims.link.states": "1",
            "claims.link.axes": "1",
        }

    def keys(self, statement: Statement) -> frozenset[str]:
        """Return names and concepts of a claim and of what stands around it."""
        core, known = statement.proposition, lexicon()
        names = (*core.entities, *core.context_entities)
        terms = (*core.terms, *core.context_terms)
        found = {f"e:{name_key(name)}" for name in names}
        found |= {f"t:{known.concept(term)}" for term in terms}
        found |= {f"f:{hit.family}" for term in core.terms for hit in known.find([term])}
        return frozenset(key for key in found if len(key) > len("e:"))

    def judge(
        self, later: Statement, earlier: Statement, *, weights: Mapping[str, float]
    ) -> Match | None:
        """Say how ``later`` relates to ``earlier``; None where it does not, or hardly.

        Args:
            later: the statement that stands later in the total order.
            earlier: the one before it.
            weights: rarity of each shared key.
        """
        if later.claim_id == earlier.claim_id or _overlap(later, earlier):
            return None
        match = relate(Pair(read(later), read(earlier), weights))
        return match if match is not None and match.score >= _FLOOR else None


def _overlap(one: Statement, other: Statement) -> bool:
    if one.article_id != other.article_id:
        return False
    first, second = sorted((one, other), key=lambda s: s.position)
    return first.position + len(first.text) > second.position
