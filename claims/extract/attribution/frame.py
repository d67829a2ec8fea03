"""One attribution, before its speaker is known."""

from dataclasses import dataclass, field

from claims.extract.text.parse import Piece
from db.vocabulary import Stance


@dataclass(slots=True)
class Frame:
    """One attribution in token positions.

    Attributes:
        pattern: which rule found it.
        content: the pieces of what is said.
        cue: the words that attribute.
        source: the words that name the speaker; None where nobody is named.
        relays: the words that name who passes it on, from the speaker outwards.
        stance: what the speaker does with the content.
        score: how sure the rule is.
        own_voice: whether the publisher itself speaks ("it is not known whether").
        cited: the words behind "citing", whose word the source passes on.
        chains: whether another may pass it on; what "shows" something is no speaker of its own.
    """

    pattern: str
    content: list[Piece]
    cue: Piece
    source: Piece | None = None
    relays: list[Piece] = field(default_factory=list)
    stance: Stance = Stance.ASSERTS
    score: float = 0.5
    own_voice: bool = False
    cited: Piece | None = None
    chains: bool = True

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1][1]

    def holds(self, position: int) -> bool:
        """Say whether a token belongs to the content."""
        return any(start <= position < end for start, end in self.content)
