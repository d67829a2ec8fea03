"""Teach the network relations: several networks without a fold each, then one that learns from them all.

    python -m training.linking.train fold ENCODER NLI BUILD --fold 0 --kind thin     # nine times: folds 0 to 2, kinds thin, wide, whole
    python -m training.linking.train student ENCODER NLI BUILD
    python -m training.linking.train inference ENCODER NLI BUILD                     # only for the baseline

NLI is the folder with `train.jsonl` and `dev_*.jsonl` (premise, hypothesis, label); BUILD holds `rows.jsonl` of `prepare`. `fold` writes how the pairs of a fold of three read to a network
that has not seen them, `fold-0-thin.jsonl`. `student` writes the mean of those readings, `read.jsonl`, on which the judge is fitted, and `relations.pt`: a network that learnt half from the
labels and half from the readings (Hinton et al. 2015, "Distilling the knowledge in a neural network"), with its own readings of pairs for dev and test in `read.jsonl`. Pairs for natural
language inference are mixed in. `inference` learns from those alone and writes `inferred.jsonl`. A GPU is used where there is one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.linking.data import (
    INFERENCES,
    batches,
    claims,
    collate,
    inferences,
    read_rows,
    read_tokenizer,
)
from training.linking.network import RANK, RELATIONS, Network, build

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tokenizers import Tokenizer
    from torch import Tensor

    from training.linking.data import Batch, Example

BATCH = 64
WARM_UP = 60
SMOOTHING = 0.05
FOLDS = 3
OUTSIDE = -1
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
# How much of what the student is told comes from its teachers.
TAUGHT = 0.5


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to learn: how wide the additions are (None: all weights move), how fast, beside how many inference pairs a pair."""

    rank: int | None
    rate: float
    general: float


# Networks that learnt in unlike ways err in unlike places: their mean reads better than each.
KINDS = {
    "thin": Kind(RANK, 8e-4, 0.2),
    "wide": Kind(96, 7e-4, 0.4),
    "whole": Kind(None, 1.5e-4, 0.1),
}
STUDENT = Kind(RANK, 8e-4, 0.1)
EPOCHS, STUDENT_EPOCHS, INFERENCE_EPOCHS = 5, 4, 2


def make(encoder: Path, kind: Kind) -> Network:
    """Return a network that has learnt nothing yet."""
    model = build(str(encoder), kind.rank or RANK)
    if kind.rank is None:
        for name, part in model.named_parameters():
            part.requires_grad_(not (".down." in name or ".up." in name))
    return model.to(DEVICE)


def scores(model: Network, batch: Batch) -> Tensor:
    """Return the scores of relations, (batch, 7)."""
    with torch.autocast(DEVICE, dtype=torch.bfloat16):
        found: Tensor = model(batch.ids, batch.sides, batch.mask, torch.ones(1, device=DEVICE))[1]
    return found.float()


def loss_of(model: Network, batch: Batch) -> Tensor:
    """Return the negative log-likelihood of the allowed relations, smoothed a little or mixed with what teachers hold."""
    logs = torch.log_softmax(scores(model, batch), dim=-1)
    right = torch.logsumexp(logs.masked_fill(~batch.allowed, -1e4), dim=-1)
    smoothed = (1 - SMOOTHING) * right + SMOOTHING * logs.mean(-1)
    mixed = (1 - TAUGHT) * right + TAUGHT * (batch.taught * logs).sum(-1)
    return -torch.where(batch.taught.sum(-1) > 0, mixed, smoothed).mean()


