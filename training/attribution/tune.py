"""Print the thresholds of `claims.extract.attribution.grouping` that do best on dev.

python -m training.attribution.tune ENCODER BUILD [--weights best.pt]

The network runs once; then one threshold after the other is varied, twice around.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from claims.extract.attribution import grouping
from training.attribution.data import read_articles, read_tokenizer, windows_of
from training.attribution.model import build
from training.attribution.predict import outputs_of, weights_of
from training.attribution.scoring import score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.extract.attribution.grouping import Triple

GRID = {
    "LEAST": (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75),
    "JOINED": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
    "SOURCE_MARGIN": (0.0, 1.0, 2.0, 3.0, 5.0),
    "CUE_MARGIN": (-1.0, 0.0, 1.0, 2.0, 4.0),
}
ROUNDS = 2


def main() -> None:
    """Read the arguments, try and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--weights", default="best.pt")
    arguments = parser.parse_args()
    model = build(str(arguments.encoder))
    model.load_state_dict(torch.load(arguments.build / arguments.weights))
    tokenizer = read_tokenizer(arguments.encoder)
    articles = read_articles(arguments.build / "dev.jsonl")
    model.eval()
    weights = weights_of(model)
    cached = [
        [(window, *outputs_of(model, window)) for window in windows_of(tokenizer, article)]
        for article in articles
    ]

    def found() -> list[list[Triple]]:
        return [
            [
                one.through(window.words)
                for window, emissions, vectors in windows
                for one in grouping.group(emissions, vectors, weights)
            ]
            for windows in cached
        ]

    search(articles, found)


def search(articles: Sequence[dict[str, Any]], found: Any) -> None:
    """Vary each threshold in turn and keep what raises the sum of the three F1."""
    best = total(score(articles, found()))
    print("now", round(best, 2), score(articles, found()))
    for name in list(GRID) * ROUNDS:
        kept = getattr(grouping, name)
        for value in GRID[name]:
            setattr(grouping, name, value)
            reached = total(score(articles, found()))
            if reached > best:
                best, kept = reached, value
        setattr(grouping, name, kept)
        print(name, kept, round(best, 2), flush=True)
    print(score(articles, found()))


def total(figures: dict[str, Any]) -> float:
    """Return the sum of the F1 of contents, exact contents and attributions."""
    return sum(figures[name]["f1"] for name in ("content", "exact", "attribution"))


if __name__ == "__main__":
    main()
