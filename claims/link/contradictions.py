"""Rules for claims that cannot both be: opposed states, denials, other authors, other numbers."""

import re
from datetime import timedelta
from typing import NamedTuple

from claims.link.compare import Meeting, Pair
from claims.link.institutions import is_institution
from claims.link.likeness import alike
from claims.link.match import Match, Statement
from claims.link.names import is_partial, is_place
from claims.link.reasons import STATED, name, said, suggest
from claims.link.states import ANAPHORS, State
from claims.link.words import plain, row, stem
from db.vocabulary import Relation, Stance

_APPEARANCES = frozenset(["seen", "alive"])
_PLAIN_TO_SEE = _APPEARANCES | {"dead", "held"}
_DAYS_APART = timedelta(hours=36)
_DENIED_ALIKE = 0.45
_TOLL_GROWS = timedelta(hours=3)
_PLUPERFECT = re.compile(r"\bhad (?:\w+ ){0,2}(?:been|\w+ed|\w+en|lost|put|sent|shot)\b")
_NOT_YET = re.compile(
    r"\b(?:so far|yet|until now|till now|to date|recently|lately|since|for (?:almost |nearly |over "
    r"|more than )?(?:a|an|\w+) (?:day|week|month|year)s?)\b"
)
# Who is known by the deed alone may be anybody, also the one that another claim names.
_FACELESS = frozenset(
    map(
        stem,
        row(
            "gunman attacker raider hacker man woman people person group suspect assailant culprit "
            "perpetrator thief robber intruder bomber individual member someone somebody official "
            "source other agent team youth report newspaper work everybody nobody"
        ),
    )
)
_HALF = 0.5
_SURELY = 0.7
# "No arrests have been made": what may happen yet.
_OPEN_SO_FAR = re.compile(
    r"\b(?:has|have)(?: not| never|n't)? (?:been \w+|\w+(?:ed|en|ne|de|nd|ld|pt|id))\b"
)


def opposed_states(pair: Pair) -> Match | None:
    """One holder cannot be in both states; where days lie between, it may be a development."""
    stances = {pair.later.statement.stance, pair.earlier.statement.stance}
    if _speaks_on(pair) or stances & {Stance.CANNOT_CONFIRM, Stance.RETRACTS}:
        return None
    scored = [
        (_opposition(pair, meeting), meeting)
        for meeting in pair.oppositions
        if not _is_told(pair, meeting)
    ]
    scored += [(_opposition(pair, meeting) - 0.45, meeting) for meeting in pair.tensions]
    if not scored:
        return None
    score, meeting = max(scored, key=lambda one: one[0])
    words = f"opposed: {said(meeting.earlier)} \N{EN DASH} {said(meeting.later)}"
    if meeting.same:
        words += f"; same {name(pair, meeting.same)}"
    if Stance.DENIES in {pair.later.statement.stance, pair.earlier.statement.stance}:
        words += f"; {_denier(pair)} denies"
    relation = Relation.UPDATES if _develops(pair, meeting) else Relation.CONTRADICTS
    return suggest(relation, score, pair, words, firm=_firm(pair, meeting))


def _firm(pair: Pair, meeting: Meeting) -> float:
    """Return 1 where somebody known by a full name is in states that exclude each other.

    Who was seen at a show and who was sent to a camp share no word by which a judge could tie them;
    nor do they who are blamed, and their ministry that had nothing to do with it.
    """
    one_person = meeting.holder >= _SURELY and not is_partial(meeting.same)
    # Who did one thing and not another of its kind may have done both, but is either seen or not.
    one_kind = meeting.later.family == meeting.earlier.family
    if one_kind and meeting.later.family not in _PLAIN_TO_SEE:
        return STATED
    of_itself = meeting.same in pair.later.settings
    return 1.0 if one_person or of_itself else STATED


def _speaks_on(pair: Pair) -> bool:
    """Within one article one root tells a story in stages; it does not contradict itself."""
    return pair.same_article and bool(pair.later.chain & pair.earlier.chain)


