"""``--as-of`` on the command line."""

import json
from pathlib import Path

import pytest

from claims.desk import Desk
from db.vocabulary import Verdict
from tests.claims.cli.command import claims


@pytest.fixture
def url(story_desk: str) -> str:
    """A desk of January 2026 with a decision of today; its address."""
    with Desk.open(story_desk) as desk:
        desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
    return story_desk


def test_list_goes_back(url: str) -> None:
    """As of a day the claims of later articles are not listed, and the list says the day."""
    listed = claims("list", "--as-of", "2026-01-05", "--json", "--db", url)
    told = claims("list", "--as-of", "2026-01-05", "--db", url)
    nothing = claims("list", "--as-of", "2025-12-31", "--db", url)

    assert {one["claim_id"] for one in json.loads(listed.stdout)} == {"c-shut", "c-cables"}
    assert "2 claims as of 2026-01-05T23:59:59Z" in told.stdout
    assert "No claims here as of 2025-12-31T23:59:59Z" in nothing.stdout


def test_show_goes_back(url: str) -> None:
    """A claim shows the standing that it had, and one that was not known yet is not there."""
    today = claims("show", "c-shut", "--db", url)
    shown = claims("show", "c-shut", "--as-of", "2026-01-05", "--db", url)
    as_json = claims("show", "c-shut", "--as-of", "2026-01-05", "--json", "--db", url)
    unknown = claims("show", "c-denial", "--as-of", "2026-01-05", "--db", url)

    assert "refuted (by a person)" in today.stdout
    assert "origins  1 article, 1 origin: Example Wire (1 relay)" in shown.stdout
    assert "As of 2026-01-05T23:59:59Z" in shown.stdout
    assert "unverified" in shown.stdout
    assert json.loads(as_json.stdout)["as_of"] == "2026-01-05T23:59:59Z"
    assert json.loads(as_json.stdout)["origins"][0]["articles"][0]["why"] == "root"
    assert unknown.returncode == 1
    assert "no claim" in unknown.stderr


@pytest.mark.parametrize("verb", [("articles",), ("sources", "list")])
def test_other_lists_go_back(url: str, verb: tuple[str, ...]) -> None:
    """Before the first article there are neither articles nor sources."""
    today = claims(*verb, "--json", "--db", url)
    then = claims(*verb, "--json", "--as-of", "2025-12-31", "--db", url)

    assert json.loads(today.stdout)
    assert json.loads(then.stdout) == []


def test_export_goes_back(url: str, tmp_path: Path) -> None:
    """A log as of a day before all decisions is empty, says its day, and verifies."""
    log = tmp_path / "log.csv"
    done = claims("export", "log", "--as-of", "2026-01-06", "--to", log, "--db", url)
    verified = claims("verify", log)

    assert done.returncode == 0, done.stderr
    assert "0 rows" in done.stdout
    assert "as of 2026-01-06T23:59:59Z" in done.stdout
    assert "2026-01-06T23:59:59Z" in (tmp_path / "log.csv.head.json").read_text()
    assert verified.returncode == 0


@pytest.mark.parametrize(
    ("day", "problem"), [("3 June", "is no date"), ("2999-01-01", "lies in the future")]
)
def test_day_that_is_none_is_refused(url: str, day: str, problem: str) -> None:
    """What is no date, or not yet past, ends with 1 and names the value."""
    done = claims("list", "--as-of", day, "--db", url)

    assert done.returncode == 1
    assert f"'{day}' {problem}" in done.stderr


def test_desk_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Looking back at a desk that is not there is an error, and makes none."""
    done = claims("list", "--as-of", "2026-01-05", "--db", f"sqlite:///{tmp_path / 'no.db'}")

    assert done.returncode == 1
    assert "there is no desk" in done.stderr
    assert not (tmp_path / "no.db").exists()