def predict(model: Network, examples: Sequence[Example]) -> Tensor:
    """Return the probability of each relation for each pair, (n, 7)."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].ids))
    found = torch.zeros(len(examples), len(RELATIONS))
    with torch.no_grad():
        for start in range(0, len(order), 256):
            some = order[start : start + 256]
            batch = collate([examples[at] for at in some]).to(DEVICE)
            found[some] = scores(model, batch).softmax(-1).cpu()
    model.train()
    return found


def optimize(
    model: Network, examples: Callable[[random.Random], list[Example]], *, epochs: int, rate: float
) -> Network:
    """Run the epochs and return the averaged weights.

    Args:
        model: what learns.
        examples: those of an epoch.
        epochs: how many.
        rate: learning rate at its height.
    """
    learnt = [part for part in model.parameters() if part.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=rate, weight_decay=0.01)
    total = epochs * -(-len(examples(random.Random(0))) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / WARM_UP, max(0.0, (total - s) / max(1, total - WARM_UP)))
    )
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.99))
    began = time.monotonic()
    for epoch in range(epochs):
        rng = random.Random(epoch)
        for batch in batches(examples(rng), BATCH, rng):
            loss = loss_of(model, batch.to(DEVICE))
            optimizer.zero_grad()
            loss.backward()
            clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
        spent = time.monotonic() - began
        print(
            f"epoch {epoch + 1}/{epochs} loss {float(loss.detach()):.3f} {spent:.0f} s", flush=True
        )
    averaged: Network = average.module
    return averaged


def learn(
    arguments: argparse.Namespace, rows: Sequence[dict[str, Any]], kind: Kind, epochs: int
) -> tuple[Network, Tokenizer]:
    """Return a network that has learnt from pairs of claims, inference pairs among them."""
    tokenizer = read_tokenizer(arguments.encoder)
    general = inferences(tokenizer, arguments.nli / "train.jsonl")
    share = min(len(general), round(kind.general * len(rows)))
    print(f"{len(rows)} to learn", flush=True)
    model = optimize(
        make(arguments.encoder, kind),
        lambda rng: claims(tokenizer, rows, rng) + rng.sample(general, share),
        epochs=epochs,
        rate=kind.rate,
    )
    return model, tokenizer


def learn_without(arguments: argparse.Namespace) -> None:
    """Learn from two folds of the training pairs and read the third."""
    rows = read_rows(arguments.build / "rows.jsonl")
    folds = [fold_of(row) for row in rows]
    seen = [row for row, at in zip(rows, folds, strict=True) if at not in {OUTSIDE, arguments.fold}]
    model, tokenizer = learn(arguments, seen, KINDS[arguments.kind], EPOCHS)
    held = [place for place, at in enumerate(folds) if at == arguments.fold]
    found = read_places(model, tokenizer, rows, held)
    write(found, arguments.build / f"fold-{arguments.fold}-{arguments.kind}.jsonl")


def learn_from_teachers(arguments: argparse.Namespace) -> None:
    """Learn from all training pairs, and from how they read to networks that had not seen them."""
    rows = read_rows(arguments.build / "rows.jsonl")
    taught = teach(rows, sorted(arguments.build.glob("fold-*.jsonl")))
    inside = [row for row in rows if fold_of(row) != OUTSIDE]
    model, tokenizer = learn(arguments, inside, STUDENT, STUDENT_EPOCHS)
    outside = [place for place, row in enumerate(rows) if fold_of(row) == OUTSIDE]
    own = read_places(model, tokenizer, rows, outside)
    write(
        [new or old for new, old in zip(own, taught, strict=True)], arguments.build / "read.jsonl"
    )
    torch.save(model.cpu().state_dict(), arguments.build / "relations.pt")


def teach(rows: Sequence[dict[str, Any]], files: Sequence[Path]) -> list[list[float] | None]:
    """Put the mean of the teachers' chances into each row; return it as logarithms."""
    logs: list[list[float] | None] = []
    for row, *lines in zip(rows, *map(read_rows, files), strict=True):
        chances = np.exp([line for line in lines if line is not None])
        mean = chances.mean(0) if len(chances) else None
        if mean is not None:
            row["taught"] = (mean / mean.sum()).tolist()
        logs.append(None if mean is None else np.log(mean).round(4).tolist())
    return logs


def learn_inference(arguments: argparse.Namespace) -> None:
    """Learn from inference pairs alone, and read the pairs for dev and test."""
    tokenizer = read_tokenizer(arguments.encoder)
    examples = inferences(tokenizer, arguments.nli / "train.jsonl")
    kind = KINDS["thin"]
    model = make(arguments.encoder, kind)
    model = optimize(model, lambda _rng: examples, epochs=INFERENCE_EPOCHS, rate=kind.rate)
    for path in sorted(arguments.nli.glob("dev_*")):
        print(path.stem, round(accuracy(model, inferences(tokenizer, path)), 3), flush=True)
    rows = read_rows(arguments.build / "rows.jsonl")
    outside = [place for place, row in enumerate(rows) if fold_of(row) == OUTSIDE]
    write(read_places(model, tokenizer, rows, outside), arguments.build / "inferred.jsonl")


def accuracy(model: Network, examples: Sequence[Example]) -> float:
    """Return the share of inference pairs whose own label's relations are the likeliest together."""
    chances = predict(model, examples)
    labels = torch.tensor([[name in group for name in RELATIONS] for group in INFERENCES.values()])
    found = (chances @ labels.T.float()).argmax(-1)
    right = torch.tensor([one.allowed for one in examples])
    return float((labels[found] == right).all(-1).float().mean())


def read_places(
    model: Network, tokenizer: Tokenizer, rows: Sequence[dict[str, Any]], places: Sequence[int]
) -> list[list[float] | None]:
    """Return how the pairs at these places read, as logarithms of chances, and None elsewhere."""
    found: list[list[float] | None] = [None] * len(rows)
    chances = predict(model, claims(tokenizer, [rows[place] for place in places]))
    for place, logs in zip(places, chances.clamp(min=1e-6).log().tolist(), strict=True):
        found[place] = [round(x, 4) for x in logs]
    told = [place for place in places if not rows[place]["listed"]]
    right = [RELATIONS[int(np.argmax(found[at]))] == rows[at]["relation"] for at in told]
    print(f"{sum(right)} of {len(right)} pairs right", flush=True)
    return found


def write(rows: Sequence[list[float] | None], path: Path) -> None:
    """Write a line a pair."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def fold_of(row: dict[str, Any]) -> int:
    """Return the fold of a pair; pairs that are not for training are outside."""
    if row["part"] != "train":
        return OUTSIDE
    return int(sha256(row["group"].encode()).hexdigest(), 16) % FOLDS


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    stages = {"fold": learn_without, "student": learn_from_teachers, "inference": learn_inference}
    parser.add_argument("stage", choices=stages)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("nli", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), default=0)
    parser.add_argument("--kind", choices=KINDS, default="thin")
    arguments = parser.parse_args()
    torch.manual_seed(list(KINDS).index(arguments.kind))
    stages[arguments.stage](arguments)


if __name__ == "__main__":
    main()
