"""Rules over the gist of two claims: they agree, clash, count differently or answer each other."""

import re
from datetime import timedelta

from claims.link.axes import axes
from claims.link.compare import Pair
from claims.link.contradictions import of_other_years, other_author
from claims.link.gist import Kin, same_ending
from claims.link.likeness import (
    is_outlet,
    other_subject,
    others_named,
    parties,
    same_or_new_root,
    strangers,
)
from claims.link.match import Match
from claims.link.names import is_place, name_key
from claims.link.reasons import STATED, suggest
from claims.link.tallies import concept
from claims.link.words import plain, row
from db.vocabulary import Mode, Relation, Stance

_DAYS_APART = timedelta(hours=36)
_TOLL_GROWS = timedelta(hours=3)
_LOOKS_BACK = re.compile(r"\bhad (?:\w+ ){0,2}\w+|\b(?:never|at the time)\b")
_NEW_FIGURE = re.compile(
    r"\b(?:risen|rose|rises|climbed|climbs|climb|now|reached|grown|grew|jumped|increased|fallen|"
    r"dropped|revised|total|latest|so far|updated)\b"
)
_TAKES_BACK = re.compile(
    r"\b(?:wrong to (?:say|claim|report|suggest)|mistaken (?:to|when)|withdr(?:ew|awn|aws)|"
    r"retract(?:ed|s)?|corrected|takes? back|took back|taken back|"
    r"apologi[sz]ed for (?:saying|the))\b"
)
_FOUND_WORDS = 1.0
_TWO_THINGS = 1.4
_MOST = 0.6
_NEARLY_ALL, _ALL = 0.75, 0.85
_JUST_BEFORE = 60
_REFERS = re.compile(
    r"\b(?:such an?|the|this|these|those|any such) (?:report|finding|claim|allegation|accusation|"
    r"result|charge|suggestion|assertion|rumou?r|criticism|story|account|warning|statement)s?\b"
)
_REJECTS = re.compile(
    r"\b(?:reject|dismiss|den(?:y|ie)|disput|contest|refut|never|no such|not true|no truth|"
    r"no basis|no substance|false|untrue|wrong|baseless|unfounded|absurd|nonsense)"
)
# Kinds of counts that may be of anything.
_ANY = frozenset(["", "person", "cent", "percent"])
# What money is counted in: sums of one currency are of one thing only where more is alike.
_MONEY = frozenset(map(concept, row("dollar euro pound yen crown peso rupee won franc $ € £ ¥")))


def _stances(pair: Pair) -> set[Stance]:
    return {pair.later.statement.stance, pair.earlier.statement.stance}


def _one_voice(pair: Pair) -> bool:
    """Within one article one root does not contradict itself."""
    return pair.same_article and bool(pair.later.chain & pair.earlier.chain)


def _plain_stances(pair: Pair) -> bool:
    return _stances(pair) <= {Stance.ASSERTS, Stance.DENIES, Stance.PREDICTS}


def _strength(kin: Kin) -> float:
    met = set(kin.main) & {*kin.agreeing, *kin.opposed}
    axis = 0.1 * bool(met) + 0.1 * bool(met - axes().weak)
    axis -= 0.12 * kin.strangers
    return 0.5 * kin.coverage + 0.2 * kin.matter + 0.15 * min(1.0, kin.telling) + axis


def _unlike(kin: Kin) -> float:
    """Return what to take off where both speak of things, and of none alike."""
    if kin.telling:
        return 0.0
    weak = not set(kin.main) - axes().weak
    apart = bool(kin.later.things and kin.earlier.things) and not kin.things
    off = (0.2 if weak else 0.15) * apart + 0.1 * (not kin.names) + 0.15 * weak
    return off / 2 if kin.coverage > _NEARLY_ALL else off


def _apart(pair: Pair, kin: Kin) -> bool:
    """Say whether something tells that other people or things are meant."""
    one, other = pair.later, pair.earlier
    if one.sets_apart != other.sets_apart or one.group != other.group:
        return True
    if kin.telling and kin.later.names & kin.earlier.names:
        return False
    later, earlier = parties(pair.later), parties(pair.earlier)
    near = any(same_ending(one, other) for one in later for other in earlier)
    return not near and others_named(pair)


def _is_title(pair: Pair) -> bool:
    return any(r.statement.text.strip() in r.statement.title for r in (pair.later, pair.earlier))


def _later_day(pair: Pair) -> bool:
    later, earlier = pair.later.statement, pair.earlier.statement
    return later.ordered_at - earlier.ordered_at > _DAYS_APART


