"""Where what the tagger found begins: past who hears it, with of whom it is told."""

from spacy.tokens import Doc

from claims.extract.cues import lexicon
from claims.extract.text.parse import Piece, noun_phrase, subject_of


def past_hearer(doc: Doc, content: list[Piece], cue: Piece) -> list[Piece]:
    """Return a content without whom it is said to or of: "warned [the chief] that".

    Args:
        doc: the parsed article.
        content: its pieces.
        cue: the words that attribute it.
    """
    start, end = content[0]
    if start < cue[0]:
        return content
    if len(content) > 1 and doc[content[1][0]].lower_ == "that" and not _verbal(doc, start, end):
        return content[1:]
    that = next((i for i in range(start, end) if doc[i].lower_ == "that"), start)
    told = start == cue[1] and doc[that].tag_ == "IN" and not _verbal(doc, start, that)
    return [(that, end), *content[1:]] if told else content


def of_whom(doc: Doc, content: list[Piece], cue: Piece) -> list[Piece]:
    """Return a content with of whom it is told: "[The surveyor] is said [to have admitted it]".

    Args:
        doc: the parsed article.
        content: its pieces.
        cue: the words that attribute it.
    """
    verb = doc[cue[1] - 1]
    subject = subject_of(verb)
    told = verb.tag_ == "VBN" and verb.lower_ in lexicon().passive and cue[1] == content[0][0]
    if not told or doc[content[0][0]].tag_ != "TO" or subject is None or subject.i > verb.i:
        return content
    return [noun_phrase(subject), *content]


def _verbal(doc: Doc, start: int, end: int) -> bool:
    return any(token.pos_ in {"VERB", "AUX"} for token in doc[start:end])
