"""Long work, and what it says when it is stopped."""

from collections.abc import Iterator

import pytest

from claims import Desk
from claims.cli import work
from claims.desk import Step
from db.vocabulary import Stage


def interrupted() -> Iterator[Step]:
    """One file is read, then somebody presses Ctrl-C."""
    yield Step(Stage.READ, 1, 2, "read", "a.txt")
    raise KeyboardInterrupt


def test_interrupted_run_says_how_to_go_on(
    story_desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C is passed on, with a word on what is kept and how to go on."""
    with Desk.open(story_desk) as desk, pytest.raises(KeyboardInterrupt):
        work.finish(desk, interrupted())

    assert "`claims run` goes on" in capsys.readouterr().err
