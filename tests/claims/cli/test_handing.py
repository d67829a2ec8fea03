"""Handing over and taking in on the command line."""

import json
from pathlib import Path

import pytest

from claims.desk import Desk
from db.vocabulary import Verdict
from tests.claims.cli.command import claims


@pytest.fixture
def url(story_desk: str) -> str:
    """A desk with two decisions; its address."""
    with Desk.open(story_desk) as desk:
        desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
        desk.decide("c-police", Verdict.CONFIRMED, by="ana", reason="photo")
    return story_desk


def test_case_goes_out_and_verifies(url: str, tmp_path: Path) -> None:
    """A case of one claim, with a source protected, is written, tells its head, and verifies."""
    case = tmp_path / "case.zip"
    protected = ("--protect", "Minister Ana Example")
    done = claims("export", "case", "--claim", "c-shut", *protected, "--to", case, "--db", url)
    verified = claims("verify", case, "--json")

    assert done.returncode == 0, done.stderr
    assert "3 claims in" in done.stdout
    assert verified.returncode == 0
    assert json.loads(verified.stdout)["head"] in done.stdout.replace("\n", "")


def test_desk_goes_out_and_comes_in(url: str, tmp_path: Path) -> None:
    """An exported desk is imported under another address, to the same head."""
    new = f"sqlite:///{tmp_path / 'new.db'}"
    done = claims("export", "desk", "--to", tmp_path / "desk.zip", "--db", url)
    taken = claims("import", tmp_path / "desk.zip", "--db", new)
    again = claims("import", tmp_path / "desk.zip", "--db", new)

    assert (done.returncode, taken.returncode) == (0, 0), done.stderr + taken.stderr
    assert done.stdout.split()[-1] == taken.stdout.split()[-1]
    assert again.returncode == 1
    assert "no desk is ever replaced" in again.stderr


def test_backup_comes_back(url: str, tmp_path: Path) -> None:
    """A backup is restored under another address, to the head that both verbs print."""
    done = claims("backup", "--to", tmp_path / "b.db", "--db", url)
    back = claims("restore", tmp_path / "b.db", "--db", f"sqlite:///{tmp_path / 'new.db'}")

    assert (done.returncode, back.returncode) == (0, 0), done.stderr + back.stderr
    assert "2 decisions" in done.stdout
    assert done.stdout.split()[-1] == back.stdout.split()[-1]


def test_evidence_leaves_out_whom_a_file_names(url: str, tmp_path: Path) -> None:
    """Sources named in a file are protected, and how many captures were left out is told."""
    (tmp_path / "names.txt").write_text("\nMinister Ana Example\n\n", encoding="utf-8-sig")
    named = ("--protect-file", tmp_path / "names.txt")
    done = claims("evidence", "--to", tmp_path / "evidence", *named, "--db", url)

    assert done.returncode == 0, done.stderr
    assert "1 captures that name a protected source were left out" in done.stdout
    assert "2 captures in" in done.stdout


def test_excerpt_of_the_log_says_so(url: str, tmp_path: Path) -> None:
    """Of a log about one claim, export and verify say how many rows are unread."""
    log = tmp_path / "log.csv"
    done = claims("export", "log", "--claim", "c-police", "--to", log, "--db", url)
    verified = claims("verify", log)

    assert "1 rows of the log unread" in done.stdout
    assert verified.returncode == 0
    assert "an excerpt: 1 of them unread" in verified.stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "claims", "--protect", "Ana Exmaple", "--to", "x.csv"), "'Ana Exmaple'"),
        (("export", "claims", "--protect-file", "empty.txt", "--to", "x.csv"), "names no source"),
        (("export", "claims", "--protect-file", "odd.txt", "--to", "x.csv"), "not UTF-8"),
        (("export", "desk", "--protect", "Police", "--to", "x.zip"), "exported whole"),
        (("export", "log", "--since", "soon", "--to", "x.csv"), "'soon'"),
        (("verify", "--stamp", "https://example.org"), "name its file"),
    ],
)
def test_what_cannot_be_done_is_told(
    url: str, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """A source that is none, an empty list of them, an odd day: one line, code 1, no file."""
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\x00")
    placed = [str(tmp_path / one) if "." in one and "/" not in one else one for one in arguments]
    done = claims(*placed, "--db", url)

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.glob("x.*")) == []
