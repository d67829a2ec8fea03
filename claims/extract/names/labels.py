"""Mends what the entity recogniser takes a name for, by what the article says about it.

A recogniser trained on one sort of news errs on new names: it takes a family name for a town, a
shipping line for a person. The article itself mostly tells better: by titles, roles, apposed nouns
and the full name beside the short one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claims.extract.names.gender import is_given_name
from claims.extract.names.kinds import CLUBS, STATIONS, is_body, telling_kind
from claims.extract.names.overlooked import Overlooked, in_dateline
from claims.extract.names.parts import Parts, capital
from claims.extract.names.people import HONORIFICS, PARTICLES, TITLES, family_name, without_title
from claims.extract.names.votes import Votes
from claims.extract.nouns import COMMON_BODIES, COMPANY_NOUNS, HUMAN
from claims.extract.register import Register
from claims.extract.text.parse import TIMES, Piece
from db.vocabulary import SourceKind

LONGEST = 4
SHORT = 2
SHIPS = frozenset({"Lady", "Sir", "Queen", "King", "Princess", "Prince", "Saint", "St"})
OTHER = frozenset({"ORG", "LOC", "MISC", "GPE", "NORP"})


@dataclass(slots=True)
class Labels:
    """The labels of one article's entities, as its own words suggest.

    Attributes:
        doc: the parsed article.
        register: known countries.
        taken: positions of names that the register knows.
        people: family names of those whose full names stand in the article.
        bodies: first words of companies whose full names stand in the article.
        proper: words that bear a capital within a sentence.
        votes: what speaks for each label.
        overlooked: finds the names that the recogniser passed over.
    """

    doc: Doc
    register: Register
    taken: frozenset[int]
    people: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    proper: frozenset[str] = field(init=False)
    votes: Votes = field(init=False)
    overlooked: Overlooked = field(init=False)

    def __post_init__(self) -> None:
        inside = (one for one in self.doc if not one.is_sent_start and one.text[:1].isupper())
        self.proper = frozenset(one.lower_ for one in inside)
        self.votes = Votes(self.doc)
        self.overlooked = Overlooked(self.doc, self.register, self.votes)

    def mend(self) -> list[tuple[Piece, str]]:
        """Return entities and passed-over names with their labels, in order."""
        spans = [((ent.start, ent.end), ent.label_) for ent in self.doc.ents]
        spans = [(self._without_role(piece), label) for piece, label in spans]
        spans = [(piece, label) for piece, label in spans if not self._is_bare(piece)]
        spans = [self._as_ship(piece, label) for piece, label in spans]
        spans = Parts(self.doc, self.taken).joined(spans)
        blocked = self._blocked(spans)
        spans = [self._with_given_name(piece, label, blocked) for piece, label in spans]
        spans = [(piece, label) for piece, label in spans if not in_dateline(self.doc, piece)]
        spans += self.overlooked.find(self._blocked(spans))
        spans = list(self._with_rest(spans))
        spans = [self._behind_title(*self._behind_office(piece, label)) for piece, label in spans]
        for piece, _ in spans:
            self.votes.weigh(piece)
        for piece, label in spans:
            surface = self._surface(piece)
            if " " not in surface:
                continue
            if self._label(surface, label) == "PERSON":
                self.people.add(family_name(without_title(surface)).split()[-1])
            elif telling_kind(surface) is SourceKind.COMPANY:
                self.bodies.add(surface.split()[0])
        return sorted((piece, self._label(self._surface(piece), label)) for piece, label in spans)

    def _blocked(self, spans: Sequence[tuple[Piece, str]]) -> set[int]:
        """Return the positions that belong to a name already."""
        return {i for piece, _ in spans for i in range(*piece)} | self.taken

    def _surface(self, piece: Piece) -> str:
        return self.doc[piece[0] : piece[1]].text

    def _without_role(self, piece: Piece) -> Piece:
        """Leave a role at the start of an entity ("Carmaker X") to the phrase around it."""
        start, end = piece
        while start < end - 1 and self.doc[start].lower_ in HUMAN | COMPANY_NOUNS:
            party = end - start > SHORT and is_given_name(self.doc[start + 1].text)
            if not (self.doc[start].is_lower or self.doc[start].is_sent_start or party):
                break
            start += 1
        return start, end

    def _is_bare(self, piece: Piece) -> bool:
        """Recognise "the Military Prosecutor", "health ministry" and the "B" of a "B sample"."""
        start, end = piece
        if all(token.lower_ in TIMES for token in self.doc[start:end]):
            return True  # Nobody is called "Friday" in news.
        opening = self.doc[start].is_sent_start and self.doc[start].lower_ not in self.proper
        surface = self._surface(piece)
        common = surface.islower() or (opening and surface[1:].islower())
        if common and self.doc[end - 1].lower_ in COMMON_BODIES | {"government"}:
            return True
        if end - start > 1 and self.doc[start + 1].lower_ == "of" and self._is_role(start):
            return True
        if end - start == 1 and self.doc[start].is_sent_start and self._is_role(start):
            return not any(one.text.endswith(f" {self.doc[start].text}") for one in self.doc.ents)
        led = start > 0 and self.doc[start - 1].lower_ == "the"
        titled = self.doc[end - 1].lower_ in TITLES | HUMAN
        return (led and titled and end - start <= SHORT) or len(self._surface(piece)) == 1

    def _is_role(self, position: int) -> bool:
        """Say whether a word is a role: "Superintendent of Police" and "Driver" are no names."""
        return self.doc[position].lower_ in HUMAN | TITLES

    def _as_ship(self, piece: Piece, label: str) -> tuple[Piece, str]:
        """Recognise "the Lady Ansa": a person is no "the", so it is a ship or a house."""
        start = piece[0] - (piece[0] > 0 and self.doc[piece[0] - 1].text in SHIPS)
        led = start > 0 and self.doc[start - 1].lower_ == "the"
        return (
            ((start, piece[1]), "MISC") if led and self.doc[start].text in SHIPS else (piece, label)
        )

    def _behind_title(self, piece: Piece, label: str) -> tuple[Piece, str]:
        """Take the person out of "Exampleton Supreme Court Justice Ana Example"."""
        start, end = piece
        if label in {"LOC", "GPE"}:
            return piece, label
        for at in range(end - 2, start - 1, -1):
            title = self.doc[at].lower_.rstrip(".")
            sure = title in HONORIFICS
            if title in TITLES and (sure or at + 2 < end):
                rest = at + 1, end
                named = all(capital(self.doc, i) or self._particle(i) for i in range(*rest))
                if named and telling_kind(self._surface(rest)) is None:
                    return rest, "PERSON"
                break
        return piece, label

    def _behind_office(self, piece: Piece, label: str) -> tuple[Piece, str]:
        """Take the person out of the office: "Minister of [Health Ana Example]"."""
        start, end = piece
        if not self._of_office(start):
            return piece, label
        for at in range(end - 2, start, -1):
            if not all(capital(self.doc, i) or self._particle(i) for i in range(at, end)):
                return piece, label
            place = self.register.country(self._surface((start, at)))
            if place is not None or (at == start + 1 and label in {"PERSON", "MISC"}):
                return (at, end), "PERSON"
        return piece, label

    def _of_office(self, start: int) -> bool:
        """Say whether "minister of" or "ambassador to the" stands before a name."""
        at = start - 1
        if at > 0 and self.doc[at].lower_ == "the":
            at -= 1
        return (
            at > 0
            and self.doc[at].lower_ in {"of", "for", "to"}
            and (self.doc[at - 1].lower_ in HUMAN | TITLES)
        )

    def _particle(self, position: int) -> bool:
        token = self.doc[position]
        return token.lower_ in PARTICLES or token.text == "-" or "." in token.text

    def _with_given_name(self, piece: Piece, label: str, blocked: set[int]) -> tuple[Piece, str]:
        """Take the given name before an entity into it, and the family name behind "director X"."""
        start, end = piece
        while start and capital(self.doc, start - 1) and start - 1 not in blocked:
            given = self.doc[start - 1]
            titled = start > 1 and self.doc[start - 2].lower_ in TITLES | HUMAN
            tied = label == "PERSON" and end == start + 1 and given.head.i == start
            if given.lower_ in TITLES | HUMAN | TIMES or not (
                titled or tied or is_given_name(given.text)
            ):
                break
            start -= 1
        if end == start + 1 and self._family_follows(start):
            end += 1
        named = self.overlooked.role_before(start) and not telling_kind(self._surface(piece))
        while named and end < len(self.doc) and capital(self.doc, end) and end not in blocked:
            end += 1
        return ((start, end), "PERSON") if (start, end) != piece else (piece, label)

    def _family_follows(self, start: int) -> bool:
        """Say whether a family name alone follows a given name, up to a pause: "Conrad [Vey],"."""
        at = start + 1
        if not (is_given_name(self.doc[start].text) and at < len(self.doc)):
            return False
        ends = at + 1 >= len(self.doc) or self.doc[at + 1].pos_ in {"PUNCT", "VERB", "AUX", "PART"}
        plain = telling_kind(self.doc[start : at + 1].text) is None and at not in self.taken
        return ends and plain and capital(self.doc, at)

    def _with_rest(self, spans: Sequence[tuple[Piece, str]]) -> Iterator[tuple[Piece, str]]:
        """Give a person the particles and family name that the parse ties to what was seen."""
        end_before = 0
        for (start, end), label in sorted(spans):
            if start < end_before:
                continue
            first, last = start, end
            if label in {"PERSON", "LOC"}:
                while first > end_before and self._tied(first):
                    first -= 1
                while last < len(self.doc) and self._tied(last):
                    last += 1
            grown = (first, last) != (start, end)
            person = grown and (label == "PERSON" or self.overlooked.speaks((first, last)))
            yield ((first, last), "PERSON") if person else ((start, end), label)
            end_before = last if person else end

    def _tied(self, position: int) -> bool:
        """Say whether a word belongs to one name with the word before it."""
        token = self.doc[position]
        named = all(
            one.lower_ in PARTICLES or (one.text[:1].isupper() and one.pos_ == "PROPN")
            for one in self.doc[position - 1 : position + 1]
        )
        return (
            token.dep_ == "flat"
            and token.head.i < position
            and named
            and position not in self.taken
            and position - 1 not in self.taken
        )

    # ---- verdict ------------------------------------------------------------------------------

    def _label(self, surface: str, label: str) -> str:
        if surface in self.register.told:
            return "LOC"
        if self.register.country(surface) is not None:
            return "LOC" if label == "PERSON" and self._unknown(surface) else label
        if not surface[:1].isupper():
            return label
        return self._told(surface, label) or self._suspected(surface, label) or label

    def _told(self, surface: str, label: str) -> str:
        """Return the label that the nouns beside a name and in it give; "" where none do."""
        votes, telling = self.votes.cast[surface], telling_kind(surface)
        # "In Exampleton": a word that stands so is a town's, not a man's.
        inside = votes["IN"] > votes["PERSON"] and label == "PERSON" and self._unknown(surface)
        if inside or (votes["PLACE"] and not votes["PERSON"]):
            return "LOC"
        if votes["WHERE"] > votes["PERSON"] and (label == "PERSON" or votes["SPEAKS"]):
            return "ORG"
        if telling is None and label in OTHER and self._family_speaks(surface, label):
            return "PERSON"
        return self._called(surface, label)

    def _called(self, surface: str, label: str) -> str:
        """Return the label that what a name is called gives it."""
        votes, telling = self.votes.cast[surface], telling_kind(surface)
        if votes["OUTLET"] and telling is None:
            return "OUTLET"
        if " " in surface and surface.split(maxsplit=1)[0].lower() in STATIONS:
            return "ORG"
        if (
            votes["THE"] + votes["OUTLET"]
            and telling is SourceKind.OUTLET
            and not self._given(surface)
        ):
            return "ORG"
        if votes["PERSON"] > votes["ORG"]:
            return "PERSON" if telling is None or self._given(surface) else label
        if votes["ORG"] > self._given(surface):
            return "COMPANY"
        called = votes["BODY"] > votes["PERSON"] and telling is None
        body = called or is_body(without_title(surface))
        return "ORG" if body and not self._given(surface) else ""

    def _suspected(self, surface: str, label: str) -> str:
        """Return PERSON for given names, known family names and single words that speak."""
        votes, bare = self.votes.cast[surface], without_title(surface)
        if self._given(surface) and label in OTHER and telling_kind(bare) is None:
            return "PERSON"
        if " " in surface:
            return ""
        if surface in self.bodies:
            return "ORG"
        speaks = votes["SPEAKS"] and not votes["LOC"] and not surface.isupper()
        return "PERSON" if bare in self.people or (label in OTHER - {"ORG"} and speaks) else ""

    def _family_speaks(self, surface: str, label: str) -> bool:
        """Say whether "Ostrik, 26," tells that "Nela Ostrik" is a person, or who speaks does."""
        first, _, last = surface.rpartition(" ")
        if not first or surface.split(maxsplit=1)[0] in CLUBS:
            return False
        votes = self.votes.cast[surface]
        speaks = label in {"LOC", "MISC", "GPE"} and votes["SPEAKS"] and not votes["LOC"]
        aged = last in self.votes.cast and self.votes.cast[last]["PERSON"] > 0
        return bool(speaks or aged) and not votes["ORG"] and not votes["THE"]

    def _unknown(self, surface: str) -> bool:
        """Say whether a single word is no given name and nobody's family name."""
        single = " " not in surface and not is_given_name(surface)
        return single and surface not in self.people

    def _given(self, surface: str) -> bool:
        """Say whether a name of several words begins with a given name."""
        bare = without_title(surface)
        return " " in bare and is_given_name(bare.split()[0])


def labelled(doc: Doc, register: Register, known: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """Return the entities of an article with mended labels.

    Args:
        doc: the parsed article.
        register: known countries.
        known: where the register's names stand.
    """
    taken = frozenset(i for piece in known for i in range(*piece))
    return Labels(doc, register, taken).mend()
