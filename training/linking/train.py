"""Teach the network relations: first from inference pairs, then from pairs of claims.

    python -m training.linking.train inference ENCODER NLI BUILD [--epochs 2] [--resume]
    python -m training.linking.train relations ENCODER NLI BUILD [--epochs 4]

NLI is the folder with `train.jsonl` and `dev_*.jsonl` (premise, hypothesis, label). BUILD gets `inference.pt`; `inference` writes `last.pt` every few minutes and goes on from
it with `--resume`. `relations` needs `rows.jsonl` of `prepare` and writes `relations.pt`, `inferred.jsonl`: how pairs for dev and test read to the network it begins from, and `read.jsonl`:
how pairs read to the network while it has not seen them. For training pairs that is after the epochs without one fold of three; pairs of the other folds have null.
"""

from __future__ import annotations

import argparse
import json
import random
import time
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
from training.linking.network import RELATIONS, Network, build

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tokenizers import Tokenizer
    from torch import Tensor

    from training.linking.data import Batch, Example

BATCH = 32
WARM_UP = 60
RATE = 1e-3
SMOOTHING = 0.05
SAVE_EVERY = 200
FOLDS = 3
HELD, OUTSIDE = 0, -1
ADAPT = torch.ones(1)


def loss_of(model: Network, batch: Batch) -> Tensor:
    """Return the negative log-likelihood that one of the allowed relations holds, smoothed a little."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        _, scores = model(batch.ids, batch.sides, batch.mask, ADAPT)
    logs = torch.log_softmax(scores.float(), dim=-1)
    right = torch.logsumexp(logs.masked_fill(~batch.allowed, -1e4), dim=-1)
    return -((1 - SMOOTHING) * right + SMOOTHING * logs.mean(-1)).mean()


def predict(model: Network, examples: Sequence[Example]) -> Tensor:
    """Return the probability of each relation for each pair, (n, 7)."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].ids))
    found = torch.zeros(len(examples), len(RELATIONS))
    with torch.no_grad():
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            batch = collate([examples[at] for at in some])
            found[some] = model(batch.ids, batch.sides, batch.mask, ADAPT)[1].softmax(-1)
    model.train()
    return found


def accuracy(model: Network, examples: Sequence[Example]) -> float:
    """Return the share of inference pairs whose own label's relations are the likeliest together."""
    chances = predict(model, examples)
    labels = torch.tensor([[name in group for name in RELATIONS] for group in INFERENCES.values()])
    found = (chances @ labels.T.float()).argmax(-1)
    right = torch.tensor([one.allowed for one in examples])
    return float((labels[found] == right).all(-1).float().mean())


def optimize(
    model: Network,
    examples: Callable[[random.Random], list[Example]],
    *,
    epochs: int,
    rate: float,
    checkpoint: Path | None = None,
    resume: bool = False,
) -> Network:
    """Run the epochs and return the averaged weights.

    Args:
        model: what learns.
        examples: those of an epoch.
        epochs: how many.
        rate: learning rate at its height.
        checkpoint: where the state is kept now and then.
        resume: whether to go on from there.
    """
    learnt = [part for part in model.parameters() if part.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=rate, weight_decay=0.01)
    total = epochs * -(-len(examples(random.Random(0))) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / WARM_UP, max(0.0, (total - s) / max(1, total - WARM_UP)))
    )
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.99))
    parts = (model, average, optimizer, schedule)
    done = restore(parts, checkpoint) if resume and checkpoint else 0
    step, began, seen = 0, time.monotonic(), 0.0
    for epoch in range(epochs):
        rng = random.Random(epoch)
        for batch in batches(examples(rng), BATCH, rng):
            step += 1
            if step <= done:
                continue
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()
            clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            seen += float(loss.detach())
            if step % 20 == 0:
                spent = time.monotonic() - began
                print(f"step {step}/{total} loss {seen / 20:.3f} {spent:.0f} s", flush=True)
                seen = 0.0
            if checkpoint is not None and step % SAVE_EVERY == 0:
                torch.save({"parts": [p.state_dict() for p in parts], "step": step}, checkpoint)
    averaged: Network = average.module
    return averaged


def restore(parts: Sequence[Any], checkpoint: Path) -> int:
    """Bring the parts to where they were, and return how many steps that were."""
    state = torch.load(checkpoint, weights_only=False)
    for part, saved in zip(parts, state["parts"], strict=True):
        part.load_state_dict(saved)
    return int(state["step"])


def learn_inference(arguments: argparse.Namespace) -> None:
    """Train on inference pairs."""
    tokenizer = read_tokenizer(arguments.encoder)
    examples = inferences(tokenizer, arguments.nli / "train.jsonl")
    averaged = optimize(
        build(str(arguments.encoder)),
        lambda _rng: examples,
        epochs=arguments.epochs,
        rate=RATE,
        checkpoint=arguments.build / "last.pt",
        resume=arguments.resume,
    )
    torch.save(averaged.state_dict(), arguments.build / "inference.pt")
    for path in sorted(arguments.nli.glob("dev_*")):
        print(path.stem, round(accuracy(averaged, inferences(tokenizer, path)), 3), flush=True)


def learn_relations(arguments: argparse.Namespace) -> None:
    """Train on pairs of claims: first without a fold, to read it unseen, and then on with all."""
    tokenizer = read_tokenizer(arguments.encoder)
    rows = read_rows(arguments.build / "rows.jsonl")
    general = inferences(tokenizer, arguments.nli / "train.jsonl")
    folds = [fold_of(row) for row in rows]
    held, outside = (
        [place for place, at in enumerate(folds) if at == fold] for fold in (HELD, OUTSIDE)
    )
    model = load(arguments, arguments.start)
    inferred = read_places(model, tokenizer, rows, outside)
    write(inferred, arguments.build / "inferred.jsonl")
    read: list[list[float] | None] = [None] * len(rows)
    for barred, unread, epochs, rate in (
        ({HELD, OUTSIDE}, held, arguments.epochs, arguments.rate),
        ({OUTSIDE}, outside, arguments.last, arguments.rate / 2),
    ):
        seen = [row for row, at in zip(rows, folds, strict=True) if at not in barred]
        share = min(len(general), round(arguments.general * len(seen)))
        print(f"{len(seen)} to learn, {len(unread)} to read", flush=True)
        model = optimize(
            model,
            lambda rng, seen=seen, share=share: (
                claims(tokenizer, seen, rng) + rng.sample(general, share)
            ),
            epochs=epochs,
            rate=rate,
        )
        found = read_places(model, tokenizer, rows, unread)
        read = [new or old for new, old in zip(found, read, strict=True)]
        write(read, arguments.build / "read.jsonl")
        torch.save(model.state_dict(), arguments.build / "relations.pt")


def load(arguments: argparse.Namespace, name: str) -> Network:
    """Return the network with the weights of a file of the build."""
    model = build(str(arguments.encoder))
    model.load_state_dict(torch.load(arguments.build / name))
    return model


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
    parser.add_argument("stage", choices=["inference", "relations"])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("nli", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--start", default="inference.pt", help="what relations begin from")
    parser.add_argument("--last", type=int, default=2, help="epochs with the held fold")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument(
        "--general", type=float, default=0.2, help="inference pairs mixed in for each pair"
    )
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    arguments.build.mkdir(parents=True, exist_ok=True)
    (learn_inference if arguments.stage == "inference" else learn_relations)(arguments)


if __name__ == "__main__":
    main()
