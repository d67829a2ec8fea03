"""What is left of a desk when its processes are killed: nothing torn, nothing lost.

    python -m benchmarks.crash [--kills 100] [--articles 40] [--out FILE]

Articles are run into a desk while a reviewer marks its claims, each in a process of its own; both
get ``kill -9`` at a moment drawn by chance, and are started again. After each kill every article
must be whole or untouched, every decision that was acknowledged must stand in the log, and the log
must hold. A run that comes to its end must have made what one makes that nobody kills; then
another desk is begun.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.machine import circumstances
from claims.desk import Desk

# Prints a line for each step that did something; its arguments are the desk and the articles.
RUN = (
    "import sys\n"
    "from claims.desk import Desk\n"
    "with Desk.open(sys.argv[1]) as desk:\n"
    "    for step in desk.run(sys.argv[2]):\n"
    "        if not step.note.startswith('already here'):\n"
    "            print(step.stage, flush=True)\n"
)

# Steps of a run for each article: read, extract, keys and vectors, links.
STEPS = 4

# How long a process may go on after the step at whose end it is to be killed.
SECONDS_MORE = 0.05

# What was made of each article, by content.
ARTICLES = """
    SELECT file, extract_run_id IS NOT NULL, length(raw), text_sha256, (
      SELECT group_concat(one) FROM (
        SELECT claim.id || text || stance || name || COALESCE((
          SELECT group_concat(surface) FROM relay WHERE claim_id = claim.id), '') AS one
        FROM claim JOIN source ON source.id = speaker_id
        WHERE article_id = article.id ORDER BY claim.id))
    FROM article LEFT JOIN capture ON sha256 = content_sha256
"""
LINKS = "SELECT id, later_id, earlier_id, relation, round(score, 9), strong FROM claimlink"
LOG = "SELECT event_seq || ' ' || row_hash FROM reviewevent"

PLACES = ("bridge", "road", "tunnel", "harbour", "market", "school", "station", "dam", "airport")

Made = frozenset[tuple[Any, ...]]


@dataclass(slots=True)
class Damage:
    """What was found after so many kills.

    Attributes:
        kills: runs and reviewers that were killed at work.
        acknowledged: decisions of which the reviewer had been told that they are kept.
        finished: runs that came to their end after others had been killed.
        torn: articles that were there in part.
        lost: acknowledged decisions that are not in the log as they were told.
        different: finished runs that made something else than one that nobody kills.
        unsound: what SQLite, ``claims verify``, runs and reviewers complained of.
    """

    kills: int = 0
    acknowledged: int = 0
    finished: int = 0
    torn: int = 0
    lost: int = 0
    different: int = 0
    unsound: list[str] = field(default_factory=list)


def main() -> None:
    """Read the arguments, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100, help="processes that are killed")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    asked = f"--kills {arguments.kills} --articles {arguments.articles}"
    found = circumstances(f"python -m benchmarks.crash {asked}")
    with tempfile.TemporaryDirectory() as place:
        found |= asdict(crash(Path(place), kills=arguments.kills, articles=arguments.articles))
    print(json.dumps(found, indent=2))
    if arguments.out:
        arguments.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def crash(place: Path, *, kills: int, articles: int, most_steps: int = 40) -> Damage:
    """Kill runs and reviewers, and return what damage that did.

    Args:
        place: an empty folder.
        kills: how many processes are to be killed, runs and reviewers together.
        articles: how many are run into a desk.
        most_steps: after how many steps of a run it is killed at the latest.
    """
    news = write_articles(place / "news", articles)
    first = place / "first.db"
    start_run(first, news / "000.md").communicate()
    whole = copied(first, place / "whole.db")
    start_run(whole, news).communicate()
    damage, chance, desk = Damage(), random.Random(0), copied(first, place / "desk.db")
    kept: set[str] = set()
    while damage.kills < kills:
        told, ended = disturbed(desk, news, chance, most_steps, damage)
        damage.acknowledged += len(acknowledged(told))
        kept |= acknowledged(told)
        look(desk, whole, kept, damage)
        if ended:
            compare(desk, whole, damage)
            desk, kept = copied(first, place / f"desk-{damage.kills}.db"), set()
    start_run(desk, news).communicate()
    compare(desk, whole, damage)
    return damage


