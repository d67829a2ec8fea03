"""Spokespeople, named or not, speak for the body that employs them."""

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.people import TITLES
from claims.extract.names.roles import KINDS
from claims.extract.nouns import STATE, words
from claims.extract.quote import Mention
from claims.extract.speakers.institutions import Institutions
from claims.extract.speakers.memory import Memory
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.speakers.pronouns import SINGULAR_PERSON
from claims.extract.speakers.staffs import Staffs
from claims.extract.text.parse import (
    SUBJECTS,
    Piece,
    children,
    last_solid,
    noun_phrase,
    subject_of,
)
from db.vocabulary import SourceKind

SPOKES = words("mouthpiece spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen")
# "The press service" of a body speaks for it as its spokesman does.
PRESS_ROOMS = words("service office department secretary officer centre center")
FOR = words("for of at with from")
INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "PRON", "NUM"})
PRONOUNS = SINGULAR_PERSON | {"its", "their"}
LEADING = words("a an another one chief senior lead top national")
OFFICES = words("minister president chancellor premier governor mayor king queen pope prosecutor")
LONGEST = 10
# With these a spokesperson speaks for nobody else.
PRIVATELY = (
    "personally", "personal capacity", "private capacity", "personal view", "personal opinion",
    "own name", "own opinion", "speaking for himself", "speaking for herself", "for myself",
)  # fmt: skip


