"""The rules in order. Each looks at a pair and suggests a relation with its reason, or passes.

A rule reads nothing but the pair, so the order in which articles come in is no matter.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from claims.link.accord import by_gist, clash
from claims.link.appearances import seen_again
from claims.link.compare import Pair
from claims.link.contradictions import denied, opposed_states, other_author, other_number
from claims.link.events import told_otherwise
from claims.link.likeness import bears_out, same_proposition
from claims.link.match import Match, Statement
from claims.link.stances import answers, cannot_confirm, report_rejected, retracts, speaks_again
from claims.link.verbatim import same_words
from claims.link.vetoes import SUPPORT, barred
from claims.link.wholes import all_and_some
from db.vocabulary import Relation, Stance

_FEWEST_WORDS = 3
_SOUND = 0.5
Rule = Callable[[Pair], Match | None]

RULES: tuple[Rule, ...] = (
    same_words,
    retracts,
    cannot_confirm,
    answers,
    report_rejected,
    opposed_states,
    denied,
    other_author,
    told_otherwise,
    all_and_some,
    seen_again,
    other_number,
    same_proposition,
    bears_out,
    by_gist,
)

# What no judge of words is asked about, in a desk or beside it.
SETTLED: tuple[Rule, ...] = (same_words, told_otherwise, all_and_some)


def relate(pair: Pair) -> Match | None:
    """Say how the later statement of a pair relates to the earlier one.

    Returns:
        The suggestion with the highest score, of equal ones that of the first rule; None where
        no rule applies, or one side gives no comment.
    """
    found = matches(pair)
    best = max(found, key=lambda match: match.score, default=None)
    if best is None:
        return None
    # What another rule finds too, for reasons of its own, is as firm as that.
    alike = [one.firm for one in found if one.relation is best.relation and one.score >= _SOUND]
    return replace(best, firm=max(alike, default=best.firm))


def settled(pair: Pair) -> Match | None:
    """Return what two claims are to each other where it needs no judge of words: other facts."""
    found = [_of_oneself(pair, match) for rule in SETTLED if (match := rule(pair)) is not None]
    return next((one for one in found if one.relation not in barred(pair)), None)


def _is_scrap(statement: Statement) -> bool:
    """Say whether a claim is too short to say anything by itself: "his death"."""
    return statement.stance is Stance.ASSERTS and len(statement.text.split()) < _FEWEST_WORDS


def _of_oneself(pair: Pair, match: Match) -> Match:
    """Return a contradiction of one's own earlier words as what it is: they are taken back."""
    if match.relation is not Relation.CONTRADICTS or not speaks_again(pair):
        return match
    return replace(match, relation=Relation.RETRACTS, reason=f"of one's own words: {match.reason}")


# One pair is asked about several times in a row, by each thread.
@lru_cache(maxsize=32)
def matches(pair: Pair) -> Sequence[Match]:
    """Return what each rule suggests, in the order of the rules."""
    statements = (pair.later.statement, pair.earlier.statement)
    if any(one.stance is Stance.DECLINES_COMMENT or _is_scrap(one) for one in statements):
        return []
    found = [_of_oneself(pair, match) for rule in RULES if (match := rule(pair)) is not None]
    found = [match for match in found if match.relation not in barred(pair)]
    if any(match.relation is Relation.CONTRADICTS for match in found) and clash(pair):
        found = [match for match in found if match.relation not in SUPPORT]
    return found
