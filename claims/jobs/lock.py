"""Locks between processes, by SQLite, which every system that holds a desk has.

The system releases one when its process ends, however that comes. So whoever looks knows whether a
job lives without a heartbeat, and without a process number that another may have by now.
"""

import sqlite3
from contextlib import closing
from pathlib import Path


def take(path: Path, *, wait: float = 0) -> sqlite3.Connection | None:
    """Take a lock, and return what holds it until it is closed; None where another has it.

    Args:
        path: the file that stands for the lock; made where it is not there.
        wait: how many seconds to wait for it.
    """
    lock = sqlite3.connect(path, timeout=wait, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        return None
    return lock


def held(path: Path) -> bool:
    """Tell whether a process has a lock; asking does not stand in the way of anybody."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as probe:
        try:
            probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return False
