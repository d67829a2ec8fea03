"""Whom one phrase means: a name, a role, a description, a pronoun, or nobody who is named."""

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from claims.extract.names.gender import FEMALE_WORDS
from claims.extract.names.kinship import owner_of, relation
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.people import TITLES, family_name
from claims.extract.names.roles import KINDS
from claims.extract.nouns import COMPANY_NOUNS, HUMAN, OUTLET_NOUNS, PRESS, STATE, UNNAMED, words
from claims.extract.quote import Mention
from claims.extract.speakers.appositions import Appositions
from claims.extract.speakers.documents import Documents
from claims.extract.speakers.institutions import Institutions
from claims.extract.speakers.joint import Joint
from claims.extract.speakers.memory import DEFINITE, Memory
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.speakers.pronouns import SINGULAR_PERSON
from claims.extract.speakers.spokespeople import Spokespeople
from claims.extract.speakers.staffs import Staffs
from claims.extract.text.parse import Piece, children, noun_phrase
from db.vocabulary import SourceKind

PRONOUNS = SINGULAR_PERSON | {"it", "its", "they", "their", "them", "both"}
RELATIVE = frozenset({"who", "which", "that"})
FIRST = frozenset({"i", "we"})
SHORTEST = 2
# So many tokens back a ministry is still "the ministry".
NEAR = 150
# They read out what their station says.
READERS = frozenset({"newsreader", "newscaster"})
# So many tokens back an outlet is "the paper".
NEAR_BY = 60
PART = words("one another two some several")


