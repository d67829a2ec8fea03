"""What is said before and around an attribution: "Y, she said" and "Y, she said, Z"."""

from spacy.tokens import Token

from claims.extract.attribution.complements import Complements
from claims.extract.attribution.sentence import Sentence
from claims.extract.text.parse import (
    BEFORE_VERB,
    FINITE,
    MARKS,
    NOMINAL,
    PAUSES,
    SUBJECTS,
    Piece,
    children,
    is_finite,
    last_solid,
    next_solid,
    noun_phrase,
    reads_as_clause,
    subject_of,
)

REACH = 9
NEXT = 2


class Surroundings:
    """Finds content that the words of the attribution interrupt or follow."""

    def __init__(self, sentence: Sentence, complements: Complements) -> None:
        self.sentence = sentence
        self.complements = complements
        self.doc = sentence.doc
        self.sent = sentence.sent
        self.lexicon = sentence.lexicon
        self.quotations = sentence.quotations

    def around(self, verb: Token, subject: Token | None) -> list[Piece]:
        """Return content that stands before the attribution, and goes on after it."""
        left, right = self._clause_edges(verb, subject)
        before = self._pause_before(left)
        if before <= self.sent.start or self._opens_forward(verb):
            return []
        first = (self._scope_start(before), before)
        rest = self._rest(verb, subject, right) or self._completion(first, right)
        if reads_as_clause(self.doc, *first) or self._mostly_quoted(first) or not rest:
            return self._if_content(verb, [first, rest] if rest else [first])
        together = reads_as_clause(self.doc, *rest) or self._finite(rest)
        return [first, rest] if together else []

    def _clause_edges(self, verb: Token, subject: Token | None) -> Piece:
        """Return where the words of the attribution itself begin and end."""
        left = verb.i
        for child in verb.lefts:
            if child.dep_ in BEFORE_VERB and child.i >= verb.i - 3:
                left = min(left, child.left_edge.i)
        quoting = self._quoting(verb)
        if quoting is not None and quoting.i < left:
            left = self._left_of(quoting)
        right = verb.i + 1
        if subject is not None and subject.sent == self.sent:
            if subject.i < verb.i:
                left = min(left, self._left_of(subject))
                left = self._skip_lead_in(left, verb.i)
            else:
                right = max(right, noun_phrase(subject)[1])
                right = self._past_apposition(subject, right)
        return left, self._next_pause(right)

    def _quoting(self, verb: Token) -> Token | None:
        """Return X of "..., X quoted Y as saying"."""
        cites = verb.head.lower_ in self.lexicon.citing
        return subject_of(verb.head) if cites and self.doc[verb.i - 1].lower_ == "as" else None

    def _left_of(self, subject: Token) -> int:
        """Return where a subject begins; no further left than a comma."""
        edge = subject.left_edge.i
        for position in range(subject.i - 1, edge, -1):
            if self.doc[position].text == ",":
                return position + 1
        return edge

    def _skip_lead_in(self, left: int, verb: int) -> int:
        while left < verb and (self.doc[left].is_punct or self.doc[left].dep_ in {"cc", "mark"}):
            left += 1
        return left

    def _past_apposition(self, subject: Token, right: int) -> int:
        for child in subject.rights:
            if child.dep_ in {"appos", "acl:relcl", "acl"} and child.left_edge.i - right <= NEXT:
                right = max(right, child.right_edge.i + 1)
        return right

    def _finite(self, piece: Piece) -> bool:
        return any(token.tag_ in FINITE for token in self.doc[piece[0] : piece[1]])

    def _if_content(self, verb: Token, pieces: list[Piece]) -> list[Piece]:
        """Refuse a mere adverbial, as in "On Monday, she said so"."""
        solid = [
            token for start, end in pieces for token in self.doc[start:end] if not token.is_punct
        ]
        bare = all(token.pos_ in {"ADV", "ADP", "CCONJ", "SCONJ", "NUM", "DET"} for token in solid)
        subordinate = (
            solid
            and solid[0].dep_ == "mark"
            and len(pieces) == 1
            and verb.right_edge.i > verb.i + 3
        )
        return [] if bare or subordinate or len(solid) < NEXT else pieces

    def _pause_before(self, left: int) -> int:
        """Return the pause before the attribution, whose subject the parse may cut short."""
        before = last_solid(self.doc, left, self.sent.start)
        if before < self.sent.start or self.sentence.pauses(before):
            return before
        for position in range(before, max(before - REACH, self.sent.start), -1):
            token = self.doc[position]
            if self.sentence.pauses(position):
                return position
            if token.pos_ in {"AUX", "PRON", "SCONJ", "ADP"} or token.dep_ == "ROOT":
                break
        return -1

    def _mostly_quoted(self, piece: Piece) -> bool:
        start, end = self.doc[piece[0]].idx, self.doc[piece[1] - 1].idx
        return self.quotations.quoted(start, end) * 2 > end - start

    def _opens_forward(self, verb: Token) -> bool:
        """Say whether the verb's own clause already follows it before the next pause."""
        if self.complements.after_that(verb):
            return True
        right = self._next_pause(verb.i + 1)
        following = self.doc[verb.i + 1 : right]
        inverted = verb.i + 1 < right and self.doc[verb.i + 1].pos_ not in NOMINAL
        if (
            not inverted
            and self.doc[right - 1].i > verb.i + 2
            and reads_as_clause(self.doc, verb.i + 1, right)
        ):
            return True
        if right < self.sent.end and self.doc[right].text == ":":
            return True
        own = children(verb, "ccomp")
        return any(child.i > verb.i and verb.i < child.left_edge.i < right for child in own) or any(
            token.dep_ in SUBJECTS
            and token.head != verb
            and token.head.i > verb.i
            and token.head.dep_ != "acl:relcl"
            and token.head.i < right
            for token in following
        )

    def _next_pause(self, position: int) -> int:
        while position < self.sent.end and not self.sentence.pauses(position):
            position += 1
        return position

    def _scope_start(self, before: int) -> int:
        """Begin after a colon or a sentence-like first part that another cue governs."""
        for position in range(before - 1, self.sent.start, -1):
            token = self.doc[position]
            cut = token.text in {":", ";"} and not self.sentence.quoted(token)
            if cut and reads_as_clause(self.doc, position + 1, before):
                return position + 1
        return self.sent.start

    def _rest(self, verb: Token, subject: Token | None, right: int) -> Piece | None:
        """Return what goes on after the attribution, where that is more content."""
        position = next_solid(self.doc, right, self.sent.end)
        while position < self.sent.end and (self.doc[position].text in PAUSES):
            position = next_solid(self.doc, position + 1, self.sent.end)
        if position >= self.sent.end - 1:
            return None
        if position == right and self.doc[position].text not in MARKS:
            return None
        inserted = self._inserted(verb, subject, right)
        if inserted or self._goes_on(verb, subject, position):
            return position, self.sent.end
        return None

    def _completion(self, first: Piece, right: int) -> Piece | None:
        """Return what must go on because what stands before the attribution has no verb."""
        position = next_solid(self.doc, right + 1, self.sent.end)
        if right >= self.sent.end or self.doc[right].text != "," or position >= self.sent.end - 1:
            return None
        if reads_as_clause(self.doc, *first) or self._mostly_quoted(first):
            return None
        opening = self.doc[position]
        finite = opening.tag_ in FINITE or opening.dep_ in {"aux", "cop", "advmod"}
        return (position, self.sent.end) if finite else None

    def _inserted(self, verb: Token, subject: Token | None, right: int) -> bool:
        """Say whether "it said" alone stands between two commas outside quotation marks."""
        if (
            subject is None
            or subject.pos_ != "PRON"
            or subject.i != verb.i - 1
            or right != verb.i + 1
        ):
            return False
        before, after = self.doc[subject.i - 1], self.doc[right]
        begins = self.doc[right + 1].lower_ if right + 1 < self.sent.end else ""
        return (
            before.text == after.text == ","
            and self.doc[subject.i - 2].text not in MARKS
            and (begins not in {"who", "which", "adding"} and not begins.endswith("ing"))
        )

    def _goes_on(self, verb: Token, subject: Token | None, position: int) -> bool:
        own = range(verb.left_edge.i if subject is None else min(subject.i, verb.i), position)
        for token in self.doc[position : self.sent.end]:
            if token.is_punct or token.is_space or token.head.i >= position:
                continue
            if token.i == token.head.i:
                return True
            hangs = token.head.i in own
            if not hangs:
                return True
            if token.dep_ in {"ccomp", "parataxis"}:
                return True
            if token.dep_ == "conj" and token.head == verb:
                return bool(children(token, *SUBJECTS)) and self.lexicon.verb(token) is None
            if token.dep_ == "cc":
                continue
            return bool(
                token.head == verb
                and children(token, *SUBJECTS)
                and is_finite(token)
                and token.dep_ not in {"advcl", "acl:relcl"}
            )
        return False
