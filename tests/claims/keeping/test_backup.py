"""The restore drill: what was backed up comes back, and nothing damaged does."""

import resource
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.desk import Desk, restore
from claims.errors import ConfigurationError, InputError, LedgerError
from claims.keeping.placing import put_in_place
from db.vocabulary import Verdict

Holdings = tuple[list[object], list[object], list[object], str]


def holdings(desk: Desk) -> Holdings:
    """All that people see of a desk."""
    claims: list[object] = [*desk.claims(everything=True)]
    return claims, [*desk.links(possible=True)], [*desk.log()], desk.verify().head


def url(path: Path) -> str:
    """The address of a desk's file."""
    return f"sqlite:///{path}"


@pytest.fixture
def backup(kept_desk: str, tmp_path: Path) -> Path:
    """A backup of the desk."""
    with Desk.open(kept_desk) as desk:
        desk.backup(tmp_path / "backup?.db")
    return tmp_path / "backup?.db"


def test_restored_desk_is_the_one_that_was_backed_up(
    kept_desk: str, backup: Path, tmp_path: Path
) -> None:
    """Claims, links, log and head come back as they were, and the log still takes decisions."""
    done = restore(backup, url(tmp_path / "again.db"))
    with Desk.open(kept_desk) as old, Desk.open(url(tmp_path / "again.db")) as new:
        assert holdings(new) == holdings(old)
        assert done.head == old.verify().head
        new.decide("c-police", Verdict.CONFIRMED, by="reviewer-1", reason="photo")
        assert new.verify().ok


def test_backup_is_one_file_of_one_moment(kept_desk: str, tmp_path: Path) -> None:
    """While others go on deciding, the copy has a log that holds, and nothing lies beside it."""
    going = threading.Event()
    stop = threading.Event()

    def decide_on() -> None:
        with Desk.open(kept_desk) as desk:
            while not stop.is_set():
                desk.decide("c-police", Verdict.CONFIRMED, by="reviewer-2", reason="again")
                going.set()

    writer = threading.Thread(target=decide_on)
    writer.start()
    going.wait(30)
    (tmp_path / "out").mkdir()
    with Desk.open(kept_desk) as desk:
        done = [desk.backup(tmp_path / "out" / f"{n}.db") for n in range(3)]
    stop.set()
    writer.join(30)

    assert [one.ok for one in done] == [True] * 3
    assert all(one.n_rows >= 3 for one in done)
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"0.db", "1.db", "2.db"}


def test_backup_replaces_nothing(kept_desk: str, tmp_path: Path) -> None:
    """A file that is there already is refused and stays."""
    (tmp_path / "mine").write_text("mine")
    with Desk.open(kept_desk) as desk, pytest.raises(InputError, match="no backup is replaced"):
        desk.backup(tmp_path / "mine")

    assert (tmp_path / "mine").read_text() == "mine"


def test_restore_replaces_no_desk(kept_desk: str, backup: Path) -> None:
    """Where a desk lies already, nothing is restored and the desk stays."""
    with Desk.open(kept_desk) as desk:
        before = holdings(desk)
    with pytest.raises(InputError, match="no desk is ever replaced"):
        restore(backup, kept_desk)

    with Desk.open(kept_desk) as desk:
        assert holdings(desk) == before


def test_desk_at_work_is_no_backup(kept_desk: str, tmp_path: Path) -> None:
    """A desk whose last decisions stand in the file beside it is not copied without them."""
    with Desk.open(kept_desk) as desk:
        desk.decide("c-police", Verdict.CONFIRMED, by="reviewer-1", reason="photo")
        with pytest.raises(InputError, match=r"at work.*claims backup"):
            restore(Path(kept_desk.removeprefix("sqlite:///")), url(tmp_path / "new" / "again.db"))

    assert not (tmp_path / "new").exists()


def test_place_names_what_stands_in_its_way(tmp_path: Path) -> None:
    """What cannot be read is named, and not the file that was to be made of it."""
    reading = PermissionError(13, "Permission denied", "old.db")
    told = pytest.raises(InputError, match=r"^old\.db cannot be used: Permission denied")
    with told, put_in_place(tmp_path / "new.db"):
        raise reading


def run(statement: str) -> Callable[[Path], None]:
    """A change that somebody makes to a backup with SQLite."""

    def change(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.executescript(statement)
        connection.close()

    return change


def break_pages(path: Path) -> None:
    """Overwrite the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20_000] = b"\xff" * 20_000
    path.write_bytes(content)


GUARD = "review_event_no_update"
EDIT = f"""
    CREATE TABLE kept AS SELECT sql FROM sqlite_master WHERE name='{GUARD}';
    DROP TRIGGER {GUARD};
    UPDATE reviewevent SET reason='other' WHERE event_seq=1;
    CREATE TRIGGER {GUARD} BEFORE UPDATE ON reviewevent
        BEGIN SELECT RAISE(ABORT, 'the verification log is append-only'); END;
    DROP TABLE kept;"""


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (break_pages, "damaged|does not hold|cannot be read"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "damaged"),
        (lambda path: path.write_bytes(b"no database at all" * 100), "damaged"),
        (run(f"DROP TRIGGER {GUARD}"), "lacks the guard"),
        (run("DELETE FROM source WHERE name='Police'"), "refers to a source"),
        (run(EDIT), "log in .* does not hold: row 1"),
        (run("UPDATE claim SET verdict='confirmed' WHERE id='c-shut'"), "does not hold"),
    ],
)
def test_damaged_backup_makes_no_desk(
    backup: Path, tmp_path: Path, damage: Callable[[Path], None], problem: str
) -> None:
    """Broken pages, a lost guard or row, an edited log or verdict: each is told, none comes in."""
    damage(backup)
    with pytest.raises(LedgerError, match=problem):
        restore(backup, url(tmp_path / "new" / "again.db"))

    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize(
    ("file", "to", "kind", "problem"),
    [
        ("none.db", "sqlite:///again.db", InputError, "there is no backup"),
        ("backup?.db", "sqlite://", InputError, "in memory"),
        ("backup?.db", "postgresql://nobody@127.0.0.1/x", ConfigurationError, "SQLite"),
    ],
)
def test_wrong_names_are_told(
    backup: Path, file: str, to: str, kind: type[Exception], problem: str
) -> None:
    """No backup there, a desk in memory, another database: the error names the value."""
    with pytest.raises(kind, match=problem):
        restore(backup.parent / file, to)


@pytest.fixture
def full(kept_desk: str) -> Iterator[Desk]:
    """An open desk on a machine on which no file may grow beyond a few kilobytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Desk.open(kept_desk) as desk:
        desk.claims(limit=1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
        try:
            yield desk
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_disk_is_told_and_leaves_nothing(full: Desk, tmp_path: Path) -> None:
    """A backup or zip file that cannot be finished is an input error, and no part of it stays."""
    for write in (full.backup, full.export_case, full.export_whole):
        with pytest.raises(InputError, match="out"):
            write(tmp_path / "out")

    assert not [*tmp_path.glob("*out*"), *tmp_path.glob(".*out*")]
