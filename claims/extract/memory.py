"""Whom descriptions and pronouns point back to."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from claims.extract.frame import SUBJECTS, Piece, children, last_solid
from claims.extract.gender import FEMALE_WORDS, MALE_WORDS, SHE, agrees
from claims.extract.kinds import head_noun
from claims.extract.mentions import Mentions
from claims.extract.names import Named
from claims.extract.naming import Naming, Voice
from claims.extract.nouns import EPITHETS, PAPERS, PRESS, SPOKEN_FOR, STATE
from claims.extract.roles import IN_NAME, KINDS, Roles
from db.vocabulary import SourceKind

HEARERS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.BOOK})
SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
OPENING = frozenset("\"'\u201c\u2018\u00ab\u201e")
MEMORY = 12
NEAR = 250
SOON = 80


@dataclass(slots=True)
class Memory:
    """Who has spoken so far, and whom the article named, in the order of the text.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        roles: what it calls them.
        naming: names what stands in one phrase.
        publisher: who publishes it, whom no description means.
        recent: the last voices.
    """

    doc: Doc
    mentions: Mentions
    roles: Roles
    naming: Naming
    publisher: str
    recent: list[Voice] = field(default_factory=list)

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
        return body or (self._epithet(piece, head) if noun in EPITHETS else None)

    def _epithet(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the billionaire" to the person who spoke last or was the last subject."""
        if children(head, "nmod", "acl:relcl", "acl", "appos"):
            return None
        pronoun = "she" if head.lower_ in FEMALE_WORDS else "he"
        near = [voice for voice in reversed(self.recent) if piece[0] - voice.position <= NEAR]
        for voice in near[:1]:
            gendered = head.lower_ in FEMALE_WORDS | MALE_WORDS
            if voice.person and not (
                gendered and self._agrees(pronoun, voice.mention.name) is False
            ):
                mention = self.naming.mention(piece, voice.mention.name, voice.mention.kind)
                return Voice(mention, (), head.lower_)
        subject = self._last_subject(piece, "")
        return self.naming.named(subject, piece) if subject is not None else None

    def body_called(self, piece: Piece, noun: str, *, headline: bool = False) -> Voice | None:
        """Return who is meant by a noun: who was called so, or else the last of that kind."""
        return self._bearer(piece, noun, headline=headline) or self._of_kind(
            piece, noun, headline=headline
        )

    def _described_many(self, piece: Piece, noun: str) -> Voice | None:
        first, second = (token.lower_ for token in self.doc[piece[0] : piece[0] + 2])
        if noun in {"newspapers", "papers", "outlets", "media", "newspaper"}:
            for voice in reversed(self.recent):
                if voice.plural and voice.mention.kind in HEARERS:
                    return Voice(
                        self.naming.mention(piece, voice.mention.name, voice.mention.kind),
                        head=noun,
                        plural=True,
                    )
        if "both" in {first, second} or "two" in {first, second}:
            return self._pair(piece, noun)
        for voice in reversed(self.recent):
            if voice.head == noun and voice.mention.anonymous:
                return Voice(voice.mention, voice.via, noun, plural=True)
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
                    self._agrees(pronoun, one.name) is False for one in (named, later)
                )
                if fits and not wrong and named.kind is not SourceKind.UNKNOWN:
                    return self.naming.together([named.name, later.name], piece, named.kind)
            later = named
        return None

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
        if noun in IN_NAME or not kinds:
            bearing = self._bearing(piece, noun, headline=headline)
            if bearing is not None:
                return bearing
        if not kinds:
            return None
        for voice in reversed(self.recent):
            if voice.mention.kind in kinds and not voice.plural:
                return Voice(
                    self.naming.mention(piece, voice.mention.name, voice.mention.kind), head=noun
                )
        candidates = list(self.mentions.named if headline else self.mentions.before(piece[0]))
        if SourceKind.COMPANY in kinds or SourceKind.GROUP in kinds:
            kinds = self._loosened(kinds, candidates)
        for named in candidates:
            if (
                named.kind in kinds
                and named.name != self.publisher
                and named.start not in range(*piece)
            ):
                return self.naming.named(named, piece)
        return None

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

    def pronoun(self, piece: Piece, pronoun: str, cue: int) -> Voice:
        """Resolve a pronoun to who spoke last and fits, else to who was named last and agrees."""
        introduced = self._introduced(piece, pronoun) if pronoun in SINGULAR_PERSON else None
        if introduced is not None:
            return self.naming.named(introduced, piece)
        near = [voice for voice in reversed(self.recent) if cue - voice.position <= NEAR]
        fitting = [voice for voice in near if self._fits(pronoun, voice)]
        sure = next((voice for voice in fitting if self._agrees(pronoun, voice.mention.name)), None)
        if fitting and self._goes_on(fitting[0], cue):
            sure = fitting[0]
        if pronoun in SINGULAR_PERSON and sure is None and (not fitting or pronoun in SHE):
            named = self._named_person(piece, pronoun, sure=not fitting)
            if named is not None:
                return self.naming.named(named, piece)
        for voice in [sure, *fitting] if sure and pronoun in SHE else fitting:
            mention = voice.mention
            if not mention.anonymous:
                mention = self.naming.mention(piece, mention.name, mention.kind)
            return Voice(mention, voice.via if mention.anonymous else (), voice.head, voice.plural)
        return self.naming.as_it_stands(piece, self.naming.head(piece))

    def _introduced(self, piece: Piece, pronoun: str) -> Named | None:
        """Return the one person of the sentence before a quotation, where nobody speaks in it."""
        sent = self._before_paragraph(piece)
        if sent is None or any(sent.start <= voice.position < sent.end for voice in self.recent):
            return None
        people = {
            one.name: one
            for one in self.mentions.within(sent.start, sent.end)
            if one.kind is SourceKind.PERSON and self._agrees(pronoun, one.name) is not False
        }
        acting = [one for one in people.values() if self._is_subject(one, sent.root)]
        if acting:
            return acting[0]
        if len(people) > 1:
            people = {name: one for name, one in people.items() if self._is_new(one)}
        return next(iter(people.values())) if len(people) == 1 else None

    def _is_subject(self, named: Named, verb: Token) -> bool:
        tokens = self.doc[named.start : named.end]
        return any(token.dep_ in SUBJECTS and token.head == verb for token in tokens)

    def _before_paragraph(self, piece: Piece) -> Span | None:
        """Return the sentence before the paragraph, if that begins with a quotation."""
        place = self.doc[piece[0]].idx
        paragraphs = self.doc._.claims_paragraphs or []
        at = bisect_right(paragraphs, (place, len(self.doc.text))) - 1
        if at <= 0 or self.doc.text[paragraphs[at][0]] not in OPENING:
            return None
        start, end = paragraphs[at - 1]
        before = self.doc.char_span(start, end, alignment_mode="contract")
        solid = [token for token in before or () if not token.is_space]
        return solid[-1].sent if solid else None

    def _is_new(self, named: Named) -> bool:
        """Say whether an article names somebody for the first time, and in full."""
        earlier = any(one.name == named.name for one in self.mentions.before(named.start))
        return not earlier and named.end - named.start > 1

    def _goes_on(self, voice: Voice, cue: int) -> bool:
        """Say whether somebody whose full name does not tell the gender has just spoken."""
        last = bool(self.recent) and self.recent[-1].mention.name == voice.mention.name
        named = voice.person and " " in voice.mention.name
        return last and named and cue - voice.position <= SOON

    def _agrees(self, pronoun: str, name: str) -> bool | None:
        if pronoun not in SINGULAR_PERSON:
            return True
        return agrees(pronoun, name, self.roles.words(name))

    def _named_person(self, piece: Piece, pronoun: str, *, sure: bool) -> Named | None:
        """Return the last person named who agrees, or else who may agree."""
        possible = self._last_subject(piece, pronoun)
        if possible is not None and (sure or self._agrees(pronoun, possible.name)):
            return possible
        for named in self.mentions.before(piece[0]):
            if named.kind is not SourceKind.PERSON or piece[0] - named.start > NEAR:
                continue
            verdict = self._agrees(pronoun, named.name)
            if verdict:
                return named
            if verdict is None and possible is None:
                possible = named
        return possible if sure else None

    def _last_subject(self, piece: Piece, pronoun: str) -> Named | None:
        """Return the person who is the subject of the sentence before, unless gender forbids."""
        start = self.doc[piece[0]].sent.start
        earlier = self.doc[max(last_solid(self.doc, start, 0), 0)].sent.start
        for named in self.mentions.before(start):
            if named.start < earlier:
                return None
            subject = any(token.dep_ in SUBJECTS for token in self.doc[named.start : named.end])
            fits = (
                named.kind is SourceKind.PERSON and self._agrees(pronoun, named.name) is not False
            )
            if subject and fits:
                return named
        return None

    def _fits(self, pronoun: str, voice: Voice) -> bool:
        anonymous = voice.mention.anonymous
        if pronoun in SINGULAR_PERSON:
            if voice.person and self._agrees(pronoun, voice.mention.name) is False:
                return False
            group = voice.head in KINDS or voice.head in PRESS | STATE | PAPERS
            if voice.head in SPOKEN_FOR:
                return True
            return voice.person or (
                anonymous and not voice.plural and not group and bool(voice.head)
            )
        if pronoun in {"it", "its"}:
            return not voice.person and not voice.plural and not (anonymous and not voice.head)
        return voice.plural or not voice.person