@dataclass(slots=True)
class Spokespeople:
    """The spokespeople of one article.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        naming: names what stands in one phrase.
        memory: whom descriptions mean.
        institutions: its police, armies and coast guards.
        staffs: its campaigns and offices.
        bodies: for each spokesperson who is named, the words for the body; None where it is plain.
        heard: for each who has spoken, the body that it was for.
    """

    doc: Doc
    mentions: Mentions
    naming: Naming
    memory: Memory
    institutions: Institutions
    staffs: Staffs
    bodies: dict[str, Piece | None] = field(init=False)
    heard: dict[str, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bodies = {}
        for token in self.doc:
            person = self._person(token) if self._speaks_for(token) else None
            body = self._body_piece(token) if person is not None else None
            if person is not None:
                self.bodies[person.name] = self.bodies.get(person.name) or body

    def _speaks_for(self, token: Token) -> bool:
        """Say whether a noun means a spokesperson; a representative, where "for" follows."""
        after = self.doc[token.i + 1].lower_ if token.i + 1 < len(self.doc) else ""
        represents = token.lower_ == "representative" and after in {"for", "of"}
        before = self.doc[token.i - 1].lower_ if token.i else ""
        press = before == "press" and token.lower_ in PRESS_ROOMS
        return represents or press or token.lower_ in SPOKES

    def voice(self, piece: Piece, head: Token, named: Named | None) -> Voice | None:
        """Return the body that somebody speaks for, or else the spokesperson; None for neither.

        Args:
            piece: the phrase.
            head: its head.
            named: the person whom it names.
        """
        speaks = self._speaks_for(head)
        beside = self._person(head) if speaks else None
        person = beside or (named if named is not None and named.name in self.bodies else None)
        if person is not None:
            body = self.bodies.get(person.name)
        else:
            body = self._body_piece(head) if speaks else None
        found = self._owner(body) if body is not None else None
        if found is None and body is not None:
            found = self._civic(body, told=person is not None) or self._office(body)
        unknown = person is not None and body is not None
        if found is None and not unknown and (speaks or person is not None):
            found = self._known(person, piece) or self._before(piece)
        if person is not None and (found is None or found.person or self._for_himself(piece)):
            return self.naming.named(person, piece)
        if found is None or found.mention.anonymous:
            return None
        mention = self.naming.mention(piece, found.mention.name, found.mention.kind)
        if person is not None:
            self.heard.setdefault(person.name, mention)
        return Voice(mention, (), "spokesman")

    def _known(self, person: Named | None, piece: Piece) -> Voice | None:
        """Return the body for which a spokesperson spoke before."""
        body = self.heard.get(person.name) if person is not None else None
        return Voice(self.naming.again(piece, body)) if body is not None else None

    def spoken_for(self, piece: Piece, voice: Voice) -> Voice:
        """Return the body instead of its spokesperson, whom a description means: "the general".

        Args:
            piece: the description.
            voice: whom it means.
        """
        body = self.bodies.get(voice.mention.name) if voice.person else None
        found = self._owner(body) if body is not None else None
        if found is None or found.person or found.mention.anonymous or self._for_himself(piece):
            return voice
        return replace(voice, mention=self.naming.again(piece, found.mention), head="spokesman")

    def _for_himself(self, piece: Piece) -> bool:
        """Say whether a spokesperson says it for himself: "she said that, personally, she ..."."""
        sent = self.doc[piece[0]].sent
        around = sent.text.lower()
        return any(phrase in around for phrase in PRIVATELY)

    def _before(self, piece: Piece) -> Voice | None:
        """Return the body of "The police ... . A spokesman said"."""
        sent = self.doc[piece[0]].sent
        last = last_solid(self.doc, sent.start, 0)  # White space between paragraphs is no sentence.
        before = self.doc[last].sent if last >= 0 else None
        found = self._subject(sent.start, piece[0])
        found = found or (self._subject(before.start, before.end) if before is not None else None)
        if found is not None:
            return found
        voice = self.memory.pronouns.resolve(piece, "its", piece[0])
        known = voice.mention.name and voice.mention.surface != voice.mention.name
        return voice if known and not voice.person and not voice.mention.anonymous else None

    def _ends_in_place(self, piece: Piece, place: Named) -> bool:
        """Recognise "Greenpeace Norland" before "spokesman": a body's name, not a government."""
        before = self.doc[piece[0] : place.start]
        capitals = all(token.text[:1].isupper() and token.pos_ != "ADJ" for token in before)
        return len(before) > 0 and capitals and place.end == piece[1]

    def _subject(self, start: int, end: int) -> Voice | None:
        """Return the body that is the subject of a main clause in a stretch."""
        subject = next((token for token in self.doc[start:end] if self._leads(token)), None)
        found = self._body(noun_phrase(subject)) if subject is not None else None
        named = found is not None and not found.person and not found.mention.anonymous
        return found if named else None

    def _owner(self, body: Piece) -> Voice | None:
        """Return whose spokesperson it is; of "its" the subject of the clause before."""
        if body[1] - body[0] == 1 and self.doc[body[0]].lower_ == "its":
            clause = self._subject(self.doc[body[0]].sent.start, body[0])
            if clause is not None:
                return clause
        if self.doc[body[1] - 1].lower_ == "their" and self._of_many(body):
            return None
        return self._body(body)

    def _of_many(self, body: Piece) -> bool:
        """Say whether "their" means several without a name: "The tenants met. Their spokesman"."""
        last = last_solid(self.doc, self.doc[body[0]].sent.start, 0)
        subject = subject_of(self.doc[last].sent.root) if last >= 0 else None
        return subject is not None and subject.tag_ == "NNS" and not self._is_body(subject)

    def _is_body(self, noun: Token) -> bool:
        return noun.lower_ in STATE or self.mentions.at(noun.i) is not None

    def _leads(self, token: Token) -> bool:
        """Say whether a noun is the subject of a main clause, auxiliaries taken for verbs too."""
        verb = token.head.head if token.head.dep_ == "aux" else token.head
        main = verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.head.i > verb.i)
        return token.dep_ in SUBJECTS and main and token.pos_ != "PRON"

    # ---- in the text --------------------------------------------------------------------------

    def _person(self, token: Token) -> Named | None:
        """Return X of "spokesman X", "a spokesman for Y, X," and "X, a spokesman for Y"."""
        after = token.i + 1
        while after < len(self.doc) and self.doc[after].lower_.rstrip(".") in TITLES:
            after += 1
        beside = self._named(after)
        if beside is not None:
            return beside
        before = self._left(token)
        if before > 1 and self.doc[before - 1].text == ",":
            apposed = self.mentions.at(before - 2)
            if apposed is not None and apposed.kind is SourceKind.PERSON:
                return apposed
        body = self._body_piece(token)
        end = max(body[1], token.i + 1) if body is not None else token.i + 1
        comma = end < len(self.doc) and self.doc[end].text == ","
        while comma and end + 1 < len(self.doc) and self.doc[end + 1].lower_ in TITLES:
            end += 1
        return self._named(end + 1) if comma else None

    def _named(self, position: int) -> Named | None:
        named = self.mentions.at(position) if position < len(self.doc) else None
        return named if named is not None and named.kind is SourceKind.PERSON else None

    def _left(self, token: Token) -> int:
        start = token.i
        least = max(token.i - LONGEST, token.sent.start)
        while start > least and self.doc[start - 1].pos_ in INSIDE:
            start -= 1
        return start

    def _body_piece(self, token: Token) -> Piece | None:
        """Return the words of "a spokesman for Y", "Y spokesman" that stand for the body."""
        if token.i + 2 < len(self.doc) and self.doc[token.i + 1].lower_ in FOR:
            for child in children(token, "nmod"):
                if child.i > token.i:
                    return noun_phrase(child)
            named = self.mentions.at(token.i + 2)
            return (named.start, named.end) if named is not None else None
        start, end = self._left(token), token.i
        while start < end and self.doc[start].lower_ in LEADING:
            start += 1
        end -= end > start and self.doc[end - 1].lower_ == "press"
        while end > start and self._tells_nothing(self.doc[end - 1]):
            end -= 1
        if start == end or any(one.lower_ in {"former", "ex"} for one in self.doc[start:end]):
            return None
        return start, end

    def _tells_nothing(self, token: Token) -> bool:
        """Say whether a word before "spokesman" is part of no body's name."""
        return token.tag_ == "POS" or (token.pos_ == "ADJ" and token.lower_ not in STATE)

    # ---- who it is ----------------------------------------------------------------------------

    def _body(self, piece: Piece) -> Voice | None:
        last, head = self.doc[piece[1] - 1], self.naming.head(piece)
        if head != last and self.naming.is_state(head):
            placed = self.naming.body(piece, head) or self.naming.at_home(piece, head)
            if placed is not None:
                return placed
        if last.lower_ in PRONOUNS:
            voice = self.memory.pronouns.resolve(piece, last.lower_, piece[0])
            return voice if voice.mention.name.lower() != last.lower_ else None
        named = self.mentions.at(last.i)
        if named is not None and named.kind is not SourceKind.UNKNOWN:
            return self.naming.named(named, piece)
        if named is not None and self._ends_in_place(piece, named):
            return self.naming.as_it_stands(piece, last)
        staff = self.staffs.voice(piece, last)
        if staff is not None:
            return staff
        return self._state(piece, last) or self._called(piece, last, named)

    def _state(self, piece: Piece, noun: Token) -> Voice | None:
        """Resolve "the ministry", "the Norland government", "the coast guard"."""
        body = self.naming.body(piece, noun) if noun.lower_ in STATE else None
        if body is not None:
            return body
        name = self.institutions.name(piece, noun)
        if name:
            name = self.naming.home.institution(name)
            return Voice(self.naming.mention(piece, name, SourceKind.OFFICIAL))
        called = self.memory.bodies.called(piece, noun.lower_) if noun.lower_ in KINDS else None
        if called is not None:
            return called
        if noun.lower_ in STATE:
            home = self.naming.at_home(piece, noun)
            unknown = self._of_unknown(piece, noun)
            return home or unknown or self.memory.last(piece, SourceKind.GOVERNMENT)
        return None

    def _civic(self, piece: Piece, *, told: bool) -> Voice | None:
        """Return "the county council" as the article called it in full.

        Args:
            piece: the words for it.
            told: whether it must be told which one, since a named person says more otherwise.
        """
        found = self.memory.bodies.formed(piece, self.doc[piece[1] - 1])
        return None if found is not None and told and " " not in found.mention.name else found

    def _office(self, piece: Piece) -> Voice | None:
        """Return "prime minister" whose spokesman it is, where nobody is called so."""
        led, last = self.doc[piece[0]].lower_ == "the", self.doc[piece[1] - 1]
        alone = led and last.lower_ in OFFICES and not self.memory.roles.bearers(last.lower_)
        return self.naming.as_it_stands((piece[0] + 1, piece[1]), last) if alone else None

    def _of_unknown(self, piece: Piece, noun: Token) -> Voice | None:
        """Return "foreign ministry", "government" where the article does not tell whose it is."""
        own = [token for token in self.doc[slice(*piece)] if token.pos_ in {"ADJ", "NOUN"}]
        told = noun.lower_ == "government" or (noun.lower_ == "ministry" and len(own) > 1)
        return self.naming.as_it_stands((own[0].i, noun.i + 1), noun) if told else None

    def _called(self, piece: Piece, last: Token, named: Named | None) -> Voice | None:
        """Resolve a country, a name that tells nothing, and "the senator"."""
        inside = [
            one
            for one in self.mentions.within(*piece)
            if one.kind not in {SourceKind.UNKNOWN, SourceKind.PERSON}
        ]
        if inside and self.doc[inside[-1].end].tag_ == "POS" and last.lower_ in KINDS:
            owned = self.doc[inside[-1].end + 1 : piece[1]].text
            name = f"{inside[-1].name}\u2019s {owned}"
            return Voice(self.naming.mention(piece, name, SourceKind.UNKNOWN))
        if inside:
            return self.naming.named(inside[-1], piece)
        if named is not None:
            return self.naming.named(named, piece)
        if last.pos_ == "PROPN":
            return self.naming.as_it_stands(piece, last)
        return self.memory.described(piece, last)