def compare(desk: Path, whole: Path, damage: Damage) -> None:
    """Compare what a run that came to its end has made with what it should have."""
    damage.finished += 1
    damage.different += any(made(desk, what) != made(whole, what) for what in (ARTICLES, LINKS))


def write_articles(folder: Path, number: int) -> Path:
    """Write short articles that speak of the same matters, so that their claims are linked."""
    folder.mkdir()
    for n in range(number):
        place = PLACES[n % len(PLACES)]
        head = f"title: The {place}, part {n}\npublisher: Paper {n % 5}"
        day = f"2026-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
        body = (
            f"Minister Ana Example said that the {place} was closed. A source told the Example "
            f"Wire that {n + 2} people had been hurt.\n\nMayor Ben Example denied that the "
            f"{place} was closed. “It is open,” he said."
        )
        text = f"---\n{head}\npublished: {day}\n---\n\n{body}\n"
        (folder / f"{n:03}.md").write_text(text, encoding="utf-8")
    return folder


def copied(desk: Path, to: Path) -> Path:
    """Copy a desk that nobody uses, and return where the copy lies."""
    with closing(sqlite3.connect(desk)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to


def start_run(desk: Path, news: Path) -> subprocess.Popen[str]:
    """Start a run that prints a line for each step."""
    return python("-c", RUN, f"sqlite:///{desk}", str(news))


def start_marking(desk: Path, name: str) -> subprocess.Popen[str]:
    """Start a reviewer who marks claims without end and prints a line for each decision."""
    return python("-m", "benchmarks.marking", f"sqlite:///{desk}", name, "--think", "0.01")


def python(*arguments: str) -> subprocess.Popen[str]:
    """Start a process of its own."""
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def disturbed(
    desk: Path, news: Path, chance: random.Random, most_steps: int, damage: Damage
) -> tuple[list[str], bool]:
    """Kill a run and a reviewer; return what the reviewer had been told, and if the run ended.

    Neither may have ended by an error before.
    """
    with start_marking(desk, f"reviewer-{chance.random()}") as reviewer:
        assert reviewer.stdout is not None
        told = [reviewer.stdout.readline()]
        with start_run(desk, news) as run:
            ended = not wait(run, chance.randint(1, most_steps))
            time.sleep(chance.uniform(0, SECONDS_MORE))
            run.kill()
            reviewer.kill()
        told += reviewer.stdout.readlines()
    codes = {"run": run.wait(), "reviewer": reviewer.wait()}
    damage.kills += list(codes.values()).count(-signal.SIGKILL)
    damage.unsound += [f"a {name} ended with {code}" for name, code in codes.items() if code > 0]
    return told, ended


def wait(run: subprocess.Popen[str], steps: int) -> bool:
    """Wait for so many steps of a run; return whether it came that far."""
    assert run.stdout is not None
    return all(run.stdout.readline() for _ in range(steps))


def look(desk: Path, whole: Path, kept: set[str], damage: Damage) -> None:
    """Look for damage on a desk whose processes were killed, and that had acknowledged so much."""
    expected = made(whole, ARTICLES)
    for article in made(desk, ARTICLES):
        extracted, raw, claims = article[1], article[2], article[-1]
        damage.torn += article not in expected if extracted else raw is None or claims is not None
    damage.lost += len(kept - {row for (row,) in made(desk, LOG)})
    damage.unsound += unsound(desk)


def acknowledged(told: list[str]) -> set[str]:
    """Return number and hash of the decisions that a reviewer was told are kept."""
    return {line.removeprefix("done ").strip() for line in told if line.startswith("done ")}


def made(desk: Path, what: str) -> Made:
    """Return what stands on a desk."""
    with closing(sqlite3.connect(desk)) as rows:
        return frozenset(rows.execute(what))


def unsound(desk: Path) -> list[str]:
    """Return what SQLite and the check of the log complain of."""
    with closing(sqlite3.connect(desk)) as rows:
        found = [word for (word,) in rows.execute("PRAGMA integrity_check") if word != "ok"]
        found += [f"no parent: {row}" for row in rows.execute("PRAGMA foreign_key_check")]
    with Desk.open(f"sqlite:///{desk}") as opened:
        return [*found, *opened.verify().problems]


if __name__ == "__main__":
    main()
