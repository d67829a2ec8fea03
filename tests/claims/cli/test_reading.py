"""What people see when they look."""

import json

import pytest
from typer.testing import CliRunner

from claims.cli import articles, reading
from claims.cli.app import app


def listed(*arguments: str, verb: str = "list") -> str:
    """What `claims list`, or another verb, prints."""
    done = CliRunner().invoke(app, [verb, *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_long_list_is_cut_for_people_and_says_so(
    story_desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table ends after the newest claims and says how many there are; JSON has all."""
    monkeypatch.setattr(reading, "LISTED", 2)
    monkeypatch.setattr(articles, "LISTED", 2)
    cut = listed("--db", story_desk)
    wanted = listed("--db", story_desk, "--limit", "3")
    whole = listed("--db", story_desk, "--json")

    assert "2 of 4 claims" in cut
    assert "--limit" in cut
    assert "3 of 4 claims" in wanted
    assert "--limit" not in wanted
    assert whole.count('"claim_id"') == 4
    assert "the newest of 3; --limit" in listed("--db", story_desk, verb="articles")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--speaker", "Police"], {"c-police"}),
        (["--publisher", "Fabricated Post", "--stance", "denies"], {"c-denial"}),
        (["--kind", "agency"], {"c-shut"}),
        (["--anonymous", "--search", "cab"], {"c-cables"}),
        (["--from", "2026-01-06", "--to", "2026-01-06"], {"c-denial"}),
        (["--search", "RAI", "--all"], {"c-rain"}),
    ],
    ids=str,
)
def test_list_is_narrowed(story_desk: str, options: list[str], expected: set[str]) -> None:
    """Each option leaves the claims that it names, and together they narrow further."""
    rows = json.loads(listed("--db", story_desk, "--json", *options))

    assert {row["claim_id"] for row in rows} == expected


@pytest.mark.parametrize(
    ("options", "told"),
    [(["--speaker", "Nobody"], "no source 'Nobody'"), (["--from", "June"], "'June' is no day")],
    ids=str,
)
def test_odd_filter_is_refused(story_desk: str, options: list[str], told: str) -> None:
    """A name that nobody has and a day that is none are told, and not taken for an empty list."""
    done = CliRunner().invoke(app, ["list", "--db", story_desk, *options])

    assert told in str(done.exception)
