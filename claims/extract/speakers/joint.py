"""Several who speak together: "A, B and C", "newspapers, A and B among them"."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.nouns import PRESS, STATE
from claims.extract.speakers.bodies import HEARERS
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.text.parse import Piece, children
from db.vocabulary import SourceKind

JOINTS = frozenset({",", "and", "the", "(", ")", "in", "both"})
LONGEST_LIST = 25

Alone = Callable[[Piece, Token, int], Voice]


@dataclass(slots=True)
class Joint:
    """Resolves phrases that stand for several sources of one article.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        naming: names what stands in one phrase.
    """

    doc: Doc
    mentions: Mentions
    naming: Naming

    def voice(self, piece: Piece, head: Token, cue: int, alone: Alone) -> Voice | None:
        """Return several sources as one voice; None where there is but one, or one is unnamed.

        Args:
            piece: the phrase.
            head: its head.
            cue: the word that attributes.
            alone: resolves each part by itself.
        """
        return (
            self._governments(piece, head)
            or self._together(self._listed(piece), piece)
            or self._conjoined(piece, head, cue, alone)
            or self._behind(piece, head)
            or self._press(piece, head, cue)
        )

    def _together(self, named: list[Named], piece: Piece) -> Voice | None:
        names = [one.name for one in named]
        return self.naming.together(names, piece, named[0].kind) if named else None

    def _governments(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the Spanish and Italian governments"."""
        if head.lower_ not in STATE or not head.lower_.endswith("s"):
            return None
        register = self.mentions.register
        places = [one for one in self.mentions.within(*piece) if register.country(one.name)]
        if len(places) < 2:  # noqa: PLR2004
            return None
        names = [self.naming.named(one, piece).mention.name for one in places]
        return self.naming.together(names, piece, SourceKind.GOVERNMENT)

    def _listed(self, piece: Piece) -> list[Named]:
        """Return A, B and C where nothing but their joints stands between them."""
        names = [one for one in self.mentions.within(*piece) if one.kind is not SourceKind.UNKNOWN]
        joined = False
        for one, other in pairwise(names):
            gap = self.doc[one.end : other.start]
            if not all(self._joins(token) for token in gap):
                return []
            joined = joined or any(token.lower_ == "and" for token in gap)
        return names if joined and len({one.name for one in names}) > 1 else []

    def _joins(self, token: Token) -> bool:
        placed = self.mentions.at(token.i)
        return token.lower_ in JOINTS or token.tag_ == "POS" or placed is not None

    def _conjoined(self, piece: Piece, head: Token, cue: int, alone: Alone) -> Voice | None:
        """Resolve "the ministry and the agency", by the parse."""
        others = [child for child in children(head, "conj") if piece[0] <= child.i < piece[1]]
        if not others:
            return None
        pieces = self.naming.conjuncts(piece, head, others)
        voices = [alone(one, self.naming.head(one), cue) for one in pieces]
        if not all(voice.mention.name and not voice.mention.anonymous for voice in voices):
            return None
        names = [voice.mention.name for voice in voices]
        return self.naming.together(names, piece, voices[0].mention.kind)

    def _behind(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "A, B and the C" where the phrase is only "the C"."""
        own = self.mentions.at(head.i)
        listed = self.naming.listed_before(piece, head)
        if not listed or own is None or any(True for _ in children(head, "conj")):
            return None
        kind = own.kind if own.kind in HEARERS else SourceKind.GROUP
        return self.naming.together([*listed, own.name], piece, kind)

    def _press(self, piece: Piece, head: Token, cue: int) -> Voice | None:
        """Resolve "newspapers, A and B among them,"."""
        if head.lower_ not in PRESS:
            return None
        end = min(cue, head.i + LONGEST_LIST) if cue > head.i else head.right_edge.i + 1
        outlets = [
            one
            for one in self.mentions.within(head.i, max(end, head.i + 1))
            if one.kind in HEARERS or one.kind is SourceKind.GROUP
        ]
        if len(outlets) < 2:  # noqa: PLR2004
            return None
        return self.naming.together([one.name for one in outlets], piece, SourceKind.OUTLET)
