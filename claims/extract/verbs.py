"""Attributions that a verb makes: "X said that Y", "Y, said X", "X denied doing Y"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claims.extract.cues import Cue, Lexicon
from claims.extract.frame import (
    FINITE,
    MARKS,
    NOMINAL,
    PAUSES,
    SUBJECTS,
    Frame,
    Piece,
    children,
    is_finite,
    last_solid,
    next_solid,
    noun_phrase,
    reads_as_clause,
    subject_of,
)
from claims.extract.quotations import Quotations
from db.vocabulary import Stance

BEFORE_VERB = frozenset({"aux", "aux:pass", "advmod", "expl", "expl:pass"})
HEARING = frozenset({"tell", "inform", "brief", "advise", "assure", "warn", "write"})
FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re"})
REACH = 9
NOUN_REACH = 12
NAMING = frozenset({"PROPN", "NOUN", "PRON"})


class VerbReader:
    """Reads the attributions of one sentence off its verbs."""

    def __init__(self, doc: Doc, sent: Span, lexicon: Lexicon, quotations: Quotations) -> None:
        self.doc = doc
        self.sent = sent
        self.lexicon = lexicon
        self.quotations = quotations

    def read(self, taken: set[int]) -> Iterator[Frame]:
        """Yield a frame for each verb that attributes something.

        Args:
            taken: positions of cues that another reader has already used.
        """
        for verb in self.sent:
            if verb.i in taken or not self._is_verbal(verb):
                continue
            cue = self.lexicon.verb(verb)
            frame = self._frame(verb, cue) if cue else None
            if frame:
                yield frame

    def _is_verbal(self, verb: Token) -> bool:
        if self._in_headline(verb):
            return True
        if verb.dep_ in {"amod", "compound", "aux", "case"} or verb.tag_ in {"NN", "NNS"}:
            return False
        if verb.pos_ not in {"VERB", "AUX"}:
            return False
        return not (verb.i + 1 < len(self.doc) and verb.lower_ == "according")

    def _in_headline(self, verb: Token) -> bool:
        """Headlines mislead taggers: "spy service denies that", "..., newspaper claims"."""
        if self.sent.start or verb.pos_ != "NOUN" or not verb.lower_.endswith("s") or not verb.i:
            return False
        after = next_solid(self.doc, verb.i + 1, self.sent.end)
        ends = after >= self.sent.end or self.doc[after].lower_ == "that"
        return ends and self.doc[verb.i - 1].pos_ in NAMING

    def _frame(self, verb: Token, cue: Cue) -> Frame | None:
        if self._quoted(verb):
            return None
        subject = self._subject(verb)
        passive = self._is_passive(verb)
        if subject is not None and subject.lower_ in FIRST_SECOND:
            return None
        if passive:
            return self._passive(verb, cue, subject)
        for pattern, content in self._contents(verb, cue, subject):
            if content:
                return self._build(verb, cue, subject, pattern, content)
        return None

    def _is_passive(self, verb: Token) -> bool:
        """Trust the label only where the auxiliary stands right before the verb."""
        if verb.tag_ != "VBN" and not verb.lower_.endswith(("ed", "said", "told", "thought")):
            return False
        for token in reversed(self.doc[max(self.sent.start, verb.i - 4) : verb.i]):
            if token.lower_ in BE:
                return True
            if token.pos_ != "ADV" and token.pos_ != "PART" and token.pos_ != "AUX":
                return False
        return False

    def _quoted(self, token: Token) -> bool:
        return self.quotations.at(token.idx) is not None

    # ---- who ----------------------------------------------------------------------------------

    def _subject(self, verb: Token) -> Token | None:
        cited = self._cited_by(verb)
        if cited is not None:
            objects = children(cited, "obj", "nsubj:pass")
            return objects[0] if objects else None
        if verb.tag_ == "VBG" and verb.i > self.sent.root.i and self.doc[verb.i - 1].text == ",":
            return subject_of(self.sent.root)
        subject = subject_of(verb)
        if subject is not None:
            return self._antecedent(verb, subject)
        if verb.pos_ == "NOUN":
            return self.doc[verb.i - 1]
        if verb.dep_ in {"acl", "advcl"} and verb.tag_ == "VBG":
            head = verb.head
            return head if head.pos_ in {"NOUN", "PROPN"} else subject_of(head)
        return self._neighbour(verb)

    def _antecedent(self, verb: Token, subject: Token) -> Token:
        """Return what a relative pronoun stands for."""
        if subject.lower_ in {"who", "which", "that"} and verb.dep_ == "acl:relcl":
            return verb.head
        return subject

    def _cited_by(self, verb: Token) -> Token | None:
        """Return the "quoted" of "quoted X as saying"."""
        marks = {child.lower_ for child in verb.lefts}
        head = verb.head
        if "as" in marks and head is not verb and head.lower_ in self.lexicon.citing:
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
        opening = [i for i in range(max(before - 5, self.sent.start), before) if self.doc[i].text == "("]
        return opening[-1] - 1 if opening else before

    def _inverted(self, verb: Token) -> Token | None:
        """Return the noun in "..., said Ana Example." which ends in a pause."""
        end = verb.i + 1
        while end < min(verb.i + NOUN_REACH, self.sent.end) and not self._pauses(end):
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
                token = self.doc[position - 1]
                return token if token.pos_ in NAMING else None
        return None

    # ---- what ---------------------------------------------------------------------------------

    def _contents(
        self, verb: Token, cue: Cue, subject: Token | None
    ) -> Iterator[tuple[str, list[Piece]]]:
        bare = "bare" in cue.frames
        if "infinitive" in cue.frames and not self._has_that_soon(verb):
            yield "infinitive", self._infinitive(verb)
        bare = bare and not self._infinitival(verb)
        yield "interrupting", self._around(verb, subject) if bare else []
        yield "clause", self._forward(verb)
        yield "colon", self._after_colon(verb) if bare else []
        yield "bare clause", self._bare(verb, subject) if bare else []
        yield "quoted object", self._quoted_object(verb)
        if "object" in cue.frames:
            yield "object", self._object(verb)

    def _infinitival(self, verb: Token) -> bool:
        """"He had little to tell" attributes nothing, but "went on to say" does."""
        to = any(child.lower_ == "to" for child in verb.lefts)
        return to and verb.head.lower_ not in {"go", "goes", "went", "gone", "going"}

    def _has_that_soon(self, verb: Token) -> bool:
        near = self.doc[verb.i + 1 : min(verb.i + REACH, self.sent.end)]
        return any(token.lower_ == "that" and token.pos_ == "SCONJ" for token in near)

    def _clause_edges(self, verb: Token, subject: Token | None) -> Piece:
        """Return where the words of the attribution itself begin and end."""
        left = verb.i
        for child in verb.lefts:
            if child.dep_ in BEFORE_VERB and child.i >= verb.i - 3:
                left = min(left, child.left_edge.i)
        right = verb.i + 1
        if subject is not None and subject.sent == self.sent:
            if subject.i < verb.i:
                left = min(left, self._left_of(subject))
                left = self._skip_lead_in(left, verb.i)
            else:
                right = max(right, noun_phrase(subject)[1])
                right = self._past_apposition(subject, right)
        while right < self.sent.end and not self._pauses(right):
            right += 1
        return left, right

    def _left_of(self, subject: Token) -> int:
        """Return where a subject begins; no further left than a comma that ends a clause."""
        edge = subject.left_edge.i
        for position in range(subject.i - 1, edge, -1):
            if self.doc[position].text == "," and reads_as_clause(self.doc, edge, position):
                return position + 1
        return edge

    def _skip_lead_in(self, left: int, verb: int) -> int:
        while left < verb and (self.doc[left].is_punct or self.doc[left].dep_ in {"cc", "mark"}):
            left += 1
        return left

    def _past_apposition(self, subject: Token, right: int) -> int:
        for child in subject.rights:
            if child.dep_ in {"appos", "acl:relcl", "acl"} and child.left_edge.i - right <= 2:  # noqa: PLR2004
                right = max(right, child.right_edge.i + 1)
        return right

    def _pauses(self, position: int) -> bool:
        token = self.doc[position]
        return token.text in PAUSES or token.text in MARKS or token.text in {".", "?", "!"}

    def _around(self, verb: Token, subject: Token | None) -> list[Piece]:
        """Return content that stands before the attribution, and goes on after it."""
        left, right = self._clause_edges(verb, subject)
        before = self._pause_before(left, verb)
        if before <= self.sent.start or self._opens_forward(verb, right):
            return []
        first = (self._scope_start(before), before)
        rest = self._rest(verb, subject, right)
        if reads_as_clause(self.doc, *first) or self._mostly_quoted(first) or not rest:
            return self._if_content(verb, [first, rest] if rest else [first])
        together = reads_as_clause(self.doc, *rest) or self._finite(rest)
        return [first, rest] if together else []

    def _finite(self, piece: Piece) -> bool:
        return any(token.tag_ in FINITE for token in self.doc[piece[0] : piece[1]])

    def _if_content(self, verb: Token, pieces: list[Piece]) -> list[Piece]:
        """Refuse a mere adverbial: "On Monday, she said." """
        words = [token for start, end in pieces for token in self.doc[start:end] if not token.is_punct]
        bare = all(token.pos_ in {"ADV", "ADP", "CCONJ", "SCONJ", "NUM", "DET"} for token in words)
        subordinate = words and words[0].dep_ == "mark" and len(pieces) == 1 and verb.right_edge.i > verb.i + 3
        return [] if bare or subordinate or len(words) < 2 else pieces  # noqa: PLR2004

    def _pause_before(self, left: int, verb: Token) -> int:
        """Return the pause before the attribution; its subject may reach further left than parsed."""
        before = last_solid(self.doc, left, self.sent.start)
        if before < self.sent.start or self._pauses(before):
            return before
        for position in range(before, max(before - REACH, self.sent.start), -1):
            token = self.doc[position]
            if self._pauses(position):
                return position
            if token.pos_ in {"AUX", "PRON", "SCONJ", "ADP"} or token.dep_ == "ROOT":
                break
        return -1

    def _mostly_quoted(self, piece: Piece) -> bool:
        start, end = self.doc[piece[0]].idx, self.doc[piece[1] - 1].idx
        return self.quotations.quoted(start, end) * 2 > end - start

    def _opens_forward(self, verb: Token, right: int) -> bool:
        """Say whether the verb's own clause already follows it before the next pause."""
        following = self.doc[verb.i + 1 : right]
        if self._after_that(verb):
            return True
        inverted = verb.i + 1 < right and self.doc[verb.i + 1].pos_ not in NOMINAL
        if not inverted and self.doc[right - 1].i > verb.i + 2 and reads_as_clause(self.doc, verb.i + 1, right):
            return True
        if right < self.sent.end and self.doc[right].text == ":":
            return True
        own = children(verb, "ccomp")
        return any(child.i > verb.i and verb.i < child.left_edge.i < right for child in own) or any(
            token.dep_ in SUBJECTS and token.head is not verb and token.head.i > verb.i
            and token.head.dep_ != "acl:relcl" and token.head.i < right
            for token in following
        )

    def _scope_start(self, before: int) -> int:
        """Begin after a colon or a sentence-like first part that another cue governs."""
        for position in range(before - 1, self.sent.start, -1):
            token = self.doc[position]
            if token.text in {":", ";"} and not self._quoted(token):
                left = reads_as_clause(self.doc, self.sent.start, position)
                if left and reads_as_clause(self.doc, position + 1, before):
                    return position + 1
        return self.sent.start

    def _rest(self, verb: Token, subject: Token | None, right: int) -> Piece | None:
        """Return what goes on after the attribution, where that is more content."""
        position = next_solid(self.doc, right, self.sent.end)
        while position < self.sent.end and (self.doc[position].text in PAUSES):
            position = next_solid(self.doc, position + 1, self.sent.end)
        if position >= self.sent.end - 1 or position == right:
            if position >= self.sent.end - 1 or self.doc[position].text not in MARKS:
                return None
        inserted = self._inserted(verb, subject, right)
        if inserted or self._goes_on(verb, subject, position):
            return position, self.sent.end
        return None

    def _inserted(self, verb: Token, subject: Token | None, right: int) -> bool:
        """Say whether "it said" alone stands between two commas outside quotation marks."""
        if subject is None or subject.pos_ != "PRON" or subject.i != verb.i - 1 or right != verb.i + 1:
            return False
        before, after = self.doc[subject.i - 1], self.doc[right]
        begins = self.doc[right + 1].lower_ if right + 1 < self.sent.end else ""
        return before.text == after.text == "," and self.doc[subject.i - 2].text not in MARKS and (
            begins not in {"who", "which", "adding"} and not begins.endswith("ing")
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
            if token.dep_ == "conj" and token.head is verb:
                return bool(children(token, *SUBJECTS)) and self.lexicon.verb(token) is None
            if token.dep_ in {"cc"}:
                continue
            return bool(token.head is verb and children(token, *SUBJECTS) and is_finite(token)
                        and token.dep_ not in {"advcl", "acl:relcl"})
        return False

    def _forward(self, verb: Token) -> list[Piece]:
        """Return the complement clauses that follow the verb."""
        that = self._after_that(verb)
        if that:
            return that
        clauses = [
            child for child in verb.rights
            if child.dep_ == "ccomp" or (child.dep_ == "advcl" and self._has_that(child))
        ]
        if not clauses:
            return []
        last = max(clause.right_edge.i for clause in clauses) + 1
        return [(clauses[0].left_edge.i, max(last, self._run_on(verb, last)))]

    def _run_on(self, verb: Token, position: int) -> int:
        """Go on to the end of the sentence, or to where the speaker does something else."""
        if verb.dep_ not in {"ROOT", "parataxis"} and verb.sent.root.i != verb.i:
            own = verb.right_edge.i + 1
            end = own if own > position else position
        else:
            end = self.sent.end
        for token in self.doc[position:end]:
            if token.dep_ == "conj" and token.head is verb and self._is_other_act(token):
                return self._clause_begin(token, position)
        return end

    def _is_other_act(self, token: Token) -> bool:
        """Say whether a verb coordinated with the cue has another cue's or no subject of its own."""
        if token.pos_ not in {"VERB", "AUX"} or self._has_that(token):
            return False
        return self.lexicon.verb(token) is not None or not children(token, *SUBJECTS)

    def _clause_begin(self, token: Token, least: int) -> int:
        position = max(token.left_edge.i, least)
        while position > least and self.doc[position - 1].text in {","}:
            position -= 1
        return position

    def _has_that(self, clause: Token) -> bool:
        return any(child.lower_ == "that" for child in children(clause, "mark"))

    def _end_of(self, verb: Token) -> int:
        return self._run_on(verb, verb.right_edge.i + 1) if verb.dep_ != "ROOT" else self.sent.end

    def _after_that(self, verb: Token) -> list[Piece]:
        """Return what follows a "that" close behind the verb, on which tags agree more than parses."""
        for token in self.doc[verb.i + 1 : min(verb.i + REACH, self.sent.end - 2)]:
            if token.text in {".", ";", ":", ","} or (token.tag_ in FINITE and not self._quoted(token)):
                break
            if token.lower_ in {"that", "whether"} and self._opens_clause(token, verb):
                return [(token.i, self._run_on(verb, self._parsed_end(token, verb)))]
        return []

    def _opens_clause(self, that: Token, verb: Token) -> bool:
        """Tell "said on Monday that it ..." from "said that man" and "told the man that came"."""
        if that.dep_ in {"mark", "dep"} or that.pos_ == "SCONJ":
            return that.head.i > that.i or that.head is verb
        following = self.doc[that.i + 1]
        subject = following.pos_ in {"PRON", "PROPN", "DET", "NOUN", "ADJ", "NUM"}
        return that.tag_ == "WDT" and subject and not that.dep_.startswith("nsubj")

    def _parsed_end(self, that: Token, verb: Token) -> int:
        head = that.head if that.head.i > that.i else verb
        return min(head.right_edge.i + 1, self.sent.end)

    def _after_colon(self, verb: Token) -> list[Piece]:
        for position in range(verb.i + 1, min(verb.i + 2 * REACH, self.sent.end - 2)):
            if self.doc[position].text == ":":
                return [(position + 1, self.sent.end)]
            if self.doc[position].text in MARKS | {".", ","}:
                break
        return []

    def _bare(self, verb: Token, subject: Token | None) -> list[Piece]:
        """Return a clause that follows without "that", where the parse failed to see it."""
        if subject is None or subject.i > verb.i or children(verb, "obj", "xcomp"):
            return []
        start = next_solid(self.doc, verb.i + 1, self.sent.end)
        while start < self.sent.end and self.doc[start].text in {","}:
            start += 1
        end = self._end_of(verb)
        return [(start, end)] if start < end and reads_as_clause(self.doc, start, end) else []

    def _infinitive(self, verb: Token) -> list[Piece]:
        clauses = [child for child in verb.rights if child.dep_ in {"xcomp", "advcl"}]
        for clause in clauses:
            to = any(child.lower_ == "to" for child in clause.lefts)
            if to or (clause.tag_ == "VBG" and clause.left_edge.i == verb.i + 1):
                return [(clause.left_edge.i, clause.right_edge.i + 1)]
        return []

    def _quoted_object(self, verb: Token) -> list[Piece]:
        """Return a quotation right behind the verb: called it "a disgrace"."""
        for position in range(verb.i + 1, min(verb.i + 5, self.sent.end)):
            quotation = self.quotations.at(self.doc[position].idx)
            if quotation is None:
                continue
            end = position
            while end < self.sent.end and self.doc[end].idx < quotation.end:
                end += 1
            return [(position, end)] if end - position > 3 else []  # noqa: PLR2004
        return []

    def _object(self, verb: Token) -> list[Piece]:
        for child in children(verb, "obj"):
            if child.i > verb.i and child.right_edge.i - child.left_edge.i >= 2:  # noqa: PLR2004
                return [(child.left_edge.i, child.right_edge.i + 1)]
        return []

    # ---- together -----------------------------------------------------------------------------

    def _passive(self, verb: Token, cue: Cue, subject: Token | None) -> Frame | None:
        """Read "it was reported that Y", "Y, it was revealed" and "Z is said to have ..."."""
        agents = [child for child in children(verb, "obl:agent", "obl") if self._by(child)]
        source = noun_phrase(agents[0]) if agents else None
        content: list[Piece] = []
        pattern = "passive"
        if verb.lower_ in self.lexicon.passive:
            content = self._infinitive(verb)
            pattern = "is said to"
        told = cue.lemma in HEARING
        content = content or self._forward(verb)
        if not content and not told and "bare" in cue.frames and subject is not None and subject.lower_ == "it":
            content = self._around(verb, subject)
        if not content or (told and subject is not None and not agents):
            return None
        score = cue.weight * (0.9 if pattern == "passive" else 0.75)
        return Frame(pattern, content, self._cue_span(verb), source, [], cue.stance, score)

    def _by(self, token: Token) -> bool:
        return any(child.lower_ == "by" for child in children(token, "case"))

    def _cue_span(self, verb: Token) -> Piece:
        """Return the verb with its particle, and with a hearer that is named at once."""
        end = verb.i + 1
        for child in verb.rights:
            if child.dep_ == "compound:prt" and child.i == end:
                end = child.i + 1
            elif verb.lower_.startswith(("tell", "told")) and child.dep_ in {"iobj", "obj"} and child.left_edge.i == end:
                end = min(noun_phrase(child)[1], end + 5)
        start = verb.i
        for child in verb.lefts:
            if child.dep_ in {"aux:pass"} and child.i == start - 1:
                start = child.i
        return start, end

    def _build(
        self, verb: Token, cue: Cue, subject: Token | None, pattern: str, content: list[Piece]
    ) -> Frame:
        factor = {"clause": 1.0, "interrupting": 0.95, "colon": 0.85, "infinitive": 0.8,
                  "bare clause": 0.7, "quoted object": 0.6, "object": 0.45}[pattern]
        source = noun_phrase(subject) if subject is not None else None
        frame = Frame(pattern, content, self._cue_span(verb), source, [], cue.stance, cue.weight * factor)
        frame.chains = "shown" not in cue.frames
        if source is None:
            frame.score *= 0.6
        if cue.lemma == "warn" and self._speaks_of_future(content):
            frame.stance = Stance.PREDICTS
        if frame.stance is Stance.DENIES and any(c.dep_ == "neg" or c.lower_ in {"not", "n't", "never"} for c in verb.lefts):
            frame.stance = Stance.ASSERTS
        frame.relays = self._relays(verb)
        return frame

    def _speaks_of_future(self, content: list[Piece]) -> bool:
        words = {token.lower_ for start, end in content for token in self.doc[start:end]}
        return bool(words & {"will", "would", "'ll", "’ll", "wo"})

    def _relays(self, verb: Token) -> list[Piece]:
        """Return who the speaker told it to, and who quotes the speaker."""
        relays = [
            noun_phrase(child)
            for child in verb.rights
            if verb.lower_ in {"told", "tell", "tells", "telling", "informed"} and child.dep_ in {"iobj", "obj"}
        ]
        cited = self._cited_by(verb)
        if cited is not None:
            outer = subject_of(cited)
            agents = [child for child in children(cited, "obl", "obl:agent") if self._by(child)]
            if agents:
                relays.append(noun_phrase(agents[0]))
            elif outer is not None and not children(cited, "nsubj:pass"):
                relays.append(noun_phrase(outer))
        return relays
