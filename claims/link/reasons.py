"""What a match is told in: words for people, and the score that goes with them."""

from claims.link.compare import Pair
from claims.link.match import Match, Statement
from claims.link.states import State
from db.vocabulary import Relation

# What rests on who is in which state, or on who denies what, needs the judge less than mere words.
STATED = 0.6
_MOST_NAMES = 3
_MOST_WORDS = 4


def suggest(
    relation: Relation, score: float, pair: Pair, words: str, *, firm: float = 0.0
) -> Match:
    """Return a match with its score kept within bounds and its evidence named.

    Args:
        relation: what the later claim does to the earlier one.
        score: as the rule has it.
        pair: where the evidence comes from.
        words: what the rule found.
        firm: how little it needs the judge's word.
    """
    parts = [words]
    written = _written(pair)
    # Who speaks without being named in the words, as a publisher that nobody knows, is no name.
    names = [written[key] for key in sorted(pair.shared_names & written.keys())]
    if names:
        parts.append(f"both name {', '.join(names[:_MOST_NAMES])}")
    words_alike = sorted(
        pair.later.words[concept] for concept in pair.shared_concepts | pair.kindred_concepts
    )
    if words_alike:
        parts.append(f"both speak of {', '.join(words_alike[:_MOST_WORDS])}")
    return Match(relation, round(max(0.0, min(1.0, score)), 3), "; ".join(parts), firm)


def _written(pair: Pair) -> dict[str, str]:
    return {**pair.earlier.spelled, **pair.later.spelled}


def said(state: State) -> str:
    """Return a state as words: "not renewed"."""
    return f"not {state.word}" if state.negated else state.word


def who(statement: Statement) -> str:
    """Return who speaks, in words also where nobody is named."""
    return statement.speaker or "a speaker without a name"


def name(pair: Pair, key: str) -> str:
    """Return a key as the article writes the name; several keys, each of them."""
    written = _written(pair)
    return written.get(key) or ", ".join(written.get(one, one) for one in key.split(", "))
