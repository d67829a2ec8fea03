"""The command line: what its verbs print, and the codes that scripts go by."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from claims.cli.app import app
from claims.desk import Desk
from db.vocabulary import Judgement
from tests.claims.cli.command import claims


@pytest.fixture(scope="module")
def url(seed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A desk with the seed corpus, as the demo verb finds it the second time."""
    url = f"sqlite:///{shutil.copy(seed_file, tmp_path_factory.mktemp('demo') / 'demo.db')}"
    done = claims("demo", "--no-serve", "--db", url)
    assert done.returncode == 0, done.stderr
    assert "15 articles" in done.stdout
    return url


@pytest.mark.parametrize(
    "verb", sorted(command.name or command.callback.__name__ for command in app.registered_commands)
)
def test_every_verb_has_help(verb: str) -> None:
    """Each verb explains itself with --help."""
    done = claims(verb, "--help")

    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_list_prints_json_for_scripts(url: str) -> None:
    """`claims list --json` prints one array whose rows find what was searched for."""
    done = claims("list", "--search", "Kim Hyok-chol", "--json", "--db", url)
    rows = json.loads(done.stdout)

    assert done.returncode == 0
    assert rows
    assert all({"claim_id", "speaker", "via", "status", "verdict"} <= row.keys() for row in rows)


def test_decisions_end_in_a_log_that_verifies(url: str, tmp_path: Path) -> None:
    """Decide, judge and undo write a row each, and the exported log verifies by itself."""
    claim = json.loads(claims("list", "--status", "disputed", "--json", "--db", url).stdout)[0]
    shown = json.loads(claims("show", claim["claim_id"], "--json", "--db", url).stdout)
    link = shown["links"][0]["link_id"]
    log = tmp_path / "log.csv"
    by = ("--by", "reviewer-1", "--db", url)

    decided = claims("decide", claim["claim_id"], "refuted", "--reason", "seen since", *by)
    judged = claims("judge", link, "accepted", *by)
    undone = claims("undo", "1", *by)
    exported = claims("export", "log", "--format", "csv", "--to", str(log), "--db", url)
    with log.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [p.returncode for p in (decided, judged, undone, exported)] == [0, 0, 0, 0]
    assert [row["action"] for row in rows] == ["decide", "judge", "undo"]
    assert claims("verify", str(log)).returncode == 0
    assert claims("verify", "--db", url).returncode == 0


def test_altered_log_does_not_verify(url: str, tmp_path: Path) -> None:
    """`claims verify` ends with 1 and names the row when a cell of the export was changed."""
    log = tmp_path / "log.csv"
    claims("export", "log", "--to", str(log), "--db", url)
    text = log.read_text(encoding="utf-8")
    assert "reviewer-1" in text
    log.write_text(text.replace("reviewer-1", "reviewer-2", 1), encoding="utf-8")
    done = claims("verify", str(log))

    assert done.returncode == 1
    assert "1" in done.stdout


def test_unknown_claim_is_one_clear_line(url: str) -> None:
    """A claim that is not there is named, without a traceback, with code 1."""
    done = claims("show", "0123456789ab", "--db", url)

    assert done.returncode == 1
    assert "0123456789ab" in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_path_is_an_input_error(tmp_path: Path) -> None:
    """A path that is not there ends with 1 and is named."""
    done = claims("run", str(tmp_path / "nowhere"), "--db", f"sqlite:///{tmp_path / 'd.db'}")

    assert done.returncode == 1
    assert "nowhere" in done.stderr


def test_partly_read_folder_ends_with_three(tmp_path: Path) -> None:
    """One empty file beside a good one ends with 3, and only the empty one is named."""
    (tmp_path / "good.txt").write_text("Headline\n\nThe mayor said that the bridge was closed.\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    done = claims("run", str(tmp_path), "--db", f"sqlite:///{tmp_path / 'd.db'}")

    assert done.returncode == 3
    assert "empty.txt" in done.stderr
    assert "good.txt:" not in done.stderr


def test_wrong_usage_ends_with_two() -> None:
    """A verdict that does not exist is a usage error."""
    done = claims("decide", "x", "maybe", "--reason", "y")

    assert done.returncode == 2


def test_other_databases_are_refused() -> None:
    """A PostgreSQL address is refused with a word on what is supported."""
    done = claims("list", "--db", "postgresql://nobody@127.0.0.1/none")

    assert done.returncode == 1
    assert "SQLite" in done.stderr


def test_doctor_finds_a_good_desk(url: str) -> None:
    """`claims doctor` on a sound desk ends with 0 and looks at desk, disk, parts and SQLite."""
    done = claims("doctor", "--json", "--db", url)
    checks = {check["name"]: check["level"] for check in json.loads(done.stdout)}

    assert done.returncode == 0
    assert {"desk", "guards", "evidence"} < set(checks)
    assert checks["desk"] == "good"


def test_pairs_are_compared_a_line_each(tmp_path: Path) -> None:
    """`claims compare --json` prints a line for each pair, in order, with relation and reason."""
    pairs = tmp_path / "pairs.jsonl"
    rows = [
        {"earlier": "The bridge was closed", "later": "Nobody has closed the bridge, it is open"},
        {"earlier": "The bridge was closed", "later": "A tenor from Norland won the prize"},
    ]
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    done = claims("compare", str(pairs), "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr
    assert [one["relation"] for one in found] == ["contradicts", "unrelated"]
    assert all(one["reason"] and one["scores"] for one in found)
    assert "contradicts" in claims("compare", str(pairs)).stdout


def test_storylines_are_listed_named_and_split(url: str) -> None:
    """What people decide about a storyline shows in its list, and stands in the log."""
    first = json.loads(claims("stories", "list", "--json", "--db", url).stdout)[0]
    shown = claims("stories", "show", first["storyline"], "--json", "--db", url)
    members = [one["claim_id"] for one in json.loads(shown.stdout)]

    named = claims("stories", "name", members[0], "The envoy", "--by", "ana", "--db", url)
    split = claims("stories", "split", members[-1], "--by", "ana", "--db", url)
    after = json.loads(claims("stories", "list", "--json", "--db", url).stdout)

    assert len(members) == first["claims"]
    assert (named.returncode, split.returncode) == (0, 0)
    assert "The envoy" in {one["name"] for one in after}
    assert claims("verify", "--db", url).returncode == 0


def test_refit_wants_judged_links_and_shows_what_they_change(url: str, tmp_path: Path) -> None:
    """With too few judgements the judge learns nothing; with enough it tells before and after."""
    weights, pairs = tmp_path / "judge.json", tmp_path / "pairs.jsonl"
    few = claims("refit", "--to", str(weights), "--db", url)
    with Desk.open(url) as desk:
        for at, link in enumerate(desk.links(possible=True)[:24]):
            judgement = Judgement.REJECTED if at % 3 == 0 else Judgement.ACCEPTED
            desk.judge(link, judgement, by="ana")

    done = claims("refit", "--to", str(weights), "--pairs", str(pairs), "--db", url)

    assert few.returncode == 1
    assert "judge 20" in few.stderr
    assert done.returncode == 0, done.stderr
    assert "before" in done.stdout
    assert "version" in json.loads(weights.read_text(encoding="utf-8"))
    assert len(pairs.read_text(encoding="utf-8").splitlines()) >= 24
