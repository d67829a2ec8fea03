"""Whom a pronoun stands for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from claims.extract.names.gender import FEMALE_WORDS, MALE_WORDS, SHE, agrees, sounds_female
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.newcomers import comes_in, may_mean
from claims.extract.names.roles import KINDS, Roles
from claims.extract.nouns import HUMAN, PAPERS, PRESS, SPOKEN_FOR, STATE, UNNAMED
from claims.extract.quote import Mention
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.speakers.paragraphs import paragraph, paragraph_start
from claims.extract.text.parse import SUBJECTS, Piece, children, last_solid, noun_phrase, subject_of
from db.vocabulary import SourceKind

SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
NEUTER = frozenset({"it", "its"})
THEY = frozenset({"they", "their", "them"})
NO_BODIES = frozenset({SourceKind.PERSON, SourceKind.UNKNOWN})
PERSONAL = frozenset({"he", "she", "they"})
OPENING = frozenset("\"'\u201c\u2018\u00ab\u201e")
PARTS = frozenset({"appos", "flat", "nmod:desc", "nmod:unmarked"})
# So many tokens back a reader remembers who spoke, and so many nobody has to be named again.
FEW = 4
NEAR = 250
SOON = 80


@dataclass(slots=True)
class Pronouns:
    """Resolves the pronouns of one article.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        roles: what it calls them.
        naming: names what stands in one phrase.
        publisher: who publishes it, whom no pronoun means.
        recent: the last voices, kept by the memory that owns this.
        said: the tokens that others say: whom they name is no subject of the article's own.
        body: names a body by its common noun: "the coastguard".
    """

    doc: Doc
    mentions: Mentions
    roles: Roles
    naming: Naming
    publisher: str
    recent: list[Voice]
    said: frozenset[int]
    body: Callable[[Piece, Token], Voice | None] | None = None

    def resolve(self, piece: Piece, pronoun: str, cue: int) -> Voice:
        """Return who is meant: the last subject, who was just introduced, or who spoke last.

        Args:
            piece: the pronoun.
            pronoun: in lower case.
            cue: the word that attributes.
        """
        here = self._common(piece, pronoun) or self._here(piece, pronoun)
        if here is not None:
            return here
        near = [voice for voice in reversed(self.recent) if cue - voice.position <= NEAR]
        fitting = [voice for voice in near if self._fits(pronoun, voice)]
        sure = next((voice for voice in fitting if self._surely(pronoun, voice)), None)
        sure = sure or (self._sounding(fitting) if pronoun in SHE else None)
        if fitting and self._goes_on(fitting[0], cue):
            sure = fitting[0]
        only = self._only_one(piece, pronoun) if self._spoke_elsewhere(piece, fitting) else None
        if only is not None:
            return self.naming.named(only, piece)
        if pronoun in SINGULAR_PERSON and sure is None and (not fitting or pronoun in SHE):
            named = self._named_person(piece, pronoun, sure=not fitting)
            if named is not None:
                return self.naming.named(named, piece)
        for voice in [sure, *fitting] if sure and pronoun in SHE else fitting:
            mention = self.naming.again(piece, voice.mention)
            return Voice(mention, voice.via if mention.anonymous else (), voice.head, voice.plural)
        named = self._last_body(piece) if pronoun in NEUTER else None
        if named is not None:
            return self.naming.named(named, piece)
        own = self._own_subject(piece) if pronoun in NEUTER | THEY else None
        return own or self.naming.as_it_stands(piece, self.naming.head(piece))

    def _own_subject(self, piece: Piece) -> Voice | None:
        """Return X of "X has recalled the drug, it said"."""
        before = self.doc[self.doc[piece[0]].sent.start : piece[0]]
        subject = next((one for one in before if one.dep_ in SUBJECTS), None)
        named = self.mentions.at(subject.i) if subject is not None else None
        if named is not None and named.kind is not SourceKind.PERSON:
            return self.naming.named(named, piece)
        if subject is None or self.body is None or named is not None or subject.pos_ != "NOUN":
            return None
        voice = self.body(noun_phrase(subject), subject)
        return replace(voice, mention=self.naming.again(piece, voice.mention)) if voice else None

    def _last_body(self, piece: Piece) -> Named | None:
        """Return the body that the sentence before has named last."""
        before = self._sentence_before(piece)
        named = self.mentions.within(before.start, before.end) if before is not None else []
        return next((one for one in reversed(named) if one.kind not in NO_BODIES), None)

    def _here(self, piece: Piece, pronoun: str) -> Voice | None:
        """Return who acts in the paragraph so far, with or without a name."""
        named = self._nearest(piece, pronoun) or self._introduced(piece, pronoun)
        stranger = self._stranger(piece, pronoun)
        if stranger is not None and (named is None or named.start < stranger.i):
            return self._unnamed(piece, stranger)
        return self.naming.named(named, piece) if named is not None else None

    def _common(self, piece: Piece, pronoun: str) -> Voice | None:
        """Return "the coastguard" of the sentence before, of which "it" tells, if nobody spoke."""
        before = self._sentence_before(piece) if pronoun in NEUTER | THEY else None
        if before is None or any(one.position >= before.start for one in self.recent):
            return None
        subject = self._subject_of(before)
        if subject is None or self.body is None or subject.pos_ != "NOUN":
            return None
        if subject.i in self.said or self.mentions.within(before.end, piece[0]):
            return None
        start, end = noun_phrase(subject)
        voice = self.body((start, max(end, subject.i + 1)), subject)
        return replace(voice, mention=self.naming.again(piece, voice.mention)) if voice else None

    def _subject_of(self, sent: Span) -> Token | None:
        """Return the subject of a sentence; where the parse has none, the noun that opens it."""
        nouns = (token for token in sent[:FEW] if token.pos_ == "NOUN")
        return subject_of(sent.root) or next(nouns, None)

    def _sentence_before(self, piece: Piece) -> Span | None:
        """Return the sentence before that of a phrase, in its paragraph."""
        start = self.doc[piece[0]].sent.start
        last = last_solid(self.doc, start, 0)
        return self.doc[last].sent if last >= paragraph_start(self.doc, piece[0]) else None

    def _surely(self, pronoun: str, voice: Voice) -> bool:
        """Say whether a voice is surely meant: "she" for a widow without a name."""
        if voice.mention.anonymous and pronoun in SINGULAR_PERSON:
            return voice.head in (FEMALE_WORDS if pronoun in SHE else MALE_WORDS)
        return bool(self.agrees(pronoun, voice.mention.name))

    def _sounding(self, fitting: Sequence[Voice]) -> Voice | None:
        """Return who sounds like a woman, if nobody without a name may be meant by "she"."""
        for voice in fitting:
            if voice.mention.anonymous and not voice.plural and voice.head in HUMAN | UNNAMED:
                return None
            if voice.person and sounds_female(voice.mention.name):
                return voice
        return None

    def agrees(self, pronoun: str, name: str) -> bool | None:
        """Say whether a pronoun can stand for a name; None where nothing tells."""
        if pronoun not in SINGULAR_PERSON:
            return True
        return agrees(pronoun, name, self.roles.words(name))

    def last_subject(self, piece: Piece, pronoun: str) -> Named | None:
        """Return the person who is the subject of the sentence before, unless gender forbids."""
        start = self.doc[piece[0]].sent.start
        earlier = self.doc[max(last_solid(self.doc, start, 0), 0)].sent.start
        for named in self.mentions.before(start):
            if named.start < earlier:
                return None
            if self._may_be(pronoun, named) and self.is_subject(named):
                return named
        return None

    # ---- who was named ------------------------------------------------------------------------

    def _nearest(self, piece: Piece, pronoun: str) -> Named | None:
        """Return the last subject of the paragraph, where nobody who fits has spoken since."""
        if pronoun not in SINGULAR_PERSON | NEUTER:
            return None
        floor = self._floor(piece, pronoun)
        for named in self.mentions.before(piece[0]):
            if named.start < floor:
                return None
            if named.start in self.said or named.name == self.publisher:
                continue
            if self._may_be(pronoun, named) and self.is_subject(named):
                return named
        return None

    def _floor(self, piece: Piece, pronoun: str) -> int:
        """Return where the paragraph begins, or who fits has spoken; "her mother" does not."""
        spoken = (
            one.position
            for one in reversed(self.recent)
            if self._fits(pronoun, one) and not self._owned(one)
        )
        return max(paragraph_start(self.doc, piece[0]), next(spoken, 0))

    def _owned(self, voice: Voice) -> bool:
        """Say whether a voice is that of "her mother"."""
        first = voice.mention.surface.partition(" ")[0].lower()
        return voice.mention.anonymous and first in {"his", "her"}

    def _stranger(self, piece: Piece, pronoun: str) -> Token | None:
        """Return who came in without a name in this paragraph: "I met an official. He ..."."""
        if pronoun not in PERSONAL:
            return None
        for at in range(piece[0] - 1, self._floor(piece, pronoun), -1):
            token = self.doc[at]
            heard = at in self.said and piece[0] not in self.said
            if token.tag_ in {"NN", "NNS"} and not heard and comes_in(token, self.mentions):
                return token if may_mean(pronoun, token) else None
        return None

    def _unnamed(self, piece: Piece, noun: Token) -> Voice:
        start, end = self.naming.offsets(piece)
        surface = self.doc[slice(*piece)].text
        mention = Mention("", surface, SourceKind.ANONYMOUS, start, end)
        return Voice(mention, head=noun.lower_, plural=noun.tag_ == "NNS")

    def _spoke_elsewhere(self, piece: Piece, fitting: Sequence[Voice]) -> bool:
        """Say whether who may be meant is a spokesperson heard before this paragraph."""
        last = fitting[0] if fitting else None
        far = last is not None and last.position < paragraph_start(self.doc, piece[0])
        return far and last is not None and last.head in SPOKEN_FOR

    def _only_one(self, piece: Piece, pronoun: str) -> Named | None:
        """Return the one person whom the paragraph has named so far."""
        named = self.mentions.within(paragraph_start(self.doc, piece[0]), piece[0])
        own = [one for one in named if one.start not in self.said and self._may_be(pronoun, one)]
        return own[-1] if len({one.name for one in own}) == 1 else None

    def _may_be(self, pronoun: str, named: Named) -> bool:
        if pronoun in NEUTER:
            return named.kind is not SourceKind.PERSON
        return named.kind is SourceKind.PERSON and self.agrees(pronoun, named.name) is not False

    def is_subject(self, named: Named) -> bool:
        """Say whether a name is the subject of a clause, or stands beside one."""
        for token in self.doc[named.start : named.end]:
            top = token
            while top.dep_ in PARTS and top.head != top:
                top = top.head
            if top.dep_ in SUBJECTS or (
                top.dep_ == "ROOT" and (children(top, "cop", "acl:relcl") or _opens(top))
            ):  # "The second man was Ben Example" tells of him as well.
                return True
        return self._is_apposed(named)

    def _is_apposed(self, named: Named) -> bool:
        """Recognise X of "the president, X, spoke", whatever the parse makes of it."""
        before, after = self.doc[max(named.start - 2, 0) : named.start], self.doc[named.end :][:1]
        return [token.text for token in (*before[1:], *after)] == [",", ","] and before[
            0
        ].dep_ in SUBJECTS

    def _introduced(self, piece: Piece, pronoun: str) -> Named | None:
        """Return the one person of the sentence before a quotation, where nobody speaks in it."""
        sent = self._before_quotation(piece) if pronoun in SINGULAR_PERSON else None
        if sent is None or any(sent.start <= voice.position < sent.end for voice in self.recent):
            return None
        people = {
            one.name: one
            for one in self.mentions.within(sent.start, sent.end)
            if self._may_be(pronoun, one)
        }
        acting = [one for one in people.values() if self._acts(one, sent.root)]
        if acting:
            return acting[0]
        if len(people) > 1:
            people = {name: one for name, one in people.items() if self._is_new(one)}
        return next(iter(people.values())) if len(people) == 1 else None

    def _acts(self, named: Named, verb: Token) -> bool:
        tokens = self.doc[named.start : named.end]
        return any(token.dep_ in SUBJECTS and token.head == verb for token in tokens)

    def _before_quotation(self, piece: Piece) -> Span | None:
        """Return the sentence before the paragraph, if that begins with a quotation."""
        own, before = paragraph(self.doc, piece[0]), paragraph(self.doc, piece[0], back=1)
        if own is None or before is None or own[0].text[0] not in OPENING:
            return None
        solid = [token for token in before if not token.is_space]
        return solid[-1].sent if solid else None

    def _is_new(self, named: Named) -> bool:
        """Say whether an article names somebody for the first time, and in full."""
        earlier = any(one.name == named.name for one in self.mentions.before(named.start))
        return not earlier and named.end - named.start > 1

    def _named_person(self, piece: Piece, pronoun: str, *, sure: bool) -> Named | None:
        """Return the last person named who agrees, or else who may agree."""
        possible = self.last_subject(piece, pronoun)
        if possible is not None and (sure or self.agrees(pronoun, possible.name)):
            return possible
        for named in self._people_before(piece):
            verdict = self.agrees(pronoun, named.name)
            if verdict:
                return named
            if verdict is None and possible is None:
                possible = named
        return possible if sure else None

    def _people_before(self, piece: Piece) -> Iterator[Named]:
        for named in self.mentions.before(piece[0]):
            if named.kind is SourceKind.PERSON and piece[0] - named.start <= NEAR:
                yield named

    # ---- who has spoken -----------------------------------------------------------------------

    def _goes_on(self, voice: Voice, cue: int) -> bool:
        """Say whether somebody whose full name does not tell the gender has just spoken."""
        last = bool(self.recent) and self.recent[-1].mention.name == voice.mention.name
        named = voice.head in SPOKEN_FOR or (voice.person and " " in voice.mention.name)
        return last and named and cue - voice.position <= SOON

    def _fits(self, pronoun: str, voice: Voice) -> bool:
        anonymous = voice.mention.anonymous
        if pronoun in SINGULAR_PERSON:
            if voice.person and self.agrees(pronoun, voice.mention.name) is False:
                return False
            group = voice.head in KINDS or voice.head in PRESS | STATE | PAPERS
            if voice.head in SPOKEN_FOR:
                return True
            return voice.person or (
                anonymous and not voice.plural and not group and bool(voice.head)
            )
        if pronoun in NEUTER:
            if voice.head in PAPERS:
                return True
            return not voice.person and not voice.plural and not (anonymous and not voice.head)
        return voice.plural or not voice.person


def _opens(token: Token) -> bool:
    """Say whether a name opens a sentence without a verb in the parse: "X, a nurse, disagrees"."""
    return token.i == token.sent.start and bool(children(token, "parataxis"))
