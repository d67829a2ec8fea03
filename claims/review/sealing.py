"""Whether rows of a desk's log have the hashes that seal them.

A row's hash covers the row alone, the hash before it included, so rows can be checked apart from
each other; it is more than half of the work of checking a log. Of a long log processes of their
own, ``python -m claims.review.sealing``, check a part each while the caller walks the chain. They
load nothing but the standard library.
"""

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from claims.child import start

MODULE = "claims.review.sealing"
# A process starts in about as long as it takes to check so many rows.
WORTH_A_PROCESS = 50_000

Sealed = tuple[int, bytes, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What checking a part of a log found.

    Attributes:
        unsealed: number of the first row that does not have its hash; None where all have.
        error: why reading ended early; "" where it did not.
    """

    unsealed: int | None = None
    error: str = ""


def check(rows: Iterable[Sealed]) -> Found:
    """Look for a row that does not have its hash.

    Args:
        rows: of each its number, what its hash covers, and its hash.
    """
    for number, canonical, sealed in rows:
        if hashlib.sha256(canonical).hexdigest() != sealed:
            return Found(number)
    return Found()


class Sealing:
    """Processes that check a log, a part each; they are gone after the ``with`` block."""

    def __init__(self, file: Path | None, queries: Sequence[str]) -> None:
        """Start them.

        Args:
            file: the desk; one in memory no other process can read, and none is started.
            queries: for each part, the rows that :func:`check` takes; a single one starts none.
        """
        self.parts = len(queries)
        self.children = [
            start(MODULE, str(file), query) for query in queries if file and self.parts > 1
        ]

    def found(self) -> list[Found | None]:
        """Wait for what each found; None where there is none, or it died over it."""
        told = [child.communicate()[0] for child in self.children] or [b""] * self.parts
        return [Found(**json.loads(one)) if one else None for one in told]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for child in self.children:
            with child:
                child.kill()


def main(file: str, query: str) -> None:
    """Check what a query finds in a file, and print it."""
    address = f"{Path(file).absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            found = check(connection.execute(query))
    except sqlite3.Error as error:
        found = Found(error=str(error))
    print(json.dumps({"unsealed": found.unsealed, "error": found.error}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
