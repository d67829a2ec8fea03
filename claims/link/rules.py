"""The rules in order. Each looks at a pair and suggests a relation with its reason, or passes.

A rule reads nothing but the pair, so the order in which articles come in is no matter.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from claims.link.accord import by_gist, clash
from claims.link.compare import Pair
from claims.link.contradictions import denied, opposed_states, other_author, other_number
from claims.link.likeness import bears_out, same_proposition
from claims.link.match import Match
from claims.link.stances import answers, cannot_confirm, report_rejected, retracts
from db.vocabulary import Relation, Stance

_SAME = frozenset({Relation.CONFIRMS, Relation.REPEATS})
Rule = Callable[[Pair], Match | None]

RULES: tuple[Rule, ...] = (
    retracts,
    cannot_confirm,
    answers,
    report_rejected,
    opposed_states,
    denied,
    other_author,
    other_number,
    same_proposition,
    bears_out,
    by_gist,
)


def relate(pair: Pair) -> Match | None:
    """Say how the later statement of a pair relates to the earlier one.

    Returns:
        The suggestion with the highest score, of equal ones that of the first rule; None where
        no rule applies, or one side gives no comment.
    """
    return max(matches(pair), key=lambda match: match.score, default=None)


# One pair is asked about several times in a row, by each thread.
@lru_cache(maxsize=32)
def matches(pair: Pair) -> Sequence[Match]:
    """Return what each rule suggests, in the order of the rules."""
    if Stance.DECLINES_COMMENT in {pair.later.statement.stance, pair.earlier.statement.stance}:
        return []
    found = [match for rule in RULES if (match := rule(pair)) is not None]
    if any(match.relation is Relation.CONTRADICTS for match in found) and clash(pair):
        found = [match for match in found if match.relation not in _SAME]
    return found
