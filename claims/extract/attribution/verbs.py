"""Attributions that a verb makes: "X said that Y", "Y, said X", "X denied doing Y"."""

from collections.abc import Iterator

from spacy.tokens import Token

from claims.extract.attribution.complements import Complements
from claims.extract.attribution.frame import Frame
from claims.extract.attribution.sentence import Sentence
from claims.extract.attribution.subjects import SubjectFinder
from claims.extract.attribution.surroundings import Surroundings
from claims.extract.cues import Cue
from claims.extract.nouns import words
from claims.extract.text.parse import TELLING, Piece, children, hearer, noun_phrase, subject_of
from db.vocabulary import Stance

HEARING = frozenset({"tell", "inform", "brief", "advise", "assure", "warn", "write"})
COUNTRY = "US"  # no "us"
FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})
# Who hears what is then nobody's own word: "a jury was told".
BENCHES = words("jury jurors court tribunal inquiry inquest hearing committee judge judges panel")
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "\u2019s", "'re"})


class VerbReader:
    """Reads the attributions of one sentence off its verbs."""

    def __init__(self, sentence: Sentence, subjects: SubjectFinder) -> None:
        self.sentence = sentence
        self.subjects = subjects
        self.complements = Complements(sentence)
        self.surroundings = Surroundings(sentence, self.complements)
        self.doc = sentence.doc
        self.sent = sentence.sent
        self.lexicon = sentence.lexicon

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
        if self.subjects.in_headline(verb):
            return True
        if verb.dep_ in {"amod", "compound", "aux", "case"} or verb.tag_ in {"NN", "NNS"}:
            return False
        if verb.pos_ not in {"VERB", "AUX"}:
            return False
        return not (verb.i + 1 < len(self.doc) and verb.lower_ == "according")

    def _frame(self, verb: Token, cue: Cue) -> Frame | None:
        if self.sentence.quoted(verb):
            return None
        passive = self._is_passive(verb)
        subject = self.subjects.find(verb, cue, passive=passive)
        if subject is not None and subject.lower_ in FIRST_SECOND and subject.text != COUNTRY:
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
            if token.pos_ not in {"ADV", "PART", "AUX"}:
                return False
        return False

    def _contents(
        self, verb: Token, cue: Cue, subject: Token | None
    ) -> Iterator[tuple[str, list[Piece]]]:
        bare = "bare" in cue.frames
        if "infinitive" in cue.frames and not self.complements.has_that_soon(verb):
            yield "infinitive", self.complements.infinitive(verb)
        bare = bare and not self._infinitival(verb)
        yield "interrupting", self.surroundings.around(verb, subject) if bare else []
        yield "clause", self.complements.forward(verb)
        yield "colon", self.complements.after_colon(verb) if bare else []
        yield "bare clause", self.complements.bare(verb, subject) if bare else []
        yield "quoted object", self.complements.quoted_object(verb)
        if "charge" in cue.frames:
            yield "infinitive", self.complements.charge(verb)
        if "object" in cue.frames:
            yield (
                "object",
                self.complements.object(verb, least=1 if cue.stance is Stance.RETRACTS else 2),
            )

    def _infinitival(self, verb: Token) -> bool:
        """Tell "he had little to tell", which attributes nothing, from "went on to say"."""
        to = any(child.lower_ == "to" for child in verb.lefts)
        return to and verb.head.lower_ not in {"go", "goes", "went", "gone", "going"}

    def _passive(self, verb: Token, cue: Cue, subject: Token | None) -> Frame | None:
        """Read "it was reported that Y", "Y, it was revealed" and "Z is said to have ..."."""
        agents = [child for child in children(verb, "obl:agent", "obl") if self._by(child)]
        source = noun_phrase(agents[0]) if agents else None
        content: list[Piece] = []
        pattern = "passive"
        if verb.lower_ in self.lexicon.passive:
            content = self._whole(subject, self.complements.infinitive(verb))
            pattern = "is said to"
        told = cue.lemma in HEARING
        content = content or self.complements.forward(verb)
        nobodys = subject is not None and (subject.lower_ == "it" or self._at_the_bar(subject))
        told = told and not self._at_the_bar(subject)
        if not content and not told and "bare" in cue.frames and nobodys:
            content = self.surroundings.around(verb, subject)
        if not content or (told and subject is not None and not agents):
            return None
        score = cue.weight * (0.9 if pattern == "passive" else 0.75)
        return Frame(pattern, content, self._cue_span(verb), source, [], cue.stance, score)

    def _whole(self, subject: Token | None, said: list[Piece]) -> list[Piece]:
        """Return what "is said to" be so with the one of whom it is said."""
        if not said or subject is None or subject.i > said[0][0]:
            return said
        return [noun_phrase(subject), *said]

    def _at_the_bar(self, subject: Token | None) -> bool:
        return subject is not None and subject.lower_ in BENCHES

    def _by(self, token: Token) -> bool:
        return any(child.lower_ == "by" for child in children(token, "case"))

    def _cue_span(self, verb: Token) -> Piece:
        """Return the verb with its particle, and with a hearer that is named at once."""
        end = verb.i + 1
        for child in verb.rights:
            if child.dep_ == "compound:prt" and child.i == end:
                end = child.i + 1
            elif (
                verb.lower_.startswith(("tell", "told"))
                and child.dep_ in {"iobj", "obj"}
                and child.left_edge.i == end
            ):
                stop = min(noun_phrase(child)[1], end + 5)
                pauses = (token.i for token in self.doc[end:stop] if token.text in {",", ";"})
                end = next(pauses, stop)  # the parse may join "the jury, and the page"
        start = verb.i
        for child in verb.lefts:
            if child.dep_ == "aux:pass" and child.i == start - 1:
                start = child.i
        return start, end

    def _build(
        self, verb: Token, cue: Cue, subject: Token | None, pattern: str, content: list[Piece]
    ) -> Frame:
        factor = {
            "clause": 1.0,
            "interrupting": 0.95,
            "colon": 0.85,
            "infinitive": 0.8,
            "bare clause": 0.7,
            "quoted object": 0.6,
            "object": 0.45,
        }[pattern]
        source = noun_phrase(subject) if subject is not None else None
        frame = Frame(
            pattern, content, self._cue_span(verb), source, [], cue.stance, cue.weight * factor
        )
        frame.chains = "shown" not in cue.frames and pattern not in {"object", "quoted object"}
        if source is None:
            frame.score *= 0.6
        if cue.lemma == "warn" and self._speaks_of_future(content):
            frame.stance = Stance.PREDICTS
        frame.relays = self._relays(verb)
        return frame

    def _speaks_of_future(self, content: list[Piece]) -> bool:
        words = {token.lower_ for start, end in content for token in self.doc[start:end]}
        return bool(words & {"will", "would", "'ll", "\u2019ll", "wo"})

    def _relays(self, verb: Token) -> list[Piece]:
        """Return who the speaker told it to, and who quotes the speaker."""
        relays = [
            noun_phrase(child)
            for child in verb.rights
            if verb.lower_ in TELLING and child.dep_ in {"iobj", "obj"}
        ]
        heard = hearer(verb) if verb.lower_ in TELLING and not relays else None
        relays += [noun_phrase(heard)] if heard is not None else []
        cited = self.subjects.cited_by(verb)
        if cited is not None:
            outer = subject_of(cited)
            agents = [child for child in children(cited, "obl", "obl:agent") if self._by(child)]
            if agents:
                relays.append(noun_phrase(agents[0]))
            elif outer is not None and not children(cited, "nsubj:pass"):
                relays.append(noun_phrase(outer))
        return relays
