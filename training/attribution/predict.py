"""Attributions of whole articles, by the network as it is trained or as it ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from claims.extract.grouping import Triple, Weights, group, legal
from training.attribution.data import windows_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from training.attribution.model import Network


def weights_of(model: Network) -> Weights:
    """Return what is learnt beside the network."""
    parts = (model.transitions, model.starts, model.distance)
    return legal(Weights(*(part.detach().float().cpu().numpy() for part in parts)))


@torch.no_grad()
def predict(
    model: Network, tokenizer: Tokenizer, articles: list[dict[str, Any]]
) -> list[list[Triple]]:
    """Return the attributions of each article, in words counted through it."""
    model.eval()
    device = model.transitions.device
    weights = weights_of(model)
    tags = len(weights.starts)
    found: list[list[Triple]] = [[] for _ in articles]
    for at, article in enumerate(articles):
        for window in windows_of(tokenizer, article):
            ids, shapes = torch.tensor([[window.ids], [window.shapes]], device=device)
            row = model(ids, shapes, torch.ones_like(ids))[0].float().cpu().numpy()
            triples = group(row[window.firsts, :tags], row[[0, *window.firsts], tags:], weights)
            found[at] += [one.through(window.words) for one in triples]
    return found
