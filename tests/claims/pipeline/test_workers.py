"""Extraction in processes of their own, by an extractor that crashes and hangs on request."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from claims import Desk
from claims.extract.quote import Document, Mention, Quote
from claims.pipeline import extracting
from claims.registry import extractors
from claims.settings import Settings, packaged

# A package of its own with an entry point, as others would add theirs. Each process that reads
# holds a lock for as long as it lives.
FRAIL = """
import fcntl, os, pathlib, time
from claims.errors import ConfigurationError
from claims.extract.quote import Mention, Quote

class Frail:
    name = "test.Frail.v1"
    components = {"extractor": name}

    def __init__(self, settings):
        pass

    def extract(self, documents):
        if not hasattr(self, "lock"):
            self.lock = (pathlib.Path(__file__).parent / f"{os.getpid()}.lock").open("w")
            fcntl.flock(self.lock, fcntl.LOCK_EX)
        for document in documents:
            word = document.title.split()[0]
            if word == "Crash":
                os._exit(9)
            if word == "Break":
                raise ValueError("this one is broken")
            if word == "Unusable":
                raise ConfigurationError("the model is missing; reinstall")
            while word == "Loop":
                pass
            time.sleep(0.3 if word == "Slow" else 0)
            yield [Quote(0, 4, ((0, 4),), Mention(str(os.getpid())))]
"""
SCRIPT = """
import json, sys
from claims import Desk
from claims.settings import Settings, packaged

print(json.dumps("the script runs"), flush=True)
url, folder, workers, seconds, most = sys.argv[1:]
settings = Settings(
    extractor="test.Frail.v1",
    linker="claims.NoOp.v1",
    workers=int(workers),
    article_seconds=float(seconds),
)
with Desk.open(url, settings=settings) as desk:
    for step in desk.run(folder):
        if step.stage == "extract":
            print(json.dumps([step.item, step.done, step.note, step.failed]), flush=True)
            if step.done == int(most):
                break
"""
AGAIN = """
    from pathlib import Path

    (Path(folder) / "second.md").write_text("Second\\n\\nThe road was closed on Friday.")
    for step in desk.run(folder):
        if step.stage == "extract":
            print(json.dumps([step.item, step.done, step.note, step.failed]), flush=True)
"""
KILL = """
    import os, pathlib, signal, time

    for lock in pathlib.Path(__file__).parent.glob("*.lock"):
        os.kill(int(lock.stem), signal.SIGKILL)
    time.sleep(0.5)  # the kernel ends it in its own time
"""
FILLER = "The bridge over the river was closed on Friday because the water was high. " * 140


@dataclass(frozen=True)
class Place:
    """Where a script, its desk and its articles lie."""

    folder: Path

    @property
    def url(self) -> str:
        """The desk's address."""
        return f"sqlite:///{self.folder / 'desk.db'}"

    def write(self, *titles: str) -> None:
        """Write an article of 10,000 characters for each title, in the order of time."""
        (self.folder / "in").mkdir(exist_ok=True)
        for day, title in enumerate(titles, 1):
            head = f"---\ntitle: {title} {day}\npublished: 2026-01-{day:02}\n---\n\n"
            (self.folder / "in" / f"{title}-{day:02}.md").write_text(head + FILLER)

    def start(
        self, *, workers: int = 2, seconds: float = 60, most: int = 0
    ) -> subprocess.Popen[str]:
        """Run the script, which has no ``__main__`` guard, in a session of its own."""
        given = [self.url, self.folder / "in", workers, seconds, most]
        return subprocess.Popen(
            [sys.executable, self.folder / "script.py", *map(str, given)],
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, **given: Any) -> list[list[Any]]:
        """Return what a whole run of the script said of each article."""
        out, err = self.start(**given).communicate(timeout=60)
        said = [json.loads(line) for line in out.splitlines()]
        assert said.pop(0) == "the script runs", err
        return said

    def readers(self) -> list[Path]:
        """Return the locks of the processes that have read."""
        return sorted(self.folder.glob("*.lock"))


