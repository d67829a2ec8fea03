"""One sentence as the readers of attributions see it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from claims.extract.cues import Lexicon
from claims.extract.text.parse import MARKS, PAUSES, children
from claims.extract.text.quotations import Quotations


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what is needed to read it.

    Attributes:
        doc: the parsed article.
        sent: the sentence.
        lexicon: the words that attribute.
        quotations: what the article quotes.
    """

    doc: Doc
    sent: Span
    lexicon: Lexicon
    quotations: Quotations

    def quoted(self, token: Token) -> bool:
        """Say whether a token stands in quotation marks."""
        return self.quotations.at(token.idx) is not None

    def pauses(self, position: int) -> bool:
        """Say whether a comma, dash, mark or full stop stands at a position."""
        token = self.doc[position]
        if token.text == "-" and not token.whitespace_:
            return False
        return token.text in PAUSES or token.text in MARKS or token.text in {".", "?", "!"}

    def has_that(self, clause: Token) -> bool:
        """Say whether a clause is opened by "that"."""
        return any(child.lower_ == "that" for child in children(clause, "mark"))
