"""What extraction finds in one article."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from claims.proposition import Proposition
from db.vocabulary import Mode, SourceKind, Stance


@dataclass(frozen=True, slots=True)
class Document:
    """What an extractor is given.

    Attributes:
        text: the stored text of the article; all offsets count its code points.
        title: the headline, which stands at the start of ``text`` where there is one.
        publisher: who publishes it; speaks where nobody else does, and ends every chain.
        published: time of publication, UTC; None where unknown.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as one article names it.

    Attributes:
        name: canonical name: "National Intelligence Service", "anonymous source (Chosun Ilbo)";
            the surface form itself where it could not be resolved.
        surface: the words in the text ("the spy agency"); "" where nothing is said.
        kind: what sort of source.
        start, end: offsets of ``surface`` in the text; -1, -1 where nothing is said.
        aliases: other names that the article gives the same source ("NIS").
        state: of a person in office, the government for which the article says they speak.
    """

    name: str
    surface: str = ""
    kind: SourceKind = SourceKind.UNKNOWN
    start: int = -1
    end: int = -1
    aliases: tuple[str, ...] = ()
    state: str = ""

    @property
    def anonymous(self) -> bool:
        """Whether the article withholds who it is."""
        return self.kind is SourceKind.ANONYMOUS


@dataclass(frozen=True, slots=True)
class Quote:
    """One attributed proposition in one article.

    Attributes:
        start, end: the envelope of the content, offsets in the article's text.
        fragments: the pieces of the content inside the envelope, where a cue interrupts it.
        cue: the words that attribute ("said", "according to"); "" for narration.
        cue_start, cue_end: where they stand; -1, -1 for narration.
        speaker: who says it.
        via: relays from the speaker outwards, without the publisher.
        mode: direct, indirect, mixed or narration.
        stance: what the speaker does with the proposition.
        worth: 0 to 1, how much it deserves checking (pure, per article).
        shown: whether the desk shows it before anything links to it.
        score: 0 to 1, how sure the extractor is.
        proposition: the comparable core, for linking.
    """

    start: int
    end: int
    fragments: tuple[tuple[int, int], ...]
    speaker: Mention
    cue: str = ""
    cue_start: int = -1
    cue_end: int = -1
    via: tuple[Mention, ...] = ()
    mode: Mode = Mode.INDIRECT
    stance: Stance = Stance.ASSERTS
    worth: float = 0.5
    shown: bool = True
    score: float = 0.5
    proposition: Proposition = field(default_factory=Proposition)


class Extractor(Protocol):
    """Anything that finds quotes in documents; registered by a versioned name."""

    name: str
    components: Mapping[str, str]

    def extract(self, documents: Iterable[Document]) -> Iterator[list[Quote]]:
        """Yield, for each document in order, its quotes in the order of the text."""
        ...
