"""Named entities from GUM's mentions and from a news corpus with silver labels, brought to one scheme.

The scheme: PERSON, ORG, LOC, MISC; no articles, no titles ("Mr.", "President"), no nested names, and an
acronym in brackets is an entity of its own.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from training.passages import Mention, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from training.treebank import Sentence, Token, TreeDocument

SILVER_LABELS = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
GUM_LABELS = {
    "person": "PERSON",
    "organization": "ORG",
    "place": "LOC",
    "event": "MISC",
    "abstract": "MISC",
    "object": "MISC",
}
OPENING = re.compile(r"\((\d+)-([a-z]+)-")
MENTION_MARK = re.compile(r"\((\d+)-([a-z]+)-[^()]*|(\d+)\)")
TITLES = (
    "The the A An Mr. Mrs. Ms. Mr Mrs Ms Dr. Dr Sir Lord Lady President Vice Prime Minister "
    "Senator Sen. Rep. Gov. Governor General Gen. Colonel Col. Captain Professor Prof. Pope "
    "Queen King Prince Princess Saint Chancellor Secretary Justice Judge Rev. Reverend "
    "Ambassador Congressman Chairman Among"
).split()
LEADING = re.compile(rf"^(?:(?:{'|'.join(map(re.escape, TITLES))})\s+)+(?=\S)")
TRAILING = re.compile(r"(?:['’]s|[,;:.\"”’'])$")
BODY_ENDINGS = frozenset(
    (
        "Foundation University Campaign Committee Institute Council Party Classic Times Post "
        "News Journal School"
    ).split()
)
# Where the silver labels are systematically off for our purpose: bodies that speak are bodies.
FIXED_LABELS = {
    "White House": "ORG", "Pentagon": "ORG", "Kremlin": "ORG", "GOP": "ORG", "Facebook": "ORG", "Twitter": "ORG", "Islamic State": "ORG",
    "ISIS": "ORG", "ISIL": "ORG", "Congress": "ORG", "National Review": "ORG", "Blue House": "ORG", "Downing Street": "ORG",
    "Internet": "", "SVP": "", "PAC": "", "Election": "", "Amendment": "", "God": "", "Says": "", "Oval Office": "LOC", "Fox": "ORG",
    "Nice": "LOC", "Cleveland": "LOC", "New Hampshire": "LOC", "Islam": "MISC", "Medicare": "MISC", "POLITICO": "ORG",
}  # fmt: skip
FREQUENT = 8


def tidy(text: str, mention: Mention) -> Mention | None:
    """Shrink a mention to the bare name: no line breaks, articles, titles, possessives or closing marks."""
    start, end, label = mention
    surface = text[start:end].split("\n", maxsplit=1)[0]
    while (shorter := TRAILING.sub("", surface.rstrip())) != surface and not re.search(
        r"\b[A-Z][a-z]{0,3}\.$|\.[A-Z]\.$", surface
    ):
        surface = shorter
    bare = LEADING.sub("", surface).lstrip("\"“'‘ ")
    start += len(surface) - len(bare)
    if not bare or not any(c.isalnum() for c in bare) or (label != "MISC" and bare.islower()):
        return None
    return Mention(start, start + len(bare), label)


def read_silver(root: Path, part: str) -> Iterator[Passage]:
    """Yield the news articles of one part with their silver mentions, tidied but not yet voted on."""
    with (root / part / "corenlp_ner_coref.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            path = root / part / "text" / f"{record['file']}.txt"
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            labelled = (
                Mention(start, end, SILVER_LABELS[kind]) for start, end, kind in record["entities"]
            )
            yield Passage(text, [m for m in (tidy(text, mention) for mention in labelled) if m])


class Ballot:
    """How a whole corpus labels each name, to overrule single silver errors ("Trump" as a place)."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        """Count every name with every label."""
        self.votes: dict[str, Counter[str]] = defaultdict(Counter)
        for passage in passages:
            for mention in passage.mentions:
                self.votes[passage.surface(mention)][mention.label] += 1

    def verdict(self, surface: str) -> str | None:
        """The corpus's label for a frequent name, or None where the single label should stand."""
        if surface in FIXED_LABELS:
            return FIXED_LABELS[surface]
        votes = self.votes.get(surface, Counter())
        if votes.total() < FREQUENT:
            return None
        label, count = votes.most_common(1)[0]
        return label if count >= 0.6 * votes.total() else None


def people_of(passage: Passage) -> set[str]:
    """Family and given names of everyone whom the text names in full."""
    full = [passage.surface(m).split() for m in passage.mentions if m.label == "PERSON"]
    long = [words for words in full if len(words) > 1 and words[-1] not in BODY_ENDINGS]
    return {words[-1] for words in long}


