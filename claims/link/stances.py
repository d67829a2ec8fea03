"""Rules that follow from what the later speaker does: take back, not confirm, answer, deny."""

import re

from claims.link.compare import Pair
from claims.link.gist import same_ending
from claims.link.match import Match
from claims.link.names import is_partial, is_place, name_key
from claims.link.reasons import STATED, suggest
from claims.link.states import State
from claims.link.words import plain
from db.vocabulary import Mode, Relation, Stance

_NEAR = 800
_JUST_BEFORE = 60
_REPORT = re.compile(
    r"\b(?:reports?|accounts?|stor(?:y|ies)|versions?|claims?|allegations?|rumou?rs?|coverage|"
    r"articles?|that|this|those|these|it|accusations?|statements?)\b"
)
# Such words are of what was quoted just before; "I take it back" is of what was said another day.
_MEANT_OTHERWISE = re.compile(
    r"\b(?:not what (?:i|he|she|they|we) (?:had )?meant|what i meant|misspoke|misspoken|"
    r"misinterpreted|misunderstood|out of context)\b"
)
_TAKEN_BACK = re.compile(r"\b(?:take back|took back|taken back|withdrew)\b")


def retracts(pair: Pair) -> Match | None:
    """The same speaker takes an earlier statement back."""
    later, earlier = pair.later.statement, pair.earlier.statement
    if later.anonymous or name_key(later.speaker) != name_key(earlier.speaker):
        return None
    text = plain(later.text)
    meant = _MEANT_OTHERWISE.search(text) is not None
    takes_back = later.stance is Stance.RETRACTS or (
        later.stance is Stance.DENIES and (meant or _TAKEN_BACK.search(text))
    )
    if not takes_back or earlier.stance is not Stance.ASSERTS:
        return None
    near = pair.same_article and abs(later.position - earlier.position) < _NEAR
    if (near and not meant) or (not near and pair.matter < 0.4):  # noqa: PLR2004
        return None
    # People take back their words: what was quoted rather than what was reported of them.
    own_words = earlier.mode in {Mode.DIRECT, Mode.MIXED}
    score = 0.3 + 0.35 * pair.matter + 0.1 * near + (0.25 if own_words else 0.4 * pair.similarity)
    words = f"{later.speaker} takes back earlier words"
    return suggest(Relation.RETRACTS, score, pair, words, firm=1.0)


def speaks_again(pair: Pair) -> bool:
    """Say whether who stated the earlier one speaks again, by name, in another article.

    "Police" are not the same everywhere: one word needs a name beside it that both have.
    """
    later, earlier = pair.later.statement, pair.earlier.statement
    if pair.same_article or later.anonymous or Mode.NARRATION in {later.mode, earlier.mode}:
        return False
    if is_partial(name_key(later.speaker)) and not (pair.shared_names or pair.nearby_names):
        return False
    return same_ending(name_key(later.speaker), name_key(earlier.speaker))


def cannot_confirm(pair: Pair) -> Match | None:
    """The later speaker can neither confirm nor deny what the earlier one says."""
    later, earlier = pair.later.statement, pair.earlier.statement
    if later.stance is not Stance.CANNOT_CONFIRM or earlier.stance is not Stance.ASSERTS:
        return None
    if not _one_matter(pair) or later.speaker == earlier.speaker:
        return None
    score = 0.05 + 0.55 * pair.similarity + 0.25 * pair.matter + 0.2 * bool(pair.agreements)
    words = f"{later.speaker} cannot confirm it"
    return suggest(Relation.CANNOT_CONFIRM, score, pair, words, firm=STATED)


def answers(pair: Pair) -> Match | None:
    """What was not known before is answered now."""
    later, earlier = pair.later.statement, pair.earlier.statement
    if earlier.stance is not Stance.CANNOT_CONFIRM or later.stance is not Stance.ASSERTS:
        return None
    answered = pair.agreements or pair.borne_out or pair.oppositions
    if not answered or not any(not is_place(name) for name in pair.shared_names):
        return None
    score = 0.3 + 0.3 * pair.similarity + 0.3 * pair.matter
    return suggest(Relation.UPDATES, score, pair, "an open question is answered")


def _one_matter(pair: Pair) -> bool:
    names = [name for name in pair.shared_names if not is_place(name)]
    return bool(names) and bool(pair.shared_concepts or len(pair.shared_names) > 1)


def _is_wrong(state: State) -> bool:
    """Say whether a state is of a report, and calls it wrong."""
    return state.family == "incorrect" and bool(_REPORT.search(state.holder))


def report_rejected(pair: Pair) -> Match | None:
    """The later one calls the report itself wrong: "Those reports proved wrong"."""
    later, earlier = pair.later.statement, pair.earlier.statement
    wrong = any(map(_is_wrong, pair.later.states))
    wrong = wrong and not any(state.negated for state in pair.later.states)
    wrong = wrong and earlier.mode is not Mode.NARRATION
    bare = len(pair.later.concepts) <= 3 and not pair.later.own  # noqa: PLR2004
    if not (wrong and bare and _REPORT.search(plain(later.text))):
        return None
    gap = later.position - earlier.position - len(earlier.text)
    if earlier.speaker == later.speaker or not pair.same_article or not 0 <= gap < _JUST_BEFORE:
        return None
    words = "the report before it is called wrong"
    return suggest(Relation.CONTRADICTS, 0.65, pair, words, firm=1.0)
