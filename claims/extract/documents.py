"""Letters, reports and memos speak for who wrote them."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from claims.extract.frame import SUBJECTS, Piece
from claims.extract.memory import DEFINITE, Memory
from claims.extract.mentions import Mentions
from claims.extract.naming import Naming, Voice
from claims.extract.nouns import words
from db.vocabulary import SourceKind

# What one hand writes, and what a body brings out.
LETTERS = words("letter memo memorandum email e-mail cable note post tweet essay column diary")
REPORTS = words(
    "report study survey analysis paper document dossier assessment statement bulletin "
    "investigation audit review poll briefing"
)
ALL = LETTERS | REPORTS
WRITTEN = words("written signed authored drafted penned composed wrote prepared compiled")
ISSUED = words("published released issued produced commissioned conducted")
BACK = 400
NEAR = 14


@dataclass(slots=True)
class Documents:
    """Resolves the documents of one article to their authors.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        naming: names what stands in one phrase.
        memory: who has spoken so far.
    """

    doc: Doc
    mentions: Mentions
    naming: Naming
    memory: Memory

    def voice(self, piece: Piece, head: Token) -> Voice | None:
        """Return who wrote what a phrase means; None where it is no document, or nobody is known.

        Args:
            piece: the phrase: "the letter", "a report published by Exampleton University".
            head: its head.
        """
        if head.lower_ not in ALL:
            return None
        made = self._maker(piece, head)
        if made is not None or self.doc[piece[0]].lower_ not in DEFINITE:
            return made
        return self._earlier(piece, frozenset({head.lower_})) or self._earlier(piece, ALL)

    def _earlier(self, piece: Piece, nouns: frozenset[str]) -> Voice | None:
        """Return the author of the last document of that name."""
        for at in range(piece[0] - 1, max(piece[0] - BACK, -1), -1):
            if self.doc[at].lower_ in nouns:
                found = self._maker(piece, self.doc[at]) or (
                    self._teller(piece, self.doc[at].sent) if len(nouns) == 1 else None
                )
                if found is not None:
                    return found
        return None

    def _maker(self, piece: Piece, head: Token) -> Voice | None:
        """Return X of "the report, written by X,"."""
        made = WRITTEN | (ISSUED if head.lower_ in REPORTS else frozenset())
        near = self.doc[head.i + 1 : min(head.i + NEAR, head.sent.end)]
        verb = next((token for token in near if token.lower_ in made), None)
        if verb is None:
            return None
        agent = next((token for token in near if token.i > verb.i and token.lower_ == "by"), None)
        if agent is None:
            return None
        named = self.mentions.within(agent.i, min(agent.i + NEAR, head.sent.end))
        known = [one for one in named if one.kind is not SourceKind.UNKNOWN]
        return self._author(piece, known[0].name, known[0].kind) if known else None

    def _author(self, piece: Piece, name: str, kind: SourceKind) -> Voice:
        """Return a voice that "it" may mean as well as "he": the document's, and its author's."""
        return Voice(self.naming.mention(piece, name, kind), (), self.doc[piece[1] - 1].lower_)

    def _teller(self, piece: Piece, sent: Span) -> Voice | None:
        """Return who spoke in the sentence that named the document, or is its subject."""
        for voice in reversed(self.memory.recent):
            if sent.start <= voice.position < sent.end and not voice.mention.anonymous:
                author = self._author(piece, voice.mention.name, voice.mention.kind)
                return replace(author, via=voice.via)
        for named in self.mentions.within(sent.start, sent.end):
            subject = any(
                token.dep_ in SUBJECTS and token.head == sent.root
                for token in self.doc[named.start : named.end]
            )
            if (
                subject
                and named.kind is not SourceKind.UNKNOWN
                and named.start not in self.memory.said
            ):
                return self._author(piece, named.name, named.kind)
        return None
