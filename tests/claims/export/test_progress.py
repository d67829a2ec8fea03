"""Long work tells how far it has come."""

from typing import Any

from claims.export.files import write_export
from claims.progress import ticking
from claims.review.ledger import verify_desk
from claims.review.logfile import verify_file

Told = list[tuple[int, int | None]]


def test_every_hundredth_is_told_and_all_are_passed_on() -> None:
    """Whoever waits hears of the first and of every hundred after it, with the whole number."""
    told: Told = []

    assert list(ticking(range(250), lambda *one: told.append(one), 250)) == [*range(250)]
    assert told == [(0, 250), (100, 250), (200, 250)]


def test_checks_and_exports_of_a_log_tell_of_how_many(decided: Any, tmp_path: Any) -> None:
    """A desk and an export know how many decisions there are; a file does not before its end."""
    told: Told = []

    def tick(*one: Any) -> None:
        told.append(one)

    verify_desk(decided, tick=tick)
    write_export(decided, "log", format="csv", to=tmp_path / "log.csv", tick=tick)
    verify_file(tmp_path / "log.csv", tick=tick)

    assert told == [(0, 3), (0, 3), (0, None)]