def clash(pair: Pair) -> Match | None:
    """Both stand on one axis, at its two ends."""
    kin = pair.kin
    if not kin.opposed or not _plain_stances(pair) or _one_voice(pair):
        return None
    if kin.strangers or len(kin.agreeing) > len(kin.opposed):
        return None
    if pair.same_article and _is_told(kin) and Stance.DENIES not in _stances(pair):
        return None
    axis = max(kin.opposed, key=lambda one: (one in kin.main, len(kin.later.poles[one].word)))
    if axis not in kin.later.main | kin.earlier.main:
        return None
    if axis in axes().counted and _differing(kin):
        # Ninety who were pulled out alive and eleven who died are not the same people.
        return None
    before, now = kin.earlier.poles[axis], kin.later.poles[axis]
    score = _strength(kin)
    score -= 0.15 * (axis not in kin.main)
    score -= _unlike(kin)
    words = f"opposed: {before.said} \N{EN DASH} {now.said}"
    relation = Relation.UPDATES if _moves_on(pair, axis) else Relation.CONTRADICTS
    if relation is Relation.UPDATES:
        words = f"later news: {before.said} \N{EN DASH} {now.said}"
    return suggest(relation, score, pair, words)


def _is_told(kin: Kin) -> bool:
    """Say whether an article tells of both ends as stages: arrested then, free now."""
    poles = [(kin.later.poles[axis], kin.earlier.poles[axis]) for axis in kin.opposed]
    told = not any(one.negated or other.negated for one, other in poles)
    return told and not axes().moving.keys().isdisjoint(kin.opposed)


def _moves_on(pair: Pair, axis: str) -> bool:
    later = pair.later.statement
    moving = axes().moving
    if axis not in moving or later.stance is Stance.DENIES or not _later_day(pair):
        return False
    if pair.kin.earlier.poles[axis].sign == moving[axis]:
        return False
    before = pair.earlier.statement.ordered_at.date().isoformat()
    if any(date < before[: len(date)] for date in later.proposition.dates):
        return False
    return bool(later.proposition.dates) or not _LOOKS_BACK.search(plain(later.text))


def accord(pair: Pair) -> Match | None:
    """Both stand at one end of an axis, or say much the same, of the same things."""
    kin = pair.kin
    if kin.opposed or kin.strangers or kin.other_dates or not _plain_stances(pair):
        return None
    if pair.oppositions or _differing(kin) or _one_voice(pair):
        return None
    if (
        other_author(pair)
        or other_subject(pair)
        or _TAKES_BACK.search(plain(pair.later.statement.text))
    ):
        return None
    met = set(kin.agreeing) & set(kin.main)
    if not met and kin.telling:
        met = set(kin.agreeing) & (kin.later.main | kin.earlier.main) - axes().weak
    polar = bool(met)
    if not polar and kin.later.negative != kin.earlier.negative:
        return None
    if not (polar or (kin.heads and kin.telling) or _nearly_the_same(kin)):
        return None
    score = _strength(kin) - 0.1 * (not polar) - 0.05 * pair.same_article
    if not set(kin.main) - axes().weak and all(map(is_place, kin.names)):
        score -= 0.15
    score -= _unlike(kin) + 0.1 * strangers(pair) * (not kin.telling)
    relation = same_or_new_root(pair)
    words = "same statement" if relation is Relation.REPEATS else "same statement, another root"
    if polar:
        axis = min(met)
        words += f": {kin.earlier.poles[axis].said} \N{EN DASH} {kin.later.poles[axis].said}"
    # Words in common are enough to repeat. To confirm, the same must have been done or been so.
    confirmed = relation is not Relation.CONFIRMS or polar or kin.heads
    return (
        suggest(relation, score, pair, words, firm=STATED * (kin.coverage >= _ALL))
        if confirmed
        else None
    )


def _nearly_the_same(kin: Kin) -> bool:
    return kin.telling >= _TWO_THINGS and kin.coverage >= _NEARLY_ALL


def negated(pair: Pair) -> Match | None:
    """Much the same words, once with a negation."""
    kin = pair.kin
    if kin.agreeing or kin.opposed or kin.strangers or kin.other_dates or _one_voice(pair):
        return None
    if not _plain_stances(pair) or kin.later.negative == kin.earlier.negative:
        return None
    if not kin.heads or (kin.telling < _TWO_THINGS and kin.coverage < _MOST):
        return None
    score = _strength(kin)
    return suggest(Relation.CONTRADICTS, score, pair, "one affirms what the other negates")


def _differing(kin: Kin) -> tuple[float, float, str] | None:
    """Return two numbers of one kind that differ, where no number is the same."""
    later, earlier = kin.later.counts, kin.earlier.counts
    if {n for n, _ in later} & {n for n, _ in earlier}:
        return None
    for now, kind in later:
        for before, thing in earlier:
            if kind == thing or not (kind and thing):
                return before, now, kind if kind == thing else ""
    return None


