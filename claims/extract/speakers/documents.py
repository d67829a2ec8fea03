"""Letters, reports and memos speak for who wrote them."""

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from claims.extract.attribution.frame import Frame
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.roles import KINDS
from claims.extract.nouns import HUMAN, OUTLET_NOUNS, words
from claims.extract.quote import Mention
from claims.extract.speakers.memory import DEFINITE, Memory
from claims.extract.speakers.naming import Naming, Voice
from claims.extract.text.parse import SUBJECTS, Piece, children, noun_phrase
from db.vocabulary import SourceKind

# What one hand writes, and what a body brings out.
LETTERS = words(
    "letter message memo memorandum email e-mail cable note post tweet essay column diary"
)
REPORTS = words(
    "report study survey analysis paper document dossier assessment statement bulletin "
    "investigation audit review poll briefing preprint decision ruling verdict judgment judgement "
    "list tally"
)
FILINGS = words("indictment complaint affidavit filing dossier transcript recording file sheet")
ALL = LETTERS | REPORTS | FILINGS
JUDGED = words("decision ruling verdict judgment judgement")
# What speaks for its author, and reaches the public by an outlet.
PASSED_ON = LETTERS | FILINGS | words("document documents letters files cables emails e-mails")
WRITTEN = words(
    "written signed authored drafted drawn penned composed wrote prepared compiled filed"
)
ISSUED = words("published released issued produced commissioned conducted")
LEAKED = words("draft leaked confidential internal secret unpublished")
SHOWN = words(
    "appeared published public released disclosed leaked obtained printed seen reviewed aired"
)
HAD = words("obtained seen reviewed acquired received published")
BACK = 400
NEAR = 14
NEAR_IN = 5
SHORTEST = 2


