"""One event that two claims tell with another actor, another place or another day."""

import re
from datetime import date, timedelta

from claims.link.compare import Pair
from claims.link.match import Match
from claims.link.names import is_place
from claims.link.reading import Reading
from claims.link.reasons import suggest
from claims.link.roles import (
    ACTOR,
    OBJECT,
    PLACE,
    Difference,
    Filler,
    differences,
    main_clause,
    roles,
)
from claims.link.words import fold, row, stem
from claims.proposition import Predicate
from db.vocabulary import Relation, Stance

# What happens once to one thing or person; whoever did it, nobody else did.
_ONCE = frozenset(
    [
        *row("die kill execute murder assassinate behead hang explode detonate destroy demolish"),
        *row("sink crash derail collapse drown bear"),
        *("blow up", "shoot down", "put death", "burn down", "set off"),
    ]
)
# What may happen again another day.
_AGAIN = frozenset(
    [
        *row("attack bomb shell bombard poison abduct kidnap sabotage hit strike steal hack torch"),
        *row("raid storm invade win ambush"),
        "carry out",
    ]
)
DATE = "date"
_NEAR = timedelta(days=4)
_DAY = 10
_ALIKE = 0.4


def told_otherwise(pair: Pair) -> Match | None:
    """Two roots tell one event, and all is the same but who did it, where or on which day."""
    now, before = main_clause(pair.later), main_clause(pair.earlier)
    if now is None or before is None or not _told_as_fact(pair, now, before):
        return None
    if pair.same_article and pair.later.chain & pair.earlier.chain:
        return None
    found = differences(pair)
    differs = found[0] if len(found) == 1 else None if found else _other_day(pair)
    if differs is None or not _one_event(pair, now, before, differs):
        return None
    score = 0.52 + 0.2 * pair.matter + 0.2 * pair.similarity
    words = f"{differs.role}: {differs.before} \N{EN DASH} {differs.now}"
    return suggest(Relation.CONTRADICTS, score, pair, words, firm=1.0)


def _told_as_fact(pair: Pair, now: Predicate, before: Predicate) -> bool:
    stances = {pair.later.statement.stance, pair.earlier.statement.stance}
    open_or_not = any(one.negated or one.modal for one in (now, before))
    return stances == {Stance.ASSERTS} and not open_or_not


def _one_event(pair: Pair, now: Predicate, before: Predicate, differs: Difference) -> bool:
    """Say whether what both tell can have happened but once, and to one thing."""
    if differs.role == OBJECT or (differs.role != DATE and pair.kin.other_dates):
        return False
    if not _one_thing(pair, now, before, differs):
        return False
    if {now.lemma, before.lemma} <= _ONCE:
        return True
    if differs.role == PLACE:
        return _same_day(pair)
    again = differs.role == ACTOR and {now.lemma, before.lemma} <= _ONCE | _AGAIN
    apart = abs(pair.later.statement.ordered_at - pair.earlier.statement.ordered_at)
    return again and (apart < _NEAR or _same_day(pair))


def _same_day(pair: Pair) -> bool:
    later, earlier = _days(pair.later), _days(pair.earlier)
    return bool(later & earlier)


def _days(reading: Reading) -> frozenset[str]:
    return frozenset(day for day in reading.statement.proposition.dates if len(day) == _DAY)


def _other_day(pair: Pair) -> Difference | None:
    later, earlier = _days(pair.later), _days(pair.earlier)
    if not (pair.kin.other_dates and len(later) == len(earlier) == 1):
        return None
    (now,), (before,) = later, earlier
    year = now[:4] != before[:4]
    return Difference(DATE, _in_words(before, year=year), _in_words(now, year=year))


def _in_words(day: str, *, year: bool) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {when:%B}" + f" {when.year}" * year


def _one_thing(pair: Pair, now: Predicate, before: Predicate, differs: Difference) -> bool:
    """Say whether it is done to one and the same: by name, or "the dam" of one matter."""
    here, there = _undergoer(now, pair.later), _undergoer(before, pair.earlier)
    if here.key and there.key:
        return not is_place(here.key) and pair.same_name(here.key, there.key)[0] > 0
    if here.key or there.key or not (here.said and there.said):
        return False
    heads = {pair.lexicon.concept(one.said.split()[-1]) for one in (here, there)}
    definite = _is_definite(here, pair.later) and _is_definite(there, pair.earlier)
    known = pair.later.own | pair.earlier.own if differs.role == ACTOR else frozenset()
    crossed = pair.crossed_beside(frozenset(filter(is_place, known)))
    tied = pair.same_setting or pair.similarity > _ALIKE
    return len(heads) == 1 and definite and not crossed and tied


def _undergoer(clause: Predicate, reading: Reading) -> Filler:
    found = roles(clause, reading)
    return found[OBJECT] if clause.object else found[ACTOR]


def _is_definite(thing: Filler, reading: Reading) -> bool:
    root, text = stem(thing.said.split()[-1]), fold(reading.statement.text)
    heads = {word for word in re.findall(r"[\w'-]+", text) if stem(word) == root}
    the = r"\b(?:the|this|that|its|their) (?:[\w'-]+ ){0,3}"
    return any(re.search(rf"{the}{re.escape(head)}\b", text) for head in heads)
