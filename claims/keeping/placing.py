"""A new desk that is built aside and put in its place when it is whole; never over another."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claims.errors import ConfigurationError, InputError
from db.engine import UnsupportedDatabaseError, database_file

# What SQLite keeps beside a database.
BESIDE = ("", "-wal", "-shm", "-journal")


def new_place(url: str) -> Path:
    """Return the file of a desk that is not there yet.

    Raises:
        ConfigurationError: the address is not SQLite.
        InputError: it is a desk in memory, or something lies there already.
    """
    try:
        place = database_file(url)
    except UnsupportedDatabaseError as error:
        raise ConfigurationError(f"{error}; name another with --db") from error
    if place is None:
        raise InputError(f"{url} is a desk in memory; name a file with --db sqlite:///FILE")
    for end in BESIDE:
        if place.with_name(place.name + end).exists():
            raise InputError(
                f"{place}{end} is there already, and no desk is ever replaced; "
                "name another with --db, or move that one away"
            )
    return place


@contextmanager
def put_in_place(place: Path) -> Iterator[Path]:
    """Give a name beside ``place``; the file that is made there becomes ``place``.

    Raises:
        InputError: it cannot be written, or what it is made of not read, or something came to lie
            at ``place`` meanwhile.
    """
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        # Renaming replaces what is there; making the file first fails where there is one. A link
        # would do both at once, but the file systems of memory sticks have none.
        place.touch(exist_ok=False)
        part.replace(place)
    except FileExistsError as error:
        raise InputError(f"{place} came to be there meanwhile; name another file") from error
    except OSError as error:
        what = place if error.filename in {None, str(part)} else error.filename
        raise InputError(
            f"{what} cannot be used: {error.strerror or error}; choose another file or folder"
        ) from error
    finally:
        for end in BESIDE:
            with suppress(OSError):
                part.with_name(part.name + end).unlink()
