"""Write the network as an int8 ONNX file with what the application needs beside it.

python -m training.attribution.export ENCODER BUILD claims/models/attribution --version 1.0.0
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.attribution.model import Network, build
from training.attribution.predict import weights_of
from training.compact import export


class Shipped(nn.Module):
    """The network for one window without padding."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Return (1, pieces, width)."""
        output: Tensor = self.model(ids, shapes, torch.ones_like(ids))
        return output


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--weights", default="best.pt")
    arguments = parser.parse_args()
    model = build(str(arguments.encoder))
    model.load_state_dict(torch.load(arguments.build / arguments.weights))
    arguments.target.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (1, 48))
    pieces = {1: torch.export.Dim("pieces", min=2, max=512)}
    export(
        Shipped(model),
        (ids, torch.zeros_like(ids)),
        arguments.target / "model.onnx",
        names=["ids", "shapes"],
        outputs=["scores"],
        dynamic={"ids": pieces, "shapes": pieces},
    )
    learnt = {name: part.tolist() for name, part in asdict(weights_of(model)).items()}
    text = json.dumps({"version": arguments.version, **learnt})
    (arguments.target / "weights.json").write_text(text + "\n", encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(arguments.target / "tokenizer.json"))


if __name__ == "__main__":
    main()
