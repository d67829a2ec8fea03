"""Attributions of whole articles, by the network as it is trained or as it ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from claims.extract.grouping import Triple, Weights, group, legal
from training.attribution.data import collate, examples_of

if TYPE_CHECKING:
    from training.attribution.model import Tagger

TOGETHER = 16


def weights_of(model: Tagger) -> Weights:
    """Return what is learnt beside the network."""
    parts = (model.transitions, model.starts, model.distance)
    return legal(Weights(*(part.detach().float().cpu().numpy() for part in parts)))


@torch.no_grad()
def predict(model: Tagger, articles: list[dict[str, Any]]) -> list[list[Triple]]:
    """Return the attributions of each article, in words counted through it."""
    model.eval()
    device = model.transitions.device
    weights = weights_of(model)
    owners = [
        (at, window["words"], one)
        for at, article in enumerate(articles)
        for window, one in zip(article["windows"], examples_of(article), strict=True)
    ]
    found: list[list[Triple]] = [[] for _ in articles]
    for start in range(0, len(owners), TOGETHER):
        some = owners[start : start + TOGETHER]
        batch = collate([one for _, _, one in some])
        outputs = model(batch.ids.to(device), batch.shapes.to(device), batch.mask.to(device))
        for (at, words, one), row in zip(some, outputs.float().cpu().numpy(), strict=True):
            found[at] += shifted(read(row, one.firsts, weights), words)
    return found


def read(row: np.ndarray, firsts: list[int], weights: Weights) -> list[Triple]:
    """Read one window's output."""
    tags = len(weights.starts)
    return group(row[firsts, :tags], row[[0, *firsts], tags:], weights)


def shifted(triples: list[Triple], words: list[int]) -> list[Triple]:
    """Count the words of a window through its article."""

    def move(span: tuple[int, int] | None) -> tuple[int, int] | None:
        return (words[span[0]], words[span[1] - 1] + 1) if span else None

    return [
        Triple(
            move(t.source),
            move(t.cue),
            tuple((words[start], words[end - 1] + 1) for start, end in t.content),
            t.score,
        )
        for t in triples
    ]
