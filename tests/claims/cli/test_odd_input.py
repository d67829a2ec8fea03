"""What people mistype, and terminals and machines that differ, end in one clear line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from claims.cli.output import console, table
from tests.claims.cli.command import claims


@pytest.fixture
def url(small_desk_file: Path, tmp_path: Path) -> str:
    """A desk of three claims."""
    (tmp_path / "desk.db").write_bytes(small_desk_file.read_bytes())
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.mark.parametrize(
    "verb", ["export claims --to", "export links --to", "export log --to", "refit --pairs"]
)
def test_nothing_takes_the_place_of_the_desk(url: str, tmp_path: Path, verb: str) -> None:
    """What would be written onto the desk's own file is refused, and the desk is left whole."""
    done = claims(*verb.split(), str(tmp_path / "desk.db"), "--db", url)

    assert done.returncode == 1
    assert "desk.db" in done.stderr
    assert len(json.loads(claims("list", "--json", "--all", "--db", url).stdout)) == 3


@pytest.mark.parametrize(
    "verb",
    [
        ("verify",),
        ("list",),
        ("watch", "--list"),
        ("show", "c-open"),
        ("decide", "c-open", "confirmed", "--reason", "seen"),
        ("judge", "l-hint", "accepted"),
        ("undo", "1"),
        ("export", "log", "--to", "log.csv"),
    ],
    ids=" ".join,
)
def test_verbs_that_need_a_desk_make_none(tmp_path: Path, verb: tuple[str, ...]) -> None:
    """Of a misspelt address nothing is said to hold and no empty desk is left behind."""
    done = claims(*verb, "--db", f"sqlite:///{tmp_path / 'typo.db'}")

    assert done.returncode == 1
    assert "typo.db" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_doctor_makes_no_desk(tmp_path: Path) -> None:
    """`claims doctor` says that there is none yet and how to make one, ends with 0, makes none."""
    done = claims("doctor", "--json", "--db", f"sqlite:///{tmp_path / 'new.db'}")
    desk = next(one for one in json.loads(done.stdout) if one["name"] == "desk")

    assert (done.returncode, desk["level"]) == (0, "warn")
    assert "claims run" in desk["remedy"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["desk.db", "", "postgresql://a:secret@127.0.0.1/x"])
def test_doctor_tells_of_an_address_that_is_none(address: str) -> None:
    """An address that is not SQLite's is a bad desk to the doctor, without its password."""
    done = claims("doctor", "--json", "--db", address)
    levels = {check["name"]: check["level"] for check in json.loads(done.stdout)}

    assert done.returncode == 1
    assert levels["desk"] == "bad"
    assert "secret" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--search", "\udcff"),
        ("show", "\udcff"),
        ("show", ""),
        ("undo", "99999999999999999999", "--by", "ana"),
        ("undo", "--by", "ana", "--", "-1"),
        ("edit", "c-open", "--via", "Wire", "--no-via", "--reason", "r"),
        ("edit", "c-open", "--as-first-read", "--via", "Wire", "--reason", "r"),
        ("watch", "--stop"),
    ],
)
def test_odd_arguments_end_in_one_line(url: str, arguments: tuple[str, ...]) -> None:
    """Bytes that are no UTF-8, empty ids, options at odds: each ends with 1 and one line."""
    verb, *rest = arguments
    done = claims(verb, "--db", url, *rest)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("verb", ["list", "sources list", "stories list"])
def test_limit_beyond_any_number_is_a_usage_error(url: str, verb: str) -> None:
    """A limit that no database can count to ends with 2."""
    assert claims(*verb.split(), "--limit", "9" * 20, "--db", url).returncode == 2


def test_empty_address_is_not_the_default(tmp_path: Path) -> None:
    """``--db ""``, as of an unset variable in a script, is refused and not the user's own desk."""
    done = claims("list", "--db", "", CLAIMS_DB=f"sqlite:///{tmp_path / 'own.db'}")

    assert done.returncode == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "euc-kr", "utf-8"])
def test_terminals_without_the_letters_are_told_all_the_same(url: str, encoding: str) -> None:
    """A decision by a Korean name is written and told once, whatever the terminal can show."""
    by = ("--by", "김예시", "--reason", "다리", "--db", url)
    decided = claims("decide", "c-open", "confirmed", *by, encoding=encoding)
    shown = claims("show", "c-open", "--db", url, encoding=encoding)
    listed = claims("show", "c-open", "--json", "--db", url, encoding=encoding)

    assert [one.returncode for one in (decided, shown, listed)] == [0, 0, 0]
    if encoding != "euc-kr":
        assert json.loads(listed.stdout)["history"][0]["reviewer"] == "김예시"


def test_reader_that_stops_early_causes_no_traceback(url: str) -> None:
    """`claims list --json | head -1` ends without a word on standard error."""
    command = f"{sys.executable} -m claims.cli list --json --all --db {url} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert done.stdout == "[\n"
    assert done.stderr == ""


def test_full_disk_is_one_line(url: str) -> None:
    """Output that cannot be written ends with 1 and the reason."""
    command = f"{sys.executable} -m claims.cli list --json --db {url} > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_words_are_printed_as_they_stand() -> None:
    """What an article says is no markup and no name of a picture to the terminal."""
    with console.capture() as printed:
        table("Claims", ["claim"], [["[red]the :key: is gone"]])

    assert "[red]the :key: is gone" in printed.get()


def test_migrating_a_misspelt_address_makes_no_desk(tmp_path: Path) -> None:
    """`claims migrate` mends the desk that is there, and makes none where there is none."""
    done = claims("migrate", "--db", f"sqlite:///{tmp_path / 'dekc.db'}")

    assert done.returncode == 1
    assert "there is no desk at" in done.stderr
    assert not list(tmp_path.iterdir())
