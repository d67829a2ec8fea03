"""Reviewers at one desk while articles come in: nothing lost, nobody locked out, conflicts told.

    python -m benchmarks.concurrency [--reviewers 8] [--marks 150] [--out FILE]

Each reviewer is a process that reads claims and decides against the version that it was shown; all
choose among the same 25, and none thinks in between. Meanwhile a run reads, extracts and links.
Every mark must be in the log, or have been told as a conflict.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.crash import LOG, acknowledged, made, python, start_run, unsound, write_articles
from benchmarks.machine import circumstances


@dataclass(frozen=True, slots=True)
class Together:
    """What came of marking together.

    Attributes:
        marks: decisions that were tried.
        done: those that the reviewer was told are kept.
        conflicts: those that the reviewer was told were overtaken.
        lost: those kept, by what the reviewer was told, that are not in the log.
        errors: what else reviewers and the run were told.
        steps: of the run, until the last mark.
        seconds: that all of it took, the start of the reviewers included.
        unsound: what SQLite and the check of the log complain of in the end.
    """

    marks: int
    done: int
    conflicts: int
    lost: int
    errors: list[str]
    steps: int
    seconds: float
    unsound: list[str]


def main() -> None:
    """Read the arguments, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--reviewers", type=int, default=8)
    parser.add_argument("--marks", type=int, default=150, help="of each")
    parser.add_argument("--articles", type=int, default=1000, help="the run ends with the marks")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    asked = f"--reviewers {arguments.reviewers} --marks {arguments.marks}"
    found = circumstances(f"python -m benchmarks.concurrency {asked}")
    with tempfile.TemporaryDirectory() as place:
        marked = together(
            Path(place),
            reviewers=arguments.reviewers,
            marks=arguments.marks,
            articles=arguments.articles,
        )
    found |= asdict(marked) | {"marks_per_second": round(marked.marks / marked.seconds, 1)}
    print(json.dumps(found, indent=2))
    if arguments.out:
        arguments.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def together(place: Path, *, reviewers: int, marks: int, articles: int) -> Together:
    """Let reviewers mark while a run goes on, and return what came of it.

    Args:
        place: an empty folder.
        reviewers: how many.
        marks: how many each of them makes.
        articles: how many the run has before it; it is ended after the last mark.
    """
    desk, news = place / "desk.db", write_articles(place / "news", articles)
    start_run(desk, news / "000.md").communicate()
    with start_run(desk, news) as run:
        assert run.stdout is not None
        run.stdout.readline()
        began = time.perf_counter()
        at_work = [start_reviewer(desk, f"reviewer-{n}", marks) for n in range(reviewers)]
        outputs = [reviewer.communicate() for reviewer in at_work]
        seconds = round(time.perf_counter() - began, 1)
        run.kill()
        steps, complaint = run.communicate()
    told = [line for output, _ in outputs for line in output.splitlines()]
    return Together(
        marks=reviewers * marks,
        done=len(acknowledged(told)),
        conflicts=told.count("conflict"),
        lost=len(acknowledged(told) - {row for (row,) in made(desk, LOG)}),
        errors=[text for text in (complaint, *(text for _, text in outputs)) if text],
        steps=len(steps.splitlines()),
        seconds=seconds,
        unsound=unsound(desk),
    )


def start_reviewer(desk: Path, name: str, marks: int) -> subprocess.Popen[str]:
    """Start a reviewer who makes so many marks."""
    url = f"sqlite:///{desk}"
    return python("-m", "benchmarks.marking", url, name, "--marks", str(marks))


if __name__ == "__main__":
    main()
