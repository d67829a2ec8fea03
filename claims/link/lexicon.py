"""What linking knows of the world: families of states and events, and which exclude each other."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from claims.link.words import stem

Role = Literal["subject", "object", "either", "passive", "of"]
_ROLES: tuple[Role, ...] = ("subject", "object", "either", "passive", "of")
# "put its negotiators to death" still holds "put death".
_WIDEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a family, found in a claim.

    Attributes:
        family: the family's name.
        role: which argument of the clause is in that state.
        stems: its word or words, as stems.
        words: the same as the lexicon has them.
    """

    family: str
    role: Role
    stems: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge file, indexed.

    Attributes:
        single: hits by their only word.
        several: hits by their first word, where there are more.
        phrases: a pattern a family, over running text.
        opposed: pairs of families that exclude each other, both ways round.
        strained: pairs that sit ill together, both ways round; never enough by themselves.
        develops: pairs of families where the second naturally follows the first.
        implies: pairs of families where the first bears the second out.
        single_author: families whose events have one author.
        relational: families of states towards something.
        final: families of states that nobody leaves.
        hopes: stems of verbs whose arguments need not be: who calls for a release frees nobody.
        undoing: stems of verbs that turn round what they act on: "quashed her conviction".
        events: families of events that somebody is responsible for.
        concepts: stem to the concept that stands for it and its synonyms.
    """

    single: Mapping[str, tuple[Hit, ...]]
    several: Mapping[str, tuple[Hit, ...]]
    phrases: Mapping[str, re.Pattern[str]]
    opposed: frozenset[tuple[str, str]]
    strained: frozenset[tuple[str, str]]
    develops: frozenset[tuple[str, str]]
    implies: frozenset[tuple[str, str]]
    single_author: frozenset[str]
    relational: frozenset[str]
    final: frozenset[str]
    hopes: frozenset[str]
    undoing: frozenset[str]
    events: frozenset[str]
    concepts: Mapping[str, str]

    def concept(self, term: str) -> str:
        """Return what stands for a term and its synonyms."""
        root = stem(term)
        return self.concepts.get(root, root)

    def find(self, words: Sequence[str], *, particles: int = 0) -> list[Hit]:
        """Return the families that a row of lemmas speaks of.

        Args:
            words: lemmas in order.
            particles: how many words after the first only complete it ("send back").
        """
        words = [stem(word) for word in words]
        alone = [*words[:1], *words[1 + particles :]]
        found = [hit for word in alone for hit in self.single.get(word, ())]
        for at, word in enumerate(words):
            found += [hit for hit in self.several.get(word, ()) if _follows(hit.stems, words[at:])]
        return found

    def find_phrases(self, text: str) -> list[tuple[str, str]]:
        """Return the families that a folded text speaks of in a turn of phrase, and the phrase."""
        found = ((family, pattern.search(text)) for family, pattern in self.phrases.items())
        return [(family, match[0]) for family, match in found if match]


def _follows(parts: Sequence[str], words: Sequence[str]) -> bool:
    at = 0
    for part in parts[1:]:
        window = words[at + 1 : at + 1 + _WIDEST_GAP]
        if part not in window:
            return False
        at += 1 + window.index(part)
    return True


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the knowledge file that ships, read once."""
    return read(yaml.safe_load(files("claims.link").joinpath("states.yaml").read_text("utf-8")))


def read(table: Mapping[str, Any]) -> Lexicon:
    """Index a knowledge file.

    Args:
        table: what ``states.yaml`` holds.

    Raises:
        ValueError: a pair names a family that there is not.
    """
    single: dict[str, list[Hit]] = {}
    several: dict[str, list[Hit]] = {}
    for family, entry in table["families"].items():
        for role in _ROLES:
            for words in entry.get(role, ()):
                hit = Hit(family, role, tuple(stem(word) for word in words.split()), words)
                index = single if len(hit.stems) == 1 else several
                index.setdefault(hit.stems[0], []).append(hit)
    return Lexicon(
        single={word: tuple(hits) for word, hits in single.items()},
        several={word: tuple(hits) for word, hits in several.items()},
        phrases=_phrases(table["families"]),
        opposed=_pairs(table, "oppositions", both_ways=True),
        strained=_pairs(table, "tensions", both_ways=True),
        develops=_pairs(table, "developments"),
        implies=_pairs(table, "implications"),
        single_author=frozenset(table["single_author"]),
        relational=frozenset(table["relational"]),
        final=frozenset(table["final"]),
        hopes=frozenset(map(stem, table["hopes"])),
        undoing=frozenset(map(stem, table["undoing"])),
        events=frozenset(table["events"]),
        concepts=_concepts(table["synonyms"]),
    )


def _phrases(families: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    return {
        family: re.compile(rf"\b(?:{'|'.join(map(re.escape, entry['phrases']))})\b")
        for family, entry in families.items()
        if entry.get("phrases")
    }


def _pairs(
    table: Mapping[str, Any], key: str, *, both_ways: bool = False
) -> frozenset[tuple[str, str]]:
    pairs = {(one, other) for one, other in table[key]}
    for family in (name for pair in pairs for name in pair):
        if family not in table["families"]:
            raise ValueError(f"{key} names {family!r}; add that family or mend the name")
    return frozenset(pairs | {(b, a) for a, b in pairs} if both_ways else pairs)


def _concepts(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    return {stem(word): stem(group[0]) for group in groups for word in reversed(group)}
