"""Quotations that run on over sentences without naming the speaker again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from claims.extract.frame import Frame
from claims.extract.quotations import Quotation, Quotations
from claims.extract.spans import tidy
from db.vocabulary import Stance

SHORTEST = 2


def continue_quotations(doc: Doc, frames: Sequence[Frame], quotations: Quotations) -> list[Frame]:
    """Return frames for quoted sentences without a cue, spoken by who spoke before or after them.

    Args:
        doc: the parsed article.
        frames: the attributions found so far.
        quotations: what the article quotes.
    """
    framed = {doc[i].sent.start: frame for frame in frames for i in (frame.start, frame.cue[0])}
    found: list[Frame] = []
    speaker: Frame | None = None
    distance = 0
    for sent in doc.sents:
        distance += any(token.is_alpha for token in sent)
        if sent.start in framed:
            speaker, distance = framed[sent.start], 0
            continue
        quotation = _quoted_sentence(sent, quotations)
        if quotation is None or len(sent) <= SHORTEST + 1:
            continue
        owner = _owner(framed, doc, quotation) or (speaker if distance <= SHORTEST else None)
        if owner is not None:
            distance = 0
            found += _continued(doc, sent, owner, quotations)
    return found


def _quoted_sentence(sent: Span, quotations: Quotations) -> Quotation | None:
    """Return the quotation that all or nearly all of a sentence stands in."""
    solid = [token for token in sent if not token.is_space]
    if not solid:
        return None
    start, end = solid[0].idx, solid[-1].idx + len(solid[-1])
    whole = quotations.quoted(start, end) >= 0.9 * (end - start) - 2
    return quotations.at(solid[len(solid) // 2].idx) if whole else None


def _owner(framed: dict[int, Frame], doc: Doc, quotation: Quotation) -> Frame | None:
    """Return the attribution that follows in the same quotation."""
    span = doc.char_span(quotation.inner_end - 1, quotation.inner_end, alignment_mode="expand")
    return framed.get(span.sent.start) if span is not None else None


def _continued(doc: Doc, sent: Span, owner: Frame, quotations: Quotations) -> Iterator[Frame]:
    content = tidy(doc, quotations, [(sent.start, sent.end)])
    if content:
        # Who denied or declined before states what is quoted now.
        yield replace(
            owner,
            pattern="continued quotation",
            content=content,
            score=min(owner.score, 0.6),
            stance=Stance.ASSERTS,
            own_voice=False,
        )
