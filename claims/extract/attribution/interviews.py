"""Interviews: what stands between the questions is what the one who is asked says."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claims.extract.attribution.frame import Frame
from claims.extract.nouns import words
from claims.extract.text.parse import SUBJECTS, Piece, noun_phrase

_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")
_ASKED = re.compile(r"(?:Q|Question)\s*[:.]\s.+", re.IGNORECASE | re.DOTALL)
# Who does so is asked in what follows.
TALKING = words("speak talk answer sit meet")
ASKING = words("interview ask question")
FEWEST = 2
SCORE = 0.6


def find_answers(doc: Doc, frames: Sequence[Frame]) -> list[Frame]:
    """Return frames for the answers of an interview that the article prints.

    There must be several questions set apart, in bold or behind "Q:", and before the first of
    them a sentence that tells who is asked: "X spoke to the Example on Monday".

    Args:
        doc: the parsed article.
        frames: the attributions found so far; their sentences are left to them.
    """
    paragraphs = [_paragraph(doc, *place) for place in doc._.claims_paragraphs or []]
    asked = [at for at, one in enumerate(paragraphs) if one is not None and _is_question(one.text)]
    before = paragraphs[asked[0] - 1] if len(asked) >= FEWEST and asked[0] else None
    verb = _introducing(before) if before is not None else None
    if verb is None:
        return []
    taken = {doc[i].sent.start for frame in frames for i in (frame.start, frame.cue[0])}
    answers = (paragraphs[at + 1] for at in asked if at + 1 < len(paragraphs))
    return [
        Frame("answer", [piece], (verb[0].i, verb[0].i + 1), source=verb[1], score=SCORE)
        for answer in answers
        if answer is not None and not _is_question(answer.text)
        for piece in _sentences(answer, taken)
    ]


def _paragraph(doc: Doc, start: int, end: int) -> Span | None:
    return doc.char_span(start, end, alignment_mode="contract")


def _is_question(text: str) -> bool:
    return bool(_BOLD.fullmatch(text.strip()) or _ASKED.fullmatch(text.strip()))


def _introducing(paragraph: Span) -> tuple[Token, Piece] | None:
    """Return the verb of "X spoke to us" and "we asked X", and the words for X."""
    for token in paragraph:
        lemma = token.lemma_.lower()
        roles = SUBJECTS if lemma in TALKING else {"obj"} if lemma in ASKING else frozenset()
        who = next((child for child in token.children if child.dep_ in roles), None)
        if who is not None and who.pos_ in {"PROPN", "NOUN"}:
            return token, noun_phrase(who)
    return None


def _sentences(answer: Span, taken: set[int]) -> Iterator[Piece]:
    at = answer.start
    while at < answer.end:
        sent = answer.doc[at].sent
        at = sent.end
        states = any(token.dep_ in SUBJECTS for token in sent) and not sent.text.endswith("?")
        if states and sent.start not in taken:
            yield sent.start, sent.end
