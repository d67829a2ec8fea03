"""Rules for claims that say the same, or of which one bears the other out."""

import re

from claims.link.compare import Meeting, Pair
from claims.link.match import Match
from claims.link.names import is_place, name_key
from claims.link.reading import Reading
from claims.link.reasons import STATED, said, suggest
from claims.link.states import ANAPHORS
from claims.link.words import plain
from db.vocabulary import Mode, Relation, Stance

_PAPER = re.compile(
    r"\b(?:Times|Post|News|Journal|Ilbo|Shimbun|Herald|Press|Reuters|BBC|CNN|Guardian|Tribune|"
    r"Gazette|Daily|Telegraph|Zeitung|Monde|País|Pais|Mail|Standard|Mirror|media|newspapers?)\b"
)
_PLAN = re.compile(
    r"\b(?:consider|plan|propos|threaten\w* to|intend|want|negotiat|bargain|aim|hope|prepar)\w*"
)
_ACKNOWLEDGED = re.compile(
    r"(?<!not )(?<!neither )(?<!nor )(?<!cannot )\b"
    r"(?:confirmed|confirms|acknowledged|admitted|conceded)\b"
)
_SAME_WORDS = 0.8
_MANY_WORDS = 4
_ENOUGH = 2
# Without a name in common the words must carry more.
_ENOUGH_WORDS = 2.25


def same_proposition(pair: Pair) -> Match | None:
    """Both say the same: a repetition within one chain, a confirmation from another root."""
    stances = {pair.later.statement.stance, pair.earlier.statement.stance}
    if stances not in ({Stance.ASSERTS}, {Stance.ASSERTS, Stance.PREDICTS}, {Stance.DENIES}):
        return None
    if pair.oppositions or pair.other_numbers or not alike(pair) or other_subject(pair):
        return None
    agreeing = max((_agreement(pair, meeting) for meeting in pair.agreements), default=0.0)
    if not any(map(_in_main_clause, pair.agreements)):
        denied = any(s.negated for r in (pair.later, pair.earlier) for s in r.states)
        shared = len(pair.shared_names) + len(pair.shared_concepts)
        if denied or pair.similarity < _SAME_WORDS or shared < _MANY_WORDS:
            return None
    if any(pair.authors_differ(m.later, m.earlier) for m in pair.agreements):
        return None
    score = 0.55 * pair.similarity + agreeing + 0.2 * pair.matter
    if not any(not is_place(key) for key in pair.shared_names):
        score -= 0.12 * min(2, strangers(pair))
    score -= 0.15 * _dates_differ(pair)
    relation = same_or_new_root(pair)
    # Words in common are enough to repeat. To confirm, the same must have been done or been so.
    if relation is Relation.CONFIRMS and not any(map(_in_main_clause, pair.agreements)):
        return None
    if pair.same_article and relation is Relation.REPEATS:
        score -= 0.15 * (1 - pair.similarity) + 0.05
    words = "same statement" if relation is Relation.REPEATS else "same statement, another root"
    if _is_carried_out(pair):
        relation, words = Relation.UPDATES, "what was planned has happened"
    return suggest(relation, score, pair, words, firm=STATED)


def _dates_differ(pair: Pair) -> bool:
    later, earlier = (r.statement.proposition.dates for r in (pair.later, pair.earlier))
    meet = any(one.startswith(other) or other.startswith(one) for one in later for other in earlier)
    return bool(later and earlier) and not meet


def _is_carried_out(pair: Pair) -> bool:
    """Say whether the earlier claim was of a plan, and the later one is of the deed."""
    planned = [m for m in pair.agreements if m.earlier.modal and not m.later.modal]
    return bool(planned) and _PLAN.search(plain(pair.earlier.statement.text)) is not None


def same_measure(pair: Pair) -> bool:
    """Say whether two articles give one number or date for what both tell, and no other date."""
    return bool(pair.shared_measures) and not (pair.same_article or pair.kin.other_dates)


def _agreement(pair: Pair, meeting: Meeting) -> float:
    """Return what an agreement adds: more where it is about a name and in a known family."""
    later, earlier = meeting.later, meeting.earlier
    sure = later.named and earlier.named and later.family[0] != "="
    worth = 0.35 if sure else 0.2
    return worth * meeting.holder * (
        1.0 if _in_main_clause(meeting) else 0.5
    ) - 0.15 * pair.elsewhere(later, earlier)


def _in_main_clause(meeting: Meeting) -> bool:
    return not (meeting.later.clause or meeting.earlier.clause)


def bears_out(pair: Pair) -> Match | None:
    """What happened later shows that the earlier claim was right."""
    later, earlier = pair.later.statement, pair.earlier.statement
    if not pair.borne_out or {later.stance, earlier.stance} != {Stance.ASSERTS}:
        return None
    if pair.later.sets_apart != pair.earlier.sets_apart or pair.later.chain & pair.earlier.chain:
        return None
    meeting = max(pair.borne_out, key=lambda one: one.holder)
    weighty = [key for key in pair.shared_names if not is_place(key)]
    if not weighty and not (meeting.holder and pair.nearby_names):
        return None
    score = 0.2 + 0.2 * meeting.holder + 0.3 * pair.matter + 0.15 * bool(weighty)
    score -= 0.15 * meeting.later.modal
    words = f"borne out: {said(meeting.earlier)} \N{EN DASH} {said(meeting.later)}"
    return suggest(Relation.CONFIRMS, score, pair, words, firm=STATED * (meeting.holder > 0))


