"""The country that an article is about, whose ministries and army it calls by bare nouns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named, clean
from claims.extract.nouns import words
from claims.extract.register import Country
from claims.extract.speakers.paragraphs import paragraph_start
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

# Bodies of which a place has but one.
STATELY = words("government ministry parliament embassy regime administration presidency judiciary")
ABROAD = words("foreign government regime administration")
AREAS = words(
    "foreign interior defence defense finance justice health energy trade transport education "
    "agriculture environment culture labour labor"
)
# A country is an article's own where it is named so many times as often as the next.
OFTENER = 2
# What is named but once is an article's own if it opens with that, or alone knows it.
OPENING = 60
# A dateline tells as much as so many mentions: correspondents abroad write of another country.
WRITTEN_FROM = 3
# What ends the place of a dateline.
_MARKS = re.compile(r"[,(/]|\s[-\u2013\u2014]")
# So many tokens back stand a minister's country and the minister whose ministry is meant.
BESIDE = 4
REACH = 120
NEAR = 8


def seat_of(doc: Doc, piece: Piece, head: Token) -> str:
    """Return " in Exampleton" of "the embassy in Exampleton", which tells which one it is."""
    tail = doc[head.i + 1 : piece[1]]
    return f" {tail.text}" if len(tail) > 1 and tail[0].lower_ == "in" else ""


@dataclass(slots=True)
class Home:
    """Names the state bodies of one article that stand without their country.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        country: the one it is about; None where that is not plain.
        leading: that one, or the first of several, whose interior ministry "the ministry" is.
    """

    doc: Doc
    mentions: Mentions
    country: Country | None = field(init=False)
    leading: Country | None = field(init=False)

    def __post_init__(self) -> None:
        found = (self._country_of(one) for one in self.mentions.named)
        named = [*self._dateline(), *(country for country in found if country is not None)]
        self.country = self._find(named)
        self.leading = self.country or self._first(named)

    def body(self, piece: Piece, head: Token) -> str:
        """Return the name of "the presidency", "the foreign ministry"; "" where it is not plain.

        Args:
            piece: the phrase.
            head: its head.
        """
        opening = self.doc[piece[0]].lower_
        bare = opening in {"the", "his", "her"} | AREAS or piece[0] == head.i
        if not bare or head.lower_ not in STATELY or head.tag_ != "NN":
            return ""
        first = piece[0] + (opening in {"the", "his", "her"})
        own = [token.lower_ for token in self.doc[first : head.i + 1]]
        known = self.mentions.register.find(" ".join(own))
        if known is not None:
            return known.name
        place = self._owner(piece, own)
        if own == ["ministry"]:
            area, place = self._minister_before(piece[0])
            own = [*area, *own] if area else []
        seat = seat_of(self.doc, piece, head) if head.lower_ == "embassy" else ""
        return f"{place.adjective} {' '.join(own)}{seat}" if place is not None and own else ""

    def _owner(self, piece: Piece, own: Sequence[str]) -> Country | None:
        """Return whose a body is; of foreign ministries and embassies an article has many."""
        outward = own[0] == "foreign" or own[-1] == "embassy"
        beside = self._speaking_from(piece) or (self._acting(piece) if outward else None)
        if own[-1] == "embassy":
            seat = self.mentions.register.country(self.doc[piece[1] - 1].text)
            return beside or (self.country if self.country != seat else None)
        return beside or (self.country if own[0] in ABROAD else self.leading)

    def institution(self, name: str) -> str:
        """Give a bare "Army" its country; police only where it is one that the register misses.

        Of well-known countries news names the town whose police it is.

        Args:
            name: that of an institution.
        """
        own = self.country is not None and self.country.adjective in self.mentions.register.told
        if self.country is None or " " in name or (name == "Police" and not own):
            return name
        return f"{self.country.adjective} {name.lower()}"

    def _speaking_from(self, piece: Piece) -> Country | None:
        """Return the country of "the foreign ministry said in Exampleton", its capital."""
        end = min(piece[1] + NEAR, self.doc[piece[0]].sent.end)
        named = [one for one in self.mentions.within(piece[1], end) if self._is_capital(one)]
        led = named and self.doc[named[0].start - 1].lower_ == "in"
        return self._country_of(named[0]) if led else None

    def _acting(self, piece: Piece) -> Country | None:
        """Return the country that has acted last in the paragraph: "Norland rejected it"."""
        start = paragraph_start(self.doc, piece[0])
        for named in self.mentions.before(piece[0]):
            if named.start < start:
                return None
            whole = named.kind is SourceKind.UNKNOWN and named.end < self.doc[piece[0]].sent.start
            acts = whole and any(one.dep_ == "nsubj" for one in self.doc[named.start : named.end])
            if acts and (self._is_capital(named) or self._is_country(named)):
                return self._country_of(named)
        return None

    def _is_capital(self, named: Named) -> bool:
        country = self._country_of(named)
        return country is not None and country.capital == self._words(named)

    def _is_country(self, named: Named) -> bool:
        country = self._country_of(named)
        return country is not None and country.name == self._words(named)

    def _words(self, named: Named) -> str:
        return clean(self.doc[named.start : named.end].text)

    def _first(self, named: Sequence[Country]) -> Country | None:
        """Return the country that is named first, if none is named oftener, nor it but late."""
        ranked = Counter(named).most_common(1)
        if not ranked or ranked[0][0] != named[0]:
            return None
        opening = map(self._country_of, self.mentions.within(0, OPENING))
        return named[0] if named[0] in opening else None

    def _find(self, named: Sequence[Country]) -> Country | None:
        """Return the country that is named far more often than others, or first and most often.

        Where none is, it is the only one of which the article alone knows.
        """
        ranked = Counter(named).most_common(2)
        if not ranked:
            return None
        (home, count), others = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
        opening = map(self._country_of, self.mentions.within(0, OPENING))
        own = home.adjective in self.mentions.register.told
        opens = count > 1 or own or home in opening
        far = count >= OFTENER * others
        if opens and (far or (home == named[0] and count > others)):
            return home
        told = {one for one in named if one.adjective in self.mentions.register.told}
        first = told.intersection(map(self._country_of, self.mentions.within(0, OPENING)))
        only = told if len(told) == 1 else first
        return next(iter(only)) if len(only) == 1 else None

    def _dateline(self) -> list[Country]:
        """Return the country from whose capital the article comes, as often as that counts."""
        datelines = self.doc._.claims_datelines or {}
        if not datelines:
            return []
        start = min(datelines)
        place = _MARKS.split(self.doc[start : datelines[start]].text)[0]
        country = self.mentions.register.country(place)
        return [country] * WRITTEN_FROM if country is not None else []

    def _country_of(self, named: Named) -> Country | None:
        """Return the country that a name is, or that a body's name begins with."""
        register = self.mentions.register
        first = named.name.split(maxsplit=1)[0]
        body = named.kind not in {SourceKind.PERSON, SourceKind.UNKNOWN}
        return register.country(named.name) or (register.country(first) if body else None)

    def _minister_before(self, position: int) -> tuple[list[str], Country | None]:
        """Return the area and the country of the last minister: "Norland's interior minister"."""
        for at in range(position - 1, max(position - REACH, 0), -1):
            if self.doc[at].lower_ == "minister" and self.doc[at - 1].lower_ in AREAS:
                beside = {token.lower_ for token in self.doc[max(at - BESIDE, 0) : at]}
                reach = REACH if beside & {"country", "his", "her", "its"} else BESIDE
                near = self.mentions.within(max(at - reach, 0), at)
                found = [place for one in near if (place := self._country_of(one)) is not None]
                return [self.doc[at - 1].lower_], found[-1] if found else self.country
        return [], None
