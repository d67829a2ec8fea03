"""The README tells the truth: its commands run, in their order, and print what it shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from claims.cli.app import app

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    \$ (claims .*)$", README, flags=re.MULTILINE)


def claims(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run one command of the README in a folder of its own."""
    arguments = shlex.split(command)[1:]
    environment = os.environ | {"CLAIMS_DB": "sqlite:///demo.db", "COLUMNS": "110"}
    return subprocess.run(
        [sys.executable, "-m", "claims.cli", *arguments],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_tour_runs_and_prints_what_it_shows(tmp_path: Path) -> None:
    """Each command of the tour ends with 0, and each line shown under it is in its output."""
    assert COMMANDS
    for command in COMMANDS:
        done = claims(command, tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        shown = re.split(r"\n\n|\n    \$ ", README.split(f"    $ {command}\n", 1)[1])[0]
        for line in (line.strip() for line in shown.splitlines()):
            # Hashes and times are of the day; "..." stands for lines left out.
            words = re.sub(r"\d:[0-9a-f]{64}", "", line)
            assert line == "..." or words in re.sub(r"\d:[0-9a-f]{64}", "", done.stdout), command


@pytest.mark.parametrize(
    "verb", sorted(c.name or c.callback.__name__ for c in app.registered_commands)
)
def test_readme_names_every_verb(verb: str) -> None:
    """No verb is left for people to find by chance."""
    assert f"`{verb}`" in README or f"claims {verb}" in README
