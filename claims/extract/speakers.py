"""Says who speaks, and through whom: names, roles, descriptions, pronouns, unnamed sources."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from claims.extract.appositions import Appositions
from claims.extract.documents import Documents
from claims.extract.frame import MARKS, Frame, Piece, children, noun_phrase
from claims.extract.institutions import Institutions
from claims.extract.joint import Joint
from claims.extract.memory import DEFINITE, HEARERS, Memory
from claims.extract.mentions import Mentions
from claims.extract.names import Named
from claims.extract.naming import Naming, Voice
from claims.extract.nouns import (
    COMPANY_NOUNS,
    EVIDENCE,
    HUMAN,
    OUTLET_NOUNS,
    PAPERS,
    PRESS,
    STATE,
    UNNAMED,
)
from claims.extract.pronouns import SINGULAR_PERSON
from claims.extract.quote import Mention
from claims.extract.register import normalise
from claims.extract.roles import KINDS
from claims.extract.spokespeople import Spokespeople
from claims.extract.staffs import Staffs
from db.vocabulary import SourceKind

PRONOUNS = SINGULAR_PERSON | {"it", "its", "they", "their", "them", "both"}
RELATIVE = frozenset({"who", "which", "that"})
CONVERSATIONS = frozenset({
    "interview", "op-ed", "interviewed", "conversation", "column", "essay", "commentary",
})  # fmt: skip
# With "to" behind them: a statement to an outlet is passed on by it.
ADDRESSED = frozenset({"statement", "remarks", "comments", "email", "e-mail", "message"})
NEAR = 8
FIRST = frozenset({"i", "we"})
SELF = frozenset({"website", "site", "blog", "newspaper", "paper", "magazine", "publication"})
NEWS = frozenset({"news", "press", "presse"})
_PASSED_ON = re.compile(
    r"[^.!?]{1,60}['\u2019]s (?:words|account|remarks|comments|briefing|findings|statement)s? "
    r"(?:was|were|has been|have been) (?:passed on|relayed|conveyed|made public|reported) by ",
)


@dataclass(slots=True)
class Resolver:
    """Resolves the sources of one article in the order of the text.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        publisher: who publishes it.
        naming: names what stands in one phrase.
        memory: who has spoken so far.
        standing: for a source, who passes all its words on.
        appositions: the names in a phrase and beside it.
        institutions: its police, armies and coast guards.
        staffs: its campaigns and offices.
        documents: who wrote its letters and reports.
        joint: who speaks together.
        spokespeople: who speaks for a body.
    """

    doc: Doc
    mentions: Mentions
    publisher: str
    naming: Naming
    memory: Memory
    standing: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    appositions: Appositions = field(init=False)
    institutions: Institutions = field(init=False)
    staffs: Staffs = field(init=False)
    documents: Documents = field(init=False)
    joint: Joint = field(init=False)
    spokespeople: Spokespeople = field(init=False)

    def __post_init__(self) -> None:
        self.appositions = Appositions(self.doc, self.mentions)
        self.institutions = Institutions(self.doc, self.mentions)
        self.staffs = Staffs(self.doc, self.memory)
        self.joint = Joint(self.doc, self.mentions, self.naming)
        self.documents = Documents(self.doc, self.mentions, self.naming, self.memory)
        self.spokespeople = Spokespeople(
            self.doc, self.mentions, self.naming, self.memory, self.institutions, self.staffs
        )

    def resolve(self, frame: Frame) -> tuple[Mention, tuple[Mention, ...]]:
        """Return speaker and relays of an attribution, the publisher left out."""
        if frame.own_voice or self._is_publisher(frame.source):
            return self.own_voice(), ()
        relays = [relay for piece in frame.relays if (relay := self._relay(piece, frame.cue[0]))]
        voice = self._speaker(frame, relays)
        if normalise(voice.mention.name) == normalise(self.publisher):
            return self.own_voice(), ()
        relays += self._published(frame, voice.mention)
        chain = self._chain(voice, relays, frame.cue[0])
        mention = self._anonymous(voice.mention, chain)
        carried = not relays and bool(self._carried(voice, frame.cue[0]))
        told = carried or (bool(relays) and frame.cited is None)
        self.memory.remember(Voice(mention, chain, voice.head, voice.plural, frame.cue[0], told))
        return mention, chain

    def _published(self, frame: Frame, mention: Mention) -> list[Mention]:
        """Return who made public the letter in which somebody says this, and what follows."""
        outlet = self.documents.relay(frame)
        if outlet is None or mention.kind is SourceKind.OUTLET:
            return []
        if mention.anonymous:
            return [outlet]
        self.standing.setdefault(mention.name, (outlet,))
        return []

    def _is_publisher(self, piece: Piece | None) -> bool:
        """Say whether "this website" speaks."""
        if piece is None:
            return False
        first, *rest = self.doc[slice(*piece)]
        return first.lower_ == "this" and any(token.lower_ in SELF for token in rest)

    def own_voice(self) -> Mention:
        """Return the publisher as speaker."""
        return Mention(self.publisher, kind=SourceKind.OUTLET)

    def note_relays(self) -> None:
        """Note who passes a whole statement on: "the agency's words were passed on by X"."""
        for match in _PASSED_ON.finditer(self.doc.text):
            span = self.doc.char_span(*match.span(), alignment_mode="expand")
            if span is None:
                continue
            owner = next((token for token in span if token.tag_ == "POS"), None)
            after = self.mentions.within(span.end, min(span.end + 12, span.sent.end))
            if owner is None or not after:
                continue
            start = max(owner.head.left_edge.i, span.start)
            source = self._voice((start, owner.i), owner.i).mention
            relay = self.naming.named(after[0], (after[0].start, after[0].end)).mention
            if source.name and not source.anonymous:
                self.standing[source.name] = (relay,)

    def _speaker(self, frame: Frame, relays: list[Mention]) -> Voice:
        if frame.source is None:
            return Voice(Mention("", kind=SourceKind.ANONYMOUS))
        voice = self._voice(frame.source, frame.cue[0])
        if frame.cited is not None:
            cited = self._cited(frame.cited, frame.cue[0])
            if cited is not None and cited.mention.name != voice.mention.name:
                self.memory.remember(voice)
                relays.insert(0, voice.mention)
                return cited
        quoting = self._quoted_by(frame.source) or self._spoken_to(frame)
        relays += [relay for relay in quoting if relay.name not in {one.name for one in relays}]
        return voice

    def _spoken_to(self, frame: Frame) -> list[Mention]:
        """Return the outlet of "in an interview with X, she said"."""
        sent = self.doc[frame.cue[0]].sent
        for token in sent:
            addressed = token.lower_ in ADDRESSED and token.nbor(1).lower_ == "to"
            if (token.lower_ in CONVERSATIONS or addressed) and not frame.holds(token.i):
                near = self.mentions.within(token.i, min(token.i + NEAR, sent.end))
                outlet = next((one for one in near if self._publishes(one)), None)
                if outlet is not None and not frame.holds(outlet.start):
                    return [self.naming.named(outlet, (outlet.start, outlet.end)).mention]
        return []

    def _cited(self, piece: Piece, cue: int) -> Voice | None:
        """Return who is behind "citing ...": a name, or an unnamed person; no bare paper."""
        head = self.naming.head(piece)
        if head.lower_ in EVIDENCE:
            names = [
                one
                for one in self.mentions.within(*piece)
                if one.kind not in {SourceKind.UNKNOWN, SourceKind.PERSON}
            ]
            return self.naming.named(names[-1], piece) if names else None
        speaks = HUMAN | UNNAMED | STATE | PRESS | KINDS.keys()
        if head.pos_ == "NOUN" and not {head.lower_, head.lemma_.lower()} & speaks:
            return None
        return self._voice((piece[0], max(head.i, piece[0]) + 1), cue)

    def _quoted_by(self, piece: Piece) -> list[Mention]:
        """Return the outlet of "sources quoted by X"."""
        head = self.naming.head(piece)
        for child in head.rights:
            if child.dep_.startswith("acl") and child.lower_ in {
                "quoted",
                "cited",
                "interviewed",
                "named",
            }:
                agents = [one for one in child.rights if one.dep_ in {"obl", "obl:agent"}]
                for agent in agents:
                    relay = self._relay(noun_phrase(agent), head.i)
                    if relay:
                        return [relay]
        return []

    def _relay(self, piece: Piece, cue: int) -> Mention | None:
        """Return a hearer or quoter, if it is one that publishes."""
        voice = self._voice(piece, cue)
        head = self.naming.head(piece).lower_
        if self._publishes(voice.mention) or head == "author":
            return voice.mention
        if any(token.text in MARKS and token.tag_ != "POS" for token in self.doc[slice(*piece)]):
            return None  # "X's 'Morning Talk'" is where somebody speaks, not who passes it on.
        whole = self.naming.head(piece)
        end = whole.right_edge.i + 1 if head in PAPERS else piece[1]
        inside = [one for one in self.mentions.within(piece[0], end) if self._publishes(one)]
        if inside:
            return self.naming.named(inside[0], piece).mention
        if head in PRESS and self._which_press(piece):
            surface = self.naming.surface(piece)
            return Mention(surface, surface, SourceKind.OUTLET, *self.naming.offsets(piece))
        passing = (
            voice.person
            and voice.mention.name
            and self.naming.head(piece).dep_ in {"nsubj", "obl", "obl:agent"}
        )
        return voice.mention if passing else None

    def _which_press(self, piece: Piece) -> bool:
        """Say whether the press is that of a place: "British media", not "the press"."""
        return any(self.mentions.register.country(token.text) for token in self.doc[slice(*piece)])

    def _publishes(self, mention: Mention | Named) -> bool:
        """Say whether a source passes on what it is told; a safety agency does not."""
        if mention.kind is not SourceKind.AGENCY:
            return mention.kind in HEARERS
        known = self.mentions.register.find(mention.name) is not None
        return known or bool(NEWS & set(mention.name.lower().split()))

    def _chain(self, voice: Voice, relays: list[Mention], cue: int) -> tuple[Mention, ...]:
        own = (voice.via or self._carried(voice, cue)) if not relays else ()
        chain = [*relays, *own, *self.standing.get(voice.mention.name, ())]
        seen = {voice.mention.name, self.publisher}
        kept = []
        for relay in chain:
            publishes = normalise(relay.name) == normalise(self.publisher)
            if relay.name not in seen and not relay.anonymous and not publishes:
                seen.add(relay.name)
                kept.append(relay)
        return tuple(kept)

    def _carried(self, voice: Voice, cue: int) -> tuple[Mention, ...]:
        """Return who passed on what the same speaker said right before; a headline goes before."""
        last = self.memory.recent[-1] if self.memory.recent else None
        if last is not None and cue < last.position:
            return ()
        same = last is not None and last.told and last.mention.name == voice.mention.name
        return last.via if last is not None and same else ()

    def _anonymous(self, mention: Mention, chain: Sequence[Mention]) -> Mention:
        if not mention.anonymous or mention.name:
            return mention
        relay = chain[0].name if chain else self.publisher
        return Mention(
            f"anonymous source ({relay})",
            mention.surface,
            SourceKind.ANONYMOUS,
            mention.start,
            mention.end,
        )

    def _voice(self, piece: Piece, cue: int) -> Voice:
        piece = self.naming.last_part(piece, cue)
        head = self.naming.head(piece)
        pronoun = head.lower_ if head.pos_ == "PRON" or head.lower_ in PRONOUNS else ""
        if pronoun in RELATIVE and (antecedent := _antecedent(head)) is not None:
            return self._alone(noun_phrase(antecedent), antecedent, cue)
        if pronoun in FIRST:
            return self._first_person(piece)
        if pronoun in PRONOUNS:
            return self.spokespeople.spoken_for(
                piece, self.memory.pronouns.resolve(piece, pronoun, cue)
            )
        return self.joint.voice(piece, head, cue, self._alone) or self._alone(piece, head, cue)

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
        staff = self.staffs.voice(piece, head)
        if staff is not None:
            return staff
        named = self.appositions.name_in(piece, head, cue)
        spoken_for = self.spokespeople.voice(piece, head, named)
        if spoken_for is not None:
            return spoken_for
        if named is not None:
            return self.naming.named(named, piece)
        found = (
            self._state(piece, head)
            or self._institution(piece, head)
            or self.documents.voice(piece, head)
            or self.memory.described(piece, head)
        )
        if found is not None:
            return self.spokespeople.spoken_for(piece, found)
        return (
            self._unnamed(piece, head)
            or self.naming.at_home(piece, head)
            or self.naming.as_it_stands(piece, head)
        )

    def _institution(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the Norland coast guard" and, later, "the coast guard"."""
        name = self.institutions.name(piece, head)
        if not name:
            return None
        name = self.naming.home.institution(name)
        return Voice(self.naming.mention(piece, name, SourceKind.OFFICIAL), head=head.lower_)

    def _state(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the South Korean government", "Spanish police", "Italy's foreign ministry"."""
        if head.lower_ not in STATE:
            return None
        return self.naming.body(piece, head) or self._owned(piece, head)

    def _owned(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "its embassy" to the embassy of whom was named last."""
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
        if first in DEFINITE:
            for voice in reversed(self.memory.recent):
                if voice.mention.anonymous and voice.head == noun:
                    return Voice(self.naming.again(piece, voice.mention), voice.via, noun, plural)
        own = bool(children(head, "nmod:poss")) and noun in HUMAN
        common = head.pos_ in {"NOUN", "PRON", "DET", "ADJ", "NUM"}
        definite = first in {"the", "this", "that", "his", "her", "its"} and not plural
        if noun in UNNAMED | PRESS or own or (common and not definite):
            start, end = self.naming.offsets(piece)
            surface = self.doc[piece[0] : piece[1]].text
            return Voice(
                Mention("", surface, SourceKind.ANONYMOUS, start, end), head=noun, plural=plural
            )
        return None


def _antecedent(pronoun: Token) -> Token | None:
    """Return the noun that a relative clause describes: X of "X in the cabinet, who said"."""
    for token in [pronoun, *pronoun.ancestors]:
        if token.dep_ == "acl:relcl":
            noun = token.head
            while noun.dep_ == "nmod" and noun.head.lower_ in HUMAN | UNNAMED:
                noun = noun.head
            return noun
    return None
