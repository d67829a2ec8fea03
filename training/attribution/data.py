"""Windows with labels as tensors."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from claims.extract.attribution.windows import Window, pack

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

ROLES = ("source", "cue", "content")
BEYOND = -1  # the target stands outside the window
NONE = 0  # the content has no such span; words are counted from 1


@dataclass(slots=True)
class Example:
    """A window: its pieces, the label of each word, and where its contents point."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    labels: list[int]
    spans: list[tuple[int, int]] = field(default_factory=list)
    targets: list[tuple[int, int]] = field(default_factory=list)


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Read a file that `prepare` wrote."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def labels_of(article: dict[str, Any]) -> list[int]:
    """Return the BIO label of each word; of overlapping spans the first stays."""
    labels = [0] * len(article["words"])
    for one in article["attributions"]:
        for role, name in enumerate(ROLES):
            for start, end in one[name]:
                if not any(labels[start:end]):
                    labels[start:end] = [2 * role + 2] * (end - start)
                    labels[start] -= 1
    return labels


def read_tokenizer(encoder: Path) -> Tokenizer:
    """Return the encoder's tokenizer, which cuts nothing off and pads nothing."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def windows_of(tokenizer: Tokenizer, article: dict[str, Any]) -> list[Window]:
    """Return the windows of an article."""
    words = iter(article["words"])
    return pack(tokenizer, [list(islice(words, length)) for length in article["paragraphs"]])


def examples_of(tokenizer: Tokenizer, article: dict[str, Any]) -> list[Example]:
    """Return the windows of an article with what stands in them."""
    labels = labels_of(article)
    found = []
    for window in windows_of(tokenizer, article):
        place = {word: at for at, word in enumerate(window.words)}
        one = Example(window.ids, window.shapes, window.firsts, [labels[w] for w in window.words])
        for attribution in article["attributions"]:
            for start, end in attribution["content"]:
                if start in place and end - 1 in place:
                    one.spans.append((place[start], place[end - 1]))
                    one.targets.append(
                        (_target(attribution["source"], place), _target(attribution["cue"], place))
                    )
        found.append(one)
    return found


def _target(spans: list[tuple[int, int]], place: dict[int, int]) -> int:
    return place.get(spans[0][0], BEYOND - 1) + 1 if spans else NONE


@dataclass(slots=True)
class Batch:
    """Several windows, padded."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    firsts: Tensor
    labels: Tensor
    words: Tensor
    windows: list[Example]


def collate(windows: list[Example]) -> Batch:
    """Pad windows to the longest."""

    def pad(rows: list[list[int]]) -> Tensor:
        longest = max(map(len, rows))
        return torch.tensor([row + [0] * (longest - len(row)) for row in rows])

    return Batch(
        pad([one.ids for one in windows]),
        pad([one.shapes for one in windows]),
        pad([[1] * len(one.ids) for one in windows]),
        pad([one.firsts for one in windows]),
        pad([one.labels for one in windows]),
        pad([[1] * len(one.labels) for one in windows]),
        windows,
    )