@dataclass(slots=True)
class Voices:
    """Resolves the phrases of one article, each by the first of its means that knows.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        publisher: who publishes it.
        naming: names what stands in one phrase.
        memory: who has spoken so far.
        appositions: the names in a phrase and beside it.
        institutions: its police, armies and coast guards.
        staffs: its campaigns and offices.
        joint: who speaks together.
        documents: who wrote its letters and reports.
        spokespeople: who speaks for a body.
    """

    doc: Doc
    mentions: Mentions
    publisher: str
    naming: Naming
    memory: Memory
    appositions: Appositions = field(init=False)
    institutions: Institutions = field(init=False)
    staffs: Staffs = field(init=False)
    joint: Joint = field(init=False)
    documents: Documents = field(init=False)
    spokespeople: Spokespeople = field(init=False)

    def __post_init__(self) -> None:
        self.appositions = Appositions(self.doc, self.mentions)
        self.institutions = Institutions(self.doc, self.mentions)
        self.staffs = Staffs(self.doc, self.memory)
        self.joint = Joint(self.doc, self.mentions, self.naming)
        self.documents = Documents(self.doc, self.mentions, self.naming, self.memory)
        self.memory.pronouns.body = self._body
        self.spokespeople = Spokespeople(
            self.doc, self.mentions, self.naming, self.memory, self.institutions, self.staffs
        )

    def _body(self, piece: Piece, noun: Token) -> Voice | None:
        """Return the police, a court or another body that a common noun names; None for others."""
        if noun.lower_ not in STATE | KINDS.keys() and not self.institutions.name(piece, noun):
            return None
        voice = self._alone(piece, noun, noun.i)
        return None if voice.person or voice.mention.anonymous else voice

    def voice(self, piece: Piece, cue: int) -> Voice:
        """Return whom a phrase means.

        Args:
            piece: the phrase.
            cue: the word that attributes.
        """
        piece = self.naming.last_part(self.naming.past_dateline(piece), cue)
        head = self.naming.head(piece)
        pronoun = head.lower_ if head.pos_ == "PRON" or head.lower_ in PRONOUNS else ""
        if pronoun in RELATIVE and (antecedent := _antecedent(head)) is not None:
            return self._alone(noun_phrase(antecedent), antecedent, cue)
        if pronoun in FIRST:
            return self._first_person(piece)
        both = self.memory.both(piece) if pronoun == "both" else None
        if both is not None:
            return both
        if pronoun in PRONOUNS:
            return self.spokespeople.spoken_for(
                piece, self.memory.pronouns.resolve(piece, pronoun, cue)
            )
        return self.joint.voice(piece, head, cue, self._alone) or self._alone(piece, head, cue)

    def own_voice(self) -> Mention:
        """Return the publisher as speaker."""
        return Mention(self.publisher, kind=SourceKind.OUTLET)

    def _first_person(self, piece: Piece) -> Voice:
        """Resolve "I" and "we": in a quotation to who spoke last, elsewhere to the publisher."""
        quotations = self.doc._.claims_quotations
        quoted = quotations is not None and quotations.at(self.doc[piece[0]].idx) is not None
        if quoted and self.memory.recent:
            last = self.memory.recent[-1]
            return replace(last, mention=self.naming.again(piece, last.mention))
        return Voice(self.own_voice())

    def _alone(self, piece: Piece, head: Token, cue: int) -> Voice:
        """Resolve a phrase that stands for one source."""
        told = (
            self._words_of(head, cue)
            or self.staffs.voice(piece, head)
            or self._relative(piece, head)
            or self._aged(piece, head)
        )
        if told is not None:
            return told
        named = self.appositions.name_in(piece, head, cue)
        spoken_for = self.spokespeople.voice(piece, head, named)
        if spoken_for is not None:
            return spoken_for
        if named is not None:
            return self.naming.named(named, piece)
        found = (
            self._station(piece, head)
            or self._named_so(piece, head)
            or self._state(piece, head)
            or self._institution(piece, head)
            or (None if self._is_outlet(piece, head) else self.documents.voice(piece, head))
            or self.memory.described(piece, head)
            or self._told_before(piece, head)
        )
        if found is not None:
            return self.spokespeople.spoken_for(piece, found)
        return (
            (None if self._is_seated(piece, head) else self._unnamed(piece, head))
            or self.naming.at_home(piece, head)
            or self.memory.bodies.formed(piece, head)
            or self.naming.as_it_stands(piece, head)
        )

    def _is_seated(self, piece: Piece, head: Token) -> bool:
        """Recognise "a hospital in Exampleton", which one can ask, by what the article calls it."""
        name = self.naming.forms.name(piece, head.i)
        return self.doc[piece[0]].lower_ in {"a", "an"} and " in " in name

    def _named_so(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the health ministry" to the Ministry of Health that the article names."""
        named = self.naming.forms.proper(head.i) or self._prosecution(piece, head)
        return self.naming.named(named, piece) if named is not None else None

    def _prosecution(self, piece: Piece, head: Token) -> Named | None:
        """Return the only office of prosecutors that the article names, for "prosecutors"."""
        if head.lower_ != "prosecutors":
            return None
        bodies = (one for one in self.mentions.named if one.kind is not SourceKind.PERSON)
        offices = {one.name: one for one in bodies if "Prosecutor" in one.name}
        register = self.mentions.register
        places = [register.country(token.text) for token in self.doc[slice(*piece)]]
        known = [one for one in places if one is not None and one.adjective not in register.told]
        abroad = any(one != self.naming.home.country for one in known)
        return next(iter(offices.values())) if len(offices) == 1 and not abroad else None

    def _words_of(self, head: Token, cue: int) -> Voice | None:
        """Resolve "the words of the prosecutor" to the prosecutor."""
        of = [one for one in children(head, "nmod") if one.i > head.i]
        words_of = head.lower_ == "words" and bool(of)
        return self._alone(noun_phrase(of[0]), of[0], cue) if words_of else None

    def _aged(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the 51-year-old" before the parse looks for names around it."""
        led = self.doc[piece[0]].lower_ == "the" and self.memory.is_aged(piece)
        return self.memory.described(piece, head) if led else None

    def _is_outlet(self, piece: Piece, head: Token) -> bool:
        """Say whether "the paper" follows the name of one, and is no paper that somebody wrote."""
        if head.lower_ not in OUTLET_NOUNS or self.doc[piece[0]].lower_ != "the":
            return False
        near = self.mentions.within(max(piece[0] - NEAR_BY, 0), piece[0])
        return any(one.kind is SourceKind.OUTLET and one.name != self.publisher for one in near)

    def _station(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the newsreader" to the station whose news it is."""
        station = self.memory.bodies.called(piece, "channel") if head.lower_ in READERS else None
        return replace(station, head="spokesman") if station is not None else None

    def _relative(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "his wife" and "the son of X" to who is called so, or else has X's name."""
        noun = relation(self.doc, piece, head)
        if noun is None or self._named_beside(noun) is not None:
            return None
        near = self.mentions.within(max(noun.i - NEAR, 0), min(noun.i + NEAR, len(self.doc)))
        owner = owner_of(self.doc, noun, near)
        if owner is None:
            return None
        called = {one.name: one for one in self.memory.roles.bearers(noun.lower_)}
        family = {one.name: one for one in self.mentions.families[family_name(owner.name)]}
        for people in (called, family):
            others = [one for name, one in people.items() if name != owner.name]
            told = [(one, self._agrees(noun.lower_, one.name)) for one in others]
            sure = [one for one, verdict in told if verdict]
            fitting = sure or [one for one, verdict in told if verdict is None]
            if len(fitting) == 1:
                return self.naming.named(fitting[0], piece)
        return self._nobody(piece, noun)

    def _agrees(self, noun: str, name: str) -> bool | None:
        pronoun = "she" if noun in FEMALE_WORDS else "he"
        return self.memory.pronouns.agrees(pronoun, name)

    def _named_beside(self, noun: Token) -> Named | None:
        """Return X of "his wife, X" and "his son X"."""
        at = noun.i + 1
        if at < len(self.doc) and self.doc[at].text == ",":
            at += 1
        while at < len(self.doc) and self.doc[at].lower_.rstrip(".") in TITLES:
            at += 1
        return self.mentions.at(at) if at < len(self.doc) else None

    def _institution(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the Norland coast guard" and, later, "the coast guard"."""
        name = self.institutions.name(piece, head)
        if not name:
            return None
        name = self.naming.home.institution(name)
        return Voice(self.naming.mention(piece, name, SourceKind.OFFICIAL), head=head.lower_)

    def _state(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the South Korean government", "Spanish police", "Italy's foreign ministry"."""
        if not self.naming.is_state(head):
            return None
        return self.naming.body(piece, head) or self._owned(piece, head)

    def _told_before(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the ministry" to the one of which the article has said whose it is."""
        alone = self.doc[piece[0]].lower_ == "the" and piece[1] - piece[0] == SHORTEST
        if not alone or head.lower_ not in STATE:
            return None
        for at in range(piece[0] - 1, max(piece[0] - NEAR, 0), -1):
            token = self.doc[at]
            if token.lower_ == head.lower_ and (
                found := self.naming.body(noun_phrase(token), token)
            ):
                again = self.naming.mention(piece, found.mention.name, found.mention.kind)
                return replace(found, mention=again)
        return None

    def _owned(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "its embassy" to that of whom was named last; "his ministry" is a minister's."""
        if head.lower_ == "ministry" and self.doc[piece[0]].lower_ in {"his", "her"}:
            return self.naming.at_home(piece, head)
        if self.doc[piece[0]].lower_ != "its":
            return None
        owner = self.memory.pronouns.resolve((piece[0], piece[0] + 1), "its", piece[0]).mention
        if not owner.name or owner.anonymous or owner.name.lower() == "its":
            return None
        words = self.doc[piece[0] + 1 : head.i + 1].text
        name = f"{owner.name.removesuffix(' government')} {words}"
        return Voice(self.naming.mention(piece, name, SourceKind.GOVERNMENT), head=head.lower_)

    def _unnamed(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "a source", "officials", "South Korean newspapers": nobody whom one could ask."""
        noun = head.lower_
        first = self.doc[piece[0]].lower_
        if noun in STATE and any(token.pos_ == "PROPN" for token in self.doc[piece[0] : head.i]):
            return None
        plural = (
            head.tag_ == "NNS"
            or "Plur" in head.morph.get("Number", [])
            or noun in PRESS | {"police", "people"}
        )
        if noun in KINDS.keys() - OUTLET_NOUNS - COMPANY_NOUNS and not plural:
            return None
        among = self._among(head)
        for voice in reversed(self.memory.recent) if first in DEFINITE or among else ():
            if voice.mention.anonymous and voice.head == (among or noun):
                return Voice(self.naming.again(piece, voice.mention), voice.via, noun, plural)
        own = bool(children(head, "nmod:poss")) and noun in HUMAN
        common = head.pos_ in {"NOUN", "PRON", "DET", "ADJ", "NUM"}
        other = noun == "other" and piece[1] - piece[0] == SHORTEST
        definite = (
            not other
            and first in {"the", "this", "that", "his", "her", "its"}
            and not plural
            and head.lower_ not in HUMAN
        )
        if noun in UNNAMED | PRESS or own or (common and not definite):
            return self._nobody(piece, head, plural=plural)
        return None

    def _nobody(self, piece: Piece, head: Token, *, plural: bool = False) -> Voice:
        """Return a voice that has no name."""
        start, end = self.naming.offsets(piece)
        surface = self.doc[piece[0] : piece[1]].text
        mention = Mention("", surface, SourceKind.ANONYMOUS, start, end)
        return Voice(mention, head=head.lower_, plural=plural)

    def _among(self, head: Token) -> str:
        """Return "sources" of "one of the sources"; "" for anything else."""
        of = [child for child in children(head, "nmod") if child.i > head.i]
        definite = bool(of) and any(child.lower_ in DEFINITE for child in of[0].lefts)
        return of[0].lower_ if definite and head.lower_ in PART else ""


def _antecedent(pronoun: Token) -> Token | None:
    """Return the noun that a relative clause describes: X of "X in the cabinet, who said"."""
    for token in [pronoun, *pronoun.ancestors]:
        if token.dep_ == "acl:relcl":
            noun = token.head
            while noun.dep_ == "nmod" and noun.head.lower_ in HUMAN | UNNAMED:
                noun = noun.head
            return noun
    return None
