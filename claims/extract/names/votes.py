"""What the words beside a name say of it: "the maker of the drug", "54,", "the city of"."""

from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claims.extract.cues import lexicon
from claims.extract.names.people import TITLES
from claims.extract.nouns import (
    BODY_NOUNS,
    COMPANY_NOUNS,
    HUMAN,
    OUTLET_NOUNS,
    SETTLEMENTS,
    words,
)
from claims.extract.text.parse import Piece

AT = frozenset({"in", "at", "near", "from", "to", "off", "outside", "across", "around", "between"})
# Behind these stands a place and hardly ever a person.
INSIDE = frozenset({"in", "at", "near", "outside", "across"})
BEHIND = frozenset({"the", "of", "for", "with", "by", "a", "an"})
# What is held "in" somebody, who is no place for that.
HELD = frozenset({"share", "shares", "stake", "stakes", "interest", "trust", "confidence", "faith"})
# Before these, in small letters, stands the name of a place.
GROUNDS = frozenset({"airport", "province", "district", "harbour", "harbor", "port", "island"})
CHIEFS = frozenset({"executive", "ceo", "shares", "shareholders", "customers", "headquarters"})
# "A colleague at X": there they work.
EMPLOYED = words("colleague colleagues employee employees worker workers manager job")
POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
APPOSED = 7
# How papers are called in languages whose other words no list of ours holds.
PRINTED = (
    "posten", "bladet", "tidende", "avisen", "zeitung", "blatt", "nachrichten", "kurier",
)  # fmt: skip


@dataclass(slots=True)
class Votes:
    """What speaks for each label of the names of one article.

    Attributes:
        doc: the parsed article.
        cast: for each surface, how much speaks for each label.
    """

    doc: Doc
    cast: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )

    def weigh(self, piece: Piece) -> None:
        """Count what the words beside a name, and its own, say for each label."""
        start, end = piece
        surface = self.doc[start:end].text
        votes = self.cast[surface]
        before = self.doc[start - 1].lower_.rstrip(".") if start else ""
        owned = end < len(self.doc) and self.doc[end].text in POSSESSIVE
        votes["LOC"] += before in AT
        held = start > 1 and self.doc[start - 2].lower_ in HELD
        votes["IN"] += before in INSIDE and not held
        votes["PLACE"] += self._of_settlement(start) or self._is_settlement(end)
        votes["ORG"] += before in COMPANY_NOUNS - {"giant"}
        votes["PERSON"] += 2 * (before in HUMAN | TITLES) + 2 * self.aged(end)
        if self._of_company(start) or (owned and self._owns_chief(end)):
            votes["ORG"] += 2
        if before == "," and start > 1:
            votes["ORG"] += self.doc[start - 2].lower_ in COMPANY_NOUNS
            votes["OUTLET"] += self._noun_before(start) in OUTLET_NOUNS and self._pauses(end)
            votes["PERSON"] += 2 * (self.doc[start - 2].lower_ in HUMAN and self._pauses(end))
        votes["OUTLET"] += before in OUTLET_NOUNS or self._news_agency(start)
        votes["THE"] += before == "the"
        votes["OUTLET"] += any(part.lower().endswith(PRINTED) for part in surface.split())
        noun = self.apposed_noun(end)
        votes["OUTLET"] += noun in OUTLET_NOUNS
        votes["ORG"] += 2 * (noun in COMPANY_NOUNS)
        votes["BODY"] += noun in BODY_NOUNS or before in BODY_NOUNS
        free = before not in AT | BEHIND  # "A mate of the Example, who left" is no Example.
        votes["PERSON"] += 2 * (noun in HUMAN) + (free and self._relative(end, "who"))
        votes["WHERE"] += self._relative(end, "where")
        if before == "at" and start > 1:
            votes["BODY"] += self.doc[start - 2].lower_ in EMPLOYED
        beside = [self.doc[i] for i in (start - 1, end) if 0 <= i < len(self.doc)]
        verbs = [one.head for one in self.doc[start:end] if one.dep_ == "nsubj"]
        votes["SPEAKS"] += any(
            one.pos_ == "VERB" and lexicon().verb(one) is not None for one in [*beside, *verbs]
        )

    def _noun_before(self, start: int) -> str:
        """Return the noun of "a newspaper, X," and of "a newspaper in Exampleton, X,"."""
        placed = start > 4 and self.doc[start - 3].lower_ in {"in", "of", "from"}  # noqa: PLR2004
        return self.doc[start - 4 if placed else start - 2].lower_

    def _relative(self, end: int, word: str) -> bool:
        """Say whether ", who" or ", where" stands behind a name."""
        return [token.lower_ for token in self.doc[end : end + 2]] == [",", word]

    def _news_agency(self, start: int) -> bool:
        """Say whether "news agency" stands before a name, with or without a comma."""
        before = [
            token.lower_ for token in self.doc[max(0, start - 3) : start] if token.text != ","
        ]
        return before[-2:] == ["news", "agency"]

    def _of_settlement(self, start: int) -> bool:
        """Say whether "the city of" or "the capital," stands before."""
        before = [token.lower_ for token in self.doc[max(0, start - 3) : start]]
        return (before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in SETTLEMENTS) or (
            before[-2:] == ["capital", ","]
        )

    def _is_settlement(self, end: int) -> bool:
        """Say whether "province" or "airport" follows: "Exampleton airport"."""
        return end < len(self.doc) and self.doc[end].text in GROUNDS

    def _pauses(self, position: int) -> bool:
        return position >= len(self.doc) or self.doc[position].is_punct

    def aged(self, end: int) -> bool:
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

    def apposed_noun(self, end: int) -> str:
        """Return the noun of ", the maker of the drug" behind a name."""
        if end + 2 >= len(self.doc) or self.doc[end].text != ",":
            return ""
        if self.doc[end + 1].lower_ not in {"a", "an", "the", "which", "who", "its", "their"}:
            return ""
        for token in self.doc[end + 2 : end + APPOSED]:
            if token.lower_ in BODY_NOUNS | COMPANY_NOUNS | HUMAN | OUTLET_NOUNS:
                after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
                says = after is not None and lexicon().verb(after) is not None
                return "" if says else token.lower_
            if token.is_punct or token.pos_ in {"ADP", "VERB"}:
                break
        return ""
