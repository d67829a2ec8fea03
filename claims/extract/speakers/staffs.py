"""Campaigns, offices and teams, which news names by the person whom they work for."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.names.people import family_name
from claims.extract.nouns import words
from claims.extract.speakers.memory import Memory
from claims.extract.speakers.naming import Voice
from claims.extract.speakers.pronouns import SINGULAR_PERSON
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

STAFFS = words("campaign camp administration office team")
# They are called by the whole name: "Ana Moreno's office".
OWNED = words("office team")
OWNERS = SINGULAR_PERSON | {"their"}
LONGEST = 6


@dataclass(slots=True)
class Staffs:
    """The staffs of one article, each by the person whom it works for.

    Attributes:
        doc: the parsed article.
        memory: whom pronouns and descriptions mean.
        named: position, noun and name of each that the article names in full.
    """

    doc: Doc
    memory: Memory
    named: list[tuple[int, str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.named = [
            (token.i, token.lower_, self._called(owner, token.lower_))
            for token in self.doc
            if token.lower_ in STAFFS and (owner := self._owner(token.i))
        ]

    def voice(self, piece: Piece, head: Token) -> Voice | None:
        """Return the staff that a phrase names: "the Moreno campaign", "her campaign".

        Args:
            piece: the phrase.
            head: its head.
        """
        noun = head.lower_
        if noun not in STAFFS or self.memory.mentions.at(head.i) is not None:
            return None
        owner = self._owner(head.i) or self._recalled(piece, head)
        name = self._called(owner, noun) if owner else self._last(piece, head)
        if not name:
            return None
        kind = SourceKind.GOVERNMENT if noun == "administration" else SourceKind.GROUP
        return Voice(self.memory.naming.mention(piece, name, kind), head=noun)

    def _called(self, owner: str, noun: str) -> str:
        return f"{owner}\u2019s {noun}" if noun in OWNED else f"{family_name(owner)} {noun}"

    def _owner(self, position: int) -> str:
        """Return the person whose name stands before a noun, with or without possessive."""
        for at in range(position - 1, max(position - LONGEST, -1), -1):
            token, named = self.doc[at], self.memory.mentions.at(at)
            if named is not None:
                return named.name if named.kind is SourceKind.PERSON else ""
            if token.tag_ != "POS" and token.pos_ not in {"ADJ", "NOUN", "NUM"}:
                return ""
        return ""

    def _recalled(self, piece: Piece, head: Token) -> str:
        """Return the person behind "his campaign" and "the senator's campaign"."""
        for at in range(head.i - 1, piece[0] - 1, -1):
            token = self.doc[at]
            voice: Voice | None = None
            if token.lower_ in OWNERS:
                voice = self.memory.pronouns.resolve((at, at + 1), token.lower_, at)
            elif token.tag_ == "POS" and at - 1 > piece[0]:
                voice = self.memory.described((piece[0], at), self.doc[at - 1])
            if voice is not None:
                return voice.mention.name if voice.person else ""
        return ""

    def _last(self, piece: Piece, head: Token) -> str:
        """Return the staff named last before "the campaign"."""
        plain = piece[0] == head.i or (piece[0] + 1 == head.i and self.doc[piece[0]].pos_ == "DET")
        if not plain or self.doc[piece[0]].lower_ in {"a", "an"}:
            return ""
        earlier = [name for at, noun, name in self.named if noun == head.lower_ and at < head.i]
        return earlier[-1] if earlier else ""
