"""Files that take their place whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from claims.errors import InputError

# sqlite.org/fileformat.html, 1.3
SQLITE_HEADER = b"SQLite format 3\0"


@contextmanager
def replacing(path: Path, encoding: str) -> Iterator[TextIO]:
    """Give a text file that takes the place of ``path`` once it is complete.

    Raises:
        InputError: it cannot be written, is no ordinary file, or is a database.
    """
    with part_of(path) as part, part.open("x", encoding=encoding, newline="") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """Give a binary file that takes the place of ``path`` once it is complete.

    Raises:
        InputError: it cannot be written, is no ordinary file, or is a database.
    """
    with part_of(path) as part, part.open("x+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """Give a name beside ``path``; what stands there at the end takes the place of ``path``.

    Raises:
        InputError: it cannot be written, is no ordinary file, or is a database.
    """
    target = path.resolve()
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        # A device such as /dev/null must not be replaced by a file.
        if target.exists() and not target.is_file():
            raise InputError(f"{path} is not a file; give the name of one, such as log.csv")
        if _is_database(target):
            raise InputError(f"{path} is a desk or another database; choose another file")
        yield part
        part.replace(target)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}; choose another file or folder"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _is_database(path: Path) -> bool:
    # One slip of the keyboard must not put a log in the place of the desk that it came from.
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE_HEADER)) == SQLITE_HEADER