def alive(lock: Path) -> bool:
    """Say whether the process that holds a lock lives."""
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def soon(holds: Callable[[], bool], *, seconds: float = 20) -> bool:
    """Wait until something holds, and say whether it came to."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A folder with the frail extractor, installed as a package, and the script."""
    (tmp_path / "frail.py").write_text(FRAIL)
    (tmp_path / "script.py").write_text(SCRIPT)
    info = tmp_path / "frail-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: frail\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[claims_extractors]\ntest.Frail.v1 = frail:Frail\n")
    yield Place(tmp_path)
    assert not any(map(alive, tmp_path.glob("*.lock")))


def test_two_processes_read_in_the_order_of_time(place: Place) -> None:
    """Two processes share the articles, and their steps come in the order of the articles."""
    place.write(*["Slow", "Quick"] * 5)
    said = place.run()

    assert [done for _, done, _, _ in said] == list(range(1, 11))
    assert [item[-5:-3] for item, *_ in said] == [f"{day:02}" for day in range(1, 11)]
    assert {(note, failed) for _, _, note, failed in said} == {("1 claim", False)}
    assert len(place.readers()) == 2


def test_few_articles_are_read_by_one_process(place: Place) -> None:
    """Fewer characters than loading another model is worth are read by one process alone."""
    place.write("Slow", "Quick", "Crash", "Quick")
    said = place.run()

    assert [failed for *_, failed in said] == [False, False, True, False]
    assert len(place.readers()) == 2  # the second came for the one that died


def test_one_worker_is_the_process_that_asked(place: Place) -> None:
    """With one worker everything is read in the process that asked."""
    place.write(*["Quick"] * 8)
    process = place.start(workers=1)
    process.communicate(timeout=60)

    assert [int(lock.stem) for lock in place.readers()] == [process.pid]


def test_process_is_kept_for_the_next_run(place: Place) -> None:
    """Two runs in one process are read by the same worker, which ends with its parent."""
    place.write("Quick")
    (place.folder / "script.py").write_text(SCRIPT + AGAIN)
    said = place.run()

    assert [note for _, _, note, _ in said] == ["1 claim"] * 2
    assert len(place.readers()) == 1


def test_process_that_died_idle_costs_nothing(place: Place) -> None:
    """A kept worker that was killed between two runs is replaced, and the next article is read."""
    place.write("Quick")
    (place.folder / "script.py").write_text(SCRIPT + KILL + AGAIN)
    said = place.run()

    assert [note for _, _, note, _ in said] == ["1 claim"] * 2
    assert len(place.readers()) == 2


def test_dead_process_costs_its_article_and_no_other(place: Place) -> None:
    """An article that kills its reader is named; the rest is read, and a next run tries again."""
    place.write("Quick", "Crash", "Slow", "Quick", "Break", "Quick", "Crash", "Quick")
    said = place.run()
    again = place.run()

    assert [(item[:5], note) for item, _, note, failed in said if failed] == [
        (
            "Crash",
            "not extracted: the process that read it died; it may need more memory than there is",
        ),
        ("Break", "not extracted: this one is broken"),
        (
            "Crash",
            "not extracted: the process that read it died; it may need more memory than there is",
        ),
    ]
    assert len(said) == 8
    assert len(again) == 3


def test_article_that_takes_too_long_is_named_and_left(place: Place) -> None:
    """An article over the limit ends as a failure that names the limit; the rest is read."""
    place.write("Quick", "Loop", *["Quick"] * 6)
    said = place.run(seconds=1.5)

    assert [(item[:4], "longer than 1.5 seconds" in note) for item, _, note, f in said if f] == [
        ("Loop", True)
    ]
    assert len(said) == 8


def test_missing_part_ends_the_run(place: Place) -> None:
    """What no article can be read without ends the run with its own words."""
    place.write("Quick", "Unusable", *["Quick"] * 6)
    process = place.start()
    _, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "ConfigurationError: the model is missing; reinstall" in err


