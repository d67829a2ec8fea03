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
    "role link links knowledge part wrongdoing existence connection connections ties guilt "
    "fraud bribery corruption misconduct negligence collusion interference"
)
REQUESTS = words("ask urge call demand request invite recommend advise appeal encourage instruct")
LABELLING = words("call describe brand label denounce condemn portray depict characterise")
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
    if frame.source is None and not any(_hearsay(token) for token in cue):
        return False
    known = known_cue(doc, frame.cue)
    first = tokens[1] if tokens[0].pos_ == "ADP" and len(tokens) > 1 else tokens[0]
    if first.tag_ in {"VBG", "TO"}:
        return _asks(doc, frame) or (known is not None and bool(known.frames & UNFINISHED))
    if _labels(frame, cue, tokens):
        return True
    if known is not None and known.stance is Stance.DENIES and not clausal(doc, frame):
        return any(token.lower_ in DENIED for token in tokens)
    return _says(doc, frame)


def _labels(frame: Frame, cue: Span, tokens: Sequence[Token]) -> bool:
    """Recognise "called her a liar" and "described it as false": what somebody makes of another."""
    if frame.source is None or not any(token.lemma_.lower() in LABELLING for token in cue):
        return False
    naming = [token for token in tokens if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    behind = [token.lower_ for token in tokens if naming and token.i > naming[0].i]
    return bool({"a", "an", "as"} & {*behind})


def _says(doc: Doc, frame: Frame) -> bool:
    """Say whether a content is a clause, or quoted, or what a known cue may have."""
    tokens = [token for start, end in frame.content for token in doc[start:end]]
    known = known_cue(doc, frame.cue)
    if clausal(doc, frame):
        return True
    if any(token.text in MARKS for token in tokens):
        return known is not None or len(tokens) > FEW
    sure = known is not None and known.weight >= REPORTING
    verbal = any(token.pos_ in {"VERB", "AUX"} for token in tokens)
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
