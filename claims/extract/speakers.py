"""Says who speaks, and through whom: names, roles, descriptions, pronouns, unnamed sources."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.gender import SHE, agrees
from claims.extract.frame import Frame, Piece, children, noun_phrase
from claims.extract.mentions import Mentions, Named, clean
from claims.extract.quote import Mention
from claims.extract.roles import HUMAN, KINDS, Roles
from db.vocabulary import SourceKind

UNNAMED = frozenset(
    "source sources official officials person people someone somebody anyone expert experts observer "
    "observers analyst analysts witness witnesses insider insiders aide aides diplomat diplomats critic "
    "critics report reports rumour rumours rumor rumors many some others most several few authorities "
    "one everyone everybody all both spokesman spokeswoman spokesperson".split()
)
SPOKEN_FOR = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen statement".split())
PAPERS = frozenset("report article statement letter book study account footage pictures picture video document "
                   "documents release interview tweet post memo filing indictment complaint lawsuit editorial "
                   "analysis survey poll post story blog page website site newsletter memoir column".split())
PRESS = frozenset("media press newspapers papers outlets broadcasters reports agencies websites".split())
STATE = frozenset("government governments police military army navy ministry parliament regime administration "
                  "authorities prosecutors intelligence embassy mission court courts delegation troops forces "
                  "treasury".split())
HEARERS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.BOOK})
SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
PRONOUNS = SINGULAR_PERSON | {"it", "its", "they", "their", "them", "both"}
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
MEMORY = 12
_PASSED_ON = re.compile(
    r"[^.!?]{1,60}['’]s (?:words|account|remarks|comments|briefing|findings|statement)s? "
    r"(?:was|were|has been|have been) (?:passed on|relayed|conveyed|made public|reported) by ",
)
NEAR = 250


@dataclass(slots=True)
class Voice:
    """A source as resolved, with the relays that it came with, and what the words were."""

    mention: Mention
    via: tuple[Mention, ...] = ()
    head: str = ""
    plural: bool = False
    position: int = 0

    @property
    def person(self) -> bool:
        """Whether "he" or "she" may stand for it."""
        return self.mention.kind in {SourceKind.PERSON, SourceKind.OFFICIAL}


@dataclass(slots=True)
class Resolver:
    """Resolves the sources of one article in the order of the text."""

    doc: Doc
    mentions: Mentions
    roles: Roles
    publisher: str
    recent: list[Voice] = field(default_factory=list)
    standing: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    resolved: dict[Piece, str] = field(default_factory=dict)

    def resolve(self, frame: Frame) -> tuple[Mention, tuple[Mention, ...]]:
        """Return speaker and relays of an attribution, the publisher left out."""
        if frame.own_voice:
            return self.own_voice(), ()
        relays = [relay for piece in frame.relays if (relay := self._relay(piece, frame.cue[0]))]
        voice = self._speaker(frame, relays)
        chain = self._chain(voice, relays)
        mention = self._anonymous(voice.mention, chain)
        self._remember(Voice(mention, chain, voice.head, voice.plural, frame.cue[0]))
        return mention, chain

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
            relay = self._named(after[0], (after[0].start, after[0].end)).mention
            if source.name and not source.anonymous:
                self.standing[source.name] = (relay,)

    # ---- chain --------------------------------------------------------------------------------

    def _speaker(self, frame: Frame, relays: list[Mention]) -> Voice:
        if frame.source is None:
            return Voice(Mention("", kind=SourceKind.ANONYMOUS))
        voice = self._voice(frame.source, frame.cue[0])
        if frame.cited is not None:
            cited = self._cited(frame.cited, frame.cue[0])
            if cited is not None and cited.mention.name != voice.mention.name:
                self._remember(voice)
                relays.insert(0, voice.mention)
                return cited
        quoting = self._quoted_by(frame.source)
        relays += [relay for relay in quoting if relay.name not in {one.name for one in relays}]
        return voice

    def _cited(self, piece: Piece, cue: int) -> Voice | None:
        """Return who is behind "citing ...": a name, or an unnamed person; no bare paper."""
        head = self._head(piece)
        if head.lower_ in PAPERS | {"briefing", "data", "evidence", "intelligence", "information"}:
            names = [one for one in self.mentions.within(*piece) if one.kind not in {SourceKind.UNKNOWN, SourceKind.PERSON}]
            return self._named(names[-1], piece) if names else None
        start, _ = piece
        end = head.i + 1
        return self._voice((start, max(end, start + 1)), cue)

    def _quoted_by(self, piece: Piece) -> list[Mention]:
        """Return the outlet of "sources quoted by X"."""
        head = self._head(piece)
        for child in head.rights:
            if child.dep_.startswith("acl") and child.lower_ in {"quoted", "cited", "interviewed", "named"}:
                agents = [one for one in child.rights if one.dep_ in {"obl", "obl:agent"}]
                for agent in agents:
                    relay = self._relay(noun_phrase(agent), head.i)
                    if relay:
                        return [relay]
        return []

    def _relay(self, piece: Piece, cue: int) -> Mention | None:
        """Return a hearer or quoter, if it is one that publishes."""
        voice = self._voice(piece, cue)
        head = self._head(piece).lower_
        if voice.mention.kind in HEARERS or head == "author":
            return voice.mention
        inside = [one for one in self.mentions.within(*piece) if one.kind in HEARERS]
        if inside:
            return self._named(inside[0], piece).mention
        if head in PRESS:
            return Mention(self._surface(piece), self._surface(piece), SourceKind.OUTLET, *self._offsets(piece))
        passing = voice.person and voice.mention.name and self._head(piece).dep_ in {"nsubj", "obl", "obl:agent"}
        return voice.mention if passing else None

    def _chain(self, voice: Voice, relays: list[Mention]) -> tuple[Mention, ...]:
        own = voice.via if not relays else ()
        chain = [*relays, *own, *self.standing.get(voice.mention.name, ())]
        seen = {voice.mention.name, self.publisher}
        kept = []
        for relay in chain:
            if relay.name not in seen and not relay.anonymous:
                seen.add(relay.name)
                kept.append(relay)
        return tuple(kept)

    def _anonymous(self, mention: Mention, chain: Sequence[Mention]) -> Mention:
        if not mention.anonymous or mention.name:
            return mention
        relay = chain[0].name if chain else self.publisher
        return Mention(
            f"anonymous source ({relay})", mention.surface, SourceKind.ANONYMOUS, mention.start, mention.end
        )

    def _remember(self, voice: Voice) -> None:
        self.recent.append(voice)
        del self.recent[:-MEMORY]

    # ---- one noun phrase ----------------------------------------------------------------------

    def _voice(self, piece: Piece, cue: int) -> Voice:
        head = self._head(piece)
        pronoun = head.lower_ if head.pos_ == "PRON" or head.lower_ in PRONOUNS else ""
        if pronoun in PRONOUNS:
            return self._pronoun(piece, pronoun, cue)
        joint = self._joint(piece, head, cue)
        if joint is not None:
            return joint
        named = self._name_in(piece, head, cue)
        if named is not None:
            return self._named(named, piece)
        return (
            self._state(piece, head)
            or self._described(piece, head, cue)
            or self._unnamed(piece, head, cue)
            or self._as_it_stands(piece, head)
        )

    def _head(self, piece: Piece) -> Token:
        root, last = self.doc[piece[0] : piece[1]].root, self.doc[piece[1] - 1]
        place = self.mentions.at(root.i)
        if place is not None and place.kind is SourceKind.UNKNOWN and last.pos_ == "NOUN":
            return last
        return root

    def _surface(self, piece: Piece) -> str:
        return clean(self.doc[piece[0] : piece[1]].text)

    def _offsets(self, piece: Piece) -> tuple[int, int]:
        last = self.doc[piece[1] - 1]
        return self.doc[piece[0]].idx, last.idx + len(last)

    def _mention(self, piece: Piece, name: str, kind: SourceKind) -> Mention:
        start, end = self._offsets(piece)
        if name:
            self.resolved[start, end] = name
        return Mention(name, self.doc.text[start:end], kind, start, end, self.mentions.aliases_of(name))

    def _named(self, named: Named, piece: Piece) -> Voice:
        if named.kind is SourceKind.UNKNOWN:
            country = self.mentions.register.country(named.name)
            name = f"{country.adjective} government" if country else named.name
            kind = SourceKind.GOVERNMENT if country else SourceKind.UNKNOWN
            return Voice(self._mention(piece, name, kind), head=name.lower())
        return Voice(self._mention(piece, named.name, named.kind), head=named.name.lower())

    def _joint(self, piece: Piece, head: Token, cue: int) -> Voice | None:
        """Resolve "A and B", and "newspapers, A and B among them"."""
        if head.lower_ in STATE and head.lower_.endswith("s"):
            places = [one for one in self.mentions.within(*piece) if self.mentions.register.country(one.name)]
            if len(places) > 1:
                names = [self._named(one, piece).mention.name for one in places]
                return self._together(names, piece, SourceKind.GOVERNMENT)
        others = [child for child in children(head, "conj") if piece[0] <= child.i < piece[1]]
        if others:
            pieces = self._conjuncts(piece, head, others)
            voices = [self._voice(one, cue) for one in pieces]
            if all(voice.mention.name and not voice.mention.anonymous for voice in voices):
                return self._together([voice.mention.name for voice in voices], piece, voices[0].mention.kind)
            return None
        listed = self._listed_before(piece, head)
        if listed:
            return self._together([*listed, self.mentions.at(head.i).name], piece, SourceKind.GROUP)  # type: ignore[union-attr]
        if head.lower_ in PRESS:
            end = min(cue, head.right_edge.i + 1) if cue > head.i else head.right_edge.i + 1
            outlets = [one for one in self.mentions.within(head.i, max(end, head.i + 1)) if one.kind in HEARERS
                       or one.kind is SourceKind.GROUP]
            if len(outlets) > 1:
                return self._together([one.name for one in outlets], piece, SourceKind.OUTLET)
        return None

    def _listed_before(self, piece: Piece, head: Token) -> list[str]:
        """Return A and B of "A, B and the C", where the parse kept only the last."""
        own = self.mentions.at(head.i)
        position = (own.start if own is not None else piece[0]) - 1
        names: list[str] = []
        joined = False
        while own is not None and own.kind is not SourceKind.UNKNOWN and position >= 0:
            token = self.doc[position]
            before = self.mentions.at(position)
            if before is not None and joined and before.kind not in {SourceKind.UNKNOWN}:
                names.insert(0, before.name)
                position = before.start
            elif token.lower_ == "and":
                joined = True
            elif token.lower_ not in {",", "the", "(", ")"} or (not joined and token.lower_ != "the"):
                break
            position -= 1
        return list(dict.fromkeys(names))

    def _conjuncts(self, piece: Piece, head: Token, others: Sequence[Token]) -> list[Piece]:
        borders = [piece[0], *(self._conjunct_start(child, head) for child in others), piece[1]]
        pieces = []
        for start, end in zip(borders, borders[1:], strict=False):
            first, last = start, end
            while first < last - 1 and (self.doc[first].is_punct or self.doc[first].dep_ == "cc"):
                first += 1
            while last > first + 1 and (self.doc[last - 1].is_punct or self.doc[last - 1].dep_ == "cc"):
                last -= 1
            if first < last:
                pieces.append((first, last))
        return pieces

    def _conjunct_start(self, child: Token, head: Token) -> int:
        return max(child.left_edge.i, head.i + 1)

    def _together(self, names: Sequence[str], piece: Piece, kind: SourceKind) -> Voice:
        unique = list(dict.fromkeys(names))
        joined = unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
        return Voice(self._mention(piece, joined, kind), head="they", plural=True)

    def _name_in(self, piece: Piece, head: Token, cue: int) -> Named | None:
        """Return the name that heads the phrase, stands beside it, or issued the paper."""
        own = self.mentions.at(head.i)
        if own is not None and own.kind is not SourceKind.UNKNOWN:
            return own
        if own is not None and head.lower_ not in STATE and head.pos_ == "PROPN":
            return own
        inside = self.mentions.within(piece[0], self._reach(piece, cue))
        return (
            self._apposed(piece, head)
            or self._person_with_role(inside, head)
            or self._issuer(inside, head)
        )

    def _reach(self, piece: Piece, cue: int) -> int:
        """Let a name that stands between the phrase and its verb belong to the phrase."""
        beside = self.mentions.at(piece[1]) if piece[1] < cue else None
        return beside.end if beside is not None and beside.end <= cue else piece[1]

    def _apposed(self, piece: Piece, head: Token) -> Named | None:
        """Return X of "the judge, X" and of "X, once an officer,"."""
        for child in head.rights:
            other = self.mentions.at(child.i) if child.dep_ in {"appos", "flat"} else None
            if other is not None and other.kind is not SourceKind.UNKNOWN:
                return other
        for other in self.mentions.within(head.left_edge.i, piece[0]):
            apart = self.doc[other.end].text == ","
            if apart and other.kind is not SourceKind.UNKNOWN and not head.pos_ == "PROPN":
                return other
        return None

    def _person_with_role(self, inside: Sequence[Named], head: Token) -> Named | None:
        """Return X of "member of parliament X"."""
        for named in inside:
            before = self.doc[named.start - 1] if named.start else head
            free = before.pos_ not in {"ADP", "CCONJ", "PUNCT", "DET"} and before.i >= head.left_edge.i
            owns = named.end < len(self.doc) and self.doc[named.end].tag_ == "POS"
            role = head.lower_ in KINDS and named.kind in KINDS[head.lower_]
            if free and not owns and named.end > head.i and (named.kind is SourceKind.PERSON or role):
                return named
        return None

    def _issuer(self, inside: Sequence[Named], head: Token) -> Named | None:
        """Return X of "X's report", "a statement by X", "a spokesman for X"."""
        if head.lower_ not in PAPERS | SPOKEN_FOR:
            return None
        owners = [one for one in inside if one.kind is not SourceKind.UNKNOWN]
        return owners[-1] if owners else None

    def _state(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the South Korean government", "Spanish police", "Italy's foreign ministry"."""
        if head.lower_ in SPOKEN_FOR:
            bodies = [token for token in self.doc[piece[0] : piece[1]] if token.lower_ in STATE]
            if bodies:
                return self._body(piece, bodies[-1]) or self._last(piece, SourceKind.GOVERNMENT)
            for child in children(head, "nmod", "compound"):
                body = self._described(noun_phrase(child), child, piece[1]) if child.lower_ in KINDS else None
                if body is not None:
                    return body
        return self._body(piece, head) if head.lower_ in STATE else None

    def _body(self, piece: Piece, head: Token) -> Voice | None:
        register = self.mentions.register
        place = next(
            (found for one in self.mentions.within(*piece) if (found := register.country(one.name))), None
        ) or self._place_word(piece)
        if place is None:
            return None
        own = [
            token.text.lower() if token.text.islower() else token.text
            for token in self.doc[piece[0] : head.i + 1]
            if token.i == head.i or (token.dep_ in {"compound", "amod"} and token.head.i == head.i
                                     and not register.country(token.text) and not self.mentions.at(token.i))
        ]
        name = f"{place.adjective} {' '.join(own)}"
        kind = SourceKind.MINISTRY if head.lower_ == "ministry" else SourceKind.GOVERNMENT
        entry = register.find(name)
        return Voice(self._mention(piece, entry.name if entry else name, entry.kind if entry else kind), head=head.lower_)

    def _place_word(self, piece: Piece):  # type: ignore[no-untyped-def]
        words = [token.text for token in self.doc[piece[0] : piece[1]]]
        for size in (2, 1):
            for at in range(len(words) - size + 1):
                found = self.mentions.register.country(" ".join(words[at : at + size]))
                if found and words[at][:1].isupper():
                    return found
        return None

    def _last(self, piece: Piece, kind: SourceKind) -> Voice | None:
        for voice in reversed(self.recent):
            if voice.mention.kind is kind:
                return Voice(self._mention(piece, voice.mention.name, kind), voice.via, voice.head)
        return None

    # ---- descriptions, pronouns, unnamed ------------------------------------------------------

    def _described(self, piece: Piece, head: Token, cue: int) -> Voice | None:
        """Resolve "the paper", "the judge", "the spy agency"."""
        noun = head.lower_
        first = self.doc[piece[0]].lower_
        headline = self.doc[piece[0]].sent.start == 0 and first not in {"a", "an"}
        plural = head.tag_ == "NNS" or "Plur" in head.morph.get("Number")
        introduced = noun == "book" and first in {"a", "new"}
        if not (first in DEFINITE or headline or introduced or children(head, "nmod:poss")):
            return None
        if plural:
            return self._described_many(piece, noun)
        if noun in {"author", "book", "writer", "memoir", "biography"}:
            author = self.mentions.author()
            return self._named(author, piece) if author else self._last_person(piece)
        return self._bearer(piece, noun, headline=headline) or self._of_kind(piece, noun, headline=headline)

    def _described_many(self, piece: Piece, noun: str) -> Voice | None:
        if noun in {"newspapers", "papers", "outlets", "media", "newspaper"}:
            for voice in reversed(self.recent):
                if voice.plural and voice.mention.kind in HEARERS:
                    return Voice(self._mention(piece, voice.mention.name, voice.mention.kind), head=noun, plural=True)
        for voice in reversed(self.recent):
            if voice.head == noun and voice.mention.anonymous:
                return Voice(voice.mention, voice.via, noun, plural=True)
        return None

    def _bearer(self, piece: Piece, noun: str, *, headline: bool) -> Voice | None:
        bearers = self.roles.bearers(noun)
        earlier = [one for one in bearers if one.start < piece[0]]
        if earlier or (bearers and headline):
            return self._named(earlier[-1] if earlier else bearers[0], piece)
        return None

    def _of_kind(self, piece: Piece, noun: str, *, headline: bool) -> Voice | None:
        kinds = KINDS.get(noun, frozenset())
        if not kinds:
            return None
        for voice in reversed(self.recent):
            if voice.mention.kind in kinds and not voice.plural:
                return Voice(self._mention(piece, voice.mention.name, voice.mention.kind), head=noun)
        candidates = list(self.mentions.named if headline else self.mentions.before(piece[0]))
        if SourceKind.COMPANY in kinds or SourceKind.GROUP in kinds:
            kinds = self._loosened(kinds, candidates)
        for named in candidates:
            if named.kind in kinds and named.name != self.publisher and named.start not in range(*piece):
                return self._named(named, piece)
        return None

    def _last_person(self, piece: Piece) -> Voice | None:
        for voice in reversed(self.recent):
            if voice.mention.kind is SourceKind.PERSON:
                return Voice(self._mention(piece, voice.mention.name, SourceKind.PERSON), head="person")
        return None

    def _loosened(self, kinds: frozenset[SourceKind], candidates: Sequence[Named]) -> frozenset[SourceKind]:
        """Let a body of no telling name be "the company", where no known company stands near."""
        known = any(named.kind in kinds for named in candidates)
        return kinds if known else kinds | {SourceKind.GROUP, SourceKind.COMPANY}

    def _pronoun(self, piece: Piece, pronoun: str, cue: int) -> Voice:
        near = [voice for voice in reversed(self.recent) if cue - voice.position <= NEAR]
        fitting = [voice for voice in near if self._fits(pronoun, voice)]
        sure = next((voice for voice in fitting if self._agrees(pronoun, voice.mention.name)), None)
        if pronoun in SINGULAR_PERSON and sure is None and (not fitting or pronoun in SHE):
            named = self._named_person(piece, pronoun, sure=not fitting)
            if named is not None:
                return self._named(named, piece)
        for voice in [sure, *fitting] if sure and pronoun in SHE else fitting:
            mention = voice.mention
            if not mention.anonymous:
                mention = self._mention(piece, mention.name, mention.kind)
            return Voice(mention, voice.via if mention.anonymous else (), voice.head, voice.plural)
        return self._as_it_stands(piece, self._head(piece))

    def _agrees(self, pronoun: str, name: str) -> bool | None:
        if pronoun not in SINGULAR_PERSON:
            return True
        return agrees(pronoun, name, self.roles.words(name))

    def _named_person(self, piece: Piece, pronoun: str, *, sure: bool) -> Named | None:
        """Return the last person named, who agrees; one who only may agree where nobody else does."""
        possible: Named | None = None
        for named in self.mentions.before(piece[0]):
            if named.kind is not SourceKind.PERSON or piece[0] - named.start > NEAR:
                continue
            verdict = self._agrees(pronoun, named.name)
            if verdict:
                return named
            if verdict is None and possible is None:
                possible = named
        return possible if sure else None

    def _fits(self, pronoun: str, voice: Voice) -> bool:
        anonymous = voice.mention.anonymous
        if pronoun in SINGULAR_PERSON:
            if voice.person and self._agrees(pronoun, voice.mention.name) is False:
                return False
            group = voice.head in KINDS or voice.head in PRESS | STATE | PAPERS
            return voice.person or (anonymous and not voice.plural and not group and bool(voice.head))
        if pronoun in {"it", "its"}:
            return not voice.person and not voice.plural and not (anonymous and not voice.head)
        return voice.plural or not voice.person

    def _unnamed(self, piece: Piece, head: Token, cue: int) -> Voice | None:
        """Resolve "a source", "officials", "South Korean newspapers": nobody whom one could ask."""
        noun = head.lower_
        first = self.doc[piece[0]].lower_
        plural = head.tag_ == "NNS" or "Plur" in head.morph.get("Number") or noun in PRESS | {"police", "people"}
        if first in DEFINITE:
            for voice in reversed(self.recent):
                if voice.mention.anonymous and voice.head == noun:
                    return Voice(voice.mention, voice.via, noun, plural)
        common = head.pos_ in {"NOUN", "PRON", "DET", "ADJ", "NUM"}
        definite = first in {"the", "this", "that", "his", "her", "its"} and not plural
        if noun in UNNAMED | PRESS or (common and not definite):
            start, end = self._offsets(piece)
            surface = self.doc.text[start:end]
            return Voice(Mention("", surface, SourceKind.ANONYMOUS, start, end), head=noun, plural=plural)
        return None

    def _as_it_stands(self, piece: Piece, head: Token) -> Voice:
        name = self._surface(piece)
        if name.lower().startswith("the ") and head.pos_ == "PROPN":
            name = name[4:]
        kind = SourceKind.DOCUMENT if head.lower_ in PAPERS else SourceKind.UNKNOWN
        return Voice(self._mention(piece, name, kind), head=head.lower_)
