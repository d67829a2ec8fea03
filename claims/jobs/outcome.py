"""What became of each file that a job was given."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

from claims.export.forms import csv_lines, write
from db.vocabulary import Stage

COLUMNS = ("file", "why", "already_here_as")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        name: the file.
        read: whether it was read; else it was left out.
        note: what came of it, or why it was left out.
        article_id: the article that it became, or is here already as; "" where there is none.
        warnings: what a person should know though it went in.
    """

    name: str
    read: bool
    note: str
    article_id: str = ""
    warnings: tuple[str, ...] = ()


def outcomes(steps: Path) -> list[Outcome]:
    """Return what became of each file, in the order in which they were read.

    Args:
        steps: the steps of a job, an object a line; those of a resumed job follow one another.
    """
    found: dict[str, Outcome] = {}
    names: dict[str, str] = {}
    extracted: set[str] = set()
    for step in lines(steps):
        if step["stage"] == Stage.READ:
            one = _outcome(step)
            before = found.get(one.name)
            # A job that goes on finds here what it had read itself.
            if before is None or not before.read or before.article_id != one.article_id:
                found[one.name] = one
            names.setdefault(one.article_id, one.name)
        elif step["stage"] == Stage.EXTRACT:
            name = names.get(step["article_id"], step["item"])
            before = found.get(name)
            after = _extracted(before, step)
            # What became of an article in two steps, as of claims followed into another version.
            if before and name in extracted:
                after = replace(after, note=f"{before.note}; {after.note}")
            found[name] = after
            extracted.add(name)
    return list(found.values())


def left_out(some: Iterable[Outcome]) -> bytes:
    """Return the files that were left out, and why, as CSV that Excel reads too."""
    text = StringIO()
    records = (
        {"file": one.name, "why": one.note, "already_here_as": one.article_id}
        for one in some
        if not one.read
    )
    write(text, csv_lines, COLUMNS, records)
    return text.getvalue().encode("utf-8-sig")


def lines(steps: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file that has one a line, and that may still be written."""
    if not steps.exists():
        return
    with steps.open(encoding="utf-8") as file:
        for line in file:
            # The process may have died within a line.
            if line.endswith("\n"):
                yield json.loads(line)


def _outcome(step: dict[str, Any]) -> Outcome:
    return Outcome(
        name=step["item"],
        read=not (step["failed"] or step["left_out"]),
        note=step["note"],
        article_id=step["article_id"],
        warnings=tuple(step["warnings"]),
    )


def _extracted(before: Outcome | None, step: dict[str, Any]) -> Outcome:
    after = _outcome(step)
    if before is None:
        return after
    warnings = tuple(dict.fromkeys((*before.warnings, *after.warnings)))
    return replace(after, name=before.name, warnings=warnings)
