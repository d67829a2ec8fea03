"""Police, armies and coast guards: bodies that news names by a common noun and a place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.names.mentions import Mentions
from claims.extract.names.named import clean
from claims.extract.nouns import SETTLEMENTS, words
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

ONE_WORD = words("police army navy military coastguard gendarmerie constabulary court")
# Of these there are many: nothing but a place tells which is meant.
MANY = words("court")
TWO_WORDS = {
    "police": words("security secret border riot traffic transport federal"),
    "guard": words("coast border national presidential"),
    "guards": words("border"),
    "force": words("air police"),
    "service": words("fire rescue ambulance prison weather"),
    "brigade": words("fire"),
    "department": words("fire police"),
    "staff": words("general"),
}
OF = words("in of from")
LONGEST = 5


@dataclass(slots=True)
class Institutions:
    """The institutions of one article, each by its fullest name.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        full: position, noun and name of each form that says more than the noun.
    """

    doc: Doc
    mentions: Mentions
    full: list[tuple[int, str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.full = list(self._find_full())

    def name(self, piece: Piece, head: Token) -> str:
        """Return the name of the institution that heads a phrase; "" where none does.

        Args:
            piece: the phrase: "the coast guard", "police in Exampleton".
            head: its head.
        """
        noun = self._noun(head.i)
        if self.doc[piece[0]].lower_ in {"a", "an"}:
            return self._with_place(head.i, noun) if noun in MANY else ""
        if not noun or (head.i + 1 < piece[1] and self._noun(head.i + 1)):
            return ""
        own = self._with_place(head.i, noun)
        if own:
            return own
        alike = [(at, name) for at, other, name in self.full if other == noun]
        if noun == "military" and not alike:
            alike = [(at, name) for at, other, name in self.full if other == "army"]
        earlier = [name for at, name in alike if at < piece[0]]
        if earlier:
            return earlier[-1]
        later = {name for _, name in alike}
        if noun in MANY and len(later) != 1:
            return ""
        return min(later) if len(later) == 1 else noun[0].upper() + noun[1:]

    def _find_full(self) -> Iterator[tuple[int, str, str]]:
        for token in self.doc:
            noun = self._noun(token.i)
            if not noun:
                continue
            named = self.mentions.at(token.i)
            if noun in MANY and named is not None:
                continue  # A name of its own, which the memory keeps.
            known = named is not None and named.kind is SourceKind.OFFICIAL
            name = named.name if named is not None and known else self._with_place(token.i, noun)
            if name:
                yield token.i, noun, name

    def _noun(self, position: int) -> str:
        """Return "police" or "coast guard" where it ends at a position."""
        token = self.doc[position]
        before = self.doc[position - 1].lower_ if position else ""
        if before in TWO_WORDS.get(token.lower_, ()):
            return f"{before} {token.lower_}"
        spoken = token.head.lower_.startswith("spokes")  # "A military spokesman".
        single = token.lower_ in ONE_WORD and (token.pos_ in {"NOUN", "PROPN"} or spoken)
        return token.lower_ if single else ""

    def _with_place(self, position: int, noun: str) -> str:
        """Return "Norland police" of "Norland's police" and of "police in Norland"."""
        start = position - noun.count(" ")
        end = start
        while start > 0 and end - start < LONGEST and self._qualifies(self.doc[start - 1]):
            start -= 1
        own = clean(self.doc[start:end].text)
        if own:
            country = self.mentions.register.country(own)
            return f"{country.adjective if country else own} {noun}"
        return self._place_after(position, noun)

    def _qualifies(self, token: Token) -> bool:
        """Say whether a word before the noun is part of the place: "Norland", "'s", "-"."""
        if token.tag_ == "POS" or (token.text == "-" and not token.whitespace_):
            return True
        plain = token.pos_ == "ADJ" and self.mentions.register.country(token.text) is None
        capital = token.text[:1].isupper() and token.pos_ in {"PROPN", "ADJ"}
        return capital and not (token.is_sent_start and plain)

    def _place_after(self, position: int, noun: str) -> str:
        if position + 2 >= len(self.doc) or self.doc[position + 1].lower_ not in OF:
            return ""
        at = position + 2
        if self.doc[at].lower_ == "the":
            of = [one.i for one in self.doc[at : at + LONGEST] if one.lower_ == "of"]
            at = of[0] + 1 if of and self.doc[of[0] - 1].lower_ in SETTLEMENTS else at
        place = self.mentions.at(at) if at < len(self.doc) else None
        if place is None or place.kind is not SourceKind.UNKNOWN:
            return ""
        country = self.mentions.register.country(place.name)
        return f"{country.adjective if country else place.name} {noun}"