def alike(pair: Pair) -> bool:
    """Say whether both share something of weight beside a country, and no name parts them."""
    if pair.later.sets_apart != pair.earlier.sets_apart or others_named(pair):
        return False
    if _group_and_one(pair.later, pair.earlier) or _group_and_one(pair.earlier, pair.later):
        return False
    weighty = [key for key in pair.shared_names if not is_place(key)]
    nearby = [key for key in pair.nearby_names if not is_place(key)]
    names = len(weighty) + 0.75 * len(pair.shared_names - {*weighty}) + 0.5 * bool(nearby)
    names += 0.25 * bool(pair.nearby_names - {*nearby})
    words = len(pair.shared_concepts) + 0.5 * len(pair.kindred_concepts) + pair.shared_measures
    met = [m.later.family[0] != "=" for m in (*pair.agreements, *pair.oppositions)]
    evidence = names + words + (1.0 if any(met) else 0.5 * bool(met))
    evidence += 0.25 * pair.same_article
    return evidence >= (_ENOUGH if weighty or nearby else _ENOUGH_WORDS)


def _group_and_one(group: Reading, one: Reading) -> bool:
    """Say whether one speaks of "the four" and the other of somebody who is not known there."""
    people = {key for key in one.own if not is_place(key)}
    return group.group and bool(people) and not people & (group.own | group.around)


def strangers(pair: Pair) -> int:
    """Count the people and bodies in one claim that the other side knows nothing of."""
    later = pair.later.own - pair.earlier.own - pair.earlier.around - pair.earlier.attributors
    earlier = pair.earlier.own - pair.later.own - pair.later.around - pair.later.attributors
    return sum(not is_place(key) for key in (*later, *earlier))


def others_named(pair: Pair) -> bool:
    """Say whether each claim is about a party that the other does not name."""
    later, earlier = parties(pair.later), parties(pair.earlier)
    if not later or not earlier or later & earlier:
        return False
    if pair.same_article:
        return True
    known_later = pair.later.own | pair.later.around
    known_earlier = pair.earlier.own | pair.earlier.around
    return not (later & known_earlier and earlier & known_later)


def parties(reading: Reading) -> frozenset[str]:
    """Return the keys of those whom a claim puts in a state, countries aside."""
    return frozenset(s.holder for s in reading.states if s.named and not is_place(s.holder))


def same_or_new_root(pair: Pair) -> Relation:
    """Say whether the later claim repeats the earlier one or confirms it.

    It repeats what shares a link of its chain, and whatever is not proven to be independent:
    the publisher's own words and sources without a name.
    """
    later, earlier = pair.later, pair.earlier
    unproven = later.statement.anonymous or (
        later.statement.mode is Mode.NARRATION and not later.statement.via
    )
    if any(is_outlet(name, earlier.statement.publisher) for name in _speakers(later)):
        return Relation.REPEATS
    cited = earlier.chain - earlier.own
    if not later.chain & earlier.chain and _ACKNOWLEDGED.search(later.statement.sentence):
        return Relation.CONFIRMS
    if unproven or later.chain & earlier.chain or cited & (later.own | later.around):
        return Relation.REPEATS
    # What was only "reported" is confirmed by those who know, not by the next paper.
    if not earlier.chain and (pair.same_article or _PAPER.search(later.statement.speaker)):
        return Relation.REPEATS
    return Relation.CONFIRMS


def _speakers(reading: Reading) -> tuple[str, ...]:
    statement = reading.statement
    return () if statement.mode is Mode.NARRATION else (statement.speaker, *statement.via)


def other_subject(pair: Pair) -> bool:
    """Say whether one claim is of its speaker ("claimed to have done it"), the other of another."""
    for own, told in ((pair.later, pair.earlier), (pair.earlier, pair.later)):
        if own.statement.text.startswith("to ") and not told.statement.text.startswith("to "):
            told_of = told.own | told.around
            if own.statement.anonymous and _is_of_somebody(told):
                return False
            return not any(name_key(name) in told_of for name in _speakers(own))
    return False


def _is_of_somebody(reading: Reading) -> bool:
    """Say whether a claim is about "they", who are not named."""
    subjects = [clause.subject for clause in reading.statement.proposition.predicates[:1]]
    return any(subject and subject in ANAPHORS for subject in subjects)


def is_outlet(name: str, publisher: str) -> bool:
    """Say whether a name is a publisher's, or a short form of it: "the Lantern"."""
    short, long = name_key(name).split(), name_key(publisher).split()
    return bool(short) and short == long[-len(short) :]
