"""What news is about, as axes with two ends, and which end a text stands at.

Negation is read off the words before it, after Chapman et al. (2001), "A simple algorithm for
identifying negated findings" (NegEx): a negation holds up to the next clause. It needs no parse,
so that a parse gone wrong does not turn a claim round.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from claims.link.turns import aside, is_within
from claims.link.words import plain, row, stem

_TOKEN = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*|[,;:.!?]")
_NEGATIONS = frozenset(
    row(
        "not never no nobody none nothing neither nor without cannot denied denies deny deni false "
        "falsely untrue refused refuses fails lacked barely hardly wrong mistaken "
        "doubt doubts doubted quash quashed quashes overturn overturned overturns annulled revoked "
        "rescinded"
    )
)
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely)\b|\bno (?:longer than|fewer than|less than)\b"
)
_BOUNDS = frozenset(
    row("but , ; : . which who when although because while though whereas and that")
)
# What follows these in a clause need not have happened: "could be jailed", "calls for a release".
_OPEN = frozenset(
    row(
        "may might could should can would if unless whether hope hopes hoped hoping wish "
        "wishes wished want wants wanted demand demands demanded demanding urge urges urged "
        "plea pleaded asks asked plan plans planned planning threaten threatens threatened "
        "threat fear fears feared expected risk risks nearly almost try tries tried trying "
        "attempt attempted seek seeks sought propose proposed proposal proposals likely "
        "unlikely possible possibly perhaps maybe probably allegedly considering consider "
        "considers considered prospect calls called call"
    )
)
# Of these only with such a word behind them: "called for", "asked to".
_LEADING = frozenset(row("asks asked calls called call"))
_TOWARDS = frozenset(row("for to"))
# A negation reaches over these to what follows: "denied that", "no evidence that".
_REACH = 8
_WIDEST_GAP = 3
# Who hacks is no hack; "winner" stands in the file as it is.
_AGENTS = ("er", "ers", "or", "ors")
_SIGNS = {None: 0, "plus": 1, "minus": -1}
# So many letters tell forms of one verb apart from other verbs.
_START = 3
_PAST = {
    "steal": "sto", "find": "fou", "sell": "sol", "meet": "met", "hold": "hel", "buy": "bou",
    "lead": "led", "sink": "san", "win": "won", "fall": "fel", "rise": "ris", "know": "kn",
    "tell": "tol", "see": "se", "leave": "lef", "break": "bro", "get": "got", "lose": "los",
    "shut": "shut", "pay": "pai", "flee": "fle", "die": "die", "do": "did",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pole:
    """An end of an axis, found in a text.

    Attributes:
        axis: the axis.
        sign: 1 or -1, negation taken in.
        word: the word or words that say it, as written.
        negated: whether a negation turned it round.
        stems: stems of the word or words.
        main: whether it heads the main clause.
        open: whether it need not have happened: it is planned, feared, asked for.
        place: where the word begins in the plain text.
    """

    axis: str
    sign: int
    word: str
    negated: bool
    stems: tuple[str, ...]
    main: bool = False
    open: bool = False
    place: int = 0

    @property
    def said(self) -> str:
        """The word as a person would say it: "not inspected"."""
        return f"not {self.word}" if self.negated else self.word


class End(NamedTuple):
    """An entry of the knowledge file: the stems of its words, and whether they name a doer."""

    axis: str
    sign: int
    parts: tuple[str, ...]
    agent: bool


@dataclass(frozen=True, slots=True)
class Axes:
    """The knowledge file, indexed.

    Attributes:
        ends: for each first stem the entries that begin with it.
        moving: axes on which things go from one end to the other as days pass, each with the sign
            of the end that nothing leaves; 0 where there is none.
        counted: axes whose counts grow as days pass.
        weak: axes that say little by themselves.
        concepts: stem to the stem that stands for it and its synonyms.
        roles: stems of words that may stand for anybody.
    """

    ends: Mapping[str, tuple[End, ...]]
    moving: Mapping[str, int]
    counted: frozenset[str]
    weak: frozenset[str]
    concepts: Mapping[str, str]
    roles: frozenset[str]

    def concept(self, term: str) -> str:
        """Return what stands for a term and its synonyms."""
        root = stem(term)
        return self.concepts.get(root, root)

    def find(
        self, text: str, *, without: frozenset[str] = frozenset(), clause: str = ""
    ) -> list[Pole]:
        """Return the ends of axes that a text stands at, one for each axis.

        Args:
            text: running text.
            without: words that belong to names and say nothing.
            clause: lemmas of the main clause, whose words go before others; without them all
                words count as its own.
        """
        told = _prepared(text)
        places_of = [match.start() for match in _TOKEN.finditer(told)]
        tokens = _tokens(text)
        stems = [stem(token) if token not in without else "" for token in tokens]
        begins = tuple(start for word in clause.split() for start in starts(word))
        found: dict[str, tuple[tuple[bool, int], Pole]] = {}
        for at, (token, root) in enumerate(zip(tokens, stems, strict=True)):
            for end in self.ends.get(root, ()):
                places = _follow(end.parts, stems, at)
                if places is None or (_is_agent(token) and not end.agent and len(places) == 1):
                    continue
                if is_within(places_of[at], aside(told).get(end.axis, ())):
                    continue
                said = [tokens[place] for place in places]
                main = not begins or any(word.startswith(begins) for word in said)
                # A turn of phrase says more than one of its words: "stopped selling".
                standing = (main, len(places))
                if end.axis not in found or standing > found[end.axis][0]:
                    found[end.axis] = (standing, _pole(end, tokens, places, main, places_of[at]))
        return [pole for _, pole in found.values()]


def starts(lemma: str) -> Iterator[str]:
    """Yield how the forms of a verb begin."""
    yield lemma[:_START]
    if lemma in _PAST:
        yield _PAST[lemma]


def _is_agent(word: str) -> bool:
    return word.endswith(_AGENTS)


def _pole(end: End, tokens: Sequence[str], places: Sequence[int], main: bool, start: int) -> Pole:
    negated = _negated(tokens, places[0])
    return Pole(
        axis=end.axis,
        sign=-end.sign if negated else end.sign,
        word=" ".join(tokens[place] for place in places),
        negated=negated,
        stems=end.parts,
        main=main,
        open=_is_open(tokens, places[0]),
        place=start,
    )


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_prepared(text))


def _prepared(text: str) -> str:
    return _NO_NEGATION.sub(" ", plain(text).replace("n't", " not"))


def _is_open(tokens: Sequence[str], at: int) -> bool:
    """Say whether a word stands in its clause behind one that leaves open whether it is so."""
    if tokens[-1:] == ["?"]:
        return True
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token, after = tokens[place], tokens[place + 1]
        if token in _OPEN and (token not in _LEADING or after in _TOWARDS):
            return True
        if token in _BOUNDS and not (token == "that" and tokens[place - 1] in _OPEN):  # noqa: S105
            return False
    return False


def _follow(parts: Sequence[str], stems: Sequence[str], at: int) -> list[int] | None:
    places = [at]
    for part in parts[1:]:
        window = stems[places[-1] + 1 : places[-1] + 1 + _WIDEST_GAP]
        if part not in window:
            return None
        places.append(places[-1] + 1 + window.index(part))
    return places


def _negated(tokens: Sequence[str], at: int) -> bool:
    """Say whether an odd number of negations stand before a word in its clause."""
    odd = False
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[place]
        if token in _NEGATIONS:
            odd = not odd
        elif token in _BOUNDS:
            before = tokens[max(0, place - 3) : place]
            if not (token == "that" and any(word in _NEGATIONS for word in before)):  # noqa: S105
                break
    return odd


def negations(text: str) -> int:
    """Return how many negations a text holds."""
    return sum(token in _NEGATIONS for token in _tokens(text))


@lru_cache(maxsize=1)
def axes() -> Axes:
    """Return the knowledge file that ships, read once."""
    return read(yaml.safe_load(files("claims.link").joinpath("axes.yaml").read_text("utf-8")))


def read(table: Mapping[str, Any]) -> Axes:
    """Index a knowledge file.

    Args:
        table: what ``axes.yaml`` holds.
    """
    ends: dict[str, list[End]] = {}
    for axis, sign, words in _entries(table["axes"]):
        parts = tuple(stem(word) for word in words.split())
        ends.setdefault(parts[0], []).append(End(axis, sign, parts, _is_agent(words)))
    groups = table["synonyms"]
    return Axes(
        ends={root: tuple(dict.fromkeys(entries)) for root, entries in ends.items()},
        moving={
            axis: _SIGNS[entry.get("final")]
            for axis, entry in table["axes"].items()
            if entry.get("moves")
        },
        counted=frozenset(axis for axis, entry in table["axes"].items() if entry.get("counts")),
        weak=frozenset(axis for axis, entry in table["axes"].items() if entry.get("weak")),
        concepts={stem(word): stem(group[0]) for group in groups for word in reversed(group)},
        roles=frozenset(map(stem, table["roles"])),
    )


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    for axis, entry in table.items():
        yield from ((axis, 1, words) for words in entry["plus"])
        yield from ((axis, -1, words) for words in entry["minus"])
