"""Which body "the paper", "the spy agency" or "the company" is."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.extract.names.gender import is_given_name
from claims.extract.names.kinds import SPECIFIC, TRADING, guess_kind, head_noun, tells_another
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.people import TITLES
from claims.extract.names.roles import KINDS, Roles
from claims.extract.nouns import HUMAN, STATE, words
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.speakers.paragraphs import paragraph_start
from claims.extract.speakers.pronouns import Pronouns
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

HEARERS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.BOOK})
LOOSE = frozenset({SourceKind.UNKNOWN, SourceKind.GROUP, SourceKind.PERSON})
AIR = words("radio tv television channel broadcasting kanal")
PRINT = words("times post tribune herald gazette journal chronicle courier telegraph weekly daily")
AIRED = words("broadcaster channel station")
PRINTED = words("paper newspaper daily broadsheet tabloid magazine weekly journal")
# Of these a government has several, told apart by the words before them.
OFFICES = words("ministry department court tribunal committee")
# Of these there are many, each told by what it is for: "the medicines regulator".
ONE_OF_MANY = SPECIFIC - TRADING | words("commission board authority regulator")
SECRET = words("spy intelligence security secret")
TELLING = frozenset({SourceKind.MINISTRY, SourceKind.COURT, SourceKind.GOVERNMENT})
INTRODUCING = 3


@dataclass(slots=True)
class Bodies:
    """Resolves the common nouns of one article that stand for outlets, agencies and companies.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        roles: what it calls them.
        naming: names what stands in one phrase.
        publisher: who publishes it, whom no description means.
        recent: the last voices, kept by the memory that owns this.
        pronouns: whom pronouns stand for.
    """

    doc: Doc
    mentions: Mentions
    roles: Roles
    naming: Naming
    publisher: str
    recent: list[Voice]
    pronouns: Pronouns

    def called(self, piece: Piece, noun: str, *, headline: bool = False) -> Voice | None:
        """Return who is meant by a noun: who was called so, or else the last of that kind.

        Args:
            piece: the phrase: "the spy agency".
            noun: its head, in lower case.
            headline: whether what follows counts as well.
        """
        if noun == "office" and any(
            token.dep_ == "nmod:poss" and token.pos_ == "NOUN" for token in self.doc[slice(*piece)]
        ):
            return None  # "The prosecutor's office" is no other office.
        # Who has the word in its name goes before who was called by another one like it.
        exact = noun in self.roles.borne
        found = (
            (None if exact else self._bearing(piece, noun, headline=headline))
            or self._bearer(piece, noun, headline=headline)
            or self._of_kind(piece, noun, headline=headline)
        )
        return found if found is None or self._tells(piece, noun, found.mention.name) else None

    def _tells(self, piece: Piece, noun: str, name: str) -> bool:
        """Say whether a body is the one that a phrase tells: "the nurses' union" is no others'."""
        told = {
            token.lower_
            for token in self.doc[slice(*piece)]
            if (token.tag_ == "NNS" and token.dep_ == "nmod:poss")
            or (noun in ONE_OF_MANY and token.tag_ == "NNS" and token.dep_ == "nmod")
            or (noun in ONE_OF_MANY and token.tag_ in {"NN", "NNS"} and token.dep_ == "compound")
        }
        own = set(name.lower().split())
        return told <= own or told <= own | self.roles.words(name) | self._introducing(name)

    def _bearer(self, piece: Piece, noun: str, *, headline: bool) -> Voice | None:
        bearers = self.roles.bearers(noun)
        if SECRET & {token.lower_ for token in self.doc[slice(*piece)]}:
            bearers = [one for one in bearers if one.kind not in HEARERS or self._spies(one)]
        earlier = [one for one in bearers if one.start < piece[0]]
        if len({one.name for one in earlier}) > 1:
            names = {one.name for one in earlier}
            last = next((one for one in self.mentions.before(piece[0]) if one.name in names), None)
            return self.naming.named(last or earlier[-1], piece)
        if earlier or (bearers and headline):
            return self.naming.named(earlier[-1] if earlier else bearers[0], piece)
        return None

    def _spies(self, named: Named) -> bool:
        """Say whether an agency is no news agency: "the spy agency" is none."""
        return named.kind is SourceKind.AGENCY and "news" not in self.roles.words(named.name)

    def _of_kind(self, piece: Piece, noun: str, *, headline: bool) -> Voice | None:
        kinds = KINDS.get(noun, frozenset())
        bearing = self._bearing(piece, noun, headline=headline)
        if bearing is not None or not kinds:
            return bearing
        return (
            (None if headline else self.fuller(piece))
            or self._spoke(piece, noun, kinds)
            or self._named_so(piece, kinds, headline=headline)
            or self._tells_little(piece, noun, kinds)
            or self._only_one(piece, kinds)
        )

    def _only_one(self, piece: Piece, kinds: frozenset[SourceKind]) -> Voice | None:
        """Return the only company that the article names, if only further below."""
        if kinds != {SourceKind.COMPANY}:
            return None
        named = {one.name: one for one in self.mentions.named if one.kind is SourceKind.COMPANY}
        only = next(iter(named.values())) if len(named) == 1 else None
        fits = only is not None and self._allows(piece, only.name)
        return self.naming.named(only, piece) if only is not None and fits else None

    def _spoke(self, piece: Piece, noun: str, kinds: frozenset[SourceKind]) -> Voice | None:
        """Return who of these kinds spoke last, or leads the paragraph since."""
        told = self._told_by(kinds)
        here = self._led_here(piece, kinds, told) if told is not None else None
        if here is not None or told is None or not self._allows(piece, told.mention.name):
            return here
        mention = self.naming.mention(piece, told.mention.name, told.mention.kind)
        return Voice(mention, head=noun)

    def _named_so(
        self, piece: Piece, kinds: frozenset[SourceKind], *, headline: bool
    ) -> Voice | None:
        """Return who of these kinds was named last."""
        candidates = list(self.mentions.named if headline else self.mentions.before(piece[0]))
        if SourceKind.COMPANY in kinds or SourceKind.GROUP in kinds:
            candidates = [one for one in candidates if not self._is_known_other(one, kinds)]
            kinds = self._loosened(kinds, candidates)
        for named in candidates:
            if (
                named.kind in kinds
                and named.name != self.publisher
                and named.start not in range(*piece)
                and self._allows(piece, named.name)
            ):
                return self.naming.named(named, piece)
        return None

    def _is_known_other(self, named: Named, kinds: frozenset[SourceKind]) -> bool:
        """Say whether the register knows a body for none of these kinds: a treaty's, no company."""
        entry = self.mentions.register.find(named.name)
        return entry is not None and entry.kind not in kinds

    def _tells_little(self, piece: Piece, noun: str, kinds: frozenset[SourceKind]) -> Voice | None:
        """Return a body whose name tells no kind; a ministry's does, but for its initials."""
        named = any(token.pos_ == "PROPN" for token in self.doc[piece[0] : piece[1] - 1])
        if named:
            return None
        if kinds <= TELLING:
            found = self._subject(piece)
            return found if found is not None and found.mention.name.isupper() else None
        return self._unsure(piece, noun) if SourceKind.OUTLET in kinds else self._subject(piece)

    def fuller(self, piece: Piece) -> Voice | None:
        """Return "the electoral commission" for "the commission", where the text calls it so.

        Args:
            piece: the phrase.
        """
        noun = self.doc[piece[1] - 1]
        bare = self.doc[piece[0]].lower_ == "the" and piece[0] + 2 == piece[1]
        bare = bare and noun.lower_ not in STATE  # Of these the article's country has its own.
        name = self.naming.forms.name(piece, noun.i) if bare else ""
        return self.formed(piece, noun, name) if name and name != noun.lower_ else None

    def formed(self, piece: Piece, noun: Token, name: str = "") -> Voice | None:
        """Return a body without a proper name by the fullest form in which the article calls it.

        Args:
            piece: the phrase.
            noun: its head.
            name: that form, where it is known already.
        """
        name = name or self.naming.forms.name(piece, noun.i)
        if not name:
            return None
        entry = self.mentions.register.find(name)
        kind = entry.kind if entry is not None else guess_kind(name)
        known = entry.name if entry is not None else name
        return Voice(self.naming.mention(piece, known, kind), head=noun.lower_)

    def _led_here(self, piece: Piece, kinds: frozenset[SourceKind], told: Voice) -> Voice | None:
        """Return the body that leads this paragraph, where another one spoke before it."""
        start = paragraph_start(self.doc, piece[0])
        if told.position >= start:
            return None
        for named in self.mentions.before(piece[0]):
            if named.start < start:
                return None
            own = named.kind in kinds and named.name != self.publisher
            if own and self._allows(piece, named.name) and self.pronouns.is_subject(named):
                return self.naming.named(named, piece)
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
        return mention.kind is SourceKind.GROUP and not mention.name.islower()

    def _allows(self, piece: Piece, name: str) -> bool:
        """Say whether a phrase can mean a body: "Exampleland's foreign ministry" is no other's."""
        noun = self.doc[piece[1] - 1].lower_
        own = [token for token in self.doc[piece[0] : piece[1] - 1] if not token.is_stop]
        named = {word.lower() for word in name.split()}
        common = head_noun(name) in name.split()  # Of common nouns: "tax office".
        if noun in OFFICES and head_noun(name) in OFFICES - {noun}:
            return False
        if common and noun not in {head_noun(name), "agency", "watchdog"}:
            return False
        if common or noun in OFFICES:
            return all(token.lower_ in named for token in own if token.is_alpha)
        if tells_another(noun, head_noun(name)):
            return False
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

    def _loosened(
        self, kinds: frozenset[SourceKind], candidates: Sequence[Named]
    ) -> frozenset[SourceKind]:
        """Let a body of no telling name be "the company", where no known company stands near."""
        known = any(named.kind in kinds for named in candidates)
        return kinds if known else kinds | {SourceKind.GROUP, SourceKind.COMPANY}
