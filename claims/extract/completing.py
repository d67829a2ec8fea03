"""Gives a fragment its verb: "[called] the leak a crime", "[promised] to resign"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.extract.attribution.frame import Frame
from claims.extract.cues import lexicon
from claims.extract.text.parse import FINITE, NOMINAL, SUBJECTS, Piece, outermost, reads_as_clause
from db.vocabulary import Stance

RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
COORDINATORS = frozenset({"and", "or", "but"})
UNFINISHED = frozenset({"TO", "VBG", "IN"})
TELLING = 0.9
NEAR = 8
POINTERS = frozenset({"it", "this", "that", "these", "them"})


def completed(doc: Doc, frame: Frame) -> list[Piece]:
    """Return the content, with the verb before it where it says nothing without that.

    "The leak a crime" becomes "called the leak a crime"; who called it so is told beside it.

    Args:
        doc: the parsed article.
        frame: an attribution.
    """
    if _takes_back_a_thing(doc, frame) and frame.source is not None:
        return [(frame.source[0], frame.end)]
    if frame.stance is Stance.DENIES and _only_points(doc, frame) and frame.cue[1] == frame.start:
        return [(frame.cue[0], frame.end)]
    # Of other stances a noun alone is what they are about: "denies [the charge]".
    stated = frame.stance is Stance.ASSERTS and not frame.own_voice
    if not stated or not _in_order(doc, frame) or not _is_fragment(doc, frame):
        return frame.content
    start, end = frame.content[-1]
    pieces = [frame.cue, *frame.content[:-1], (start, _past_mark(doc, end))]
    return list(_bridged(doc, pieces))


def _takes_back_a_thing(doc: Doc, frame: Frame) -> bool:
    """Recognise "The paper withdrew [its report]": the sentence is what takes it back."""
    sent = doc[frame.cue[0]].sent
    inside = frame.source is not None and sent.start <= frame.source[0] and frame.end <= sent.end
    behind = inside and _in_order(doc, frame) and len(frame.content) == 1
    return frame.stance is Stance.RETRACTS and behind and doc[frame.start].lower_ != "that"


def _only_points(doc: Doc, frame: Frame) -> bool:
    """Say whether a content is but a pronoun: "denied [this]"."""
    return frame.end - frame.start == 1 and doc[frame.start].lower_ in POINTERS


def _past_mark(doc: Doc, end: int) -> int:
    """Return where a piece ends with the mark that closes what is quoted in it."""
    quotation = doc._.claims_quotations.at(doc[end - 1].idx) if doc._.claims_quotations else None
    while quotation and end < len(doc) and doc[end].idx < quotation.end and doc[end].is_punct:
        end += 1
    return end


def _in_order(doc: Doc, frame: Frame) -> bool:
    """Say whether a sentence goes on from who speaks to the verb to what is said."""
    if frame.source is None or frame.end > doc[frame.cue[0]].sent.end:
        return False
    return frame.source[1] <= frame.cue[0] and frame.cue[1] <= frame.start


def _is_fragment(doc: Doc, frame: Frame) -> bool:
    """Say whether no verb with its subject stands in a content, save in a relative clause."""
    opening = [token.lower_ for token in doc[frame.start - 1 : frame.start + 2]]
    # "Claimed [to have done it]" is whole but for the speaker.
    if "that" in opening[:2] or opening[1:] == ["to", "have"]:
        return False
    return not (_told(doc, frame) or any(_has_subject(doc, *piece) for piece in frame.content))


def _told(doc: Doc, frame: Frame) -> bool:
    """Say whether a clause follows a verb of saying, though the parse sees none."""
    cues = (lexicon().verb(token) for token in doc[slice(*frame.cue)])
    tokens = [token for start, end in frame.content for token in doc[start:end]]
    if tokens[0].tag_ in UNFINISHED or not any(cue and cue.weight >= TELLING for cue in cues):
        return False
    first = next((at for at, token in enumerate(tokens) if token.pos_ in NOMINAL), len(tokens))
    verbs = (token.pos_ in {"VERB", "AUX"} for token in tokens[first:])
    return any(verbs) or any(token.tag_ in FINITE for token in tokens)


def _has_subject(doc: Doc, start: int, end: int) -> bool:
    relative = next((i for i in range(start + 1, end) if doc[i].tag_ in RELATIVES), end)
    return reads_as_clause(doc, start, relative) or any(map(_is_clause, outermost(doc, start, end)))


def _is_clause(token: Token) -> bool:
    subject = any(child.dep_ in SUBJECTS for child in token.children)
    return subject and (token.tag_ in FINITE or any(child.tag_ in FINITE for child in token.lefts))


def _bridged(doc: Doc, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces, joined over the few words between them unless another part stands there."""
    begin, stop = pieces[0]
    for start, end in pieces[1:]:
        between = doc[stop:start]
        if len(between) > NEAR or any(token.lower_ in COORDINATORS for token in between):
            yield begin, stop
            begin = start
        stop = end
    yield begin, stop