def _is_told(pair: Pair, meeting: Meeting) -> bool:
    """Say whether an article tells of both states as stages: arrested then, free now."""
    stances = {pair.later.statement.stance, pair.earlier.statement.stance}
    families = (meeting.earlier.family, meeting.later.family)
    if not pair.same_article or Stance.DENIES in stances or set(families) & _APPEARANCES:
        return False
    return families in pair.lexicon.develops or families[::-1] in pair.lexicon.develops


def _opposition(pair: Pair, meeting: Meeting) -> float:
    later, earlier = meeting.later, meeting.earlier
    score = 0.3 + 0.35 * meeting.holder + 0.2 * pair.matter + 0.15 * pair.similarity
    score += 0.05 * bool(later.about & earlier.about)
    if later.family == earlier.family:
        # "He was not seen" and "he was seen" clash only where they speak of the same thing.
        score -= 0.45 * (1 - pair.similarity) if later.family[0] == "=" else 0.0
    towards = later.family[0] == "=" or later.family in pair.lexicon.relational
    if towards or later.family == earlier.family:
        score -= (0.5 if towards else 0.3) * pair.elsewhere(later, earlier)
    if later.modal or earlier.modal:
        score -= 0.5 if later.modal != earlier.modal else 0.1
    if not (later.named or earlier.named):
        score -= 0.3 * (not alike(pair)) + 0.4 * pair.crossed + 0.3 * (not pair.same_setting)
    lasting = pair.lexicon.final & {later.family, earlier.family}
    return score - 0.4 * (_other_time(pair) and not lasting)


def _other_time(pair: Pair) -> bool:
    later, earlier = (p.statement.proposition.dates for p in (pair.later, pair.earlier))
    return bool(later and earlier) and not {d[:4] for d in later} & {d[:4] for d in earlier}


def _develops(pair: Pair, meeting: Meeting) -> bool:
    later, earlier = pair.later.statement, pair.earlier.statement
    absent = meeting.earlier.negated and not meeting.later.negated
    if absent and later.stance is not Stance.DENIES and _is_open(pair):
        return True
    families = (meeting.earlier.family, meeting.later.family)
    if pair.same_article or later.stance is Stance.DENIES or families not in pair.lexicon.develops:
        return False
    if later.ordered_at - earlier.ordered_at < _DAYS_APART:
        return False
    before = earlier.ordered_at.date().isoformat()
    dated_before = any(date < before[: len(date)] for date in later.proposition.dates)
    looks_back = families[0] in _APPEARANCES and _PLUPERFECT.search(plain(later.text))
    return not dated_before and not looks_back


def _is_open(pair: Pair) -> bool:
    """Say whether the earlier claim only tells how things stood: "not yet", "none have been"."""
    text = plain(pair.earlier.statement.text)
    days = pair.later.statement.ordered_at - pair.earlier.statement.ordered_at
    return bool(_NOT_YET.search(text) or (days > _DAYS_APART and _OPEN_SO_FAR.search(text)))


def denied(pair: Pair) -> Match | None:
    """One speaker denies what the other states."""
    later, earlier = pair.later.statement, pair.earlier.statement
    stances = {later.stance, earlier.stance}
    if Stance.DENIES not in stances or len(stances) == 1 or pair.oppositions:
        return None
    if stances - {Stance.DENIES, Stance.ASSERTS, Stance.PREDICTS} or not alike(pair):
        return None
    if pair.similarity < _DENIED_ALIKE or _heads_differ(pair):
        return None
    score = 0.05 + 0.6 * pair.similarity + 0.25 * pair.matter
    words = f"{_denier(pair)} denies it"
    return suggest(Relation.CONTRADICTS, score, pair, words, firm=STATED)


def _heads_differ(pair: Pair) -> bool:
    """Say whether both main clauses are of one family, but of different people."""
    later, earlier = pair.later.states[:1], pair.earlier.states[:1]
    return any(one.family == other.family for one in later for other in earlier)


def _denier(pair: Pair) -> str:
    later, earlier = pair.later.statement, pair.earlier.statement
    return later.speaker if later.stance is Stance.DENIES else earlier.speaker


