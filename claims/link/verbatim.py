"""The same words once more, by somebody who denies them, takes them back, or negates them."""

import re
from functools import lru_cache

from claims.link.axes import negations
from claims.link.compare import Pair
from claims.link.match import Match
from claims.link.reasons import suggest, who
from claims.link.vetoes import has_said
from claims.link.words import fold, row, stem
from db.vocabulary import Relation, Stance

_SURE = 0.9
_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
_LEAST = 2
# Nothing changes with them but whether it is so: "did not resign", "resigned".
_EMPTY = frozenset(row("not n no never none neither nor do does did t the a an that has have had"))
_TOLD = frozenset({Stance.ASSERTS, Stance.PREDICTS})
_COUNTERED = {
    Stance.DENIES: (Relation.CONTRADICTS, "denies it in the same words"),
    Stance.CANNOT_CONFIRM: (Relation.CANNOT_CONFIRM, "cannot confirm it"),
    Stance.RETRACTS: (Relation.RETRACTS, "takes back the same words"),
}


def same_words(pair: Pair) -> Match | None:
    """Both say the same in the same words, and the stance or a negation is another.

    What the words mean needs no judge then, only whether they are of one thing.
    """
    later, earlier = pair.later.statement, pair.earlier.statement
    if _content(later.text) != _content(earlier.text) or len(_content(later.text)) < _LEAST:
        return None
    if pair.same_article and pair.later.chain & pair.earlier.chain:
        return None
    turned = bool((negations(later.text) + negations(earlier.text)) % 2)
    if later.stance in _COUNTERED and earlier.stance in _TOLD:
        return None if turned else _countered(pair)
    stances = {later.stance, earlier.stance}
    denied = Stance.DENIES in stances and len(stances) > 1
    if denied == turned or not stances <= _TOLD | {Stance.DENIES}:
        return None
    words = "one affirms what the other negates" if turned else f"{who(earlier)} denies it"
    return suggest(Relation.CONTRADICTS, _SURE, pair, words, firm=_firm(pair))


def _countered(pair: Pair) -> Match | None:
    later = pair.later.statement
    relation, words = _COUNTERED[later.stance]
    if relation is Relation.RETRACTS and not has_said(later, pair.earlier.statement):
        return None
    return suggest(relation, _SURE, pair, f"{who(later)} {words}", firm=_firm(pair))


def _firm(pair: Pair) -> float:
    """Return how sure it is that one thing is meant: "the bank" may be another elsewhere."""
    return float(bool(pair.shared_names) or pair.same_article)


@lru_cache(maxsize=4096)
def _content(text: str) -> tuple[str, ...]:
    words = _WORD.findall(fold(text).replace("n't", " not").replace("cannot", "can not"))
    return tuple(stem(word) for word in words if word not in _EMPTY)
