"""Somebody has not been seen, and somebody tells in the same article that they live or appear."""

from claims.link.compare import Pair
from claims.link.contradictions import of_other_years
from claims.link.match import Match
from claims.link.names import is_place, name_key
from claims.link.reading import Reading
from claims.link.reasons import suggest
from claims.link.words import as_written, row
from db.vocabulary import Relation, Stance

_SHOWN = frozenset(row("show film picture photograph"))
_SOMEWHERE = ("at ", "in ", "on ")
_SCORE = 0.6


def seen_again(pair: Pair) -> Match | None:
    """One root says that somebody has not been seen or is missing, another shows them or knows."""
    stances = {pair.later.statement.stance, pair.earlier.statement.stance}
    if not pair.same_article or pair.later.chain & pair.earlier.chain:
        return None
    if stances != {Stance.ASSERTS} or of_other_years(pair):
        return None
    for absent, there in ((pair.earlier, pair.later), (pair.later, pair.earlier)):
        gone, here = _absent(absent), _present(there)
        for person in sorted(gone.keys() & here.keys()):
            words = f"opposed: {gone[person]} \N{EN DASH} {here[person]}"
            score = _SCORE + 0.2 * pair.matter
            return suggest(Relation.CONTRADICTS, score, pair, words, firm=1.0)
    return None


def _absent(reading: Reading) -> dict[str, str]:
    return {
        state.holder: "not seen" if state.negated else state.word
        for state in reading.states
        if state.named and not state.modal and not is_place(state.holder)
        if (state.family == "missing") != state.negated and state.family in {"missing", "seen"}
    }


def _present(reading: Reading) -> dict[str, str]:
    named = {name: name_key(name) for name in reading.statement.proposition.entities}
    shown = {
        named[clause.object]: as_written(clause.lemma, reading.statement.text)
        for clause in reading.statement.proposition.predicates
        if clause.lemma in _SHOWN and clause.object in named and not clause.negated
        if any(other.startswith(_SOMEWHERE) for other in clause.others)
    }
    alive = {
        state.holder: state.word
        for state in reading.states
        if state.named and state.family == "alive" and not (state.negated or state.modal)
    }
    return shown | alive
