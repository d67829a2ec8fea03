"""Backups of a desk, and the way back from one."""

import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from claims.errors import InputError, LedgerError
from claims.keeping.placing import new_place, put_in_place
from claims.progress import Tick, unseen
from claims.review.ledger import Verification, verify_desk
from db.copies import DamagedDatabaseError, copy_into, integrity_problems, opened_alone
from db.engine import UnsupportedDatabaseError, migrate, missing_guards, reading


def back_up(engine: Engine, to: Path, tick: Tick = unseen) -> Verification:
    """Write a copy of a desk as it stands at this moment, while others may write; then check it.

    Args:
        engine: the desk.
        to: a file that is not there yet.
        tick: is told, once the copy is made, how many rows of its log are checked.

    Returns:
        What checking the copy's log found; its head belongs with the backup.

    Raises:
        InputError: the file is there already, or cannot be written.
    """
    if to.exists():
        raise InputError(f"{to} is there already, and no backup is replaced; name another file")
    with put_in_place(to) as part:
        try:
            copy_into(engine, part)
        except sqlite3.Error as error:
            raise InputError(
                f"the desk cannot be copied to {to}: {error}; make room, or name a file on another "
                "disk"
            ) from error
        with opened_alone(part) as copy:
            return verify_desk(copy, tick=tick)


def restore(backup: Path, url: str) -> Verification:
    """Make a desk of a backup, where there is none yet, after it has been checked.

    It must be whole as SQLite and as a desk: no broken page, no row that refers to nothing, every
    guard of the log, and a log that holds. One of an earlier version is brought up to date.

    Args:
        backup: as :func:`back_up` wrote it.
        url: where the desk will be.

    Raises:
        ConfigurationError: ``url`` is not an SQLite address.
        InputError: something lies there already, or the backup cannot be read, is no desk or one
            that is at work.
        LedgerError: the backup is damaged or was tampered with; nothing is made of it.
    """
    place = new_place(url)
    if not backup.is_file():
        raise InputError(f"there is no backup at {backup}; name a file that `claims backup` wrote")
    beside = backup.with_name(f"{backup.name}-wal")
    if beside.exists() and beside.stat().st_size:
        raise InputError(
            f"{backup} is a desk at work: what was decided last stands in {beside.name}; "
            "`claims backup` makes a file of it that holds all"
        )
    with put_in_place(place) as part:
        shutil.copyfile(backup, part)
        try:
            with opened_alone(part) as engine:
                return _checked(engine, backup)
        except UnsupportedDatabaseError as error:
            raise InputError(f"{backup} is no backup for this version: {error}") from error
        except DamagedDatabaseError as error:
            raise LedgerError(f"{backup} is damaged: {error}; try an older one") from error


def _checked(engine: Engine, backup: Path) -> Verification:
    with reading(engine) as session:
        problems = integrity_problems(session)
        missing = missing_guards(session)
    if problems:
        raise LedgerError(f"{backup} is damaged: {problems[0]}; try an older one")
    # Asked before migrating, which would put them back and hide that they were gone.
    if missing:
        raise LedgerError(
            f"{backup} lacks the guard {missing[0]} of its log: it was no desk, or somebody took "
            "the guard away; try an older one"
        )
    migrate(engine)
    verification = verify_desk(engine)
    if not verification.ok:
        raise LedgerError(
            f"the log in {backup} does not hold: {verification.problems[0]}; try an older one"
        )
    return verification
