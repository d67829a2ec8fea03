"""The lexicon of words that attribute, read from ``cues.yaml``."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Token

from db.vocabulary import Stance

VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word that attributes may do.

    Attributes:
        lemma: dictionary form, with its particle where it has one ("point out").
        stance: what it says that the speaker does.
        frames: which frames it opens; see ``cues.yaml``.
        weight: how sure the word alone makes us.
    """

    lemma: str
    stance: Stance = Stance.ASSERTS
    frames: frozenset[str] = frozenset()
    weight: float = 0.5

    def merge(self, other: "Cue") -> "Cue":
        """Join two entries of one word; a stance that is not plain wins."""
        stance = other.stance if self.stance is Stance.ASSERTS else self.stance
        frames = self.frames | other.frames
        return Cue(self.lemma, stance, frames, max(self.weight, other.weight))


def inflect(verb: str) -> list[str]:
    """Return the regular forms of a verb."""
    if verb.endswith("ee"):
        return [verb, verb + "s", verb + "d", verb + "ing"]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    sibilant = verb.endswith(("s", "sh", "ch", "x"))
    return [verb, verb + ("es" if sibilant else "s"), verb + "ed", verb + "ing"]


def pluralise(noun: str) -> list[str]:
    """Return singular and plural of a noun; "news" is both."""
    if noun.endswith("s"):
        return [noun]
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + "s"]


class Lexicon:
    """Looks up by surface form, because the forms are few and a lemmatiser errs."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.irregular: dict[str, list[str]] = values["irregular"]
        self.verbs = self._read(values["verbs"], verbal=True)
        self.verdicts = self._read(values["verdicts"], verbal=True)
        self.nouns = self._read(values["nouns"], verbal=False)
        self.passive = frozenset(self._forms(values["passive"]))
        self.citing = frozenset(self._forms(values["citing"]))
        self.frames_of_mind = frozenset(values["frames_of_mind"])
        self.adverbs = frozenset(values["adverbs"])

    def _forms(self, verbs: list[str]) -> Iterator[str]:
        for verb in verbs:
            yield from self.irregular.get(verb, inflect(verb))

    def _read(self, groups: list[dict[str, Any]], *, verbal: bool) -> dict[str, Cue]:
        cues: dict[str, Cue] = {}
        for group in groups:
            stance = Stance(group.get("stance", "asserts"))
            frames = frozenset(group.get("frames", ["clause"]))
            for word in group["words"]:
                verb, _, particle = word.partition(" ")
                forms = self._forms([verb]) if verbal else pluralise(verb)
                for form in forms:
                    key = f"{form} {particle}".strip()
                    cue = Cue(word, stance, frames, group["weight"])
                    cues[key] = cues[key].merge(cue) if key in cues else cue
        return cues

    def verb(self, token: Token) -> Cue | None:
        """Return the cue that a verb may be, with a particle close behind it preferred."""
        return _close(self.verbs, token)

    def verdict(self, token: Token) -> Cue | None:
        """Return what a verb makes of a report that it governs: "withdrew the claim that"."""
        cue = _close(self.verdicts, token)
        known = self.verb(token) if cue is None else None
        return known if known and known.stance in {Stance.DENIES, Stance.RETRACTS} else cue

    def noun(self, token: Token) -> Cue | None:
        """Return the cue that a noun may be."""
        return self.nouns.get(token.lower_)


def _close(cues: dict[str, Cue], token: Token) -> Cue | None:
    form = token.lower_
    for other in token.doc[token.i + 1 : token.i + 4]:
        cue = cues.get(f"{form} {other.lower_}")
        if cue is not None:
            return cue
    return cues.get(form)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the packaged lexicon."""
    path = Path(__file__).with_name("cues.yaml")
    return Lexicon(yaml.safe_load(path.read_text(encoding="utf-8")))
