"""Whether a speaker stands by what follows the cue: "did not say that", "if she says that"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extract.attribution.frame import Frame
from claims.extract.nouns import words
from claims.extract.text.parse import subject_of
from db.vocabulary import Stance

_NEGATIONS = words("not n't n\u2019t never neither nor hardly scarcely no")
_NOBODY = words("no nobody none neither few")
# Whoever has not done this leaves the matter open.
_CHECKING = words(
    "confirm confirmed confirms verify verified corroborate corroborated know knows knew"
)
# Negated, these speak against what follows: "I do not think that it is safe".
_THINKING = words("believe believes believed think thinks thought expect expects expected suppose")
# Nobody doubts it: it is so.
_DOUBTING = words("doubt doubts doubted doubting")
_UNREAL = words("could may might should must")
_CONDITIONS = words("if unless whether until lest")
_ASKING = words("ask asks asked asking wonder wonders wondered")
_KEPT = frozenset({"refusal", "not known", "hearsay", "heading", "colon", "continued quotation"})
_NEAR = 4


def stand(doc: Doc, frames: Sequence[Frame]) -> list[Frame]:
    """Return the attributions that hold, each with the stance that is left of it.

    One whose speaker says nothing of the sort is left out: what was not said, might be said, or was
    asked is no claim. Not to have confirmed something leaves it open.

    Args:
        doc: the parsed article.
        frames: attributions as the readers found them.
    """
    held = ((frame, _stance(doc, frame)) for frame in frames)
    return [replace(frame, stance=stance) for frame, stance in held if stance is not None]


def _stance(doc: Doc, frame: Frame) -> Stance | None:
    if frame.pattern in _KEPT or frame.stance in {Stance.CANNOT_CONFIRM, Stance.DECLINES_COMMENT}:
        return frame.stance
    verb = next((t for t in doc[slice(*frame.cue)] if t.pos_ in {"VERB", "NOUN"}), None)
    if verb is None or _quoted_before(frame):
        return frame.stance
    if _supposed(verb) or (verb.lower_ in _ASKING and _opens_question(doc, frame)):
        return None
    return _left(doc, frame, verb) if _negated(doc, frame, verb) else frame.stance


def _left(doc: Doc, frame: Frame, verb: Token) -> Stance | None:
    """Return the stance that a negated cue leaves, None where nothing was said."""
    said = {token.lower_ for token in doc[slice(*frame.cue)]}
    if said & _DOUBTING:
        return Stance.ASSERTS
    if said & _CHECKING or verb.pos_ == "NOUN":
        return Stance.CANNOT_CONFIRM
    if said & _THINKING:
        return Stance.ASSERTS if frame.stance is Stance.DENIES else Stance.DENIES
    return None


def _quoted_before(frame: Frame) -> bool:
    """Say whether the words come before the cue: those were said, whatever else was not."""
    return frame.content[0][0] < frame.cue[0]


def _opens_question(doc: Doc, frame: Frame) -> bool:
    opening = doc[max(frame.cue[1], frame.start - 2) : frame.start + 1]
    return any(token.lower_ in {"whether", "if"} for token in opening)


def _supposed(verb: Token) -> bool:
    """Say whether it is only imagined that somebody speaks."""
    for child in verb.lefts:
        if child.dep_ == "mark" and child.lower_ in _CONDITIONS and verb.dep_ == "advcl":
            return True
        if child.dep_ == "aux" and child.lower_ in _UNREAL:
            # "Should have said" tells of what was not said, "must have known" of what was.
            return child.lower_ in {"could", "should", "may", "might"}
    return False


def _negated(doc: Doc, frame: Frame, verb: Token) -> bool:
    return (
        any(token.lower_ in _NEGATIONS for token in _before(frame, verb))
        or any(token.lower_ == "no" for token in doc[slice(*frame.cue)])
        or _stops_short(doc, verb)
        or any(token.lower_ in _NOBODY for token in _deniers(doc, frame, verb))
    )


def _before(frame: Frame, verb: Token) -> Iterator[Token]:
    """Yield what stands between the subject and the verb, and inside the cue."""
    for child in verb.lefts:
        if child.dep_ in {"advmod", "neg", "aux", "cc"}:
            yield child
            yield from child.lefts  # "no longer"
    yield from verb.doc[frame.cue[0] : verb.i]


def _stops_short(doc: Doc, verb: Token) -> bool:
    """Recognise "has yet to confirm", "stopped short of saying", "failed to say"."""
    before = [token.lower_ for token in doc[max(0, verb.i - _NEAR) : verb.i]]
    if before[-2:] == ["yet", "to"]:
        return True
    return before[-2:] == ["short", "of"]


def _deniers(doc: Doc, frame: Frame, verb: Token) -> Iterator[Token]:
    """Yield the words that tell how many speak, or of a noun how many there are."""
    if verb.pos_ == "NOUN":
        yield from (child for child in verb.lefts if child.dep_ in {"det", "advmod"})
        return
    subject = subject_of(verb)
    if subject is not None:
        yield subject
        yield from (one for one in subject.lefts if one.dep_ in {"det", "cc:preconj", "amod"})
    if frame.source is not None:
        yield doc[frame.source[0]]
