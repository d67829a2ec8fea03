"""Attributions inside attributions: who passes on whom, and which of two readings stays."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from claims.extract.attribution.frame import Frame
from claims.extract.nouns import OUTLET_NOUNS, words
from claims.extract.text.parse import outermost

PHRASES = frozenset({"according to", "in X's account"})
PRONOUNS = frozenset({"he", "she", "they", "it"})
OPPOSING = frozenset({"but", "while", "whereas"})
PERSONAL = frozenset({"he", "she"})
OWN = frozenset({"his", "her", "its", "their"})
MINDING = words("know knows knew known believe believes believed think thinks thought feared")
PUBLIC = words(
    "reporters journalists media press newspaper newspapers paper papers agency conference "
    "lawmakers legislators parliament committee investigators lawyers him her them author daily "
    "magazine"
)

# No honest sentence says so many things; it bounds the work on hostile ones.
MOST = 120


def nest(doc: Doc, parts: Sequence[Frame]) -> list[Frame]:
    """Join an attribution inside another: its speaker is passed on by the outer one."""
    parts = parts[:MOST]
    dropped: set[int] = set()
    for outer in sorted(parts, key=lambda frame: -(frame.end - frame.start)):
        for inner in parts:
            if inner is outer or id(inner) in dropped or id(outer) in dropped:
                continue
            if not outer.holds(inner.cue[0]) or _mutual(outer, inner):
                continue
            if (_says_nothing(inner) or _in_mind(doc, inner)) and outer.source is not None:
                dropped.add(id(inner))
                continue
            if not outer.holds(inner.start) and inner.pattern not in PHRASES:
                dropped.add(id(outer if outer.score < inner.score else inner))
                continue
            if _opposes(doc, inner, outer):
                dropped.add(id(outer))
            elif inner.chains and _heads(doc, inner, outer) and not _told_in_private(doc, inner):
                _pass_on(doc, inner, outer)
                dropped.add(id(outer))
            else:
                dropped.add(id(inner))
    _inherit(parts, dropped)
    return [frame for frame in parts if id(frame) not in dropped]


def _opposes(doc: Doc, inner: Frame, outer: Frame) -> bool:
    """Recognise "X ruled that A, but Y says that B": what Y says is no part of what X ruled."""
    if inner.source is None or outer.cue[1] > inner.source[0] or outer.start >= inner.source[1]:
        return False
    before = inner.source[0] - 1
    opposed = doc[before].lower_ in OPPOSING and doc[before - 1].text in {",", ";"}
    return opposed and doc[inner.source[0]].lower_ not in PRONOUNS


def _says_nothing(inner: Frame) -> bool:
    """Recognise "Zemlya has not replied", on no matter: by another's account it is a claim."""
    return inner.pattern == "refusal" and inner.content == [inner.cue]


def _in_mind(doc: Doc, inner: Frame) -> bool:
    """Recognise "the service had known that": told by another it is what somebody claims."""
    return any(token.lower_ in MINDING for token in doc[slice(*inner.cue)])


def _told_in_private(doc: Doc, inner: Frame) -> bool:
    """Say whether the inner speaker addresses somebody who does not publish: that is an event."""
    heard = doc[inner.cue[0] + 1 : inner.cue[1]]
    return (
        len(heard) > 0
        and doc[inner.cue[0]].lower_ in {"told", "informed"}
        and not any(token.lower_ in PUBLIC or token.ent_type_ == "ORG" for token in heard)
    )


def _mutual(outer: Frame, inner: Frame) -> bool:
    """Each holds the other's cue: the phrase ("according to") governs the verb."""
    return inner.holds(outer.cue[0]) and inner.pattern in PHRASES and outer.pattern not in PHRASES


def _heads(doc: Doc, inner: Frame, outer: Frame) -> bool:
    """Say whether the inner attribution is what the outer content consists of."""
    for start, end in outer.content:
        for root in outermost(doc, start, end):
            if inner.cue[0] <= root.i < inner.cue[1]:
                return True
    own = {
        i for piece in [*inner.content, inner.cue, inner.source or inner.cue] for i in range(*piece)
    }
    whole = {i for piece in outer.content for i in range(*piece)}
    return len(whole & own) >= 0.75 * len(whole)


def _pass_on(doc: Doc, inner: Frame, outer: Frame) -> None:
    if inner.source is None or _is_same(doc, inner, outer):
        inner.source, inner.cited = outer.source, outer.cited
        inner.relays = [*inner.relays, *outer.relays]
        inner.own_voice = inner.own_voice and outer.source is None
    else:
        inner.relays = [*inner.relays, *([outer.source] if outer.source else []), *outer.relays]
    inner.score = min(inner.score, outer.score)


def _is_same(doc: Doc, inner: Frame, outer: Frame) -> bool:
    """Say whether the inner source is the outer one again: "he", and "her office" in a refusal."""
    if inner.source is None or outer.source is None:
        return True
    first = doc[inner.source[0]].lower_
    if inner.pattern == "refusal" and first in OWN:
        return True
    paper = any(token.lower_ in OUTLET_NOUNS for token in doc[slice(*outer.source)])
    return first in PRONOUNS and not (paper and first in PERSONAL)


def _inherit(parts: Sequence[Frame], dropped: set[int]) -> None:
    """Give the propositions that share the inner cue the same source as the one that was joined."""
    changed = {frame.cue: frame for frame in parts if id(frame) not in dropped and frame.relays}
    for frame in parts:
        twin = changed.get(frame.cue)
        if twin is not None and twin is not frame and len(twin.relays) > len(frame.relays):
            frame.source, frame.relays, frame.cited = twin.source, twin.relays, twin.cited


def drop_doubles(frames: Sequence[Frame]) -> list[Frame]:
    """Of two attributions of the same words keep the surer one."""
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda one: -one.score):
        if not overlaps(frame, kept):
            kept.append(frame)
    return kept


def overlaps(frame: Frame, others: Iterable[Frame]) -> bool:
    """Say whether a frame shares half of its words, or of the other's, with one of the others."""
    own = {i for piece in frame.content for i in range(*piece)}
    for other in others:
        if frame.end <= other.start or other.end <= frame.start:
            continue
        theirs = {i for piece in other.content for i in range(*piece)}
        if len(own & theirs) >= 0.5 * min(len(own), len(theirs)):
            return True
    return False
