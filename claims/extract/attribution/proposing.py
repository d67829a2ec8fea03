"""Whether what the tagger found is a proposition that somebody puts forward."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from claims.extract.attribution.frame import Frame
from claims.extract.cues import Cue, lexicon
from claims.extract.nouns import words
from claims.extract.text.parse import MARKS, Piece, reads_as_clause
from db.vocabulary import Stance

# What can be true or false, where it alone is what somebody denies: not "rejected the request".
DENIED = words(
    "allegation allegations accusation accusations claim claims report reports charge charges "
    "rumour rumours rumor rumors suggestion suggestions account story involvement responsibility "
    "role link links knowledge part wrongdoing existence connection connections ties guilt"
)
REQUESTS = words("ask urge call demand request invite recommend advise appeal encourage instruct")
LABELLING = words(
    "call describe brand label denounce condemn portray depict characterise identify name put"
)
# "Spoke [of $40 million]": what is said, without a clause.
MENTIONING = words("speak")
DENYING = words("deny denies denied")
POINTERS = frozenset({"it", "this", "that", "these"})
SEEMING = words("seem seems seemed appear appears appeared")
# Of these, what is said may have no verb of its own: "denied knowing", "promised to".
UNFINISHED = frozenset({"infinitive", "charge"})
REPORTING = 0.7
FEW = 6


def proposes(doc: Doc, frame: Frame) -> bool:
    """Say whether somebody puts something forward: not "asked for that charge"."""
    cue = doc[slice(*frame.cue)]
    tokens = [token for start, end in frame.content for token in doc[start:end]]
    if _suffered(doc, frame) or any(token.lower_ in SEEMING | lexicon().citing for token in cue):
        return False
    known = known_cue(doc, frame.cue)
    if frame.source is None and (told := _told_by_nobody(cue, tokens)) is not None:
        return told
    first = tokens[1] if tokens[0].pos_ == "ADP" and len(tokens) > 1 else tokens[0]
    if first.tag_ in {"VBG", "TO"}:
        return _asks(doc, frame) or (known is not None and bool(known.frames & UNFINISHED))
    if _estimates(frame, cue, tokens):
        return True
    if known is not None and known.stance is Stance.DENIES and not clausal(doc, frame):
        return any(token.lower_ in DENIED for token in tokens)
    return _says(doc, frame)


def _told_by_nobody(cue: Span, tokens: Sequence[Token]) -> bool | None:
    """Say whether what nobody is named for is told: "is said to"; None where the rest decides."""
    if any(token.lower_ in lexicon().passive for token in cue):
        return any(token.pos_ in {"VERB", "AUX"} for token in tokens)
    return None if any(_hearsay(token) for token in cue) else False


def _estimates(frame: Frame, cue: Span, tokens: Sequence[Token]) -> bool:
    """Say whether somebody says what they make of a thing, without a clause."""
    named = _labels(frame, cue, tokens) or _mentions(frame, cue)
    return named or _denies_it(frame, cue, tokens)


def _labels(frame: Frame, cue: Span, tokens: Sequence[Token]) -> bool:
    """Recognise "called her a liar" and "described it as false": what somebody makes of another."""
    if frame.source is None or not any(token.lemma_.lower() in LABELLING for token in cue):
        return False
    naming = [token for token in tokens if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    behind = [token.lower_ for token in tokens if naming and token.i > naming[0].i]
    estimated = "at" in behind and any(token.like_num for token in tokens)
    quoted = naming and any(token.text in MARKS for token in tokens[1:])
    return bool({"a", "an", "as"} & {*behind}) or estimated or bool(quoted)


def _mentions(frame: Frame, cue: Span) -> bool:
    """Recognise "spoke of $40 million"."""
    spoken = any(token.lemma_.lower() in MENTIONING for token in cue)
    return frame.source is not None and spoken and cue[-1].lower_ == "of"


def _denies_it(frame: Frame, cue: Span, tokens: Sequence[Token]) -> bool:
    """Recognise "denied this": the sentence before tells what."""
    pointing = len(tokens) == 1 and tokens[0].lower_ in POINTERS
    return frame.source is not None and pointing and cue[-1].lower_ in DENYING


def _says(doc: Doc, frame: Frame) -> bool:
    """Say whether a content is a clause, or quoted, or what a known cue may have."""
    tokens = [token for start, end in frame.content for token in doc[start:end]]
    known = known_cue(doc, frame.cue)
    if clausal(doc, frame):
        return True
    if any(token.text in MARKS for token in tokens):
        return known is not None or len(tokens) > FEW
    sure = known is not None and known.weight >= REPORTING
    verbal = any(token.pos_ in {"VERB", "AUX"} and token.tag_ != "VBG" for token in tokens)
    return verbal and (sure or _asks(doc, frame))


def _asks(doc: Doc, frame: Frame) -> bool:
    return any(token.lemma_.lower() in REQUESTS for token in doc[slice(*frame.cue)])


def _hearsay(token: Token) -> bool:
    """Say whether a cue needs no speaker: "is said to", "reportedly", "rumours"."""
    known = lexicon()
    return token.lower_ in known.passive | known.adverbs or known.noun(token) is not None


def _suffered(doc: Doc, frame: Frame) -> bool:
    """Say whether the source is whom it was done to: "they were denied visas", "asked about"."""
    if frame.source is None:
        return False
    verb = doc[frame.cue[0] : frame.cue[1]].root
    if verb.lower_ == "asked" and frame.cue[0] == verb.i and verb.dep_ != "ROOT":
        return True
    return any(
        child.dep_ == "nsubj:pass" and frame.source[0] <= child.i < frame.source[1]
        for child in verb.children
    )


def clausal(doc: Doc, frame: Frame) -> bool:
    """Say whether a piece of a content reads as a clause."""
    return any(reads_as_clause(doc, *piece) for piece in frame.content)


def known_cue(doc: Doc, cue: Piece) -> Cue | None:
    """Return what the lexicon knows of the last word of a cue that it knows."""
    known = lexicon()
    for token in reversed(doc[cue[0] : cue[1]]):
        found = known.verb(token) or known.noun(token)
        if found is not None:
            return found
    return None
