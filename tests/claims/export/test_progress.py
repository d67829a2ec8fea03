"""Long work tells how far it has come."""

from collections import defaultdict
from typing import Any
from zipfile import ZipFile

from claims.desk import Desk, import_desk, restore
from claims.export.files import write_export
from claims.progress import ticking
from claims.review.ledger import verify_desk
from claims.review.logfile import verify_file
from claims.settings import Settings

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


def test_evidence_copies_and_restoring_tell_of_how_many(decided: Any, tmp_path: Any) -> None:
    """Articles, rows of each table, members of a zip and decisions are counted as they go by."""
    desk, told = Desk(decided, Settings()), defaultdict(list)

    def telling(what: str) -> Any:
        return lambda *one: told[what].append(one)

    desk.evidence(tmp_path / "evidence", tick=telling("evidence"))
    desk.export_whole(tmp_path / "desk.zip", tick=telling("export"))
    desk.backup(tmp_path / "backup.db")
    import_desk(tmp_path / "desk.zip", f"sqlite:///{tmp_path / 'a.db'}", telling("import"))
    restore(tmp_path / "backup.db", f"sqlite:///{tmp_path / 'b.db'}", telling("restore"))
    with ZipFile(tmp_path / "desk.zip") as archive:
        n_members = len(archive.namelist()) - 1

    assert told["evidence"] == [(0, desk.count_articles())]
    assert (0, desk.count_articles()) in told["export"]
    assert told["import"][0] == (0, n_members)
    assert {(0, desk.count_articles()), (0, 3)} <= {*told["import"]}
    assert told["restore"] == [(0, 3)]
