"""What is said of all of a group, and otherwise of some of it: all were rescued, two died."""

import re
from datetime import timedelta

from claims.link.compare import Pair
from claims.link.match import Match
from claims.link.reading import Reading
from claims.link.reasons import suggest
from claims.link.words import plain
from db.vocabulary import Relation, Stance

_ALL = re.compile(
    r"\b(?:all|every one|everybody|everyone)\b(?: [\w-]+){0,7}? "
    r"(?:rescued|saved|alive|survived|unhurt|unharmed|safe|brought out)\b"
)
_LOST = frozenset(["dead", "missing"])
_SCORE, _LATER = 0.55, timedelta(hours=36)


def all_and_some(pair: Pair) -> Match | None:
    """One says that all are safe, the other that some of the same died."""
    stances = {pair.later.statement.stance, pair.earlier.statement.stance}
    if stances != {Stance.ASSERTS} or pair.crossed:
        return None
    apart = pair.later.statement.ordered_at - pair.earlier.statement.ordered_at
    for one, other in ((pair.later, pair.earlier), (pair.earlier, pair.later)):
        whole = _ALL.search(plain(one.statement.text))
        lost = _lost(other)
        if whole and lost and pair.shared_concepts:
            score = _SCORE + 0.2 * pair.matter + 0.15 * pair.similarity
            news = one is pair.earlier and apart > _LATER
            relation = Relation.UPDATES if news else Relation.CONTRADICTS
            return suggest(relation, score, pair, f"{whole[0]} \N{EN DASH} {lost}", firm=1.0)
    return None


def _lost(reading: Reading) -> str:
    found = (state for state in reading.states if state.family in _LOST and not state.clause)
    return next((state.word for state in found if not (state.negated or state.modal)), "")
