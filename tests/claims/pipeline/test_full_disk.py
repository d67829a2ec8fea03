"""A disk that is full ends a run with a clear word, and the run goes on once there is room."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from benchmarks.crash import ARTICLES, LINKS, copied, made, unsound, write_articles
from claims import Desk
from claims.settings import Settings
from db.engine import is_full

PARTS = {"extractor": "claims.CueAttribution.v1", "linker": "claims.Rules.v1", "workers": 1}
ROOM = "1m"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some articles whose claims are linked."""
    return write_articles(tmp_path_factory.mktemp("full") / "news", 12)


@pytest.fixture(scope="module")
def whole(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that had room."""
    desk = tmp_path_factory.mktemp("whole") / "desk.db"
    run(desk, news)
    return desk


def run(desk: Path, news: Path, *, pages: int = 0) -> None:
    """Run articles into a desk; it may grow by so many pages, 0 for any number."""

    def limit(connection: Any, _record: Any) -> None:
        (taken,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={taken + pages}")

    with Desk.open(f"sqlite:///{desk}", settings=Settings(**PARTS)) as opened:
        if pages:
            opened.engine.dispose()
            event.listen(opened.engine, "connect", limit)
        for _ in opened.run(news):
            pass


@pytest.mark.parametrize("pages", [1, 9, 25])
def test_run_that_found_no_room_goes_on_when_there_is(
    news: Path, whole: Path, tmp_path: Path, pages: int
) -> None:
    """Wherever the pages run out, nothing is half written, and the next run ends as it should."""
    desk = tmp_path / "desk.db"
    Desk.open(f"sqlite:///{desk}").close()
    with pytest.raises(OperationalError) as told:
        run(desk, news, pages=pages)
    left, problems = made(desk, ARTICLES), unsound(desk)
    run(desk, news)

    assert is_full(told.value)
    assert problems == []
    assert {article for article in left if article[1]} <= made(whole, ARTICLES)
    assert [made(desk, what) for what in (ARTICLES, LINKS)] == [
        made(whole, what) for what in (ARTICLES, LINKS)
    ]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("mounting a small disk needs root on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def command(desk: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run ``claims run`` as a process of its own."""
    for name, value in PARTS.items():
        monkeypatch.setenv(f"CLAIMS_{name.upper()}", str(value))
    arguments = ["-m", "claims.cli", "run", str(news), "--db", f"sqlite:///{desk}"]
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


def test_full_disk_is_told_with_its_remedy(
    news: Path, whole: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that is really full, the command says so in one line, and goes on given room."""
    desk = small_disk / "desk.db"
    Desk.open(f"sqlite:///{desk}").close()
    full = command(desk, news, monkeypatch)
    problems = unsound(copied(desk, whole.parent / "copy.db"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    resumed = command(desk, news, monkeypatch)

    assert full.returncode == 1
    assert "database or disk is full; make room on its disk" in full.stderr
    assert "Traceback" not in full.stderr
    assert problems == []
    assert resumed.returncode == 0, resumed.stderr
    assert made(desk, LINKS) == made(whole, LINKS)
