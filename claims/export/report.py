"""What was left out when files were read, as a table for those who must look after it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from claims.export.forms import csv_lines, write
from claims.export.target import replacing

REPORT_COLUMNS = ("file", "outcome", "reason", "address")


class LeftOut(Protocol):
    """A step of reading that gave no article."""

    @property
    def item(self) -> str: ...  # noqa: D102
    @property
    def note(self) -> str: ...  # noqa: D102
    @property
    def failed(self) -> bool: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102


def write_report(to: Path, steps: Iterable[LeftOut]) -> int:
    """Write a CSV file with a row for each file, or part of one, that gave no article.

    Args:
        to: the file.
        steps: those that gave none.

    Returns:
        How many rows it has.

    Raises:
        InputError: the file cannot be written.
    """
    with replacing(to, "utf-8") as file:
        return write(file, csv_lines, REPORT_COLUMNS, map(_record, steps))


def _record(step: LeftOut) -> dict[str, str]:
    outcome = "failed" if step.failed else "passed over"
    reason = step.note.removeprefix("skipped: ")
    return {"file": step.item, "outcome": outcome, "reason": reason, "address": step.url}
