"""Processes that are killed at work, or stand in one another's way, lose and tear nothing."""

from pathlib import Path

import pytest

from benchmarks.concurrency import together
from benchmarks.crash import crash


@pytest.fixture(autouse=True)
def _light_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that load in a second: what is tested is how their rows are kept."""
    monkeypatch.setenv("CLAIMS_EXTRACTOR", "claims.CueAttribution.v1")
    monkeypatch.setenv("CLAIMS_LINKER", "claims.Rules.v1")
    monkeypatch.setenv("CLAIMS_WORKERS", "1")


def test_killed_processes_lose_and_tear_nothing(tmp_path: Path) -> None:
    """Ten runs and reviewers killed at work leave whole articles and every acknowledged mark."""
    damage = crash(tmp_path, kills=10, articles=12, most_steps=15)

    assert damage.kills >= 10
    assert damage.acknowledged > 0
    assert (damage.torn, damage.lost, damage.different, damage.unsound) == (0, 0, 0, [])


def test_reviewers_and_a_run_together_lose_nothing(tmp_path: Path) -> None:
    """Every mark of four reviewers beside a run is in the log or was told as a conflict."""
    found = together(tmp_path, reviewers=4, marks=25, articles=60)

    assert found.errors == []
    assert found.done + found.conflicts == found.marks
    assert (found.lost, found.unsound) == (0, [])
