"""What somebody makes of a report: "denied claims that Y", "could not verify the report that Y"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extract.attribution.frame import Frame
from claims.extract.attribution.sentence import Sentence
from claims.extract.attribution.subjects import SubjectFinder
from claims.extract.cues import Cue, lexicon
from claims.extract.nouns import words
from claims.extract.text.parse import (
    FINITE,
    NOMINAL,
    SUBJECTS,
    TIMES,
    Piece,
    children,
    is_finite,
    noun_phrase,
    reads_as_clause,
    subject_of,
)
from db.vocabulary import Stance

# What may be true or false without anybody having put it forward: "rejected the idea that".
_IDEAS = words("idea ideas possibility insinuation insinuations proposition premise hypothesis")
_FROM = words("by from in on of made published circulating about")
_CHECKING = ("confirm", "verif", "corroborat", "substantiat", "prove")
_SHUNNED = words("refuse refuses refused refusing decline declines declined declining fail fails")
_SHUN = _SHUNNED | words("failed failing")
_UNDONE = _SHUN | words("not n't n\u2019t never cannot unable impossible neither nor yet")
_NOBODY = words("no nobody none neither")
_BE = words("is are was were be been being")
_BEFORE = _UNDONE | _BE | words("to able or confirm deny verify")
# What may stand between a verb and the report: "dismissed [as nonsense] reports that".
_BRIDGE = re.compile(
    rf"(?:\w+ly|again|also|back|out|aside|off|by|doubts?|for|from|itself|"
    rf"(?:on|in|last) (?:{'|'.join(TIMES)})|in|on|as\b[^,;.]{{0,40}}|[\s,])*",
    re.IGNORECASE,
)
_FALSE = (
    r"(?:as )?(?:(?:[a-z]+ly|an?|completely|pure|total|simply|just) )*"
    r"(?:false|untrue|not true|incorrect|inaccurate|wrong|baseless|unfounded|groundless|fabricated|"
    r"fabrications?|fake|nonsense|absurd|lies?|fiction|misleading)"
)
_EDGE = r"[\"'\u201c\u201d\u2018\u2019\s.,]*"
# "The report that Y is false" and "it is not true that Y".
_CALLED_FALSE = (
    re.compile(
        rf"{_EDGE}(?:\w+ ){{0,3}}(?P<noun>\w+) that (?P<said>.+) "
        rf"(?:is|are|was|were|has been|have been) {_FALSE}{_EDGE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_EDGE}(?:it (?:is|was)|it['\u2019]s) {_FALSE} that (?P<said>.+?){_EDGE}", re.IGNORECASE
    ),
)
_CALLING = words("call calls called describe describes described brand branded label labelled")
_LABEL = re.compile(rf" {_FALSE}\b", re.IGNORECASE)
VERDICTS = frozenset({"verdict", "label"})
WEIGHT = 0.85
NEAR = 8
# "Reports that", "having said that".
REPORT = 3


class VerdictReader:
    """Reads who denies, doubts, withdraws or cannot verify what others report.

    A report is nobody's word there: what it consists of takes the stance of the verb that governs.
    """

    def __init__(self, sentence: Sentence, subjects: SubjectFinder) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.sent = sentence.sent
        self.lexicon = sentence.lexicon
        self.subjects = subjects

    def read(self) -> Iterator[Frame]:
        """Yield a frame for each report on which somebody gives a verdict."""
        for token in self.sent:
            frame = self._of_report(token) or self._of_words(token) or self._labelled(token)
            if frame is not None:
                yield frame

    def _of_report(self, noun: Token) -> Frame | None:
        """Read "denied reports that Y" and "reports that Y were denied by"."""
        if not self._is_report(noun):
            return None
        start = self._opening(noun)
        if start is None:
            return None
        return self._suffered(noun, start) or self._given(self._phrase_start(noun), start)

    def _of_words(self, verb: Token) -> Frame | None:
        """Read "apologised for reporting that Y" and "denied [saying that Y]"."""
        that = verb.i + 1 < self.sent.end and self.doc[verb.i + 1].lower_ == "that"
        if not that or verb.tag_ not in {"VBG", "VBN"} or self.lexicon.verb(verb) is None:
            return None
        start = verb.i
        while start > self.sent.start and self._leads(self.doc[start - 1]):
            start -= 1
        frame = self._given(start, verb.i + 2)
        if frame is None or frame.stance not in {Stance.RETRACTS, Stance.DENIES}:
            return None
        if frame.stance is Stance.DENIES:
            frame.content = [(start, frame.end)]
        return frame

    def _labelled(self, verb: Token) -> Frame | None:
        """Read "called the report false" and "described reports that Y as untrue"."""
        if verb.lower_ not in _CALLING or self.sentence.quoted(verb):
            return None
        near = self.doc[verb.i + 1 : min(verb.i + NEAR, self.sent.end)]
        noun = next((one for one in near if one.pos_ == "NOUN"), None)
        rest = self.doc[verb.i + 1 : self.sent.end]
        label = _LABEL.search(rest.text)
        if noun is None or label is None or not self._is_report(noun):
            return None
        end = self.doc.char_span(
            rest.start_char, rest.start_char + label.start(), alignment_mode="expand"
        )
        start = self._opening(noun) or verb.i + 1
        if end is None or end.end <= start:
            return None
        span = self._group_start(verb), verb.i + 1
        content = [(start, end.end)]
        return Frame("label", content, span, self._source(span), [], Stance.DENIES, WEIGHT)

    def _leads(self, token: Token) -> bool:
        return token.lower_ == "having" or token.lower_.endswith("ly")

    def _is_report(self, noun: Token) -> bool:
        cue = self.lexicon.noun(noun)
        return noun.lower_ in _IDEAS or (cue is not None and cue.stance is Stance.ASSERTS)

    def _opening(self, noun: Token) -> int | None:
        """Return where the clause begins that a report consists of."""
        at = noun.i + 1
        if at < self.sent.end and self.doc[at].lower_ in _FROM:
            at = self._past_author(at)
        elif self.doc[at : at + 2].text.lower() == ", that":
            at += 1
        if at + 2 >= self.sent.end:
            return None
        that = self.doc[at]
        start = at + 1 if that.lower_ == "that" else at
        if that.lower_ == "that" and that.dep_ == "obj" and self.lexicon.verb(that.head):
            return None  # "An allegation that she rejects": there she speaks of the allegation.
        opens = self.doc[start].pos_ in NOMINAL and reads_as_clause(self.doc, start, self.sent.end)
        return start if opens else None

    def _past_author(self, at: int) -> int:
        """Return the "that" of "claims [by the opposition] that", or the end of the sentence."""
        for token in self.doc[at + 1 : min(at + NEAR, self.sent.end)]:
            if token.lower_ == "that":
                return token.i
            if token.is_punct or token.tag_ in FINITE:
                break
        return self.sent.end

    def _phrase_start(self, noun: Token) -> int:
        start = noun.i
        while start > self.sent.start and self._qualifies(self.doc[start - 1]):
            start -= 1
        return start

    def _qualifies(self, token: Token) -> bool:
        return (token.pos_ in NOMINAL | {"PART"} or token.dep_ == "amod") and not (
            self.lexicon.verdict(token) or token.lower_ in _UNDONE
        )

    def _given(self, end: int, start: int) -> Frame | None:
        """Return the verdict of a verb that stands before ``end``, on a clause from ``start``."""
        for verb in reversed(self.doc[max(end - NEAR, self.sent.start) : end]):
            cue = None if self.sentence.quoted(verb) else self.lexicon.verdict(verb)
            if cue is not None and _BRIDGE.fullmatch(self.doc[verb.i + 1 : end].text):
                span = self._group_start(verb), verb.i + len(cue.lemma.split())
                content = [(start, self._clause_end(start))]
                return self._frame(verb, cue, span, self._source(span), content)
        return None

    def _suffered(self, noun: Token, start: int) -> Frame | None:
        """Return the verdict of a verb behind the clause, of which the report is the subject."""
        if self._phrase_start(noun) > self.sent.start + 1:
            return None
        for verb in self.doc[start + 2 : self.sent.end]:
            cue = self.lexicon.verdict(verb) if verb.tag_ == "VBN" else None
            span = self._group_start(verb), verb.i + 1
            before = {token.lower_ for token in self.doc[slice(*span)]}
            if cue and before & _BE and reads_as_clause(self.doc, start, span[0]):
                source = self._agent(verb)
                frame = self._frame(verb, cue, span, source, [(start, span[0])])
                frame.own_voice = source is None and frame.stance is Stance.CANNOT_CONFIRM
                return frame
        return None

    def _agent(self, verb: Token) -> Piece | None:
        agents = children(verb, "obl:agent", "obl")
        by = (one for one in agents if self.doc[one.left_edge.i].lower_ == "by")
        return next((noun_phrase(one) for one in by), None)

    def _frame(
        self, verb: Token, cue: Cue, span: Piece, source: Piece | None, content: list[Piece]
    ) -> Frame:
        before = {token.lower_ for token in self.doc[span[0] : verb.i]}
        near = self.doc[max(span[0] - NEAR, self.sent.start) : span[0]]
        before |= {token.lower_ for token in near} & _NOBODY
        stance = self._stance(cue, before)
        return Frame("verdict", content, span, source, [], stance, WEIGHT)

    def _stance(self, cue: Cue, before: set[str]) -> Stance:
        checks = cue.lemma.startswith(_CHECKING) or "confirm" in before
        shuns = cue.stance is Stance.DENIES and before & _SHUN
        if before & (_UNDONE | _NOBODY) and (checks or shuns):
            return Stance.CANNOT_CONFIRM
        # Who will not take it back stands by it.
        return Stance.ASSERTS if cue.stance is Stance.RETRACTS and before & _SHUN else cue.stance

    def _group_start(self, verb: Token) -> int:
        """Return where "could neither confirm nor [deny]" begins."""
        start = verb.i
        while start > self.sent.start:
            token = self.doc[start - 1]
            if token.pos_ not in {"AUX", "PART", "ADV"} and token.lower_ not in _BEFORE:
                break
            start -= 1
        return start

    def _source(self, span: Piece) -> Piece | None:
        for token in self.doc[slice(*span)]:
            subject = subject_of(token) if token.pos_ in {"VERB", "AUX", "ADJ"} else None
            if subject is not None and subject.i < span[0]:
                return noun_phrase(subject)
        subject = self.subjects.of_verb(self.doc[span[1] - 1])
        return noun_phrase(subject) if subject is not None else None

    def _clause_end(self, start: int) -> int:
        for token in self.doc[start : self.sent.end]:
            if token.dep_ in SUBJECTS and token.head.i > token.i and is_finite(token.head):
                return min(token.head.right_edge.i + 1, self.sent.end)
        return self.sent.end


def settle(doc: Doc, frame: Frame) -> Frame:
    """Return an attribution of "the report that Y is false" as a denial of Y.

    Args:
        doc: the parsed article.
        frame: an attribution.
    """
    (start, end), *rest = frame.content
    text = doc[start:end].text
    for pattern in _CALLED_FALSE:
        match = pattern.fullmatch(text)
        noun = match and match.groupdict().get("noun")
        known = noun is None or noun.lower() in lexicon().nouns or noun.lower() in _IDEAS
        if match is None or rest or not known or frame.stance is not Stance.ASSERTS:
            continue
        base = doc[start].idx
        said = doc.char_span(base + match.start("said"), base + match.end("said"))
        if said is not None:
            return replace(frame, content=[(said.start, said.end)], stance=Stance.DENIES)
    return frame


def judged(doc: Doc, frame: Frame) -> range:
    """Return the words of a verdict and of the report that it is about: none of them attributes.

    Args:
        doc: the parsed article.
        frame: an attribution by a verdict.
    """
    if frame.start < frame.cue[0]:
        return range(frame.start - REPORT, frame.start)
    opening = range(frame.start, min(frame.start + REPORT, frame.end))
    that = (i + 1 for i in opening if doc[i].lower_ == "that")  # "denied [saying that]"
    return range(frame.cue[0], next(that, frame.start))