def vote(passage: Passage, ballot: Ballot) -> Passage:
    """Settle each label: first who is named in full here, then the corpus, then the silver label."""
    people = people_of(passage)
    settled = []
    for start, end, silver in passage.mentions:
        surface = passage.text[start:end]
        label = silver
        if surface in people:
            label = "PERSON"
        elif surface.split()[-1] in BODY_ENDINGS and " " in surface and silver == "PERSON":
            label = "ORG"
        elif (verdict := ballot.verdict(surface)) is not None:
            label = verdict
        if label:
            settled.append(Mention(start, end, label))
    return fill(Passage(passage.text, settled), ballot)


def fill(passage: Passage, ballot: Ballot) -> Passage:
    """Label the mentions that the silver annotator missed although it knows the name in this text."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in passage.mentions:
        known[passage.surface(mention)][mention.label] += 1
    taken = bytearray(len(passage.text))
    for mention in passage.mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    added = []
    for surface, labels in sorted(known.items(), key=lambda item: -len(item[0])):
        if (labels.total() < 2 and ballot.votes[surface].total() < FREQUENT) or len(surface) < 4:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(surface)}(?![\w-])", passage.text):
            if not any(taken[match.start() : match.end()]):
                added.append(Mention(*match.span(), labels.most_common(1)[0][0]))
                taken[match.start() : match.end()] = b"\1" * len(surface)
    return Passage(passage.text, sorted(passage.mentions + added))


def gum_passage(document: TreeDocument) -> Passage:
    """A GUM document as text with named mentions; proper nouns outside of them stay unjudged."""
    text, mentions = "", []
    for sentence in document.sentences:
        text += ("\n\n" if sentence.starts_paragraph else " ") if text else ""
        mentions += named_mentions(sentence, len(text))
        text += sentence.text
    return Passage(text, sorted(mentions))


def named_mentions(sentence: Sentence, offset: int) -> list[Mention]:
    """The outermost named spans of a sentence, and a "?" for every other proper noun."""
    starts, position = [], offset
    for token in sentence.tokens:
        starts.append(position)
        position += len(token.form) + token.space
    found: list[Mention] = []
    covered: set[int] = set()
    for first, last, label in sorted(spans_of(sentence), key=lambda s: s[0] - s[1]):
        name = name_within(sentence.tokens, first, last)
        if name and not covered & set(range(name[0], name[1] + 1)):
            covered |= set(range(name[0], name[1] + 1))
            end = starts[name[1]] + len(sentence.tokens[name[1]].form)
            found.append(Mention(starts[name[0]], end, label))
    for index, token in enumerate(sentence.tokens):
        if index not in covered and (
            token.xpos.startswith("NNP") or (token.upos == "ADJ" and token.form.istitle() and index)
        ):
            found.append(Mention(starts[index], starts[index] + len(token.form), "?"))
    return found


def spans_of(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Decode GUM's bracket notation; mentions that cross sentences or are of other types are skipped."""
    open_at: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, token in enumerate(sentence.tokens):
        value = next((v[7:] for v in token.misc.split("|") if v.startswith("Entity=")), "")
        for match in MENTION_MARK.finditer(value):
            opened, kind, closed = match.groups()
            if opened:
                open_at[opened].append((index, kind))
                if match.end() < len(value) and value[match.end()] == ")":
                    closed = opened
            if closed and open_at[closed]:
                first, kind = open_at[closed].pop()
                if kind in GUM_LABELS:
                    yield first, index, GUM_LABELS[kind]


def name_within(tokens: list[Token], first: int, last: int) -> tuple[int, int] | None:
    """The run of proper nouns around the mention's head, or None if the head is no proper noun."""
    inside = range(first, last + 1)
    heads = [
        i
        for i in inside
        if tokens[i].head is None or not any(tokens[i].head is tokens[j] for j in inside)
    ]
    if len(heads) != 1 or tokens[heads[0]].upos != "PROPN":
        return None
    low = high = heads[0]
    while low > first and joins(tokens, low - 1, inside):
        low -= 1
    while high < last and joins(tokens, high + 1, inside):
        high += 1
    while low < high and not tokens[low].xpos.startswith("NNP"):
        low += 1
    while low < high and tokens[low].form in TITLES:
        low += 1
    while high > low and not (tokens[high].xpos.startswith("NNP") or tokens[high].form.isdigit()):
        high -= 1
    return (
        (low, high) if tokens[low].form[:1].isupper() and tokens[low].form not in TITLES else None
    )


def joins(tokens: list[Token], index: int, inside: range) -> bool:
    """Whether a token can stand inside a name: a proper noun, a hyphen, or "of" and "and" between capitals."""
    token = tokens[index]
    if token.xpos.startswith("NNP") or token.xpos == "HYPH":
        return True
    small = token.form in {"of", "and", "&", "the", "for", "de", "du", "von"}
    return (
        small
        and index + 1 in inside
        and (tokens[index + 1].form[:1].isupper() or tokens[index + 1].form == "the")
    )
