"""Pairs as numbers: the later text first, then the earlier one, as premise and hypothesis."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from training.linking.network import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

LONGEST = 112
BARED = 0.15
TIME = re.compile(r"^\d+ \w+ later: ")
SPEAKER = re.compile(r"^[^:.,\"]{2,60}: ")
POOL = 40
# What an inference label leaves open: an entailed statement may be confirmed or repeated.
INFERENCES = {
    "entailment": ("confirms", "repeats"),
    "contradiction": ("contradicts", "retracts"),
    "neutral": ("unrelated", "updates", "cannot_confirm"),
}


@dataclass(slots=True)
class Example:
    """A pair of texts with the relations that may hold, and how likely teachers hold each, if any read it."""

    ids: list[int]
    sides: list[int]
    allowed: list[bool]
    taught: list[float] | None = None


@dataclass(slots=True)
class Batch:
    """Several pairs, padded."""

    ids: Tensor
    sides: Tensor
    mask: Tensor
    allowed: Tensor
    taught: Tensor

    def to(self, device: str) -> Batch:
        """Return the same on a device."""
        parts = (self.ids, self.sides, self.mask, self.allowed, self.taught)
        return Batch(*(part.to(device, non_blocking=True) for part in parts))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_tokenizer(encoder: Path) -> Tokenizer:
    """Return the encoder's tokenizer, which cuts long pairs and pads nothing."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


def example(
    tokenizer: Tokenizer,
    later: str,
    earlier: str,
    allowed: Sequence[str],
    taught: list[float] | None = None,
) -> Example:
    """Return a pair of texts in pieces."""
    encoded = tokenizer.encode(later, earlier)
    may = [name in allowed for name in RELATIONS]
    return Example(encoded.ids, encoded.type_ids, may, taught)


def inferences(tokenizer: Tokenizer, path: Path) -> list[Example]:
    """Read pairs for natural language inference: the premise is the later text."""
    return [
        example(tokenizer, row["premise"], row["hypothesis"], INFERENCES[row["label"]])
        for row in read_rows(path)
    ]


def claims(
    tokenizer: Tokenizer, rows: Sequence[dict[str, Any]], rng: random.Random | None = None
) -> list[Example]:
    """Return pairs of claims in pieces.

    Args:
        tokenizer: cuts words into pieces.
        rows: pairs as `prepare` wrote them.
        rng: for training: speakers and times are left out of some, and of the unrelated pairs of a
            story so many stay as its related ones, twice over.
    """
    if rng is None:
        return [example(tokenizer, one["later"], one["earlier"], [one["relation"]]) for one in rows]
    related = sum(one["listed"] and one["relation"] != "unrelated" for one in rows)
    idle = [one for one in rows if one["listed"] and one["relation"] == "unrelated"]
    told = [one for one in rows if not one["listed"] or one["relation"] != "unrelated"]
    kept = told + rng.sample(idle, min(len(idle), 2 * related))
    return [
        example(
            tokenizer,
            bared(one["later"], rng),
            bared(one["earlier"], rng),
            [one["relation"]],
            one.get("taught"),
        )
        for one in kept
    ]


def bared(text: str, rng: random.Random) -> str:
    """Return a claim in words, sometimes without the time, sometimes without the speaker before it."""
    time = TIME.match(text)
    opening = time[0] if time else ""
    rest = text.removeprefix(opening)
    if rng.random() < BARED:
        opening = ""
    if rng.random() < BARED:
        rest = SPEAKER.sub("", rest, count=1)
    return opening + rest


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield shuffled batches of pairs of like length."""
    order = rng.sample(examples, len(examples))
    groups = []
    for start in range(0, len(order), size * POOL):
        pool = sorted(order[start : start + size * POOL], key=lambda one: len(one.ids))
        groups += [pool[at : at + size] for at in range(0, len(pool), size)]
    rng.shuffle(groups)
    yield from map(collate, groups)


def collate(group: Sequence[Example]) -> Batch:
    """Pad some pairs to one length."""
    length = max(len(one.ids) for one in group)
    rest = [length - len(one.ids) for one in group]
    return Batch(
        torch.tensor([one.ids + [0] * n for one, n in zip(group, rest, strict=True)]),
        torch.tensor([one.sides + [0] * n for one, n in zip(group, rest, strict=True)]),
        torch.tensor([[1] * len(one.ids) + [0] * n for one, n in zip(group, rest, strict=True)]),
        torch.tensor([one.allowed for one in group]),
        torch.tensor([one.taught or [0.0] * len(RELATIONS) for one in group]),
    )
