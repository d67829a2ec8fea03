"""How far back in the sentence reaches what is said before ", X said"."""

from collections.abc import Sequence

from spacy.tokens import Doc

from claims.extract.attribution.frame import Frame
from claims.extract.nouns import words
from claims.extract.text.parse import (
    FINITE,
    MARKS,
    SUBJECTS,
    Piece,
    is_finite,
    outermost,
    reads_as_clause,
)

# What begins so has lost its subject: "[Footage] shows that", "[They met] to discuss".
CUT = FINITE | {"TO", "VBN"}
COORDINATORS = frozenset({"and", "but"})
RELATIVES = frozenset({"WDT", "WP", "WP$"})
# Where somebody says so, which is no part of what is said: ", in a letter to the court".
OCCASIONS = words("statement letter interview email e-mail post tweet message report briefing")
FEW = 8
ENDS = frozenset({";", ":", "(", ")", *MARKS})


def reach(doc: Doc, frames: Sequence[Frame]) -> None:
    """Give attributions that end a sentence the words before them that the tagger left out.

    "He came to the agency on [Saturday], it said": what stands between is no one else's.

    Args:
        doc: the parsed article.
        frames: the attributions of a sentence; their contents are changed.
    """
    for frame in frames:
        _forth(doc, frame, [one for one in frames if one is not frame])
        _across(doc, frame, [one for one in frames if one is not frame])
        lead = min(frame.cue[0], frame.source[0] if frame.source else frame.cue[0])
        first = doc[lead].sent.start
        before = [piece for piece in frame.content if first <= piece[0] and piece[1] < lead]
        if not before or doc[lead - 1].text != ",":
            continue
        start, end = before[-1]
        others = [one for one in frames if one is not frame]
        if _free(doc, (end, lead), others) and not _introduces(doc, (end, lead)):
            frame.content[frame.content.index((start, end))] = start, lead
        start, end = frame.content[0]
        inner = [one for one in others if start <= one.cue[0] < end]
        outer = [one for one in others if one not in inner]
        if first < start and doc[start].tag_ in CUT and _free(doc, (first, start), outer):
            frame.content[0] = first, end


def _forth(doc: Doc, frame: Frame, others: Sequence[Frame]) -> None:
    """Give what is said behind the cue the rest that hangs on it: "led by X[, who had fled]"."""
    start, end = frame.content[-1]
    sent = doc[frame.cue[0]].sent
    if not frame.cue[1] <= frame.start or not sent.start <= start < end < sent.end:
        return
    rest = next((i for i in range(end, sent.end) if doc[i].text in ENDS), sent.end)
    hanging = all(start <= one.head.i < end for one in outermost(doc, end, rest))
    told = OCCASIONS & {token.lower_ for token in doc[end : end + FEW]}
    if hanging and not told and _free(doc, (end, rest), others):
        frame.content[-1] = start, rest


def _across(doc: Doc, frame: Frame, others: Sequence[Frame]) -> None:
    """Give what is said on one side of ", she said," the clause on the other side of it."""
    sent = doc[frame.cue[0]].sent
    lead, tail = _inserted(doc, frame)
    if lead <= sent.start + 1 or tail >= sent.end - 1 or doc[lead - 1].text not in {",", *MARKS}:
        return
    if doc[lead - 2].tag_ in RELATIVES:
        return  # "a rule which, according to X, failed": X speaks of that alone
    if frame.end <= lead and doc[tail].text in {",", ";"} and _clause_opens(doc, tail + 1):
        piece = (tail + 1, sent.end)
        if _free(doc, piece, others):
            frame.content.append(piece)
        return
    before = (sent.start, lead)
    if tail < frame.start and reads_as_clause(doc, *before) and _free(doc, before, others):
        frame.content.insert(0, before)


def _inserted(doc: Doc, frame: Frame) -> Piece:
    """Return the words that attribute, up to the pause behind it: "she told them on Friday"."""
    source = frame.source or frame.cue
    lead, tail = min(frame.cue[0], source[0]), max(frame.cue[1], source[1])
    stop = min(tail + FEW, doc[lead].sent.end)
    while tail < stop and doc[tail].text not in {",", ";"} and doc[tail].tag_ not in FINITE:
        tail += 1
    return lead, tail


def _clause_opens(doc: Doc, start: int) -> bool:
    """Say whether a subject and its finite verb follow, maybe behind "and"."""
    stop = min(start + FEW, doc[start].sent.end)
    start += doc[start].lower_ in COORDINATORS
    for token in doc[start:stop]:
        if token.dep_ in SUBJECTS and token.i < token.head.i and is_finite(token.head):
            return token.tag_ not in RELATIVES
        if token.pos_ in {"VERB", "AUX", "SCONJ", "PART"} or token.is_punct:
            return False
    return False


def _introduces(doc: Doc, gap: Piece) -> bool:
    """Say whether the words tell who speaks: "[, his aunt,] Ana Example, said"."""
    behind = (doc[i] for i in range(*gap) if doc[i - 1].text in {",", *MARKS})
    return any(token.pos_ == "DET" or token.tag_ in {"PRP$", "WP", "WDT"} for token in behind)


def _free(doc: Doc, gap: Piece, others: Sequence[Frame]) -> bool:
    """Say whether words stand in a gap, and nobody else speaks or is quoted there."""
    tokens = doc[slice(*gap)]
    taken = [piece for one in others for piece in (one.cue, one.source or one.cue, *one.content)]
    return (
        any(token.is_alpha for token in tokens)
        and not any(token.text in ENDS for token in tokens)
        and not any(start < gap[1] and gap[0] < end for start, end in taken)
    )
