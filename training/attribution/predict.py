"""Attributions of whole articles, by the network as it is trained or as it ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from claims.extract.attribution.grouping import Triple, Weights, group, legal
from training.attribution.data import windows_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from claims.extract.attribution.grouping import Scores
    from claims.extract.attribution.windows import Window
    from training.attribution.model import Network


def weights_of(model: Network) -> Weights:
    """Return what is learnt beside the network."""
    parts = (model.transitions, model.starts, model.distance)
    return legal(Weights(*(part.detach().float().cpu().numpy() for part in parts)))


@torch.no_grad()
def outputs_of(model: Network, window: Window) -> tuple[Scores, Scores]:
    """Return a window's emissions for each word, and the vectors of its marker and words."""
    device = model.transitions.device
    ids, shapes = torch.tensor([[window.ids], [window.shapes]], device=device)
    row = model(ids, shapes, torch.ones_like(ids))[0].float().cpu().numpy()
    tags = len(model.starts)
    return row[window.firsts, :tags], row[[0, *window.firsts], tags:]


def predict(
    model: Network, tokenizer: Tokenizer, articles: list[dict[str, Any]]
) -> list[list[Triple]]:
    """Return the attributions of each article, in words counted through it."""
    model.eval()
    weights = weights_of(model)
    found: list[list[Triple]] = [[] for _ in articles]
    for at, article in enumerate(articles):
        for window in windows_of(tokenizer, article):
            triples = group(*outputs_of(model, window), weights)
            found[at] += [one.through(window.words) for one in triples]
    return found
