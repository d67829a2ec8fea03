"""Says who speaks in each attribution, and through whom: told to, citing, in an interview with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from claims.extract.attribution.frame import Frame
from claims.extract.names.kinds import NEWS
from claims.extract.names.masthead import PLAIN, parts_of
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.roles import KINDS
from claims.extract.nouns import (
    EVIDENCE,
    HUMAN,
    OUTLET_NOUNS,
    PAPERS,
    PRESS,
    STATE,
    UNNAMED,
    words,
)
from claims.extract.quote import Mention
from claims.extract.register import normalise
from claims.extract.speakers.bodies import HEARERS
from claims.extract.speakers.memory import Memory
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.speakers.voices import Voices
from claims.extract.text.parse import MARKS, Piece, children, noun_phrase
from db.vocabulary import SourceKind, Stance

CONVERSATIONS = frozenset({
    "interview", "op-ed", "interviewed", "conversation", "column", "essay", "commentary",
})  # fmt: skip
# With "to" behind them: a statement to an outlet is passed on by it.
ADDRESSED = frozenset({"statement", "remarks", "comments", "email", "e-mail", "message"})
CARRIED = words("quoted carried cited published reported broadcast distributed relayed")
REPORTERS = words("journalist reporter correspondent author biographer columnist")
REPORTS = words("reports reported writes wrote transmits relays quotes quoted")
NEAR = 8
RECENT = 100
SELF = frozenset({"website", "site", "blog", "newspaper", "paper", "magazine", "publication"})
_WORDS = r"(?:words|account|remarks|comments|briefing|findings|statement)s?"
_PASSED_ON = re.compile(
    rf"[^.!?]{{1,60}}['\u2019]s {_WORDS} "
    r"(?:was|were|has been|have been) (?:passed on|relayed|conveyed|made public|reported) by ",
)
_PASSES_ON = re.compile(rf"(?:passed|relayed) (?:his|her|its|their) {_WORDS} (?:on )?to ")


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
        voices: whom its phrases mean.
    """

    doc: Doc
    mentions: Mentions
    publisher: str
    naming: Naming
    memory: Memory
    standing: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    voices: Voices = field(init=False)

    def __post_init__(self) -> None:
        self.voices = Voices(self.doc, self.mentions, self.publisher, self.naming, self.memory)

    def resolve(self, frame: Frame) -> tuple[Mention, tuple[Mention, ...]]:
        """Return speaker and relays of an attribution, the publisher left out."""
        if frame.own_voice or self._is_publisher(frame.source):
            return self.voices.own_voice(), ()
        relays = [relay for piece in frame.relays if (relay := self._relay(piece, frame.cue[0]))]
        voice = self._speaker(frame, relays)
        if self._is_hearsay(frame) and not voice.mention.anonymous:
            relays.insert(0, voice.mention)
            voice = self._teller(voice, frame.cue[0])
        if self._names_publisher(voice.mention.name):
            return self.voices.own_voice(), ()
        told = bool(relays) and frame.cited is None
        relays += self._published(frame, voice.mention)
        relays += self._passed_back(voice, frame.cue[0])
        relays += self._transmitted(frame, voice)
        chain = self._chain(voice, relays, frame)
        mention = self._anonymous(voice.mention, chain, direct=bool(relays and chain))
        carried = not relays and bool(self._carried(voice, frame))
        told = carried or told
        for relay in reversed(relays):
            if relay.kind is SourceKind.PERSON:  # "He was paid, his daughter recalled. She ..."
                self.memory.remember(Voice(relay, position=frame.cue[0]))
        self.memory.remember(Voice(mention, chain, voice.head, voice.plural, frame.cue[0], told))
        return mention, chain

    def _is_hearsay(self, frame: Frame) -> bool:
        """Say whether somebody tells what others said: "he was told that it would be mended"."""
        first = self.doc[frame.start : frame.start + 5]
        told = next((token for token in first if token.lower_ == "told"), None)
        passive = told is not None and bool(children(told, "aux:pass"))
        passive = passive and not {one.lower_ for one in first} & {"not", "never"}
        that = told is not None and self.doc[told.i + 1].lower_ == "that"
        return passive and that and first[0].pos_ == "PRON" and frame.stance is Stance.ASSERTS

    def _teller(self, hearer: Voice, cue: int) -> Voice:
        """Return the body that has told somebody something before, or else nobody by name."""
        for voice in reversed(self.memory.recent):
            told = self.doc[voice.position].lower_ == "told" and cue - voice.position <= RECENT
            named = not voice.person and not voice.mention.anonymous
            if told and named and voice.mention.name != hearer.mention.name:
                return replace(voice, via=())
        return Voice(Mention("", kind=SourceKind.ANONYMOUS))

    def _published(self, frame: Frame, mention: Mention) -> list[Mention]:
        """Return who made public the letter in which somebody says this, and what follows."""
        outlet = self.voices.documents.relay(frame)
        if outlet is None or mention.kind is SourceKind.OUTLET:
            return []
        if mention.anonymous:
            return [outlet]
        if mention.kind is not SourceKind.PERSON:
            return [outlet]  # What else the body says, it says itself.
        self.standing.setdefault(mention.name, (outlet,))
        return []

    def _names_publisher(self, name: str) -> bool:
        """Say whether a name is the publisher's: "Example" is "Example News" where that speaks."""
        own = normalise(" ".join(parts_of(self.publisher))).split()
        said = normalise(" ".join(parts_of(name))).split()
        return said == own or (own[-1:] != said and said == own[:-1] and own[-1] in PLAIN)

    def _is_publisher(self, piece: Piece | None) -> bool:
        """Say whether "this website" speaks."""
        if piece is None:
            return False
        first, *rest = self.doc[slice(*piece)]
        return first.lower_ in {"this", "our"} and any(token.lower_ in SELF for token in rest)

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
            source = self.voices.voice((start, owner.i), owner.i).mention
            relay = self.naming.named(after[0], (after[0].start, after[0].end)).mention
            if source.name and not source.anonymous:
                self.standing[source.name] = (relay,)

    def _passed_back(self, voice: Voice, cue: int) -> tuple[Mention, ...]:
        """Return X of "..., he said. X passed his words on to journalists." where that follows."""
        sent = self.doc[cue].sent
        after = self.doc[sent.end].sent if sent.end < len(self.doc) else None
        if after is None or not voice.person or not _PASSES_ON.search(after.text):
            return ()
        named = self.mentions.within(after.start, after.end)
        subject = next((one for one in named if self.memory.pronouns.is_subject(one)), None)
        if subject is None or subject.name == voice.mention.name:
            return ()
        return (self.naming.named(subject, (subject.start, subject.end)).mention,)

    def _speaker(self, frame: Frame, relays: list[Mention]) -> Voice:
        if frame.source is None:
            return Voice(Mention("", kind=SourceKind.ANONYMOUS))
        voice = self.voices.voice(frame.source, frame.cue[0])
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
            after = self.doc[token.i + 1 : token.i + 2].text.lower()
            addressed = token.lower_ in ADDRESSED and after == "to"
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
            owned = self.voices.documents.voice(piece, head)
            return self.naming.named(names[-1], piece) if names else owned
        speaks = HUMAN | UNNAMED | STATE | PRESS | KINDS.keys()
        if head.pos_ == "NOUN" and not {head.lower_, head.lemma_.lower()} & speaks:
            return None
        return self.voices.voice((piece[0], max(head.i, piece[0]) + 1), cue)

    def _transmitted(self, frame: Frame, voice: Voice) -> list[Mention]:
        """Return the outlet of "as the agency X reports" and "in a statement quoted by X"."""
        for token in self.doc[frame.cue[0]].sent:
            after = self.doc[token.i + 1 : token.i + 3]
            carried = [one.lower_ for one in after][1:] == ["by"] and after[0].lower_ in CARRIED
            if carried and token.lower_ in ADDRESSED and not frame.holds(token.i):
                by = self.mentions.within(after.end, after.end + NEAR)
                relays = [one for one in by[:1] if self._publishes(one)]
                return [self.naming.named(one, (one.start, one.end)).mention for one in relays]
        for token in self.doc[frame.cue[0]].sent:
            if token.lower_ != "as" or frame.holds(token.i):
                continue
            end = min(token.i + NEAR, len(self.doc) - 1)
            outlet = next((one for one in self.mentions.within(token.i, end)), None)
            if outlet is None or self.doc[outlet.end].lower_ not in REPORTS:
                continue
            before = {one.lower_ for one in self.doc[token.i : outlet.start]}
            if before - {"as"} <= OUTLET_NOUNS | {"the", "news", "agency"} and (
                self._publishes(outlet) or before & (OUTLET_NOUNS | {"agency"})
            ):
                relay = self.naming.named(outlet, (outlet.start, outlet.end)).mention
                return [relay] if relay.name != voice.mention.name else []
        return []

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
        if self._is_publisher(piece):
            return None
        voice = self.voices.voice(piece, cue)
        head = self.naming.head(piece).lower_
        if self._publishes(voice.mention) or head == "author" or self._reports(voice):
            return voice.mention
        if any(token.text in MARKS and token.tag_ != "POS" for token in self.doc[slice(*piece)]):
            return None  # "X's 'Morning Talk'" is where somebody speaks, not who passes it on.
        whole = self.naming.head(piece)
        end = whole.right_edge.i + 1 if head in PAPERS else self._with_name(piece, head)
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

    def _with_name(self, piece: Piece, head: str) -> int:
        """Return where "the state news agency X" ends, of which the parse saw the first part."""
        named = self.mentions.at(piece[1]) if piece[1] < len(self.doc) else None
        beside = named is not None and named.start == piece[1] and named.kind in KINDS.get(head, ())
        outlet = named is not None and named.start == piece[1] and named.kind is SourceKind.OUTLET
        return named.end if named is not None and (beside or outlet) else piece[1]

    def _reports(self, voice: Voice) -> bool:
        """Say whether somebody writes down what they are told: "he told her", a reporter."""
        return voice.person and bool(self.memory.roles.words(voice.mention.name) & REPORTERS)

    def _which_press(self, piece: Piece) -> bool:
        """Say whether the press is that of a place: "British media", not "the press"."""
        return any(self.mentions.register.country(token.text) for token in self.doc[slice(*piece)])

    def _publishes(self, mention: Mention | Named) -> bool:
        """Say whether a source passes on what it is told; a safety agency does not."""
        if mention.kind is not SourceKind.AGENCY:
            return mention.kind in HEARERS
        known = self.mentions.register.find(mention.name) is not None
        return known or bool(NEWS & set(mention.name.lower().split()))

    def _chain(self, voice: Voice, relays: list[Mention], frame: Frame) -> tuple[Mention, ...]:
        own = (voice.via or self._carried(voice, frame)) if not relays else ()
        chain = [*relays, *own, *self.standing.get(voice.mention.name, ())]
        seen = {voice.mention.name, self.publisher}
        kept = []
        for relay in chain:
            publishes = self._names_publisher(relay.name)
            if relay.name not in seen and not relay.anonymous and not publishes:
                seen.add(relay.name)
                kept.append(relay)
        return tuple(kept)

    def _carried(self, voice: Voice, frame: Frame) -> tuple[Mention, ...]:
        """Return who passed on what the same speaker said right before; a headline goes before.

        Who declines to comment declines to the publisher, and nobody passes that on.
        """
        last = self.memory.recent[-1] if self.memory.recent else None
        if last is not None and frame.cue[0] < last.position:
            return ()
        if frame.stance is Stance.DECLINES_COMMENT:
            return ()
        same = last is not None and last.told and last.mention.name == voice.mention.name
        return last.via if last is not None and same else ()

    def _anonymous(self, mention: Mention, chain: Sequence[Mention], *, direct: bool) -> Mention:
        if not mention.anonymous or (mention.name and not direct):
            return mention
        relay = chain[0].name if chain else self.publisher
        return Mention(
            f"anonymous source ({relay})",
            mention.surface,
            SourceKind.ANONYMOUS,
            mention.start,
            mention.end,
        )
