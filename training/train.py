"""Train one part of the pipeline from its configuration.

    python -m training.train syntax BUILD [--steps 6000] [--minutes 40] [--resume]

A run stopped by time or by hand keeps its best model; `--resume` starts again from the last one.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

if TYPE_CHECKING:
    from types import FrameType

CONFIGS = Path(__file__).parent / "configs"


def make_pipeline(part: str, build: Path, *, resume: bool, steps: int = 0) -> Language:
    """Initialise from the configuration, or take every component from an interrupted run if asked to."""
    overrides: dict[str, str | int] = {
        "paths.train": str(build / f"{part}-train.spacy"),
        "paths.dev": str(build / f"{part}-dev.spacy"),
        "paths.vectors": str(build / "vectors"),
    }
    if steps:
        overrides["training.max_steps"] = steps
    config = load_config(CONFIGS / f"{part}.cfg", overrides=overrides, interpolate=True)
    last = build / part / "model-last"
    if resume and last.exists():
        for name in config["nlp"]["pipeline"]:
            config["components"][name] = {"source": str(last)}
    return init_nlp(config)


def stop_after(minutes: float) -> None:
    """Let the alarm act like Ctrl-C, which the training loop answers by saving what it has."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(int(minutes * 60))


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=["syntax", "entities"])
    parser.add_argument("build", type=Path)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument(
        "--steps",
        type=int,
        default=0,
        help="length of the learning schedule; default: the configuration's",
    )
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    nlp = make_pipeline(
        arguments.part, arguments.build, resume=arguments.resume, steps=arguments.steps
    )
    if arguments.minutes:
        stop_after(arguments.minutes)
    output = arguments.build / arguments.part
    output.mkdir(parents=True, exist_ok=True)
    train(nlp, output, stdout=sys.stdout, stderr=sys.stderr)


if __name__ == "__main__":
    main()
