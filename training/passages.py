"""Plain text with labelled spans: the form in which entity training data is cleaned and varied."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from spacy.util import filter_spans

from training import names
from training.augment import CLOSED_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from spacy.language import Language
    from spacy.tokens import Doc

OPEN_QUOTE = re.compile(r'(?<!\S)"|(?<=[(\[—])"')
LONGEST_HEADLINE = 120


class Mention(NamedTuple):
    """A labelled stretch of text; the label "?" marks one that nobody has judged."""

    start: int
    end: int
    label: str


@dataclass
class Passage:
    """A text and its mentions in order, without overlaps."""

    text: str
    mentions: list[Mention] = field(default_factory=list)

    def surface(self, mention: Mention) -> str:
        """The mention's words."""
        return self.text[mention.start : mention.end]


def to_doc(nlp: Language, passage: Passage) -> Doc:
    """Tokenize and label; a mention that cuts a token in two becomes a gap that training skips."""
    doc = nlp.make_doc(passage.text)
    known, unknown = [], []
    for start, end, label in passage.mentions:
        exact = doc.char_span(start, end, label=label)
        if exact is not None and label != "?":
            known.append(exact)
        elif (wide := doc.char_span(start, end, alignment_mode="expand")) is not None:
            unknown.append(wide)
    known = filter_spans(known)
    taken = {token.i for span in known for token in span}
    gaps = [span for span in filter_spans(unknown) if not taken & {token.i for token in span}]
    doc.set_ents(known, missing=gaps, default="outside")
    return doc


def stretches(passage: Passage, rng: Random) -> Iterator[Passage]:
    """Cut a text at line breaks into stretches of one to eight paragraphs."""
    cuts = [match.end() for match in re.finditer(r"\n+", passage.text)] + [len(passage.text)]
    start, index = 0, 0
    while index < len(cuts):
        index = min(index + rng.randint(1, 8), len(cuts))
        end = cuts[index - 1]
        inside = [m for m in passage.mentions if start <= m.start and m.end <= end]
        moved = [Mention(m.start - start, m.end - start, m.label) for m in inside]
        if passage.text[start:end].strip():
            yield Passage(passage.text[start:end], moved)
        start = end


def rewrite(passage: Passage, replace: Callable[[str, str], list[tuple[str, str]]]) -> Passage:
    """Replace each mention by (text, label) pieces; pieces without a label are plain text."""
    text, mentions, position = "", [], 0
    for mention in passage.mentions:
        text += passage.text[position : mention.start]
        for words, label in replace(passage.surface(mention), mention.label):
            if label:
                mentions.append(Mention(len(text), len(text) + len(words), label))
            text += words
        position = mention.end
    return Passage(text + passage.text[position:], mentions)


class Renamer:
    """Give the people, places and bodies of one text new names, the same ones throughout."""

    def __init__(self, rng: Random, passage: Passage, share: float) -> None:
        """Decide which of the text's names change."""
        self.rng = rng
        self.share = share
        self.people: dict[str, names.Name] = {}
        self.others: dict[tuple[str, str], str] = {}
        self.kept: set[str] = set()
        people = {passage.surface(m) for m in passage.mentions if m.label == "PERSON"}
        for full in sorted(people, key=lambda name: (-len(name.split()), name)):
            key = full.split()[-1] if full.split() else full
            if key not in self.people and key not in self.kept:
                self.decide(key)

    def decide(self, key: str) -> None:
        """Toss for one person's family name."""
        if self.rng.random() < self.share:
            self.people[key] = names.person(self.rng)
        else:
            self.kept.add(key)

    def __call__(self, surface: str, label: str) -> list[tuple[str, str]]:
        """The new words for one mention."""
        if label == "PERSON":
            return [(self.person(surface), label)]
        if label in {"LOC", "ORG"} or (label == "MISC" and surface in names.DEMONYMS):
            return self.other(surface, label)
        return [(surface, label)]

    def person(self, surface: str) -> str:
        """The whole name where the text has the whole name, else the short one."""
        words = surface.split()
        name = self.people.get(words[-1]) if words else None
        if name is None:
            return surface
        return name.full if len(words) > 1 else name.short

    def other(self, surface: str, label: str) -> list[tuple[str, str]]:
        """A place, a body (sometimes with its acronym in brackets) or a nationality."""
        key = (surface, label)
        if key not in self.others:
            self.others[key] = (
                self.invent(surface, label) if self.rng.random() < self.share else surface
            )
        new = self.others[key]
        short = names.acronym(new)
        if (
            label == "ORG"
            and new != surface
            and len(short) > 1
            and " " in new
            and self.rng.random() < 0.12
        ):
            return [(new, label), (" (", ""), (short, label), (")", "")]
        return [(new, label)]

    def invent(self, surface: str, label: str) -> str:
        """A new name of the same kind and, for bodies, of the same build."""
        if label == "LOC":
            return names.place(self.rng)
        if label == "MISC":
            return names.demonym(self.rng)
        if surface.isupper():
            return names.acronym(names.public_body(self.rng)) or surface
        return names.organization(self.rng)


def restyle(rng: Random, passage: Passage) -> Passage:
    """Change quotation marks one for one, so that no offset moves."""
    text = passage.text
    if rng.random() < 0.5:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    elif rng.random() < 0.5:
        text = OPEN_QUOTE.sub("“", text).replace('"', "”").replace("'", "’")
    dash = rng.choice("—–-")
    return Passage(re.sub(r"(?<= )[—–](?= )", dash, text), passage.mentions)


def title_words(text: str) -> str:
    """Capitals On Content Words."""
    return re.sub(
        r"(?<![\w'’])[a-z]\w+", lambda m: m[0] if m[0] in CLOSED_WORDS else m[0].capitalize(), text
    )


def recase(rng: Random, passage: Passage) -> Passage:
    """Some headlines in title case, some passages in capitals or small letters."""
    lot, text = rng.random(), passage.text
    if lot < 0.1:
        lines = text.split("\n", 1)
        if len(lines[0]) < LONGEST_HEADLINE:
            text = "\n".join([title_words(lines[0]).removesuffix("."), *lines[1:]])
            text = (
                text
                if len(text) == len(passage.text)
                else "\n".join([title_words(lines[0]), *lines[1:]])
            )
    elif lot < 0.14:
        first, *rest = text.split("\n", 1)
        text = "\n".join([first.upper(), *rest])
    elif lot < 0.16:
        text = text.upper()
    elif lot < 0.17:
        text = text.lower()
    return Passage(text, passage.mentions) if len(text) == len(passage.text) else passage
