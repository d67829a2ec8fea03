"""Fine-tune the tagger.

    python -m training.attribution.train ENCODER BUILD [--epochs 5] [--resume] [--device cuda]

BUILD holds what `prepare` wrote; it gets `last.pt` after every epoch (go on with `--resume`) and `best.pt`, the averaged weights with the best
attribution F1 on dev.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.utils import clip_grad_norm_
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.attribution.augment import masked, renamed
from training.attribution.data import (
    Batch,
    Example,
    collate,
    examples_of,
    read_articles,
    read_tokenizer,
    windows_of,
)
from training.attribution.model import POINTERS, Network, build, pointer_scores
from training.attribution.predict import predict
from training.attribution.scoring import score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer
    from torch import Tensor

BATCH = 16
WARM_UP = 40
RATE, HEAD_RATE = 3e-4, 1e-3
POOL = 32
POINTING = 0.1


def varied(
    rng: random.Random, tokenizer: Tokenizer, articles: list[dict[str, Any]]
) -> list[Example]:
    """Return the windows of all articles as this epoch sees them."""
    mask = tokenizer.token_to_id("[MASK]")
    return [
        masked(rng, example, mask)
        for article in articles
        for example in examples_of(tokenizer, renamed(rng, article))
    ]


def batches(examples: list[Example], rng: random.Random) -> Iterator[Batch]:
    """Yield shuffled batches of windows of like length."""
    order = rng.sample(examples, len(examples))
    groups = []
    for start in range(0, len(order), BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda one: len(one.ids))
        groups += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    rng.shuffle(groups)
    yield from map(collate, groups)


def loss_of(model: Network, batch: Batch, device: str) -> Tensor:
    """Return the loss of spans plus the loss of pointers."""
    with torch.autocast(device, dtype=torch.bfloat16):
        outputs = model(batch.ids.to(device), batch.shapes.to(device), batch.mask.to(device))
    outputs = outputs.float().cpu()
    words = outputs.gather(1, batch.firsts[..., None].expand(-1, -1, outputs.shape[-1]))
    tags = len(model.starts)
    loss = model.chain_loss(words[..., :tags], batch.labels, batch.words)
    pointing = []
    for at, window in enumerate(batch.windows):
        if window.spans:
            spans, targets = torch.tensor(window.spans), torch.tensor(window.targets)
            rows = torch.cat([outputs[at, :1, tags:], words[at, : len(window.labels), tags:]])
            for which in range(len(POINTERS)):
                scores = pointer_scores(rows, which, spans, model.distance[which])
                pointing.append(
                    torch.nn.functional.cross_entropy(
                        scores, targets[:, which], ignore_index=-1, reduction="none"
                    )
                )
    return loss + POINTING * (torch.cat(pointing).mean() if pointing else 0)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder")
    parser.add_argument("build", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--steps", type=int, default=0, help="stop after so many steps, to try things out"
    )
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    build_dir: Path = arguments.build
    training = read_articles(build_dir / "train.jsonl")
    dev = read_articles(build_dir / "dev.jsonl")
    tokenizer = read_tokenizer(Path(arguments.encoder))
    windows = sum(len(windows_of(tokenizer, article)) for article in training)
    model = build(arguments.encoder)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(model.encoder.parameters()), "lr": RATE},
            {"params": heads, "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    total = arguments.epochs * -(-windows // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / WARM_UP, max(0.0, (total - s) / max(1, total - WARM_UP)))
    )
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.995))
    first, best, step = 0, 0.0, 0
    if arguments.resume:
        state = torch.load(build_dir / "last.pt", weights_only=False)
        for part, saved in zip((model, average, optimizer, schedule), state["parts"], strict=True):
            part.load_state_dict(saved)
        first, best, step = state["epoch"], state["best"], state["step"]
    print(f"{windows} windows, {total} steps", flush=True)
    for epoch in range(first, arguments.epochs):
        model.train()
        began, seen = time.monotonic(), 0.0
        rng = random.Random(1000 * arguments.seed + epoch)
        for batch in batches(varied(rng, tokenizer, training), rng):
            loss = loss_of(model, batch, arguments.device)
            optimizer.zero_grad()
            loss.backward()
            clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            seen += float(loss.detach())
            step += 1
            if step % 20 == 0:
                print(
                    f"step {step} loss {seen / 20:.3f} {time.monotonic() - began:.0f} s", flush=True
                )
                seen = 0.0
            if step == arguments.steps:
                return
        figures = score(dev, predict(average.module, tokenizer, dev))
        print(json.dumps({"epoch": epoch + 1, **figures}), flush=True)
        if figures["attribution"]["f1"] > best:
            best = figures["attribution"]["f1"]
            torch.save(average.module.state_dict(), build_dir / "best.pt")
        torch.save(
            {
                "parts": [p.state_dict() for p in (model, average, optimizer, schedule)],
                "epoch": epoch + 1,
                "best": best,
                "step": step,
            },
            build_dir / "last.pt",
        )


if __name__ == "__main__":
    main()
