"""Whom descriptions and pronouns point back to."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from claims.extract.names.gender import FEMALE_WORDS, MALE_WORDS
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.newcomers import INDEFINITE
from claims.extract.names.roles import Roles
from claims.extract.nouns import EPITHETS, TRADE_ENDINGS, TRADES, words
from claims.extract.speakers.bodies import HEARERS, Bodies
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.speakers.paragraphs import paragraph_start
from claims.extract.speakers.pronouns import NEAR, Pronouns
from claims.extract.text.parse import Piece, children
from db.vocabulary import SourceKind

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
# They speak as the court that they are.
JUDGES = words("judges arbitrators justices")
MEMORY = 12
AGED = "-year-old"
JOINT = 4
FAR = 400


@dataclass(slots=True)
class Memory:
    """Who has spoken so far, and whom the article named, in the order of the text.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        roles: what it calls them.
        naming: names what stands in one phrase.
        publisher: who publishes it, whom no description means.
        said: the tokens that others say.
        recent: the last voices.
        pronouns: whom pronouns stand for.
        bodies: which body a common noun means.
    """

    doc: Doc
    mentions: Mentions
    roles: Roles
    naming: Naming
    publisher: str
    said: frozenset[int] = frozenset()
    recent: list[Voice] = field(default_factory=list)
    pronouns: Pronouns = field(init=False)
    bodies: Bodies = field(init=False)

    def __post_init__(self) -> None:
        self.pronouns = Pronouns(
            self.doc,
            self.mentions,
            self.roles,
            self.naming,
            self.publisher,
            self.recent,
            self.said,
        )
        self.bodies = Bodies(
            self.doc,
            self.mentions,
            self.roles,
            self.naming,
            self.publisher,
            self.recent,
            self.pronouns,
        )

    def remember(self, voice: Voice) -> None:
        """Keep a voice as the last one heard."""
        self.recent.append(voice)
        del self.recent[:-MEMORY]

    def last(self, piece: Piece, kind: SourceKind) -> Voice | None:
        """Return the last voice of a kind."""
        for voice in reversed(self.recent):
            if voice.mention.kind is kind:
                return Voice(
                    self.naming.mention(piece, voice.mention.name, kind), voice.via, voice.head
                )
        return None

    def described(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the paper", "the judge", "the spy agency"."""
        noun = head.lower_
        first = self.doc[piece[0]].lower_
        headline = self.doc[piece[0]].sent.start == 0 and first not in {"a", "an"}
        plural = head.tag_ == "NNS" or "Plur" in head.morph.get("Number", [])
        introduced = noun == "book" and first in {"a", "new"}
        if not (
            first in DEFINITE | {"both"} or headline or introduced or children(head, "nmod:poss")
        ):
            return None
        if plural:
            return self._described_many(piece, noun)
        if noun in {"author", "book", "writer", "memoir", "biography"}:
            author = self.mentions.author()
            return (
                self.naming.named(author, piece) if author else self.last(piece, SourceKind.PERSON)
            )
        aged = self.is_aged(piece)
        body = None if aged else self.bodies.called(piece, noun, headline=headline)
        trade = noun in TRADES or noun.endswith(TRADE_ENDINGS)
        recalls = noun in EPITHETS or aged or (trade and not self.brought_in(head))
        return body or (self._epithet(piece, head) if recalls else None)

    def is_aged(self, piece: Piece) -> bool:
        """Recognise "the 51-year-old", whoever has just been named."""
        return AGED in self.doc[slice(*piece)].text.lower()

    def brought_in(self, head: Token) -> bool:
        """Say whether somebody came in without a name: "an officer", who is "the officer" now."""
        return any(
            token.lower_ == head.lower_ and any(one.lower_ in INDEFINITE for one in token.lefts)
            for token in self.doc[max(head.i - FAR, 0) : head.i]
        )

    def _epithet(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the billionaire" to the person who spoke last or was the last subject."""
        if children(head, "nmod", "acl:relcl", "acl", "appos"):
            return None
        pronoun = "she" if head.lower_ in FEMALE_WORDS else "he"
        near = [voice for voice in reversed(self.recent) if piece[0] - voice.position <= NEAR]
        for voice in near[:1]:
            gendered = head.lower_ in FEMALE_WORDS | MALE_WORDS
            if voice.person and not (
                gendered and self.pronouns.agrees(pronoun, voice.mention.name) is False
            ):
                mention = self.naming.mention(piece, voice.mention.name, voice.mention.kind)
                return Voice(mention, (), head.lower_)
        subject = self.pronouns.last_subject(piece, "")
        return self.naming.named(subject, piece) if subject is not None else None

    def _described_many(self, piece: Piece, noun: str) -> Voice | None:
        opening = {token.lower_ for token in self.doc[piece[0] : piece[0] + 2]}
        if noun in {"newspapers", "papers", "outlets", "media", "newspaper"}:
            for voice in reversed(self.recent):
                if voice.plural and voice.mention.kind in HEARERS:
                    return Voice(
                        self.naming.mention(piece, voice.mention.name, voice.mention.kind),
                        head=noun,
                        plural=True,
                    )
        if noun in JUDGES and opening & {"the"}:
            return self.bodies.called(piece, "court")
        if opening & {"both", "two"}:
            return self._pair(piece, noun)
        for voice in reversed(self.recent):
            if voice.head == noun and voice.mention.anonymous:
                return Voice(self.naming.again(piece, voice.mention), voice.via, noun, plural=True)
        return None

    def both(self, piece: Piece) -> Voice | None:
        """Resolve "both" to two whom the paragraph has named together; None where it has not."""
        return self._joined(piece, None, paragraph_start(self.doc, piece[0]))

    def _pair(self, piece: Piece, noun: str) -> Voice | None:
        """Resolve "both women" to the last two who were named together, or the only two."""
        pronoun = {"women": "she", "men": "he"}.get(noun)
        found = self._joined(piece, pronoun, 0)
        return found or (self._only_two(piece, pronoun) if pronoun else None)

    def _joined(self, piece: Piece, pronoun: str | None, start: int) -> Voice | None:
        """Return the last two who were named as "A and B" since a position."""
        later: Named | None = None
        for named in self.mentions.before(piece[0]):
            if named.start < start:
                return None
            joined = later is not None and self._joins(self.doc[named.end : later.start])
            if joined and later is not None and named.kind is later.kind:
                fits = named.kind is SourceKind.PERSON if pronoun else True
                wrong = pronoun and any(
                    self.pronouns.agrees(pronoun, one.name) is False for one in (named, later)
                )
                if fits and not wrong and named.kind is not SourceKind.UNKNOWN:
                    return self.naming.together([named.name, later.name], piece, named.kind)
            later = named
        return None

    def _joins(self, gap: Span) -> bool:
        """Say whether only "and", or "and the Liberal", stands between two names."""
        first = gap[0].lower_ if len(gap) else ""
        plain = all(token.pos_ in {"DET", "ADJ", "NOUN", "PROPN"} for token in gap[1:])
        return first == "and" and len(gap) <= JOINT and plain

    def _only_two(self, piece: Piece, pronoun: str) -> Voice | None:
        """Resolve "both women" to the only two whom the article has named so far."""
        before = self.mentions.before(piece[0])
        people = {one.name for one in before if one.kind is SourceKind.PERSON}
        sure = {name for name in people if self.pronouns.agrees(pronoun, name)}
        if len(sure) != 2:  # noqa: PLR2004
            sure = {name for name in people if self.pronouns.agrees(pronoun, name) is not False}
        names = [one.name for one in self.mentions.named if one.name in sure]
        pair = list(dict.fromkeys(names))
        return (
            self.naming.together(pair, piece, SourceKind.PERSON) if len(pair) == 2 else None  # noqa: PLR2004
        )