def _of_one_thing(kin: Kin, kind: str) -> bool:
    """Say whether two numbers are of one thing, as far as kind and words tell."""
    if kind in _MONEY:
        return bool(kin.heads or set(kin.agreeing) - axes().weak) or kin.beside(kind) > 0
    return bool(kin.agreeing or kin.heads or (kind not in _ANY and kin.telling))


def counted(pair: Pair) -> Match | None:
    """One thing is counted, and the numbers differ: news where it grows, else a clash."""
    kin = pair.kin
    numbers = _differing(kin)
    if (
        numbers is None
        or kin.opposed
        or kin.strangers
        or _one_voice(pair)
        or not _plain_stances(pair)
    ):
        return None
    if kin.anew or not _of_one_thing(kin, numbers[2]):
        return None
    if kin.later.negative or kin.earlier.negative or of_other_years(pair):
        return None
    before, now, _ = numbers
    score = _strength(kin) + 0.05
    later, earlier = pair.later.statement, pair.earlier.statement
    apart = later.ordered_at - earlier.ordered_at > _TOLL_GROWS
    grows = now > before and bool(set(kin.agreeing) & axes().counted)
    news = apart and (grows or bool(_NEW_FIGURE.search(plain(later.text))))
    relation = Relation.UPDATES if news else Relation.CONTRADICTS
    words = f"number: {before:.10g} \N{EN DASH} {now:.10g}"
    return suggest(relation, score, pair, words)


def takes_back(pair: Pair) -> Match | None:
    """Somebody takes back words of their own that can be told: "was wrong to say that"."""
    later, earlier = pair.later.statement, pair.earlier.statement
    back = later.stance is Stance.RETRACTS or _TAKES_BACK.search(plain(later.sentence))
    if not back or not _same_voice(pair) or earlier.stance is not Stance.ASSERTS:
        return None
    kin = pair.kin
    if not (set(kin.main) & {*kin.agreeing, *kin.opposed} or kin.heads):
        return None
    if pair.same_article and later.position - earlier.position < len(earlier.text):
        return None
    score = _strength(kin) + 0.15
    return suggest(Relation.RETRACTS, score, pair, f"{later.speaker} takes back earlier words")


def _same_voice(pair: Pair) -> bool:
    """Say whether the later speaker, or the outlet spoken of, is who stated the earlier claim."""
    later, earlier = pair.later.statement, pair.earlier.statement
    mine = [later.speaker, *later.via]
    if any(same_ending(name_key(name), name_key(earlier.speaker)) for name in mine):
        return not earlier.anonymous
    return any(is_outlet(name, earlier.publisher) for name in mine) and (
        earlier.anonymous or earlier.mode is Mode.NARRATION
    )


def open_question(pair: Pair) -> Match | None:
    """The later speaker cannot confirm what the earlier one states."""
    later, earlier = pair.later.statement, pair.earlier.statement
    if later.stance is not Stance.CANNOT_CONFIRM or earlier.stance is not Stance.ASSERTS:
        return None
    kin = pair.kin
    alike = set(kin.agreeing) & set(kin.main) or (kin.heads and kin.telling)
    told = _one_voice(pair) and not later.anonymous
    if kin.strangers or told or not alike:
        return None
    score = _strength(kin) + 0.05 - _unlike(kin)
    return suggest(Relation.CANNOT_CONFIRM, score, pair, f"{later.speaker} cannot confirm it")


def referred(pair: Pair) -> Match | None:
    """The later one rejects "the finding" or "such a report": what was said just before."""
    later, earlier = pair.later.statement, pair.earlier.statement
    gap = later.position - earlier.position - len(earlier.text)
    if not pair.same_article or not 0 <= gap < _JUST_BEFORE or not _plain_stances(pair):
        return None
    if pair.later.chain & pair.earlier.chain or earlier.stance is not Stance.ASSERTS:
        return None
    if earlier.mode is Mode.NARRATION:
        return None
    text = plain(later.text)
    if not (_REFERS.search(text) and (later.stance is Stance.DENIES or _REJECTS.search(text))):
        return None
    if _REFERS.search(plain(earlier.text)):
        return None
    return suggest(Relation.CONTRADICTS, 0.55, pair, "rejects what was said just before")


_RULES = (takes_back, open_question, clash, accord, negated, counted, referred)


def by_gist(pair: Pair) -> Match | None:
    """Ask the rules over the gist, headlines left aside: they sum up what claims below say."""
    if _is_title(pair):
        return None
    if _apart(pair, pair.kin):
        return referred(pair)
    found = [match for rule in _RULES if (match := rule(pair)) is not None]
    return max(found, key=lambda match: match.score, default=None)
