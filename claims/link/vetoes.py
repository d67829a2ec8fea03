"""What may not be said of two claims, whoever suggests it: a rule or the judge, desk or compare."""

import re
from functools import lru_cache

from claims.link.accord import counted
from claims.link.compare import Pair
from claims.link.encoder import RELATIONS, Chances
from claims.link.gist import same_ending
from claims.link.likeness import is_outlet
from claims.link.match import Statement
from claims.link.moods import is_cleared
from claims.link.names import is_body, is_place, name_key
from claims.link.namesakes import are_namesakes
from claims.link.roles import differences
from claims.link.words import fold
from db.vocabulary import Mode, Relation, Stance

SUPPORT = frozenset({Relation.CONFIRMS, Relation.REPEATS})
# Who wins has somebody who loses, and of the unhurt others tell who were hurt; here are no others.
_EXCLUSIVE = frozenset(["honest", "post"])
_JOINT = re.compile(r",? and |, ")


# The same pair is asked about by the rules and by the judge.
@lru_cache(maxsize=32)
def barred(pair: Pair) -> frozenset[Relation]:
    """Return the relations that cannot hold between two claims, whatever their words are like.

    Claims do not say the same where they give one act to different actors, objects or places.
    Nobody takes back what others said, and only what was stated can be taken back or left open. Who
    is acquitted bears out who denies the deed.
    """
    if are_namesakes(pair):
        return frozenset(Relation)
    later, earlier = pair.later.statement, pair.earlier.statement
    apart = bool(differences(pair)) or _at_two_ends(pair) or _is_countered(later, earlier)
    apart = apart or _counts_otherwise(pair)
    found = set(SUPPORT) if apart else set()
    if earlier.stance is not Stance.ASSERTS or not has_said(later, earlier):
        found.add(Relation.RETRACTS)
    left_open = later.stance is Stance.CANNOT_CONFIRM and not pair.kin.later.negative
    told_not = left_open and pair.kin.earlier.negative
    if told_not or earlier.stance in {Stance.DENIES, Stance.RETRACTS, Stance.CANNOT_CONFIRM}:
        found.add(Relation.CANNOT_CONFIRM)
    cleared = is_cleared(later.text) != is_cleared(earlier.text)
    if cleared and pair.kin.agreeing and not pair.kin.opposed:
        found.add(Relation.CONTRADICTS)
    return frozenset(found)


def permitted(pair: Pair, chances: Chances) -> Chances:
    """Return the chances of :data:`RELATIONS` with those that are barred given to "unrelated"."""
    left = chances.copy()
    for relation in barred(pair):
        left[RELATIONS.index(relation)] = 0.0
    left[-1] += chances.sum() - left.sum()
    return left


def _is_countered(later: Statement, earlier: Statement) -> bool:
    """Say whether what one states the other withdraws, or leaves open."""
    countered = {Stance.RETRACTS, Stance.CANNOT_CONFIRM}
    return earlier.stance is Stance.ASSERTS and later.stance in countered


def _counts_otherwise(pair: Pair) -> bool:
    """Say whether both plainly count one thing, and the numbers differ."""
    found = counted(pair)
    return found is not None and found.firm == 1


def _at_two_ends(pair: Pair) -> bool:
    """Say whether both main clauses stand at the two ends of an axis: appointed, turned it down."""
    kin, stances = pair.kin, {pair.later.statement.stance, pair.earlier.statement.stance}
    both = set(kin.opposed) & set(kin.main) & _EXCLUSIVE
    return stances == {Stance.ASSERTS} and bool(both) and not kin.agreeing


def has_said(later: Statement, earlier: Statement) -> bool:
    """Say whether the voice of the later claim, or its house, stands behind the earlier one.

    A publisher stands behind what it tells itself, or from a source that it does not name. Of
    claims that stand in no desk it may not be known who said them.
    """
    voices, behind = _voices(later), _behind(earlier)
    if not voices or not behind:
        return not (later.publisher and earlier.publisher)
    return any(_one(voice, known) for voice in voices for known in behind)


def _voices(statement: Statement) -> list[str]:
    """Return who speaks; a relay answers for nothing that somebody takes back."""
    return [name for name in _behind(statement) if name not in statement.via]


def _behind(statement: Statement) -> list[str]:
    names = [statement.speaker, *_JOINT.split(statement.speaker), *statement.via]
    if statement.anonymous or statement.mode is Mode.NARRATION:
        names.append(statement.publisher)
    return [name for name in names if name]


def _one(voice: str, known: str) -> bool:
    keys = name_key(voice), name_key(known)
    if same_ending(*keys) or is_outlet(voice, known) or is_outlet(known, voice):
        return True
    return any(
        one and other and (one <= other or other <= one)
        for one in _proper(voice)
        for other in _proper(known)
    )


def _proper(name: str) -> list[frozenset[str]]:
    """Return the words that are somebody's own, with a first one that may be so or not.

    Of "Battery maker Voltessa" that is the last, of "Voltessa founder Ana Example" the first.
    """
    words = re.findall(r"[\w'-]+", name)
    open_first = len(words) > 1 and words[1].islower()
    return [_own(words), _own(words[1:])] if open_first else [_own(words)]


def _own(words: list[str]) -> frozenset[str]:
    return frozenset(
        fold(word)
        for word in words
        if word[0].isupper() and name_key(word) == fold(word) and not is_body(word)
        if name_key(f"{word} x") != "x" and not is_place(fold(word))
    )