@dataclass(slots=True)
class Documents:
    """Resolves the documents of one article to their authors.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        naming: names what stands in one phrase.
        memory: who has spoken so far.
        leaked: the nouns of those that were not meant for the public: "a draft report".
        outlets: where a document stands that an outlet made public, and the outlet.
    """

    doc: Doc
    mentions: Mentions
    naming: Naming
    memory: Memory
    leaked: frozenset[str] = field(init=False)
    outlets: list[tuple[int, Named]] = field(init=False)

    def __post_init__(self) -> None:
        self.leaked = frozenset(one.head.lower_ for one in self.doc if one.lower_ in LEAKED)
        nouns = [token for token in self.doc if self._is_passed_on(token)]
        shown = [(token.i, self._shown_by(token) or self._had_by(token)) for token in nouns]
        self.outlets = [(at, named) for at, named in shown if named is not None]

    def basis(self, frame: Frame) -> Token | None:
        """Return on which document an attribution rests: "the memo says", "in a letter X says".

        Args:
            frame: the attribution.
        """
        head = self.naming.head(frame.source) if frame.source else None
        if head is not None and self._is_passed_on(head):
            return head
        for token in self.doc[frame.cue[0]].sent:
            used = bool(self._opening(token) & {"in", "to", "by"})
            if used and self._is_passed_on(token) and not frame.holds(token.i):
                return token
        return None

    def _is_passed_on(self, noun: Token) -> bool:
        """Say whether readers have a document by somebody's leave: a letter, a leaked report."""
        return noun.lower_ in PASSED_ON or noun.lower_ in self.leaked & REPORTS

    def _opening(self, noun: Token) -> set[str]:
        return {one.lower_ for one in self.doc[max(noun.i - NEAR_IN, 0) : noun.i]}

    def relay(self, frame: Frame) -> Mention | None:
        """Return the outlet that made public on what an attribution rests.

        Args:
            frame: the attribution.
        """
        basis = self.basis(frame)
        if basis is None:
            return None
        # "A column" is a new one; "the memo" is that of which the article told before.
        known = self._opening(basis) & DEFINITE
        first = 0 if known else basis.sent.start
        outlets = [
            named
            for at, named in self.outlets
            if first <= at < basis.sent.end and self._is_same(self.doc[at], basis)
        ]
        if not outlets:
            return None
        return self.naming.named(outlets[-1], (outlets[-1].start, outlets[-1].end)).mention

    def _is_same(self, noun: Token, other: Token) -> bool:
        """Say whether two nouns may mean one document: a leaked report is no letter."""
        return noun.lower_ == other.lower_ or not {noun.lower_, other.lower_} & REPORTS - PASSED_ON

    def _shown_by(self, noun: Token) -> Named | None:
        """Return X of "a letter that was made public by the weekly X"."""
        near = self.doc[noun.i + 1 : min(noun.i + NEAR, noun.sent.end)]
        verb = next((token for token in near if token.lower_ in SHOWN), None)
        if verb is None:
            return None
        had = [one for one in self.mentions.within(noun.i, verb.i) if self._has(one, verb)]
        if had:
            return had[-1]
        by = {"in"} if verb.lower_ == "appeared" else {"by", "to"}
        agent = next(
            (one for one in self.doc[verb.i + 1 : verb.i + NEAR] if one.lower_ in by), None
        )
        if agent is None:
            return None
        named = self.mentions.within(agent.i, min(agent.i + NEAR, noun.sent.end))
        return next((one for one in named if one.kind is SourceKind.OUTLET), None)

    def _has(self, named: Named, verb: Token) -> bool:
        """Say whether an outlet acts: X of "a letter, which X has seen"."""
        acts = any(token.head == verb for token in self.doc[named.start : named.end])
        return acts and named.kind is SourceKind.OUTLET

    def _had_by(self, noun: Token) -> Named | None:
        """Return X of "the daily X, which said it had seen the indictment"."""
        before = self.doc[max(noun.i - NEAR_IN, noun.sent.start) : noun.i]
        if not any(token.lower_ in HAD and token.tag_ in {"VBN", "VBD"} for token in before):
            return None
        for named in self.mentions.before(noun.i):
            if noun.i - named.start > BACK // 10:
                return None
            if named.kind is SourceKind.OUTLET:
                return named
        return None

    def voice(self, piece: Piece, head: Token) -> Voice | None:
        """Return who wrote what a phrase means; None where it is no document, or nobody is known.

        Args:
            piece: the phrase: "the letter", "a report published by Exampleton University".
            head: its head.
        """
        if head.lower_ not in ALL:
            return None
        if self._unsigned(head) or self._by_somebody(head):
            start, end = self.naming.offsets(piece)
            surface = self.doc[slice(*piece)].text
            return Voice(Mention("", surface, SourceKind.ANONYMOUS, start, end), head=head.lower_)
        made = self._maker(piece, head) or self._owner(piece, head)
        if made is not None or self.doc[piece[0]].lower_ not in DEFINITE:
            return made
        earlier = self._earlier(piece, frozenset({head.lower_})) or self._earlier(piece, ALL)
        court = earlier is None and head.lower_ in JUDGED
        return self.memory.bodies.called(piece, "court") if court else earlier

    def _unsigned(self, head: Token) -> bool:
        """Recognise "the post by an unknown author"."""
        behind = [token.lower_ for token in self.doc[head.i + 1 : head.i + NEAR_IN]]
        return behind[:1] == ["by"] and bool(set(behind) & {"unknown", "anonymous", "unnamed"})

    def _by_somebody(self, head: Token) -> bool:
        """Recognise "the captain's last message", whose author is not named."""
        owners = children(head, "nmod:poss")
        return any(one.lower_ in HUMAN and self.mentions.at(one.i) is None for one in owners)

    def _earlier(self, piece: Piece, nouns: frozenset[str]) -> Voice | None:
        """Return the author of the last document of that name."""
        for at in range(piece[0] - 1, max(piece[0] - BACK, -1), -1):
            if self.doc[at].lower_ in nouns:
                noun = self.doc[at]
                found = self._maker(piece, noun)
                if found is None and len(nouns) == 1:
                    found = self._owner(piece, noun) or self._teller(piece, noun.sent)
                if found is not None:
                    return found
        return None

    def _maker(self, piece: Piece, head: Token) -> Voice | None:
        """Return X of "the report, written by X,"."""
        made = WRITTEN | (ISSUED if head.lower_ in REPORTS else frozenset())
        near = self.doc[head.i + 1 : min(head.i + NEAR, head.sent.end)]
        verb = next((token for token in near if token.lower_ in made), None)
        if verb is None:
            return None
        agent = next((token for token in near if token.i > verb.i and token.lower_ == "by"), None)
        if agent is None:
            return None
        named = self.mentions.within(agent.i, min(agent.i + NEAR, head.sent.end))
        known = [one for one in named if one.kind is not SourceKind.UNKNOWN]
        return self._author(piece, known[0].name, known[0].kind) if known else None

    def _owner(self, piece: Piece, head: Token) -> Voice | None:
        """Return whose it is: "the agency's decision", "a report of the maritime inspectorate"."""
        for owner in children(head, "nmod:poss", "nmod") if head.lower_ not in OUTLET_NOUNS else ():
            cases = {case.lower_ for case in children(owner, "case")}
            if owner.pos_ == "PRON" or (owner.dep_ == "nmod" and not cases & {"of", "by", "from"}):
                continue
            named = self.mentions.at(owner.i)
            if named is not None and named.kind is not SourceKind.UNKNOWN:
                return self._author(piece, named.name, named.kind)
            found = self._body(noun_phrase(owner), owner) if owner.lower_ in KINDS else None
            if found is not None:
                return self._author(piece, found.mention.name, found.mention.kind)
        return None

    def _body(self, phrase: Piece, noun: Token) -> Voice | None:
        """Return a body by its own words where they say more than its noun."""
        found = self.memory.described(phrase, noun)
        called = found is not None and noun.lower_ in found.mention.name.lower().split()
        if called or phrase[1] - phrase[0] <= SHORTEST:
            return found
        led = self.doc[phrase[0]].pos_ == "DET"
        return self.naming.as_it_stands((phrase[0] + led, phrase[1]), noun)

    def _author(self, piece: Piece, name: str, kind: SourceKind) -> Voice:
        """Return a voice that "it" may mean as well as "he": the document's, and its author's."""
        return Voice(self.naming.mention(piece, name, kind), (), self.doc[piece[1] - 1].lower_)

    def _teller(self, piece: Piece, sent: Span) -> Voice | None:
        """Return who spoke in the sentence that named the document, or is its subject."""
        for voice in reversed(self.memory.recent):
            if sent.start <= voice.position < sent.end and not voice.mention.anonymous:
                author = self._author(piece, voice.mention.name, voice.mention.kind)
                return replace(author, via=voice.via)
        for named in self.mentions.within(sent.start, sent.end):
            subject = any(
                token.dep_ in SUBJECTS and token.head == sent.root
                for token in self.doc[named.start : named.end]
            )
            if (
                subject
                and named.kind is not SourceKind.UNKNOWN
                and named.start not in self.memory.said
            ):
                return self._author(piece, named.name, named.kind)
        return None
