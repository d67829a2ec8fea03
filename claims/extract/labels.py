"""Mends what the entity recogniser takes a name for, by what the article says about it.

A recogniser trained on one sort of news errs on new names: it takes a family name for a town, a
shipping line for a person. The article itself mostly tells better: by titles, roles, apposed nouns
and the full name beside the short one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claims.extract.cues import lexicon
from claims.extract.frame import Piece
from claims.extract.gender import is_given_name
from claims.extract.kinds import is_body, telling_kind
from claims.extract.nouns import COMPANY_NOUNS, HUMAN
from claims.extract.people import TITLES, is_eastern, without_title
from claims.extract.register import Register

AT = frozenset({"in", "at", "near", "from", "to", "off", "outside", "across", "around", "between"})
CHIEFS = frozenset({"executive", "ceo", "shares", "shareholders", "customers", "headquarters"})
POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
APPOSED = 7
LONGEST = 4


@dataclass(slots=True)
class Labels:
    """The labels of one article's entities, as its own words suggest.

    Attributes:
        doc: the parsed article.
        register: known countries.
        taken: positions of names that the register knows.
        people: family names of those whose full names stand in the article.
        evidence: for each surface, what speaks for each label.
    """

    doc: Doc
    register: Register
    taken: frozenset[int]
    people: set[str] = field(default_factory=set)
    evidence: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )

    def mend(self) -> list[tuple[Piece, str]]:
        """Return entities and passed-over names with their labels, in order."""
        spans = [((ent.start, ent.end), ent.label_) for ent in self.doc.ents]
        spans = [(self._without_role(piece), label) for piece, label in spans]
        spans += self._passed_over({i for piece, _ in spans for i in range(*piece)})
        for piece, _ in spans:
            self._weigh(piece)
        for piece, label in spans:
            surface = self._surface(piece)
            if " " in surface and self._label(surface, label) == "PERSON":
                bare = without_title(surface)
                self.people.add(bare.split()[0 if is_eastern(bare) else -1])
        return sorted((piece, self._label(self._surface(piece), label)) for piece, label in spans)

    def _surface(self, piece: Piece) -> str:
        return self.doc[piece[0] : piece[1]].text

    def _without_role(self, piece: Piece) -> Piece:
        """Leave a lower-case role at the start of an entity to the phrase around it."""
        start, end = piece
        while start < end - 1 and self.doc[start].lower_ in HUMAN and self.doc[start].is_lower:
            start += 1
        return start, end

    # ---- names that the recogniser passed over ------------------------------------------------

    def _passed_over(self, covered: set[int]) -> Iterator[tuple[Piece, str]]:
        position = 0
        while position < len(self.doc):
            end = position
            while end < len(self.doc) and self._capital(end) and end not in covered | self.taken:
                end += 1
            if end > position and self._names_person((position, end)):
                yield (position, end), "PERSON"
            position = max(end, position + 1)

    def _capital(self, position: int) -> bool:
        token = self.doc[position]
        return token.pos_ == "PROPN" and token.text[:1].isupper() and token.is_alpha

    def _names_person(self, piece: Piece) -> bool:
        """Say whether capitalised words between a title or role and a pause are a person's name."""
        surface = self._surface(piece)
        if telling_kind(surface) or self.register.country(surface):
            return False
        bare = without_title(surface)
        size = len(bare.split())
        if bare != surface and bare.split()[0].lower() not in TITLES | {"minister"}:
            return size <= LONGEST
        if not 1 < size <= LONGEST:
            return False
        return self._role_before(piece[0]) or self._speaks(piece) or is_given_name(bare.split()[0])

    def _role_before(self, start: int) -> bool:
        before = self.doc[start - 1] if start else None
        if before is not None and before.text == "," and start > 1:
            before = self.doc[start - 2]
        return before is not None and before.lower_ in HUMAN

    def _speaks(self, piece: Piece) -> bool:
        beside = [self.doc[i] for i in (piece[0] - 1, piece[1]) if 0 <= i < len(self.doc)]
        return any(lexicon().verb(token) is not None for token in beside if token.pos_ == "VERB")

    # ---- evidence -----------------------------------------------------------------------------

    def _weigh(self, piece: Piece) -> None:
        start, end = piece
        votes = self.evidence[self._surface(piece)]
        before = self.doc[start - 1].lower_.rstrip(".") if start else ""
        owned = end < len(self.doc) and self.doc[end].text in POSSESSIVE
        votes["LOC"] += before in AT
        votes["ORG"] += before in COMPANY_NOUNS - {"giant"}
        votes["PERSON"] += 2 * (before in HUMAN | TITLES) + 2 * self._aged(end)
        if self._of_company(start) or (owned and self._owns_chief(end)):
            votes["ORG"] += 2
        if before == "," and start > 1 and self.doc[start - 2].lower_ in COMPANY_NOUNS:
            votes["ORG"] += 1
        noun = self._apposed_noun(end)
        votes["ORG"] += 2 * (noun in COMPANY_NOUNS)
        votes["PERSON"] += 2 * (noun in HUMAN)
        speaking = [i for i in (start - 1, end) if 0 <= i < len(self.doc)]
        votes["SPEAKS"] += any(
            self.doc[i].pos_ == "VERB" and lexicon().verb(self.doc[i]) is not None
            for i in speaking
        )

    def _aged(self, end: int) -> bool:
        """Say whether an age follows: "Hofmann, 54,"."""
        return (
            end + 2 < len(self.doc)
            and self.doc[end].text == ","
            and self.doc[end + 1].text.isdigit()
            and self.doc[end + 2].text in {",", "."}
        )

    def _of_company(self, start: int) -> bool:
        """Say whether "chief executive of" stands before."""
        window = [token.lower_ for token in self.doc[max(0, start - 3) : start]]
        return window[-1:] == ["of"] and bool(CHIEFS & set(window))

    def _owns_chief(self, end: int) -> bool:
        return bool(CHIEFS & {token.lower_ for token in self.doc[end + 1 : end + 4]})

    def _apposed_noun(self, end: int) -> str:
        """Return the noun of ", the maker of the drug" behind a name."""
        if end + 2 >= len(self.doc) or self.doc[end].text != ",":
            return ""
        if self.doc[end + 1].lower_ not in {"a", "an", "the", "which", "who", "its", "their"}:
            return ""
        for token in self.doc[end + 2 : end + APPOSED]:
            if token.lower_ in COMPANY_NOUNS | HUMAN:
                return token.lower_
            if token.is_punct or token.pos_ in {"ADP", "VERB"}:
                break
        return ""

    # ---- verdict ------------------------------------------------------------------------------

    def _label(self, surface: str, label: str) -> str:
        votes = self.evidence[surface]
        bare = without_title(surface)
        if self.register.country(surface) is not None or not surface[:1].isupper():
            return label
        if votes["PERSON"] > votes["ORG"]:
            return "PERSON" if telling_kind(surface) is None or label == "PERSON" else label
        given = " " in bare and is_given_name(bare.split()[0])
        if votes["ORG"] >= 2 or (votes["ORG"] and not given) or (is_body(bare) and not given):
            return "ORG"
        if given and label in {"ORG", "LOC", "MISC"} and telling_kind(bare) is None:
            return "PERSON"
        if " " not in surface and bare in self.people:
            return "PERSON"
        odd = label in {"LOC", "MISC", "GPE", "NORP"} and " " not in surface
        if odd and votes["SPEAKS"] and not votes["LOC"] and not surface.isupper():
            return "PERSON"
        return label


def labelled(
    doc: Doc, register: Register, known: Sequence[Piece]
) -> list[tuple[Piece, str]]:
    """Return the entities of an article with mended labels.

    Args:
        doc: the parsed article.
        register: known countries.
        known: where the register's names stand.
    """
    taken = frozenset(i for piece in known for i in range(*piece))
    return Labels(doc, register, taken).mend()
