"""Who a verb that attributes has for its subject."""

from spacy.tokens import Token

from claims.extract.attribution.sentence import Sentence
from claims.extract.cues import Cue
from claims.extract.text.parse import (
    BEFORE_VERB,
    FINITE,
    MARKS,
    PAUSES,
    children,
    last_solid,
    next_solid,
    reads_as_clause,
    subject_of,
)

LONGEST_SUBJECT = 16
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
NOUN_REACH = 12
# Behind these stands who hears it, never who speaks.
TELLING = frozenset({"told", "tells", "telling", "informed"})
NAMING = frozenset({"PROPN", "NOUN", "PRON"})


class SubjectFinder:
    """Finds subjects by the parse where it can be trusted, else by commas and tags."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.sent = sentence.sent
        self.lexicon = sentence.lexicon
        self.quotations = sentence.quotations

    def in_headline(self, verb: Token) -> bool:
        """Headlines mislead taggers: "spy service denies that", "..., newspaper claims"."""
        if self.sent.start or verb.pos_ != "NOUN" or not verb.i:
            return False
        after = next_solid(self.doc, verb.i + 1, self.sent.end)
        ends = after >= self.sent.end and self.comma_before(verb) > 0
        opens = (
            after < self.sent.end and self.doc[after].lower_ == "that" and verb.lower_.endswith("s")
        )
        return (ends or opens) and self.doc[verb.i - 1].pos_ in NAMING

    def find(self, verb: Token, cue: Cue, *, passive: bool) -> Token | None:
        """Return the head of the subject; None where there is none.

        Args:
            verb: the verb that attributes.
            cue: what it may do.
            passive: whether "it is said" is meant.
        """
        return (None if passive else self._final(verb, cue)) or self.of_verb(verb)

    def of_verb(self, verb: Token) -> Token | None:
        """Return the subject of any verb by the parse, or the noun that stands in its place."""
        cited = self.cited_by(verb)
        if cited is not None:
            objects = children(cited, "obj", "nsubj:pass")
            passive = children(cited, "aux:pass")
            return objects[0] if objects else (subject_of(cited) if passive else None)
        if verb.tag_ == "VBG" and verb.i > self.sent.root.i and self.doc[verb.i - 1].text == ",":
            root = self.sent.root
            return root if root.pos_ in NAMING - {"PRON"} else subject_of(root)
        subject = subject_of(verb)
        if subject is not None and subject.i > verb.i and verb.lower_ in TELLING:
            subject = None
        if subject is not None and subject.pos_ not in {"VERB", "AUX"}:
            return self._antecedent(verb, subject)
        if verb.pos_ == "NOUN":
            return self.doc[verb.i - 1]
        if verb.dep_ in {"acl", "advcl"} and verb.tag_ == "VBG":
            head = verb.head
            return head if head.pos_ in {"NOUN", "PROPN"} else subject_of(head)
        return self._neighbour(verb)

    def _final(self, verb: Token, cue: Cue) -> Token | None:
        """Return the subject of "..., NP said on Monday." at the end of a sentence.

        There the commas are surer than the parse, which often ties the noun to what precedes it.
        """
        comma = self.comma_before(verb)
        if comma <= self.sent.start or "bare" not in cue.frames or not self._tensed(verb):
            return None
        tail = (verb.i + 1, self.sent.end)
        if reads_as_clause(self.doc, *tail) or not reads_as_clause(
            self.doc, self.sent.start, comma
        ):
            return None
        if any(
            token.text in {",", ":", "to"} or token.text in MARKS
            for token in self.doc[tail[0] : tail[1]]
        ):
            return None
        return self._chunk_head(comma + 1, verb.i)

    def _tensed(self, verb: Token) -> bool:
        return verb.tag_ in FINITE or self.in_headline(verb)

    def comma_before(self, verb: Token) -> int:
        """Return the pause that opens the noun phrase before a verb, or -1."""
        for position in range(verb.i - 1, max(verb.i - LONGEST_SUBJECT, self.sent.start), -1):
            token = self.doc[position]
            if token.text == "," or token.text in MARKS - {"'", "\u2019"}:
                return position
            if token.text in {";", ":", "—", "\u2013"}:
                return -1
        return -1

    def _chunk_head(self, start: int, end: int) -> Token | None:
        """Return the head of the noun phrase at ``start``, if that is what stands there."""
        first = self.doc[start]
        if first.lower_ in RELATIVES or first.pos_ in {"ADP", "CCONJ", "SCONJ", "ADV"}:
            return None
        if any(t.tag_ in FINITE and not self._in_relative(t, start) for t in self.doc[start:end]):
            return None
        head: Token | None = None
        for token in self.doc[start:end]:
            closes = token.pos_ in {"ADP", "VERB", "AUX"} or token.lower_ in RELATIVES | {"("}
            if head is not None and (closes or self._joins(token)):
                break
            if token.pos_ in NAMING:
                head = token
        return head

    def _joins(self, token: Token) -> bool:
        return token.pos_ == "CCONJ" and self.doc[token.i - 1].pos_ == "NOUN"

    def _in_relative(self, token: Token, start: int) -> bool:
        return any(one.lower_ in RELATIVES for one in self.doc[start : token.i])

    def _antecedent(self, verb: Token, subject: Token) -> Token:
        """Return what a relative pronoun stands for."""
        if subject.lower_ in {"who", "which", "that"} and verb.dep_ == "acl:relcl":
            return verb.head
        return subject

    def cited_by(self, verb: Token) -> Token | None:
        """Return the "quoted" of "quoted X as saying"."""
        marks = {child.lower_ for child in verb.lefts}
        head = verb.head
        if "as" in marks and head != verb and head.lower_ in self.lexicon.citing:
            return head
        return None

    def _neighbour(self, verb: Token) -> Token | None:
        """Fall back on the noun before the verb or, where the order is inverted, right after it."""
        before = last_solid(self.doc, verb.i, self.sent.start)
        while before >= self.sent.start and self.doc[before].dep_ in BEFORE_VERB:
            before -= 1
        before = self._past_bracket(before)
        if before < self.sent.start or self.doc[before].text in MARKS | PAUSES:
            return self._inverted(verb) or self._before_insertion(before)
        return self.doc[before] if self.doc[before].pos_ in NAMING else None

    def _past_bracket(self, before: int) -> int:
        """Step over "(NIS)" to the name that it abbreviates."""
        if before <= self.sent.start or self.doc[before].text != ")":
            return before
        opening = [
            i for i in range(max(before - 5, self.sent.start), before) if self.doc[i].text == "("
        ]
        return opening[-1] - 1 if opening else before

    def _inverted(self, verb: Token) -> Token | None:
        """Return the noun in "..., said Ana Example." which ends in a pause."""
        if verb.lower_ in TELLING:
            return None
        end = verb.i + 1
        while end < min(verb.i + NOUN_REACH, self.sent.end) and not self.sentence.pauses(end):
            end += 1
        nouns = [token for token in self.doc[verb.i + 1 : end] if token.pos_ in NAMING]
        verbal = any(token.pos_ in {"VERB", "AUX", "SCONJ"} for token in self.doc[verb.i + 1 : end])
        return self.doc[verb.i + 1 : nouns[-1].i + 1].root if nouns and not verbal else None

    def _before_insertion(self, comma: int) -> Token | None:
        """Return the noun in "X, also called Y, said"."""
        if comma <= self.sent.start or self.doc[comma].text != ",":
            return None
        for position in range(comma - 1, self.sent.start, -1):
            if self.doc[position].text == ",":
                token, apposed = self.doc[position - 1], self.doc[comma - 1]
                if token.pos_ in NAMING:
                    return token
                return apposed if apposed.pos_ == "PROPN" else None
        return None
