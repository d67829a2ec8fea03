"""The paragraph in which a phrase stands: what a reader takes for one matter."""

import sys
from bisect import bisect_right

from spacy.tokens import Doc, Span


def paragraph(doc: Doc, position: int, back: int = 0) -> Span | None:
    """Return the paragraph of a token, or the one so many before it; None where there is none.

    Args:
        doc: the parsed article.
        position: of the token.
        back: how many paragraphs to go back.
    """
    whole = doc._.claims_paragraphs or []
    at = bisect_right(whole, (doc[position].idx, sys.maxsize)) - 1 - back
    if at < 0:
        return None
    start, end = whole[at]
    return doc.char_span(start, end, alignment_mode="contract")


def paragraph_start(doc: Doc, position: int) -> int:
    """Return where the paragraph of a token begins."""
    span = paragraph(doc, position)
    return span.start if span is not None else 0
