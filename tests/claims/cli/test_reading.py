"""What people see when they look."""

import pytest
from typer.testing import CliRunner

from claims.cli import reading
from claims.cli.app import app


def listed(*arguments: str) -> str:
    """What `claims list` prints."""
    done = CliRunner().invoke(app, ["list", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_long_list_is_cut_for_people_and_says_so(
    story_desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table ends after the newest claims and says how many there are; JSON has all."""
    monkeypatch.setattr(reading, "LISTED", 2)
    cut = listed("--db", story_desk)
    wanted = listed("--db", story_desk, "--limit", "3")
    whole = listed("--db", story_desk, "--json")

    assert "2 of 4 claims" in cut
    assert "--limit" in cut
    assert "3 of 4 claims" in wanted
    assert "--limit" not in wanted
    assert whole.count('"claim_id"') == 4
