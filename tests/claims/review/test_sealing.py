"""Processes that check the hashes of a log, a part each."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from claims.review.sealing import Found, Sealing

HASH = hashlib.sha256(b"a").hexdigest()
HELD = f"SELECT 1, CAST('a' AS BLOB), '{HASH}'"
CHANGED = f"SELECT 7, CAST('b' AS BLOB), '{HASH}'"


def file_of(desk: Any) -> Path:
    """Where a desk lies."""
    return Path(str(desk.engine.url.database))


def test_each_process_tells_what_is_wrong_with_its_part(small_desk: Any) -> None:
    """One finds nothing, one the number of a row, and one that it cannot read."""
    with Sealing(file_of(small_desk), [HELD, CHANGED, "SELECT missing"]) as sealing:
        held, changed, failed = sealing.found()

    assert (held, changed) == (Found(), Found(unsealed=7))
    assert failed is not None
    assert "no such column" in failed.error


def test_nothing_beside_the_user_is_taken_for_a_library(
    small_desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the folder that somebody checks a log in is not run, whatever it is called."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hashlib.py").write_text("raise SystemExit", encoding="utf-8")

    with Sealing(file_of(small_desk), [HELD, CHANGED]) as sealing:
        assert sealing.found() == [Found(), Found(unsealed=7)]


def test_process_that_died_has_told_nothing(small_desk: Any) -> None:
    """Of a part whose process was killed nothing is known, and the caller checks it itself."""
    with Sealing(file_of(small_desk), [HELD, HELD]) as sealing:
        sealing.children[0].kill()

        assert sealing.found()[0] is None


def test_processes_are_gone_after_the_block(small_desk: Any) -> None:
    """Whatever happens while they work, none is left behind."""
    with pytest.raises(KeyboardInterrupt), Sealing(file_of(small_desk), [HELD] * 2) as sealing:
        raise KeyboardInterrupt

    assert all(child.poll() is not None for child in sealing.children)
