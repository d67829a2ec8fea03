"""Names that the entity recogniser passed over, told by capitals and what stands around them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.cues import lexicon
from claims.extract.names.gender import is_given_name
from claims.extract.names.kinds import prints, telling_kind
from claims.extract.names.parts import capital
from claims.extract.names.people import HONORIFICS, TITLES, without_title
from claims.extract.names.votes import Votes
from claims.extract.nouns import (
    BODY_NOUNS,
    COMPANY_NOUNS,
    HUMAN,
    OUTLET_NOUNS,
    TRADE_ENDINGS,
    words,
)
from claims.extract.register import Register
from claims.extract.text.parse import TIMES, Piece, children, next_solid

LONGEST = 4
TWICE = 2
# What bears a capital, does things in headlines, and is nobody.
FEASTS = words(
    "christmas easter ramadan passover diwali hanukkah thanksgiving halloween god heaven hell "
    "spring summer autumn winter fate justice mum mom dad grandma grandpa granny hurricane storm "
    "operation chapter section article act plan"
)


@dataclass(slots=True)
class Overlooked:
    """Finds the overlooked names of one article.

    Attributes:
        doc: the parsed article.
        register: known countries.
        votes: what speaks for each label.
        plain: words that stand in small letters somewhere.
        capitals: how often each word stands with a capital.
    """

    doc: Doc
    register: Register
    votes: Votes
    plain: frozenset[str] = field(init=False)
    capitals: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self.plain = frozenset(token.text for token in self.doc if token.is_lower)
        self.capitals = Counter(token.text for token in self.doc if token.text[:1].isupper())

    def find(self, blocked: set[int]) -> Iterator[tuple[Piece, str]]:
        """Yield where a name stands that no entity covers, and its label.

        Args:
            blocked: positions that belong to a name already.
        """
        position = 0
        while position < len(self.doc):
            if self._is_paper(position) and not blocked & {position, position + 1}:
                yield (position, position + 2), "ORG"
                position += 2
                continue
            end = position
            while end < len(self.doc) and end not in blocked and self._goes_on(position, end):
                end += 1
            start = self._behind_title(position, end)
            label = self._kind_of_run((start, end)) if end > position else ""
            if label:
                yield (start, end), label
            position = max(end, position + 1)

    def _is_paper(self, position: int) -> bool:
        """Recognise "the Morning Ledger", neither word of which need be a name elsewhere."""
        words = self.doc[max(position - 1, 0) : position + 2]
        if len(words) <= TWICE or words[0].text != "the" or words[1].lower_ in TITLES:
            return False
        return all(one.is_title for one in words[1:]) and prints(words[-1].lower_)

    def _behind_title(self, start: int, end: int) -> int:
        """Return where X begins in "Norland MP X Y"."""
        titles = [i for i in range(start, end - TWICE) if self.doc[i].lower_ in TITLES]
        return titles[-1] + 1 if titles else start

    def _goes_on(self, start: int, position: int) -> bool:
        """Say whether a word is part of a name that began before it, hyphens included."""
        if capital(self.doc, position):
            return True
        token = self.doc[position]
        if position > start + 1 and token.text[:1].isupper() and token.is_alpha:
            # A family name that the tagger takes for a verb: "Minister Halka Wenning".
            return self.doc[start].lower_ in TITLES and not token.is_sent_start
        tied = position > start and not self.doc[position - 1].whitespace_
        if not tied or position + 1 >= len(self.doc):
            return False
        if self.doc[position - 1].text == "-":
            return self.doc[position].pos_ == "PROPN"  # "Mun-cheol"
        hyphen = self.doc[position].text == "-" and not self.doc[position].whitespace_
        return hyphen and self.doc[position + 1].pos_ == "PROPN"

    def _kind_of_run(self, piece: Piece) -> str:
        """Return the label of capitalised words that are a name beyond doubt; else ""."""
        surface = self._surface(piece)
        if surface in self.register.told:
            return "LOC"
        if " " in surface and telling_kind(surface) and not in_dateline(self.doc, piece):
            return "ORG"
        if self._names_person(piece):
            return "PERSON"
        if self._called_paper(piece):
            return "ORG"
        noun = self.votes.apposed_noun(piece[1])
        if noun in BODY_NOUNS | COMPANY_NOUNS | OUTLET_NOUNS:
            return "ORG"
        leads = (
            telling_kind(surface) is None
            and not in_dateline(self.doc, piece)
            and self._leads(piece)
        )
        return "MISC" if leads else ""

    def _called_paper(self, piece: Piece) -> bool:
        """Say whether "the daily" or "the broadcaster" stands before a name."""
        before = [token.lower_ for token in self.doc[max(piece[0] - 2, 0) : piece[0]]]
        called = before[-1:] and before[-1] in OUTLET_NOUNS and before[0] == "the"
        return bool(called) and self.doc[piece[0]].lower_ not in TIMES

    def _leads(self, piece: Piece) -> bool:
        """Say whether capitalised words are the subject of a sentence: "Exampla cancelled it"."""
        if self._ordinary(piece):
            return False
        titled = capital(self.doc, piece[1]) or (piece[0] > 0 and capital(self.doc, piece[0] - 1))
        if titled or any(token.lower_ in HUMAN | TITLES for token in self.doc[slice(*piece)]):
            return False  # "Senate Leader Ana Example": a part of what another name opens.
        verbs = [token.head for token in self.doc[slice(*piece)] if token.dep_ == "nsubj"]
        return any(verb.dep_ == "ROOT" and verb.pos_ == "VERB" for verb in verbs)

    def _ordinary(self, piece: Piece) -> bool:
        """Say whether a word may owe its capital to its place: "Winter kills", "Easter came".

        At the start of a sentence one word alone is a name where it is one elsewhere, or speaks.
        """
        first, surface = self.doc[piece[0]], self._surface(piece)
        if first.lower_ in TIMES | FEASTS or surface.lower() in self.plain:
            return True
        if piece[1] - piece[0] > 1 or not first.is_sent_start or self._called_next(first):
            return False
        return self.capitals[surface] < TWICE and lexicon().verb(first.head) is None

    def _called_next(self, first: Token) -> bool:
        """Recognise who acts and is called by a noun next: "X cut flights. The airline said"."""
        after = next_solid(self.doc, first.sent.end, len(self.doc))
        opening = [token.lower_ for token in self.doc[after : after + 2]]
        called = opening[:1] == ["the"] and opening[-1] in COMPANY_NOUNS
        return called and bool(children(first.head, "obj"))

    def _names_person(self, piece: Piece) -> bool:
        """Say whether capitalised words between a title or role and a pause are a person's name."""
        surface = self._surface(piece)
        if telling_kind(surface) or self.register.country(surface):
            return False
        bare = without_title(surface)
        size = len(bare.split())
        if self._titled(piece[0], HONORIFICS if size == 1 else TITLES) and size <= LONGEST:
            return True
        if bare != surface and bare.split()[0].lower() not in TITLES | {"minister"}:
            return size <= LONGEST
        if not 1 < size <= LONGEST:
            return False
        shown = self.role_before(piece[0]) or self.votes.aged(piece[1])
        return shown or self.speaks(piece) or is_given_name(bare.split()[0])

    def _titled(self, start: int, titles: frozenset[str]) -> bool:
        """Say whether "Mr.", or "Dr" and the like in capitals, stand before a name."""
        title = self.doc[start - 1] if start else None
        return title is not None and title.is_title and title.lower_.rstrip(".") in titles

    def role_before(self, start: int) -> bool:
        """Say whether a role or trade stands before a name: "director X"."""
        before = self.doc[start - 1] if start else None
        if before is not None and before.text == "," and start > 1:
            before = self.doc[start - 2]
        if before is None:
            return False
        trade = before.pos_ == "NOUN" and before.lower_.endswith(TRADE_ENDINGS)
        return before.lower_ in HUMAN or trade

    def speaks(self, piece: Piece) -> bool:
        """Say whether a verb that attributes stands beside a name."""
        beside = [self.doc[i] for i in (piece[0] - 1, piece[1]) if 0 <= i < len(self.doc)]
        return any(lexicon().verb(token) is not None for token in beside if token.pos_ == "VERB")

    def _surface(self, piece: Piece) -> str:
        return self.doc[piece[0] : piece[1]].text


def in_dateline(doc: Doc, piece: Piece) -> bool:
    """Say whether a name is the place of "LONDON - ", who says nothing.

    Args:
        doc: the parsed article.
        piece: where the name stands.
    """
    return piece[0] in (doc._.claims_datelines or {})
