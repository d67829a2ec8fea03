"""Attributions of silence: "declined to comment on Y", "could not confirm whether Y"."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from claims.extract.attribution.frame import Frame
from claims.extract.text.parse import TIMES, Piece, next_solid, noun_phrase, subject_of
from db.vocabulary import Stance

NOT = r"(?:\s+not|n[\u2019']t)"
ADVERB = r"(?:\s+(?:\w+ly|also|yet))?"
# Patients respond to a drug, and a dog answers to its name: what is answered tells.
ASKED = (
    r"(?=\s*(?:[.,;]|$)|\s+(?:on|about|when|whether|immediately|by|yet|until|publicly|directly|"
    r"(?:to\s+)?(?:\S+\s+){0,4}?(?:requests?|questions?|quer(?:y|ies)|comments?|calls?|e-?mails?|"
    r"messages?|inquir\w+|enquir\w+|letters?|allegations?|accusations?|claims?|reports?|charges?|"
    r"criticism|journalists?|reporters?))\b)"
)
ANSWER = rf"(?:respond|reply|answer){ASKED}"
TALK = (
    r"(?:publicly\s+)?(?:comment|say|discuss|elaborate|name|identify|speak|talk|disclose|"
    rf"{ANSWER}|"
    r"reveal|go\s+on\s+(?:the\s+)?record|provide|specify|explain|be\s+drawn|go\s+into\s+details?|"
    r"give\s+(?:any\s+)?(?:details?|reasons?|names?))"
)
CHECK = r"(?:confirm(?:\s+or\s+deny)?|verify|corroborate)"
PATTERNS: tuple[tuple[re.Pattern[str], Stance, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), stance, own)
    for pattern, stance, own in (
        (rf"\b(?:declin|refus)\w+\s+to\s+{TALK}\b", Stance.DECLINES_COMMENT, False),
        (
            rf"(?<!\bI )(?<!\b[Ww]e )\b(?:(?:would|will){NOT}|won[\u2019']t){ADVERB}\s+{TALK}\b",
            Stance.DECLINES_COMMENT,
            False,
        ),
        (
            rf"\bha(?:s|d|ve){NOT}{ADVERB}\s+(?:publicly\s+)?(?:commented|responded{ASKED}|replied{ASKED})\b",
            Stance.DECLINES_COMMENT,
            False,
        ),
        (
            (
                r"\b(?:ha[ds]|have|gave|gives?|offer(?:s|ed)?|ma[dk]es?|issued?)\s+no\s+(?:\w+\s+)?"
                r"(?:comment|answer|word|response|reply|statement|explanation)\b"
            ),
            Stance.DECLINES_COMMENT,
            False,
        ),
        (
            (
                rf"\bd(?:id|o|oes){NOT}{ADVERB}\s+(?:{ANSWER}|comment|go\s+into\s+details?|"
                r"elaborate|return\s+\w*\s*(?:calls?|messages?|requests?))\b"
            ),
            Stance.DECLINES_COMMENT,
            False,
        ),
        (
            (
                rf"\b(?:(?:could|can){NOT}|cannot|(?:was|were|is|are|been)\s+(?:unable|not\s+able)\s+to|"
                rf"(?:declin|refus|fail)\w+\s+to){ADVERB}\s+{CHECK}\b"
            ),
            Stance.CANNOT_CONFIRM,
            False,
        ),
        (
            (
                rf"\b(?:(?:could|can){NOT}|cannot|(?:was|were|is|are)\s+(?:unable|not\s+able)\s+to)"
                rf"{ADVERB}\s+(?:say|tell(?=\s+(?:whether|if|how|who|what|when|where|why)))\b"
            ),
            Stance.CANNOT_CONFIRM,
            False,
        ),
        (
            r"\b(?:could|can|would|will|did)\s+neither\s+confirm\s+nor\s+deny\b",
            Stance.CANNOT_CONFIRM,
            False,
        ),
        (r"\bleft\s+(?:it\s+)?open(?=\s+(?:whether|if)\b)", Stance.CANNOT_CONFIRM, False),
        (
            (
                r"\b(?:it\s+)?(?:is|was|remains?|remained)\s+(?:still\s+)?(?:not\s+(?:\w+ly\s+)?(?:known|clear)|"
                r"unclear|unknown|uncertain)(?=\s+(?:whether|if|who|why|how|what|where|when)\b)"
            ),
            Stance.CANNOT_CONFIRM,
            True,
        ),
    )
)
# "Whether he is the man is unclear": what is open stands first.
OPEN = re.compile(
    r"^\s*(?:Whether|Who|What|Why|Where|How|When)\b[^;:?]*?\b(?P<cue>(?:is|was|remains?|remained)\s+"
    r"(?:still\s+|as\s+yet\s+)?(?:not\s+(?:yet\s+)?(?:known|clear)|unclear|unknown|uncertain))\b"
)
JOINERS = frozenset(
    {"whether", "that", "if", "on", "about", "to", "regarding", "over", "for", "any", "further"}
)
QUESTIONS = frozenset({"why", "how", "what", "who", "where", "when", "which"})
PAIRS = frozenset({"either", "both"})
_ASKED = re.compile(
    r"(?:\b[Aa]sked\s+(?:by\s+(?P<by>[^,]+?)\s+)?(?:about|on|for|whether)|^\s*Whether)"
    r"\s+(?P<what>[^,]+),"
)


class RefusalReader:
    """Reads from one sentence who would not or could not say what."""

    def __init__(self, doc: Doc, sent: Span) -> None:
        self.doc = doc
        self.sent = sent
        self.base = sent.start_char
        self.text = sent.text

    def read(self) -> Iterator[Frame]:
        """Yield a frame for each refusal; each word belongs to at most one."""
        taken: set[int] = set()
        fronted = self._fronted()
        if fronted is not None:
            taken |= set(range(*fronted.cue))
            yield fronted
        for pattern, stance, own in PATTERNS:
            for match in pattern.finditer(self.text):
                cue = self._tokens(match.start(), match.end())
                if cue and not taken & set(range(*cue)):
                    taken |= set(range(*cue))
                    yield self._frame(cue, stance, own=own)

    def _fronted(self) -> Frame | None:
        """Return the frame of "Whether he is the man is unclear"."""
        found = OPEN.match(self.text)
        cue = self._tokens(*found.span("cue")) if found else None
        if cue is None:
            return None
        start = next_solid(self.doc, self.sent.start, cue[0])
        start += self.doc[start].lower_ == "whether"
        return Frame(
            "not known",
            [(start, cue[0])],
            cue,
            None,
            [],
            Stance.CANNOT_CONFIRM,
            0.75,
            own_voice=True,
        )

    def _tokens(self, start: int, end: int) -> Piece | None:
        span = self.doc.char_span(self.base + start, self.base + end, alignment_mode="expand")
        return (span.start, span.end) if span is not None else None

    def _frame(self, cue: Piece, stance: Stance, *, own: bool) -> Frame:
        asked = _ASKED.search(self.text)
        content = self._complement(cue)
        if not content and asked:
            content = self._tokens(*asked.span("what"))
        relays = []
        if asked and asked.group("by"):
            by = self._tokens(*asked.span("by"))
            relays = [by] if by else []
        source = None if own else self._source(cue)
        pattern = "not known" if own else "refusal"
        return Frame(pattern, [content or cue], cue, source, relays, stance, 0.75, own)

    def _source(self, cue: Piece) -> Piece | None:
        for token in self.doc[cue[0] : cue[1]]:
            if token.pos_ in {"VERB", "AUX"}:
                subject = subject_of(token)
                if subject is not None and not cue[0] <= subject.i < cue[1]:
                    return noun_phrase(subject)
        for token in reversed(self.doc[self.sent.start : cue[0]]):
            if token.pos_ in {"NOUN", "PROPN", "PRON"}:
                return noun_phrase(token)
        return None

    def _complement(self, cue: Piece) -> Piece | None:
        """Return what was not confirmed or not spoken of."""
        start = cue[1]
        while start < self.sent.end and self.doc[start].lower_ in {
            "for",
            "now",
            "further",
            "immediately",
        }:
            start += 1
        if self.doc[start : start + 1].text == "on" and self.doc[start + 1].lower_ in TIMES:
            start += 2  # "could not say [on Tuesday] whether"
        if start >= self.sent.end or self.doc[start].is_punct:
            return None
        first = self.doc[start]
        if first.lower_ in JOINERS:
            start += 1
        elif first.lower_ not in QUESTIONS | PAIRS and first.pos_ not in {
            "DET",
            "NOUN",
            "PROPN",
            "PRON",
            "ADJ",
            "NUM",
        }:
            return None
        end = self._end(cue, start)
        while end < self.sent.end - 1 and self.doc[end].text == "-" and end > start:
            end += 2  # "the e-mail", of which the parser ties only "the e" to the verb
        return (start, end) if start < end else None

    def _end(self, cue: Piece, start: int) -> int:
        """End with the clause or phrase that hangs on the refusal."""
        edges = [
            child.right_edge.i + 1
            for token in self.doc[cue[0] : cue[1]]
            for child in token.rights
            if child.left_edge.i in (start, start - 1) and child.i >= start
        ]
        clause = any(token.dep_ == "mark" for token in self.doc[start - 1 : start])
        limit = self._next_pause(start, clause=clause)
        end = min(max(edges), self.sent.end) if edges else limit
        goes_on = [
            token.lower_
            for token in self.doc[end : min(end + 3, self.sent.end)]
            if token.text != ","
        ]
        return limit if clause and goes_on[:2] in (["and", "whether"], ["or", "whether"]) else end

    def _next_pause(self, start: int, *, clause: bool) -> int:
        for token in self.doc[start : self.sent.end]:
            if token.text in {";", "."} or (token.text == "," and not clause):
                return token.i
        return self.sent.end
