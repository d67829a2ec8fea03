"""Makes whole the names of which the recogniser saw a part: "[Delia] [Okoro-Lindt]"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claims.extract.names.gender import is_given_name
from claims.extract.names.kinds import BY_HEAD, IN_NAME, STATIONS, telling_kind
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

Label = tuple[Piece, str]

FIRM = 2
# What "and" is in other languages, between two names: "Slovo i Pravo", "Recht und Freiheit".
FOREIGN_AND = frozenset({"i", "y", "und", "et", "og", "och", "en", "ve", "dhe", "și", "és", "ja"})
SAINTS = frozenset({"saint", "st", "king", "queen", "our"})


def capital(doc: Doc, position: int) -> bool:
    """Say whether a word may be a part of a name.

    Args:
        doc: the parsed article.
        position: of the word; behind the last one stands none.
    """
    if position >= len(doc):
        return False
    token = doc[position]
    named = token.pos_ == "PROPN" or token.tag_ == "NNP"
    return named and token.text[:1].isupper() and token.is_alpha


@dataclass(slots=True)
class Parts:
    """The parts of the names of one article.

    Attributes:
        doc: the parsed article.
        taken: positions of names that the register knows.
        apart: words that stand elsewhere than beside an "&", where there is one.
        text: its words.
    """

    doc: Doc
    taken: frozenset[int]
    apart: frozenset[str] = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.doc.text
        pairs = {token.i for token in self.doc if token.text == "&"}
        beside = {i + step for i in pairs for step in (-1, 1)}
        alone = (one.text for one in self.doc if one.i not in beside)
        self.apart = frozenset(alone if pairs else ())

    def joined(self, spans: Sequence[Label]) -> list[Label]:
        """Return entities, each with what belongs to its name.

        Args:
            spans: entities with their labels.
        """
        whole = self._with_numbers(self._with_foreign_and(self._with_given(spans)))
        return [self._with_partner(*self._with_body(*one)) for one in whole]

    def _with_foreign_and(self, spans: Sequence[Label]) -> list[Label]:
        """Make one name of "[Slovo] i [Pravo]"; of "José Ortega y Gasset" a person's."""
        joined = list(spans)
        for token in self.doc[1:-1]:
            if token.text not in FOREIGN_AND or token.i in self.taken:
                continue
            around = (token.i - 1, token.i + 1)
            if not all(self.doc[i].is_title and i not in self.taken for i in around):
                continue
            beside = [one for one in joined if one[0][0] <= token.i + 1 and one[0][1] >= token.i]
            start = min([token.i - 1, *(piece[0] for piece, _ in beside)])
            end = max([token.i + 2, *(piece[1] for piece, _ in beside)])
            person = any(label == "PERSON" and piece[1] - piece[0] > 1 for piece, label in beside)
            joined = [one for one in joined if one not in beside]
            joined.append(((start, end), "PERSON" if person else "ORG"))
        return sorted(joined)

    def _with_numbers(self, spans: Sequence[Label]) -> list[Label]:
        """Make one name of "Channel One" and "Kanal 4"."""
        found: list[Label] = []
        for token in self.doc[:-1]:
            number = self.doc[token.i + 1]
            counted = number.like_num and not number.is_lower and token.i not in self.taken
            if counted and token.is_title and token.lower_ in STATIONS:
                found.append(((token.i, token.i + 2), "ORG"))
        inside = {i for piece, _ in found for i in range(*piece)}
        return sorted([*found, *(one for one in spans if not inside & set(range(*one[0])))])

    def _with_given(self, spans: Sequence[Label]) -> list[Label]:
        """Make one name of a given name and a family name that were seen apart."""
        joined: list[Label] = []
        for piece, label in sorted(spans):
            first, last = joined[-1][0] if joined else (0, 0)
            given = last == piece[0] == first + 1 and is_given_name(self.doc[first].text)
            if given and telling_kind(self.doc[slice(*piece)].text) is None:
                joined[-1] = (first, piece[1]), "PERSON"
            else:
                joined.append((piece, label))
        return joined

    def _with_body(self, piece: Piece, label: str) -> Label:
        """Give "[Exampleton] Trust" and "[Saint Ana]'s Hospital" the noun that ends the name."""
        start, end = piece
        station = self.doc[start - 1] if start else None
        if station is not None and station.lower_ in STATIONS and station.text[:1].isupper():
            return (start - 1, end), "ORG"  # "TV [Exampleton]"
        first = (
            self._opening(start) if label == "ORG" and telling_kind(self._text(piece)) else start
        )
        if first < start:
            return (first, end), label  # "the Upper Tarn [Water Board]"
        if self._opens_paper(start - 1) and end == start + 1:
            return (start - 1, end), "ORG"  # "the Morning [Ledger]"
        at = end + 1 if end < len(self.doc) and self.doc[end].tag_ == "POS" else end
        if at >= len(self.doc) or not capital(self.doc, at) or at in self.taken:
            return piece, label
        noun = self.doc[at].lower_
        whole = noun in IN_NAME and telling_kind(self.doc[slice(*piece)].text) is None
        led = start > 0 and self.doc[start - 1].lower_ == "the"
        saint = self.doc[start].lower_.rstrip(".") in SAINTS
        grows = whole and (saint if at > end else led)
        return ((start, at + 1), "ORG") if grows else (piece, label)

    def _text(self, piece: Piece) -> str:
        return self.doc[slice(*piece)].text

    def _opening(self, start: int) -> int:
        """Return where the capitals before a body's name begin, behind "the"."""
        first = start
        while first and capital(self.doc, first - 1) and first - 1 not in self.taken:
            first -= 1
        return first if first and self.doc[first - 1].lower_ == "the" else start

    def _opens_paper(self, position: int) -> bool:
        """Say whether "the Morning" stands before a paper's last word."""
        if position < 1 or position + 1 >= len(self.doc) or position in self.taken:
            return False
        led = self.doc[position - 1].lower_ == "the" and self.doc[position].is_title
        return led and BY_HEAD.get(self.doc[position + 1].lower_) is SourceKind.OUTLET

    def _with_partner(self, piece: Piece, label: str) -> Label:
        """Make a firm of "Example & [Ana]", neither of whom stands alone, or who often stand so."""
        start, end = piece
        if start > 1 and self.doc[start - 1].text == "&" and capital(self.doc, start - 2):
            start -= 2
        if end + 1 < len(self.doc) and self.doc[end].text == "&" and capital(self.doc, end + 1):
            end += 2
        if (start, end) == piece:
            return piece, label
        alone = {self.doc[start].text, self.doc[end - 1].text} & self.apart
        if alone and self.text.count(self.doc[start:end].text) < FIRM:
            return piece, label
        return (start, end), "COMPANY"
