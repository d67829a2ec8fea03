"""Attributions that no verb makes: "according to X", "rumours that", "reportedly"."""

from collections.abc import Iterator

from spacy.tokens import Token

from claims.extract.attribution.frame import Frame
from claims.extract.attribution.sentence import Sentence
from claims.extract.attribution.subjects import SubjectFinder
from claims.extract.text.parse import (
    MARKS,
    PAUSES,
    Piece,
    children,
    last_solid,
    next_solid,
    noun_phrase,
)
from db.vocabulary import Stance

VOICING = frozenset({"make", "issue", "express", "voice", "repeat", "raise", "release", "publish"})
AUTHORS = frozenset({"by", "from"})
NEAR = 10
SHORTEST = 4


class PhraseReader:
    """Reads the attributions of one sentence off its prepositions, nouns and adverbs."""

    def __init__(self, sentence: Sentence, subjects: SubjectFinder) -> None:
        self.doc = sentence.doc
        self.sent = sentence.sent
        self.lexicon = sentence.lexicon
        self.subjects = subjects

    def read(self) -> Iterator[Frame]:
        """Yield the frames of the sentence, in no particular order."""
        for token in self.sent:
            frame = self._according(token) or self._in_account(token) or self._noun(token)
            if frame:
                yield frame

    # ---- according to -------------------------------------------------------------------------

    def _according(self, token: Token) -> Frame | None:
        follows = token.i + 1 < self.sent.end and self.doc[token.i + 1].lower_ == "to"
        if token.lower_ != "according" or not follows:
            return None
        head = self._named(token)
        if head is None:
            return None
        cue = (token.i, token.i + 2)
        content = self._around(token.i, self._phrase_end(head))
        return (
            Frame("according to", content, cue, noun_phrase(head), score=0.85) if content else None
        )

    def _named(self, token: Token) -> Token | None:
        """Return the head noun of what follows "according to"."""
        if (
            token.head != token
            and token.head.i > token.i + 1
            and token.head.pos_ in {"NOUN", "PROPN", "PRON"}
        ):
            return self._whole_name(token.head)
        nouns = []
        for other in self.doc[token.i + 2 : min(token.i + NEAR, self.sent.end)]:
            if other.pos_ in {"NOUN", "PROPN", "PRON"}:
                nouns.append(other)
            elif nouns or other.is_punct:
                break
        return nouns[-1] if nouns else None

    def _whole_name(self, head: Token) -> Token:
        """Return the head of "defence lawyer Ana Example", of which the parse saw the lawyer."""
        for _ in range(NEAR):
            if head.dep_ != "nmod:desc" or head.head.i <= head.i:
                break
            head = head.head
        return head

    def _phrase_end(self, head: Token) -> int:
        """Return where the noun phrase ends with everything that hangs on it."""
        end = min(head.right_edge.i + 1, self.sent.end)
        if head.dep_ not in {"obl", "nmod"}:
            end = min(end, noun_phrase(head)[1])
        while end > head.i + 1 and self.doc[end - 1].text in {".", ",", "!", "?"}:
            end -= 1
        return end

    def _in_account(self, token: Token) -> Frame | None:
        if token.lower_ not in self.lexicon.frames_of_mind:
            return None
        owners = children(token, "nmod:poss")
        case = [child for child in children(token, "case") if child.lower_ in {"in", "by"}]
        if not owners or not case:
            return None
        before = last_solid(self.doc, case[0].i, self.sent.start)
        if before >= self.sent.start and self.doc[before].text not in PAUSES:
            return None
        content = self._around(case[0].i, token.i + 1)
        cue = (case[0].i, token.i + 1)
        return (
            Frame("in X's account", content, cue, noun_phrase(owners[0]), score=0.75)
            if content
            else None
        )

    def _around(self, left: int, right: int) -> list[Piece]:
        """Return the sentence around a phrase that stands at its start, inside it or at its end."""
        position = next_solid(self.doc, right, self.sent.end)
        while position < self.sent.end and self.doc[position].text in PAUSES:
            position = next_solid(self.doc, position + 1, self.sent.end)
        rest = (position, self.sent.end)
        before = last_solid(self.doc, left, self.sent.start)
        while before >= self.sent.start and self.doc[before].text in PAUSES:
            before = last_solid(self.doc, before, self.sent.start)
        first = (self.sent.start, before + 1)
        pieces = [first] if before - self.sent.start >= 1 else []
        goes_on = not pieces or (self._goes_on(position, left, right) and not self._names(position))
        if position < self.sent.end - 1 and goes_on:
            pieces.append(rest)
        return pieces

    def _names(self, position: int) -> bool:
        """Say whether only a name follows: "according to her lawyer, [Ana Example]"."""
        rest = [token for token in self.doc[position : self.sent.end] if token.is_alpha]
        return all(token.pos_ == "PROPN" for token in rest)

    def _goes_on(self, position: int, left: int, right: int) -> bool:
        for token in self.doc[position : self.sent.end]:
            if not (token.is_punct or token.is_space or token.head.i >= position):
                return not left <= token.head.i < right
        return True

    def headed(self) -> Iterator[Frame]:
        """Yield the frame of "Ana Example: We were not told"."""
        for token in self.doc[self.sent.start + 1 : min(self.sent.start + 6, self.sent.end - 3)]:
            if token.text != ":":
                continue
            before = self.doc[self.sent.start : token.i]
            named = all(one.pos_ == "PROPN" or one.text in {"-", "."} for one in before)
            if named and before[-1].ent_type_ in {"PERSON", "ORG"}:
                cue = (token.i, token.i + 1)
                content = [(token.i + 1, self.sent.end)]
                yield Frame("heading", content, cue, (before.start, before.end), score=0.6)
            return

    # ---- nouns --------------------------------------------------------------------------------

    def _noun(self, token: Token) -> Frame | None:
        cue = self.lexicon.noun(token)
        if cue is None or token.pos_ not in {"NOUN", "PROPN", "VERB"}:
            return None
        that = self._that(token)
        if that is None:
            return None
        source = self._owner(token)
        governor = token.head if token.dep_ in {"obj", "obl"} else None
        verb = self.lexicon.verb(governor) if governor is not None else None
        voiced = verb is not None and verb.stance is Stance.ASSERTS
        if source is None and governor is not None and (voiced or governor.lemma_ in VOICING):
            source = self._subject(governor)
        end = self._clause_end(that)
        if end - that.i < SHORTEST:
            return None
        said = [(that.i + 1, end)]
        return Frame("noun", said, (token.i, token.i + 1), source, [], cue.stance, cue.weight)

    def _that(self, noun: Token) -> Token | None:
        """Return the "that" which opens what the noun reports."""
        for token in self.doc[noun.i + 1 : min(noun.i + NEAR, self.sent.end)]:
            if token.lower_ == "that" and (token.pos_ == "SCONJ" or token.dep_ == "mark"):
                # Of "an allegation that she rejects" it is the object.
                return token if token.dep_ not in {"obj", "obl"} else None
            if token.pos_ in {"AUX", "VERB"} or token.text in MARKS | {".", ";", ":"}:
                return None
        return None

    def _clause_end(self, that: Token) -> int:
        clause = that.head
        if clause.i <= that.i:
            return self.sent.end
        return min(clause.right_edge.i + 1, self.sent.end)

    def _owner(self, noun: Token) -> Piece | None:
        owners = children(noun, "nmod:poss")
        if owners:
            return noun_phrase(owners[0])
        for child in children(noun, "nmod"):
            cases = {case.lower_ for case in children(child, "case")}
            if cases & AUTHORS and child.pos_ == "PROPN" and child.ent_type_ not in {"LOC", ""}:
                return noun_phrase(child)
        return None

    def _subject(self, verb: Token) -> Piece | None:
        subject = self.subjects.of_verb(verb)
        return noun_phrase(subject) if subject is not None else None

    # ---- adverbs ------------------------------------------------------------------------------

    def hearsay(self, covered: set[int]) -> Iterator[Frame]:
        """Yield frames for "reportedly", where no other attribution governs it.

        Args:
            covered: positions of contents and cues found so far.
        """
        for token in self.sent:
            if token.lower_ not in self.lexicon.adverbs or token.i in covered:
                continue
            head = token.head
            whole = head.dep_ in {"ROOT", "conj", "parataxis"} or head == token
            start = self.sent.start if whole else head.left_edge.i
            end = self.sent.end if whole else head.right_edge.i + 1
            pieces = [(start, token.i), (token.i + 1, end)]
            content = [piece for piece in pieces if piece[0] < piece[1]]
            if head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} and content:
                yield Frame("hearsay", content, (token.i, token.i + 1), score=0.6)
