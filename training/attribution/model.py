"""The network: MiniLM, a linear-chain CRF over spans, and pointers from a content to its source and cue."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SHAPES = 6
POINTERS = ("source", "cue")
WIDTH = 128
# Buckets of the distance between a word and a content: before, inside, after; on a log scale.
REACH = 8
BUCKETS = 2 * REACH + 1


def bucket(start: Tensor, end: Tensor, positions: Tensor) -> Tensor:
    """Return the bucket of each position, seen from a content.

    Args:
        start: first word of each content, (n, 1).
        end: last word of each content, (n, 1).
        positions: words, (1, m).
    """
    before = (start - positions).clamp(min=0)
    after = (positions - end).clamp(min=0)
    distance = torch.log2((before + after).float().clamp(min=1)).long().clamp(max=REACH - 1) + 1
    return torch.where(
        before > 0, REACH - distance, torch.where(after > 0, REACH + distance, REACH)
    )


class Network(nn.Module):
    """Emissions and pointer vectors for each piece of text.

    The output has, for each piece, the seven emissions, then for each pointer the vectors as first word of a content, as
    last word of a content and as the word pointed at, each `WIDTH` long.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        self.shape = nn.Embedding(SHAPES, size)
        nn.init.zeros_(self.shape.weight)
        self.dropout = nn.Dropout(0.2)
        self.emit = nn.Linear(size, len(TAGS))
        self.point = nn.Linear(size, len(POINTERS) * 3 * WIDTH)
        self.distance = nn.Parameter(torch.zeros(len(POINTERS), BUCKETS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.starts = nn.Parameter(torch.zeros(len(TAGS)))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Return (batch, pieces, 7 + 2 * 3 * WIDTH)."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return torch.cat([self.emit(hidden), self.point(hidden)], dim=-1)

    def chain_loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Return the negative log-likelihood of the labels a word (Lafferty et al. 2001)."""
        steps = torch.arange(emissions.shape[1])
        gold = emissions.gather(2, labels[..., None])[..., 0]
        moves = self.transitions[labels[:, :-1], labels[:, 1:]]
        gold = (gold * mask).sum(1) + (moves * mask[:, 1:]).sum(1) + self.starts[labels[:, 0]]
        alpha = self.starts + emissions[:, 0]
        for at in steps[1:]:
            reached = (
                torch.logsumexp(alpha[:, :, None] + self.transitions, dim=1) + emissions[:, at]
            )
            alpha = torch.where(mask[:, at, None] > 0, reached, alpha)
        return (torch.logsumexp(alpha, dim=1) - gold).sum() / mask.sum()


def pointer_scores(outputs: Tensor, which: int, spans: Tensor, distance: Tensor) -> Tensor:
    """Return the scores of every word, and of none at index 0, as target of contents in one window.

    Args:
        outputs: vectors of the marker and of the words of a window, (1 + words, 6 * WIDTH).
        which: index in `POINTERS`.
        spans: first and last word of each content, (n, 2).
        distance: the bias for each bucket.
    """
    base = which * 3 * WIDTH
    first, last, target = outputs[:, base : base + 3 * WIDTH].split(WIDTH, dim=1)
    query = first[spans[:, 0] + 1] + last[spans[:, 1] + 1]
    scores = query @ target.T / WIDTH**0.5
    positions = torch.arange(outputs.shape[0] - 1)[None]
    bias = distance[bucket(spans[:, :1], spans[:, 1:], positions)]
    return scores + torch.cat([torch.zeros(len(spans), 1), bias], dim=1)


def build(folder: str) -> Network:
    """Return the network with a pretrained encoder."""
    # Without dropout of attention a step takes half the time: its masks are drawn on one core.
    config = BertConfig.from_pretrained(folder, attention_probs_dropout_prob=0.0)
    return Network(BertModel.from_pretrained(folder, config=config, add_pooling_layer=False))
