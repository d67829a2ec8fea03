"""The name that heads a phrase, stands beside it, or issued the paper it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.people import TITLES
from claims.extract.names.roles import KINDS
from claims.extract.nouns import HUMAN, PAPERS, SPOKEN_FOR, STATE, UNNAMED, words
from claims.extract.text.parse import SUBJECTS, Piece, children
from db.vocabulary import SourceKind

LONGEST = 4
# What a company may be called, and a person too: "the owner, X".
TRADERS = words("owner operator producer developer builder supplier brewer contractor retailer")
CALLED = frozenset({"called", "calling", "named", "dubbed", "nicknamed"})


@dataclass(slots=True)
class Appositions:
    """Finds the name that a phrase of one article means, in it or beside it.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
    """

    doc: Doc
    mentions: Mentions

    def name_in(self, piece: Piece, head: Token, cue: int) -> Named | None:
        """Return the name that heads the phrase, stands beside it, or issued the paper."""
        own = self.mentions.at(head.i)
        if own is not None and own.kind is not SourceKind.UNKNOWN:
            return self._holder(own) or own
        if own is not None and head.lower_ not in STATE and head.pos_ == "PROPN":
            return own
        if (before := self._before_kind(head)) is not None:
            return before
        inside = self.mentions.within(piece[0], self._reach(piece, cue))
        return (
            self._opening(piece)
            or self._self_named(head)
            or self._one_of(piece, head)
            or self._such_as(piece)
            or self._apposed(piece, head)
            or self._person_with_role(inside, head)
            or self._issuer(inside, head)
        )

    def _holder(self, office: Named) -> Named | None:
        """Return X of "Exampleton Court Justice X", where the office was taken for a body."""
        person = self.mentions.at(office.end) if office.end < len(self.doc) else None
        titled = self.doc[office.end - 1].lower_ in TITLES
        return person if titled and person is not None and person.start == office.end else None

    def _before_kind(self, head: Token) -> Named | None:
        """Return X of "the X newspaper", "X news agency"."""
        if head.lower_ not in KINDS:
            return None
        at = head.i - 1
        while at > head.i - 3 and at >= 0 and self.doc[at].pos_ == "NOUN":
            at -= 1
        named = self.mentions.at(at) if at >= 0 else None
        return named if named is not None and named.kind in KINDS[head.lower_] else None

    def _reach(self, piece: Piece, cue: int) -> int:
        """Let a name that stands between the phrase and its verb belong to the phrase."""
        beside = self.mentions.at(piece[1]) if piece[1] < len(self.doc) else None
        if beside is None or piece[1] < cue < beside.end:
            return piece[1]
        kinds = KINDS.get(self.doc[piece[1] - 1].lower_, frozenset()) | {SourceKind.PERSON}
        follows = beside.start == piece[1] and beside.kind in kinds
        return beside.end if follows or piece[1] < cue else piece[1]

    def _apposed(self, piece: Piece, head: Token) -> Named | None:
        """Return X of "the judge, X" and of "X, once an officer,"."""
        behind = self._behind_comma(piece, head)
        if behind is not None:
            return behind
        for child in head.rights:
            other = self.mentions.at(child.i) if child.dep_ in {"appos", "flat"} else None
            if other is not None and other.kind is not SourceKind.UNKNOWN:
                return other
        closed = piece[1] >= len(self.doc) or self.doc[piece[1]].is_punct
        for other in self.mentions.within(head.left_edge.i, piece[0]) if closed else ():
            apart = self.doc[other.end].text == ","
            placed = other.start > 0 and self.doc[other.start - 1].pos_ == "ADP"
            if placed:
                continue
            if apart and other.kind is not SourceKind.UNKNOWN and head.pos_ != "PROPN":
                return other
        return None

    def _opening(self, piece: Piece) -> Named | None:
        """Return X of "X, a postman whose house was carried off" and of "his colleague X, who"."""
        start = piece[0]
        while start < piece[1] and self._describes(self.doc[start]):
            start += 1
        named = self.mentions.at(start)
        apposed = named is not None and named.end + 1 < piece[1]
        if named is None or not apposed or named.kind is SourceKind.UNKNOWN:
            return None
        if start > piece[0] and named.kind is not SourceKind.PERSON:
            return None
        return named if self.doc[named.end].text == "," else None

    def _describes(self, token: Token) -> bool:
        """Say whether a word before a name only says whose colleague it is."""
        return token.tag_ == "PRP$" or (token.is_lower and token.lower_ in HUMAN)

    def _self_named(self, head: Token) -> Named | None:
        """Return X of "a resident, who gave her name only as X,"."""
        after = [token.lower_ for token in self.doc[head.i : head.i + 4 * LONGEST]]
        if "name" not in after or "gave" not in after[: after.index("name")]:
            return None
        at = head.i + after.index("name")
        near = self.doc[at + 1 : at + LONGEST]
        named = next((one for token in near if (one := self.mentions.at(token.i))), None)
        given = named is not None and any(token.lower_ == "as" for token in near)
        return named if given else None

    def _one_of(self, piece: Piece, head: Token) -> Named | None:
        """Return X of "one of them, the pilot's daughter X,"."""
        if head.lower_ != "one" or piece[1] >= len(self.doc) or self.doc[piece[1]].text != ",":
            return None
        for named in self.mentions.within(piece[1], min(piece[1] + 2 * LONGEST, len(self.doc))):
            between = self.doc[piece[1] + 1 : named.start]
            described = all(one.pos_ in {"DET", "NOUN", "ADJ", "PART"} for one in between)
            closed = named.end < len(self.doc) and self.doc[named.end].text == ","
            return named if described and closed and named.kind is SourceKind.PERSON else None
        return None

    def _such_as(self, piece: Piece) -> Named | None:
        """Return X of "other sites such as X" and "a gang calling itself X", if the only name."""
        words = [token.lower_ for token in self.doc[slice(*piece)]]
        calling = [at for at, word in enumerate(words) if word in CALLED]
        if calling:
            named = self.mentions.within(piece[0] + calling[0], piece[1])
            return named[0] if len(named) == 1 else None
        if "such" not in words or words[words.index("such") + 1 :][:1] != ["as"]:
            return None
        named = self.mentions.within(piece[0] + words.index("such"), piece[1])
        return named[0] if len(named) == 1 else None

    def _behind_comma(self, piece: Piece, head: Token) -> Named | None:
        """Return X of "its chief executive, X," whatever the parse makes of it."""
        if head.pos_ not in {"NOUN", "ADJ"} or piece[1] + 1 >= len(self.doc):
            return None
        inside = [i for i in range(head.i + 1, piece[1]) if self.doc[i].text == ","]
        comma = inside[0] if inside else piece[1]
        start = comma + 1
        while start + 1 < len(self.doc) and self.doc[start].lower_.rstrip(".") in TITLES:
            start += 1
        led = self.doc[start].lower_ == "the" and start + 1 < len(self.doc)
        if led and self._brings_in(piece, head):
            return self._closed_body(start + 1)
        other = self.mentions.at(start) if self.doc[comma].text == "," else None
        if other is None or other.start > start:
            return None
        kinds = KINDS.get(head.lower_, frozenset({SourceKind.PERSON}))
        if head.lower_ in TRADERS:
            kinds |= {SourceKind.PERSON}
        several = head.tag_ == "NNS" and other.kind not in {SourceKind.PERSON, SourceKind.UNKNOWN}
        role = other.kind in kinds or several
        after = self.doc[other.end] if other.end < len(self.doc) else None
        ends = after is None or after.is_punct or after.is_space or after.pos_ in {"VERB", "ADP"}
        return other if role and ends and not self._begins_clause(head, other) else None

    def _brings_in(self, piece: Piece, head: Token) -> bool:
        """Say whether a phrase brings in what is neither a person nor a paper: "a rival bidder"."""
        new = self.doc[piece[0]].lower_ in {"a", "an", "another"}
        return new and head.lower_ not in HUMAN | UNNAMED | PAPERS

    def _closed_body(self, start: int) -> Named | None:
        """Return X of ", the X," where X is a body."""
        named = self.mentions.at(start)
        if named is None or named.kind in {SourceKind.PERSON, SourceKind.UNKNOWN}:
            return None
        return named if named.end < len(self.doc) and self.doc[named.end].text == "," else None

    def _begins_clause(self, head: Token, other: Named) -> bool:
        """Say whether a name is the subject of what follows: "According to a source, X left"."""
        phrase = any(case.lower_ == "according" for case in children(head, "case"))
        acts = any(one.dep_ in SUBJECTS for one in self.doc[other.start : other.end])
        closed = other.end < len(self.doc) and self.doc[other.end].text == ","
        return phrase and acts and not closed

    def _person_with_role(self, inside: Sequence[Named], head: Token) -> Named | None:
        """Return X of "member of parliament X"."""
        for named in inside:
            before = self.doc[named.start - 1] if named.start else head
            free = (
                before.pos_ not in {"ADP", "CCONJ", "PUNCT", "DET"} and before.i >= head.left_edge.i
            )
            owns = named.end < len(self.doc) and self.doc[named.end].tag_ == "POS"
            role = head.lower_ in KINDS and named.kind in KINDS[head.lower_]
            if (
                free
                and not owns
                and named.end > head.i
                and (named.kind is SourceKind.PERSON or role)
            ):
                return named
        return None

    def _issuer(self, inside: Sequence[Named], head: Token) -> Named | None:
        """Return X of "X's report", "a statement by X", "a spokesman for X"."""
        if head.lower_ not in PAPERS | SPOKEN_FOR:
            return None
        owners = [one for one in inside if one.kind is not SourceKind.UNKNOWN]
        made = [one for one in owners if self._made_by(one)]
        return (made or owners)[-1] if owners else None

    def _made_by(self, named: Named) -> bool:
        """Say whether "by", "by the" or "by the institute" stands before a name."""
        before = self.doc[max(named.start - 3, 0) : named.start]
        return any(token.lower_ == "by" for token in before)
