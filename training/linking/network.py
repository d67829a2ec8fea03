"""One trunk for two uses: sentence vectors as MiniLM gives them, and relations of pairs by low-rank additions.

The trunk stays as it is, so the vectors are those of all-MiniLM-L6-v2; what is learnt for pairs is added to each linear layer
as a product of two thin matrices, after Hu et al. (2021), "LoRA: Low-rank adaptation of large language models". `adapt` is 0
for vectors and 1 for pairs; both uses share the weights, which halves what ships.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

RELATIONS = (
    "confirms",
    "contradicts",
    "repeats",
    "updates",
    "retracts",
    "cannot_confirm",
    "unrelated",
)
# How wide the additions are.
RANK = 64


class Adapted(nn.Module):
    """A frozen linear layer with a low-rank addition."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base.requires_grad_(requires_grad=False)
        self.down = nn.Linear(base.in_features, rank, bias=False)
        self.up = nn.Linear(rank, base.out_features)
        nn.init.zeros_(self.up.weight)
        nn.init.zeros_(self.up.bias)

    def forward(self, hidden: Tensor, adapt: Tensor) -> Tensor:
        """Return the layer's output, with the addition where `adapt` is 1."""
        output: Tensor = self.base(hidden) + adapt * self.up(self.down(hidden))
        return output


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, layer: nn.Module, heads: int, rank: int) -> None:
        super().__init__()
        self.heads = heads
        attention = layer.attention
        self.query = Adapted(attention.self.query, rank)
        self.key = Adapted(attention.self.key, rank)
        self.value = Adapted(attention.self.value, rank)
        self.out = Adapted(attention.output.dense, rank)
        self.wide = Adapted(layer.intermediate.dense, rank)
        self.narrow = Adapted(layer.output.dense, rank)
        self.first = attention.output.LayerNorm.requires_grad_(requires_grad=False)
        self.second = layer.output.LayerNorm.requires_grad_(requires_grad=False)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, mask: Tensor, adapt: Tensor) -> Tensor:
        """Return (batch, pieces, size)."""
        parts = [
            part(hidden, adapt).unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        scores = parts[0] @ parts[1].transpose(-1, -2) / parts[0].shape[-1] ** 0.5
        mixed = torch.softmax(scores + mask, dim=-1) @ parts[2]
        mixed = self.dropout(self.out(mixed.transpose(1, 2).flatten(-2), adapt))
        hidden = self.first(hidden + mixed)
        wide = functional.gelu(self.wide(hidden, adapt))
        output: Tensor = self.second(hidden + self.dropout(self.narrow(wide, adapt)))
        return output


class Network(nn.Module):
    """The trunk, its vectors and the relations."""

    def __init__(self, encoder: BertModel, rank: int) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.embeddings = encoder.embeddings.requires_grad_(requires_grad=False)
        self.side = nn.Embedding(2, size)
        nn.init.zeros_(self.side.weight)
        self.layers = nn.ModuleList(
            Layer(layer, encoder.config.num_attention_heads, rank)
            for layer in encoder.encoder.layer
        )
        self.dense = nn.Linear(2 * size, size)
        self.relate = nn.Linear(size, len(RELATIONS))
        self.dropout = nn.Dropout(0.1)

    def forward(
        self, ids: Tensor, sides: Tensor, mask: Tensor, adapt: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the vectors, (batch, size), of unit length, and the scores of relations, (batch, 7).

        Args:
            ids: pieces, (batch, pieces).
            sides: 0 for the first text and 1 for the second, (batch, pieces).
            mask: 1 where a piece stands, 0 where padding does, (batch, pieces).
            adapt: 0 for vectors, 1 for relations, (1,).
        """
        places = torch.arange(ids.shape[1], device=ids.device)[None]
        parts = self.embeddings
        hidden = parts.word_embeddings(ids) + parts.position_embeddings(places)
        hidden = hidden + parts.token_type_embeddings.weight[0] + adapt * self.side(sides)
        hidden = self.dropout(parts.LayerNorm(hidden))
        kept = mask.to(hidden.dtype)
        barred = (1 - kept)[:, None, None] * -1e4
        for layer in self.layers:
            hidden = layer(hidden, barred, adapt)
        mean = (hidden * kept[..., None]).sum(1) / kept.sum(1, keepdim=True)
        both = torch.cat([hidden[:, 0], mean], dim=-1)
        scores = self.relate(self.dropout(functional.gelu(self.dense(both))))
        return functional.normalize(mean, dim=-1), scores


def build(folder: str, rank: int = RANK) -> Network:
    """Return the network over the pretrained encoder."""
    return Network(BertModel.from_pretrained(folder, add_pooling_layer=False), rank)
