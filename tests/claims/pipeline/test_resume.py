"""A run that is killed continues and ends as an undisturbed one does."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims import Desk
from claims.settings import packaged

MOMENTS = 6


@pytest.fixture(autouse=True, scope="module")
def _light_parts() -> Iterator[None]:
    """Parts that load in a second: what is tested is where a run goes on, not what it reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMS_EXTRACTOR", "claims.CueAttribution.v1")
        patch.setenv("CLAIMS_LINKER", "claims.Rules.v1")
        yield


def contents(url: str) -> tuple[list[object], list[object]]:
    """Everything the machine made, by content: no times, no runs."""
    with Desk.open(url) as desk:
        claims = [
            (c.claim_id, c.text, c.speaker, c.via, c.stance, c.status, c.shown, c.n_origins)
            for c in desk.claims(everything=True)
        ]
        links = [
            (x.link_id, x.relation, round(x.score, 9), x.strong, x.reason)
            for x in desk.links(possible=True)
        ]
    return sorted(claims), sorted(links)


def start(url: str, corpus: Path) -> subprocess.Popen[bytes]:
    """Run ``claims run`` as a process of its own."""
    command = [sys.executable, "-m", "claims.cli", "run", str(corpus), "--db", url]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ.copy()
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven articles of the seed corpus, which link to one another."""
    folder = tmp_path_factory.mktemp("articles")
    articles = sorted((packaged("seed_corpus") / "articles").glob("2019-0[3-7]*.md"))
    for article in articles:
        (folder / article.name).write_bytes(article.read_bytes())
    return folder


@pytest.fixture(scope="module")
def undisturbed(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[float, tuple[list[object], list[object]]]:
    """How long a whole run takes, and what it makes."""
    url = f"sqlite:///{tmp_path_factory.mktemp('whole') / 'desk.db'}"
    began = time.monotonic()
    assert start(url, corpus).wait() == 0
    return time.monotonic() - began, contents(url)


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_run_continues(
    moment: int,
    corpus: Path,
    undisturbed: tuple[float, tuple[list[object], list[object]]],
    tmp_path: Path,
) -> None:
    """A run killed at any moment, and run again, ends with the same claims and links."""
    seconds, expected = undisturbed
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    process = start(url, corpus)
    # Spread over the run, each moment somewhere in its own sixth.
    time.sleep(seconds * (moment + random.Random(moment).random()) / MOMENTS)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert start(url, corpus).wait() == 0
    assert contents(url) == expected


def test_second_run_adds_nothing(corpus: Path, tmp_path: Path) -> None:
    """Running over the same folder twice makes no article, claim, link or source twice."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with Desk.open(url) as desk:
        list(desk.run(corpus))
        first = desk.counts()
        again = list(desk.run(corpus))
        second = desk.counts()

    assert first == second
    assert all("already here" in step.note for step in again)
