"""Turns of phrase in which a word of the knowledge files means something else: "cardiac arrest"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from claims.link.words import plain, stem

# Of verbs whose past no suffix tells: the lemma that a state is read off.
_LEMMAS = {
    "beaten": "beat", "broke": "break", "died": "die", "dismissed": "dismiss",
    "dismisses": "dismiss", "dropped": "drop", "dropping": "drop", "dying": "die",
    "fallen": "fall", "fell": "fall", "fired": "fire", "held": "hold", "hitting": "hit",
    "hung": "hang", "lain": "lie", "lay": "lie", "leaving": "leave", "left": "leave",
    "lost": "lose", "lying": "lie", "met": "meet", "risen": "rise", "rose": "rise",
    "sank": "sink", "saw": "see", "seen": "see", "shot": "shoot", "shown": "show",
    "signed": "sign", "struck": "strike", "sunk": "sink", "taken": "take", "took": "take",
    "winning": "win", "won": "win",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Turns:
    """The knowledge file, indexed.

    Attributes:
        patterns: for each axis or family the turns in which its words mean something else.
    """

    patterns: Mapping[str, re.Pattern[str]]

    def spans(self, text: str) -> Mapping[str, Sequence[Span]]:
        """Return for each axis and family where a plain text speaks of something else."""
        found = {
            name: [match.span() for match in pattern.finditer(text)]
            for name, pattern in self.patterns.items()
        }
        return {name: spans for name, spans in found.items() if spans}


@lru_cache(maxsize=1)
def turns() -> Turns:
    """Return the knowledge file that ships, read once."""
    return read(yaml.safe_load(files("claims.link").joinpath("turns.yaml").read_text("utf-8")))


def read(table: Sequence[Mapping[str, Any]]) -> Turns:
    """Index a knowledge file.

    Args:
        table: what ``turns.yaml`` holds.
    """
    gathered: dict[str, list[str]] = {}
    for entry in table:
        for name in entry["not"]:
            gathered.setdefault(name, []).extend(entry["says"])
    return Turns({name: re.compile(rf"\b(?:{'|'.join(says)})") for name, says in gathered.items()})


@lru_cache(maxsize=4096)
def aside(text: str) -> Mapping[str, Sequence[Span]]:
    """Return for each axis and family where a plain text speaks of something else."""
    return turns().spans(text)


@lru_cache(maxsize=4096)
def meant_otherwise(text: str) -> Mapping[str, frozenset[str]]:
    """Return for each family the stems that a text has only in turns that mean something else."""
    told = plain(text)
    return {name: _only_in(told, spans) for name, spans in aside(told).items()}


def _only_in(told: str, spans: Sequence[Span]) -> frozenset[str]:
    words = [
        (stem(form), is_within(word.start(), spans))
        for word in _WORD.finditer(told)
        for form in (word[0], _LEMMAS.get(word[0], word[0]))
    ]
    return frozenset(root for root, within in words if within) - frozenset(
        root for root, within in words if not within
    )


def is_within(place: int, spans: Sequence[Span]) -> bool:
    """Say whether a place in a text lies in one of some spans."""
    return any(start <= place < end for start, end in spans)