def test_leaving_off_early_ends_the_processes(place: Place) -> None:
    """A caller that takes one step and no more gets its prompt back, and no process is left."""
    place.write(*["Quick", "Loop"] * 4)
    process = place.start(most=1)
    process.communicate(timeout=30)

    assert process.returncode == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_run(place: Place, how: signal.Signals) -> None:
    """Ctrl-C, or the death of the run, ends every process, though one hangs over an article."""
    place.write("Quick", "Loop", *["Slow"] * 6)
    process = place.start()
    assert soon(lambda: len(place.readers()) == 2)
    # Ctrl-C reaches the whole group; the others only the process they are meant for.
    (os.killpg if how is signal.SIGINT else os.kill)(process.pid, how)
    process.communicate(timeout=20)

    assert process.returncode == -how
    assert soon(lambda: not any(map(alive, place.readers())))


def test_stopped_run_goes_on_where_it_stopped(place: Place) -> None:
    """A run after Ctrl-C reads what is left, and nothing twice."""
    place.write(*["Slow"] * 10)
    process = place.start()
    assert process.stdout is not None
    first = [process.stdout.readline() for _ in range(3)]
    os.killpg(process.pid, signal.SIGINT)
    rest, _ = process.communicate(timeout=20)
    said = [json.loads(line) for line in [*first, *rest.splitlines()]][1:]
    again = place.run()
    with Desk.open(place.url) as desk:
        n_claims = desk.counts()["claims"]

    assert 2 <= len(said) < 10
    assert len(said) + len(again) in {10, 11}  # the last one may be stored and not yet told
    assert n_claims == 10


class Here:
    """An extractor that only this process knows."""

    name = "test.Here.v1"
    components = {"extractor": name}  # noqa: RUF012 - the form of all parts

    def __init__(self, settings: Settings) -> None:
        pass

    def extract(self, documents: list[Document]) -> list[list[Quote]]:
        """One quote for each document."""
        return [[Quote(0, 4, ((0, 4),), Mention(str(os.getpid())))] for _ in documents]


def test_extractor_that_only_this_process_knows_reads_in_it(place: Place) -> None:
    """An extractor that a script registered itself reads many articles all the same."""
    extractors.register("test.Here.v1", func=Here)
    place.write(*["Quick"] * (extracting.MANY // len(FILLER) + 2))
    settings = Settings(extractor="test.Here.v1", linker="claims.NoOp.v1", workers=2)
    with Desk.open(place.url, settings=settings) as desk:
        steps = list(desk.run(place.folder / "in"))
        speakers = {claim.speaker for claim in desk.claims()}

    assert not any(step.failed for step in steps)
    assert speakers == {str(os.getpid())}


def told(desk: Desk, folder: Path) -> tuple[list[object], list[object]]:
    """The steps of a run, and every claim it made, in order."""
    steps = [(s.stage, s.done, s.total, s.note, s.item, s.warnings) for s in desk.run(folder)]
    claims = [
        (c.claim_id, c.text, c.speaker, c.via, c.mode, c.stance, c.worth, c.score, c.status)
        for c in desk.claims(everything=True)
    ]
    return list(steps), list(claims)


def test_several_processes_make_what_one_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With two workers the real extractor gives the same steps and claims as without."""
    folder = tmp_path / "in"
    folder.mkdir()
    for article in sorted((packaged("seed_corpus") / "articles").glob("*.md"))[:6]:
        shutil.copy(article, folder)
    # Six articles are read by one process, unless another one is worth it sooner.
    monkeypatch.setattr(extracting, "MANY", 5_000)
    made = []
    for workers in (1, 2):
        url = f"sqlite:///{tmp_path / f'{workers}.db'}"
        settings = Settings(workers=workers, linker="claims.NoOp.v1")
        with Desk.open(url, settings=settings) as desk:
            made.append(told(desk, folder))

    assert sum(len(file.read_text()) for file in folder.iterdir()) > extracting.MANY
    assert made[0] == made[1]
    assert made[0][1]
