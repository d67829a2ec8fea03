"""Write the network as a small ONNX file with its tokenizer.

    python -m training.linking.export ENCODER PIECES BUILD claims/models/relations --version 1.0.0

PIECES is the list that `training.compact` wrote.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from training.compact import export, trim
from training.linking.network import RELATIONS, Network, build


class Shipped(nn.Module):
    """The network for one text or pair without padding."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, sides: Tensor, adapt: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vector, (1, size), and the scores of relations, (1, 7)."""
        vector, scores = self.model(ids, sides, torch.ones_like(ids), adapt)
        return vector, scores


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--weights", default="relations.pt")
    arguments = parser.parse_args()
    model = build(str(arguments.encoder))
    model.load_state_dict(torch.load(arguments.build / arguments.weights))
    tokenizer, rows = trim(arguments.encoder, json.loads(arguments.pieces.read_text("utf-8")))
    table = model.embeddings.word_embeddings
    table.weight = nn.Parameter(table.weight[rows].detach())
    arguments.target.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(100, 200, (1, 48))
    pieces = {1: torch.export.Dim("pieces", min=2, max=512)}
    export(
        Shipped(model),
        (ids, torch.zeros_like(ids), torch.ones(1)),
        arguments.target / "model.onnx",
        names=["ids", "sides", "adapt"],
        outputs=["vector", "scores"],
        dynamic={"ids": pieces, "sides": pieces, "adapt": None},
        halved=True,
    )
    tokenizer.save(str(arguments.target / "tokenizer.json"))
    facts = {"version": arguments.version, "relations": RELATIONS}
    (arguments.target / "facts.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