def other_author(pair: Pair) -> Match | None:
    """One event, and another author is named for it."""
    if _speaks_on(pair):
        return None
    known = pair.lexicon
    found = [
        (one, other)
        for one in pair.later.states
        for other in pair.earlier.states
        if one.family == other.family in known.single_author
        and not (one.negated or other.negated)
        and _authors_differ(pair, one, other)
    ]
    if not found:
        return None
    one, other = found[0]
    near = sum(pair.weight("e", key) for key in pair.nearby_names | pair.shared_names)
    score = 0.46 + 0.25 * pair.matter + 0.2 * pair.similarity + 0.1 * min(1.0, near)
    score -= 0.1 * (one.modal != other.modal)
    before, now = (_author(state) for state in (other, one))
    words = (
        f"another author: {name(pair, before.name) or before.kind} \N{EN DASH} "
        f"{name(pair, now.name) or now.kind}"
    )
    return suggest(Relation.CONTRADICTS, score, pair, words, firm=1.0)


def _authors_differ(pair: Pair, one: State, other: State) -> bool:
    if one.family == "responsible":
        alike_events = bool(_events(pair, one) & _events(pair, other))
    else:
        alike_events = one.holder == other.holder != "" and _tied(pair, one, other)
    if not alike_events:
        return False
    later, earlier = _author(one), _author(other)
    if not (later.name or later.kind) or not (earlier.name or earlier.kind):
        return False
    if later.name and earlier.name:
        return pair.same_name(later.name, earlier.name)[0] == 0
    if later.name or earlier.name:
        named, kind = (later.name, earlier.kind) if later.name else (earlier.name, later.kind)
        # "Western intelligence" may be that of the country that is named.
        return not is_place(named) and is_institution(kind)
    return _faces_differ(pair, later.kind, earlier.kind)


def _tied(pair: Pair, one: State, other: State) -> bool:
    """Say whether a thing without a name of its own is the same thing in both claims."""
    if one.named:
        return True
    authors = frozenset({one.actor, other.actor})
    return not pair.crossed_beside(authors) and (pair.same_setting or pair.similarity > _HALF)


def _faces_differ(pair: Pair, one: str, other: str) -> bool:
    heads = {stem(words.rpartition(" ")[2]) for words in (one, other)}
    concepts = [frozenset(map(pair.lexicon.concept, words.split())) for words in (one, other)]
    return not heads & _FACELESS and not concepts[0] & concepts[1]


class _Author(NamedTuple):
    """Who did it, by name or by kind; neither where it is left open."""

    name: str
    kind: str


def _author(state: State) -> _Author:
    if state.family == "responsible":
        name, kind = (state.holder, "") if state.named else ("", state.holder)
    else:
        name, kind = state.actor, "" if state.actor else state.author
    known = bool(kind.split()) and not any(word in ANAPHORS for word in kind.split())
    return _Author(name, kind if known else "")


def _events(pair: Pair, state: State) -> frozenset[str]:
    return state.about & (pair.later.concepts.keys() & pair.earlier.concepts.keys())


def other_number(pair: Pair) -> Match | None:
    """The same count with another number: a toll that grows is news, otherwise they disagree."""
    tied = pair.agreements or pair.kindred_concepts
    if not pair.other_numbers or not tied or not alike(pair) or _speaks_on(pair):
        return None
    if of_other_years(pair) or pair.kin.anew:
        return None
    now, before, thing = pair.other_numbers[0]
    score = 0.6 * pair.similarity + 0.25 * pair.matter
    later, earlier = pair.later.statement, pair.earlier.statement
    grows = float(now) > float(before) and later.ordered_at - earlier.ordered_at > _TOLL_GROWS
    relation = Relation.UPDATES if grows else Relation.CONTRADICTS
    return suggest(relation, score, pair, f"another number: {before} \N{EN DASH} {now} {thing}")


def of_other_years(pair: Pair) -> bool:
    """Say whether one recalls a year long past, and the other does not: what happened before."""
    years = [_year_recalled(reading.statement) for reading in (pair.later, pair.earlier)]
    return years[0] != years[1]


def _year_recalled(statement: Statement) -> str:
    """Return the year that a claim is about where it ended before the day it was made, or ""."""
    this = str(statement.ordered_at.year)
    dates = statement.proposition.dates
    return min(dates)[:4] if dates and all(date[:4] < this for date in dates) else ""
