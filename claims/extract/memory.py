"""Whom descriptions and pronouns point back to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.frame import Piece, children
from claims.extract.gender import FEMALE_WORDS, MALE_WORDS, is_given_name
from claims.extract.kinds import head_noun
from claims.extract.mentions import Mentions
from claims.extract.names import Named
from claims.extract.naming import Naming, Voice
from claims.extract.nouns import EPITHETS, HUMAN, TRADE_ENDINGS, TRADES, words
from claims.extract.people import TITLES
from claims.extract.pronouns import INDEFINITE, NEAR, Pronouns
from claims.extract.roles import KINDS, Roles
from db.vocabulary import SourceKind

LOOSE = frozenset({SourceKind.UNKNOWN, SourceKind.GROUP, SourceKind.PERSON})
AIR = words("radio tv television channel broadcasting kanal")
PRINT = words("times post tribune herald gazette journal chronicle courier telegraph weekly daily")
AIRED = words("broadcaster channel station")
PRINTED = words("paper newspaper daily broadsheet tabloid magazine weekly journal")
HEARERS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.BOOK})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
# Of these a government has several, told apart by the words before them.
OFFICES = words("ministry department court tribunal committee")
MEMORY = 12
INTRODUCING = 3
AGED = "-year-old"
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
    """

    doc: Doc
    mentions: Mentions
    roles: Roles
    naming: Naming
    publisher: str
    said: frozenset[int] = frozenset()
    recent: list[Voice] = field(default_factory=list)
    pronouns: Pronouns = field(init=False)

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
            return self.naming.named(author, piece) if author else self._last_person(piece)
        body = self.body_called(piece, noun, headline=headline)
        aged = self.doc[slice(*piece)].text.lower().endswith(AGED)
        trade = noun in TRADES or noun.endswith(TRADE_ENDINGS)
        recalls = noun in EPITHETS or aged or (trade and not self.brought_in(head))
        return body or (self._epithet(piece, head) if recalls else None)

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

    def body_called(self, piece: Piece, noun: str, *, headline: bool = False) -> Voice | None:
        """Return who is meant by a noun: who was called so, or else the last of that kind."""
        found = self._bearer(piece, noun, headline=headline) or self._of_kind(
            piece, noun, headline=headline
        )
        members = self._members(piece)
        return found if found and members <= set(found.mention.name.lower().split()) else None

    def _members(self, piece: Piece) -> set[str]:
        """Return whose body it is: "the nurses' union" is no union of others."""
        return {
            token.lower_
            for token in self.doc[slice(*piece)]
            if token.tag_ == "NNS" and token.dep_ == "nmod:poss"
        }

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
        if opening & {"both", "two"}:
            return self._pair(piece, noun)
        for voice in reversed(self.recent):
            if voice.head == noun and voice.mention.anonymous:
                return Voice(self.naming.again(piece, voice.mention), voice.via, noun, plural=True)
        return None

    def _pair(self, piece: Piece, noun: str) -> Voice | None:
        """Resolve "both women" to the last two who were named together: "A and B"."""
        pronoun = {"women": "she", "men": "he"}.get(noun)
        later: Named | None = None
        for named in self.mentions.before(piece[0]):
            joined = later is not None and [
                token.lower_ for token in self.doc[named.end : later.start]
            ] in (["and"], ["and", "the"])
            if joined and later is not None and named.kind is later.kind:
                fits = named.kind is SourceKind.PERSON if pronoun else True
                wrong = pronoun and any(
                    self.pronouns.agrees(pronoun, one.name) is False for one in (named, later)
                )
                if fits and not wrong and named.kind is not SourceKind.UNKNOWN:
                    return self.naming.together([named.name, later.name], piece, named.kind)
            later = named
        return self._only_two(piece, pronoun) if pronoun else None

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

    def _bearer(self, piece: Piece, noun: str, *, headline: bool) -> Voice | None:
        bearers = self.roles.bearers(noun)
        earlier = [one for one in bearers if one.start < piece[0]]
        if len({one.name for one in earlier}) > 1:
            names = {one.name for one in earlier}
            last = next((one for one in self.mentions.before(piece[0]) if one.name in names), None)
            return self.naming.named(last or earlier[-1], piece)
        if earlier or (bearers and headline):
            return self.naming.named(earlier[-1] if earlier else bearers[0], piece)
        return None

    def _of_kind(self, piece: Piece, noun: str, *, headline: bool) -> Voice | None:
        kinds = KINDS.get(noun, frozenset())
        bearing = self._bearing(piece, noun, headline=headline)
        if bearing is not None or not kinds:
            return bearing
        fuller = None if headline else self._fuller(piece, noun)
        if fuller is not None:
            return fuller
        told = self._told_by(kinds)
        if told is not None and self._allows(piece, told.mention.name):
            mention = self.naming.mention(piece, told.mention.name, told.mention.kind)
            return Voice(mention, head=noun)
        candidates = list(self.mentions.named if headline else self.mentions.before(piece[0]))
        if SourceKind.COMPANY in kinds or SourceKind.GROUP in kinds:
            kinds = self._loosened(kinds, candidates)
        for named in candidates:
            if (
                named.kind in kinds
                and named.name != self.publisher
                and named.start not in range(*piece)
                and self._allows(piece, named.name)
            ):
                return self.naming.named(named, piece)
        if any(token.pos_ == "PROPN" for token in self.doc[piece[0] : piece[1] - 1]):
            return None
        return self._unsure(piece, noun) if SourceKind.OUTLET in kinds else self._subject(piece)

    def _fuller(self, piece: Piece, noun: str) -> Voice | None:
        """Return "the electoral commission" for "the commission", where the text calls it so."""
        if [token.lower_ for token in self.doc[slice(*piece)]] != ["the", noun]:
            return None
        for at in range(piece[0] - 1, max(piece[0] - FAR, -1), -1):
            token = self.doc[at]
            if token.lower_ != noun or self.mentions.within(at, at + INTRODUCING + 2):
                continue  # "The spy agency, the X," goes by its name.
            own = children(token, "amod", "compound")
            led = any(one.lower_ == "the" for one in token.lefts)
            if led and own and all(one.is_lower and one.head == token for one in own):
                phrase = own[0].i, at + 1
                name = self.doc[slice(*phrase)].text
                return Voice(self.naming.mention(piece, name, SourceKind.GROUP), head=noun)
        return None

    def _subject(self, piece: Piece) -> Voice | None:
        """Return the last subject that may be a body: X of "X cancelled it. The airline said"."""
        sent = self.doc[piece[0]].sent
        start = self.doc[sent.start - 1].sent.start if sent.start else 0
        for named in self.mentions.before(piece[0]):
            if named.start < start:
                return None
            if self._tells_nothing(named) and self.pronouns.is_subject(named):
                return self.naming.named(named, piece)
        return None

    def _tells_nothing(self, named: Named) -> bool:
        """Say whether a name may be a body's, whatever it was taken for."""
        place = self.mentions.register.country(named.name) is not None
        lone = " " not in named.name and not is_given_name(named.name)
        titled = self.roles.words(named.name) & (HUMAN | TITLES)
        person = named.kind is SourceKind.PERSON and not (lone and not titled)
        return not place and not person and named.kind in LOOSE

    def _unsure(self, piece: Piece, noun: str) -> Voice | None:
        """Return the last voice whose name does not tell that it is an outlet's."""
        for voice in reversed(self.recent):
            if self._may_be_body(voice):
                mention = self.naming.mention(piece, voice.mention.name, SourceKind.OUTLET)
                return Voice(mention, head=noun)
        return None

    def _told_by(self, kinds: frozenset[SourceKind]) -> Voice | None:
        """Return the last voice of a kind."""
        voices = [voice for voice in reversed(self.recent) if not voice.plural]
        return next((voice for voice in voices if voice.mention.kind in kinds), None)

    def _may_be_body(self, voice: Voice) -> bool:
        """Say whether a name that tells nothing may be an outlet's."""
        mention = voice.mention
        if mention.kind is SourceKind.PERSON:
            titled = self.roles.words(mention.name) & (HUMAN | TITLES)
            return " " in mention.name and not titled and not is_given_name(mention.name.split()[0])
        return mention.kind is SourceKind.GROUP

    def _allows(self, piece: Piece, name: str) -> bool:
        """Say whether a phrase can mean a body: "Exampleland's foreign ministry" is no other's."""
        own = [token for token in self.doc[piece[0] : piece[1] - 1] if not token.is_stop]
        named = {word.lower() for word in name.split()}
        if self.doc[piece[1] - 1].lower_ in OFFICES:
            return all(token.lower_ in named for token in own if token.is_alpha)
        noun = self.doc[piece[1] - 1].lower_
        if (noun in PRINTED and AIR & named) or (noun in AIRED and PRINT & named):
            return False
        told = {token.lower_ for token in own if token.pos_ == "PROPN" and not self._seat(token)}
        return told <= named or told <= named | self._introducing(name)

    def _seat(self, token: Token) -> bool:
        """Say whether a word only tells where a body sits: "the Exampleton-based group"."""
        return [one.lower_ for one in self.doc[token.i + 1 : token.i + 3]] == ["-", "based"]

    def _introducing(self, name: str) -> set[str]:
        """Return the words right before a name: "the Norland daily X" is "the Norland paper"."""
        return {
            token.lower_
            for named in self.mentions.named
            if named.name == name
            for token in self.doc[max(named.start - INTRODUCING, 0) : named.start]
        }

    def _bearing(self, piece: Piece, noun: str, *, headline: bool) -> Voice | None:
        """Resolve "the union" and "the fund" to the last body whose name says that it is one."""
        for named in self.mentions.named if headline else self.mentions.before(piece[0]):
            if named.kind is not SourceKind.PERSON and noun in {
                head_noun(named.name),
                named.name.rsplit(maxsplit=1)[-1].lower(),
            }:
                return self.naming.named(named, piece)
        return None

    def _last_person(self, piece: Piece) -> Voice | None:
        for voice in reversed(self.recent):
            if voice.mention.kind is SourceKind.PERSON:
                return Voice(
                    self.naming.mention(piece, voice.mention.name, SourceKind.PERSON), head="person"
                )
        return None

    def _loosened(
        self, kinds: frozenset[SourceKind], candidates: Sequence[Named]
    ) -> frozenset[SourceKind]:
        """Let a body of no telling name be "the company", where no known company stands near."""
        known = any(named.kind in kinds for named in candidates)
        return kinds if known else kinds | {SourceKind.GROUP, SourceKind.COMPANY}
