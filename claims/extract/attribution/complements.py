"""What is said behind an attribution: "she said that Y", "she denied doing Y"."""

from spacy.tokens import Token

from claims.extract.attribution.sentence import Sentence
from claims.extract.text.parse import (
    FINITE,
    MARKS,
    SUBJECTS,
    TIMES,
    Piece,
    children,
    is_finite,
    next_solid,
    noun_phrase,
    reads_as_clause,
)

REACH = 9
SHORTEST_OBJECT = 3
CHARGING = frozenset({"of", "for"})
FORESEEING = ("expect", "anticipat", "predict")


class Complements:
    """Finds content that the verb itself governs."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.sent = sentence.sent
        self.lexicon = sentence.lexicon
        self.quotations = sentence.quotations

    def forward(self, verb: Token) -> list[Piece]:
        """Return the complement clauses that follow the verb."""
        that = self.after_that(verb)
        if that:
            return that
        clauses = [
            child
            for child in verb.rights
            if child.dep_ == "ccomp" or (child.dep_ == "advcl" and self.sentence.has_that(child))
        ]
        if not clauses:
            return []
        last = max(clause.right_edge.i for clause in clauses) + 1
        return [(clauses[0].left_edge.i, max(last, self._run_on(verb, last)))]

    def _run_on(self, verb: Token, position: int) -> int:
        """Go on to the end of the sentence, or to where the speaker does something else."""
        if verb.dep_ not in {"ROOT", "parataxis"} and verb.sent.root.i != verb.i:
            own = verb.right_edge.i + 1
            end = max(position, own)
        else:
            end = self.sent.end
        for token in self.doc[position:end]:
            if (
                token.text == ";"
                and reads_as_clause(self.doc, token.i + 1, end)
                and self._new_topic(token.i + 1)
            ):
                return token.i
            if token.dep_ == "conj" and token.head == verb and self._is_other_act(token):
                return self._clause_begin(token, position)
        return end

    def _new_topic(self, position: int) -> bool:
        return self.doc[position].lower_ not in {"that", "and", "but", "or"}

    def _is_other_act(self, token: Token) -> bool:
        """Say whether a verb beside the cue is a cue itself, or has no subject of its own."""
        if not is_finite(token) or self.sentence.has_that(token):
            return False
        return self.lexicon.verb(token) is not None or not children(token, *SUBJECTS)

    def _clause_begin(self, token: Token, least: int) -> int:
        position = max(token.left_edge.i, least)
        while position > least and self.doc[position - 1].text == ",":
            position -= 1
        return position

    def _end_of(self, verb: Token) -> int:
        return self._run_on(verb, verb.right_edge.i + 1) if verb.dep_ != "ROOT" else self.sent.end

    def after_that(self, verb: Token) -> list[Piece]:
        """Return what follows a "that" close behind the verb; tags err less on it than parses."""
        start = self._past_insertion(verb.i + 1)
        for token in self.doc[start : min(start + REACH, self.sent.end - 2)]:
            if token.text in {".", ";", ":", ","} or (
                token.tag_ in FINITE and not self.sentence.quoted(token)
            ):
                break
            if token.lower_ in {"that", "whether"} and self._opens_clause(token, verb):
                return [(token.i, self._run_on(verb, self._parsed_end(token, verb)))]
        return []

    def _past_insertion(self, position: int) -> int:
        """Step over "on Wednesday, quoting internal e-mails," to the "that" behind it."""
        commas = [
            token.i
            for token in self.doc[position : min(position + 2 * REACH, self.sent.end - 1)]
            if token.text == ","
        ]
        if (
            len(commas) > 1
            and self.doc[commas[1] + 1].lower_ == "that"
            and (not reads_as_clause(self.doc, position, commas[1]))
        ):
            return commas[1] + 1
        return position

    def _opens_clause(self, that: Token, verb: Token) -> bool:
        """Tell "said on Monday that it ..." from "said that man" and "told the man that came"."""
        if that.dep_ in {"mark", "dep"} or that.pos_ == "SCONJ":
            return that.head.i > that.i or that.head == verb
        following = self.doc[that.i + 1]
        subject = following.pos_ in {"PRON", "PROPN", "DET", "NOUN", "ADJ", "NUM"}
        before = self.doc[that.i - 1]
        near = before == verb or before.lower_ in TIMES or verb.lower_.startswith(("told", "tell"))
        return (
            that.tag_ in {"WDT", "DT", "IN"}
            and subject
            and (near or not that.dep_.startswith("nsubj"))
        )

    def _parsed_end(self, that: Token, verb: Token) -> int:
        head = that.head if that.head.i > that.i else verb
        return min(head.right_edge.i + 1, self.sent.end)

    def after_colon(self, verb: Token) -> list[Piece]:
        """Return what follows "told the court this:"."""
        for position in range(verb.i + 1, min(verb.i + 2 * REACH, self.sent.end - 2)):
            if self.doc[position].text == ":":
                return [(position + 1, self.sent.end)]
            if self.doc[position].text in MARKS | {".", ","}:
                break
        return []

    def bare(self, verb: Token, subject: Token | None) -> list[Piece]:
        """Return a clause that follows without "that", where the parse failed to see it."""
        told = verb.lower_.startswith(("told", "tell"))
        if subject is None or subject.i > verb.i or (children(verb, "obj", "xcomp") and not told):
            return []
        start = self._past_hearer(verb, next_solid(self.doc, verb.i + 1, self.sent.end))
        while start < self.sent.end and self.doc[start].text == ",":
            start += 1
        end = self._end_of(verb)
        return [(start, end)] if start < end and reads_as_clause(self.doc, start, end) else []

    def _past_hearer(self, verb: Token, start: int) -> int:
        """Step over the hearer of "told the agency he had ..."."""
        if not verb.lower_.startswith(("told", "tell")):
            return start
        for token in self.doc[start + 1 : min(start + REACH, self.sent.end)]:
            if token.pos_ == "PRON" and token.dep_ in SUBJECTS | {"expl"}:
                return token.i
            if token.dep_ in SUBJECTS and token.left_edge.i > start:
                return token.left_edge.i
        return start

    def infinitive(self, verb: Token) -> list[Piece]:
        """Return the infinitive or gerund of "claimed to have" and "denied knowing"."""
        clauses = [child for child in verb.rights if child.dep_ in {"xcomp", "advcl"}]
        for clause in clauses:
            to = any(child.lower_ == "to" for child in clause.lefts)
            begins = clause.left_edge.i == verb.i + 1 and not self.doc[verb.i + 1].is_punct
            if to or (clause.tag_ == "VBG" and begins):
                foreseen = to and verb.lower_.startswith(FORESEEING)
                # "expects deliveries to start": what is to happen, with what it happens to.
                start = verb.i + 1 if foreseen else clause.left_edge.i
                return [(start, clause.right_edge.i + 1)]
        return []

    def quoted_object(self, verb: Token) -> list[Piece]:
        """Return a quotation right behind the verb: called it "a disgrace"."""
        for position in range(verb.i + 1, min(verb.i + 5, self.sent.end)):
            quotation = self.quotations.at(self.doc[position].idx)
            if quotation is None:
                continue
            end = position
            while end < self.sent.end and self.doc[end].idx < quotation.end:
                end += 1
            return [(position, end)] if end - position > SHORTEST_OBJECT else []
        return []

    def charge(self, verb: Token) -> list[Piece]:
        """Return whom "accused X of doing Y" is about, and what of."""
        for token in self.doc[verb.i + 2 : min(verb.i + REACH, self.sent.end - 1)]:
            if token.text in {",", ";"}:
                break
            deed = self.doc[token.i + 1]
            sole = token.lower_ == "of" and self._sole(token, verb)
            if token.lower_ in CHARGING and (deed.tag_ == "VBG" or deed.head == verb or sole):
                return [(verb.i + 1, token.i), (token.i + 1, self._deed_end(token))]
        return []

    def _sole(self, of: Token, verb: Token) -> bool:
        """Say whether the charge follows: no other "of" may open it, or a name stands before."""
        others = [one for one in self.doc[verb.i : self.sent.end] if one.lower_ == "of"]
        return len(others) == 1 or self.doc[of.i - 1].pos_ == "PROPN"

    def _deed_end(self, preposition: Token) -> int:
        deed = self.doc[preposition.i + 1]
        if deed.tag_ != "VBG" and preposition.head.i > preposition.i:
            deed = preposition.head  # "of [large-scale] fraud"
        return min(max(deed.right_edge.i + 1, preposition.i + 2), self.sent.end)

    def suffered_charge(self, verb: Token, subject: Token, agent: Token) -> list[Piece]:
        """Return whom "X was accused by Y of doing Z" is about, and what of."""
        for token in self.doc[verb.i + 1 : self.sent.end - 1]:
            if token.lower_ in CHARGING and not agent.left_edge.i <= token.i < agent.i:
                end = self._deed_end(token)
                end = agent.left_edge.i if token.i < agent.left_edge.i < end else end
                start, stop = noun_phrase(subject)
                while start > self.sent.start and self.doc[start - 1].pos_ == "PROPN":
                    start -= 1  # The parse may know but the last part of a name.
                return [(start, stop), (token.i + 1, end)]
        return []

    def object(self, verb: Token, *, least: int) -> list[Piece]:
        """Return the noun phrase of "denied any part in it"."""
        for child in children(verb, "obj"):
            if child.i < verb.i or child.pos_ == "PROPN":
                continue
            end = child.right_edge.i + 1
            for other in verb.rights:
                if other.dep_ == "obl" and other.left_edge.i == end:
                    end = other.right_edge.i + 1
            if end - child.left_edge.i > least:
                return [(child.left_edge.i, end)]
        return []

    def has_that_soon(self, verb: Token) -> bool:
        """Say whether "that" opens a clause close behind the verb."""
        near = self.doc[verb.i + 1 : min(verb.i + REACH, self.sent.end)]
        return any(token.lower_ == "that" and token.pos_ == "SCONJ" for token in near)
