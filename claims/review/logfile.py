"""An exported log, checked with nothing but the file."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TextIO

from claims.errors import InputError, LedgerError
from claims.exchange import LOG_FORMAT, head_path, restored
from claims.review.ledger import COLUMNS, Verification, verify_rows
from db.views import EventView

TEXTS = frozenset(field.name for field in fields(EventView) if field.type is str)

# The csv module refuses cells above 128 KiB; a claim or a reason may be longer.
LONGEST_CELL = 16 * 1024 * 1024


def verify_file(path: Path, head: str = "") -> Verification:
    """Check an exported log, CSV or JSON Lines, by itself.

    Where ``FILE.head.json`` lies beside it, the file must end as that says, and leave as many rows
    unread. Only a head that was kept elsewhere can tell whether both were rewritten. An excerpt
    holds where its chain does; how many rows it leaves unread is told.

    Args:
        path: the file, as ``claims export log`` wrote it, or saved again as UTF-8.
        head: ``N:HASH`` as kept elsewhere; the chain must pass through it.

    Raises:
        InputError: there is no such file, it cannot be read, or ``head`` has another form.
    """
    log = _LogFile()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file, _long_cells():
            found = verify_rows(log.rows(file), head)
        beside = _head_problem(path, found)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    problems = tuple(filter(None, (log.problem, *found.problems, beside)))
    return replace(found, ok=not problems, problems=problems)


@dataclass(slots=True)
class _LogFile:
    """Reads rows until the file ends or stops being a log; then ``problem`` says why."""

    problem: str = ""

    def rows(self, file: TextIO) -> Iterator[Sequence[object]]:
        try:
            start = file.read(1)
            file.seek(0)
            # A log without rows is an empty file in JSON Lines, and a header in CSV.
            is_jsonl = start == "{" or (not start and file.name.endswith(".jsonl"))
            yield from _jsonl_rows(file) if is_jsonl else _csv_rows(file)
        except UnicodeDecodeError:
            self.problem = "the file is not UTF-8 text; save it as UTF-8 or export it anew"
        except LedgerError as error:
            self.problem = str(error)


def _csv_rows(file: TextIO) -> Iterator[Sequence[object]]:
    reader = csv.reader(file, strict=True)
    try:
        header = next(reader, [])
        _check_columns(header)
        for cells in filter(None, reader):
            if len(cells) != len(header):
                raise LedgerError(
                    f"line {reader.line_num} has {len(cells)} cells instead of {len(header)}"
                )
            row = dict(zip(header, cells, strict=True))
            yield [restored(row[name]) if name in TEXTS else row[name] for name in COLUMNS]
    except csv.Error as error:
        raise LedgerError(f"line {reader.line_num} is no CSV: {error}") from error


def _jsonl_rows(file: TextIO) -> Iterator[Sequence[object]]:
    for number, line in enumerate(file, start=1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise LedgerError(f"line {number} is no JSON: {error}") from error
        if not isinstance(row, dict):
            raise LedgerError(f"line {number} is no row of a log")
        _check_columns(list(row))
        _check_types(row, number)
        yield [row[name] for name in COLUMNS]


def _check_columns(names: Sequence[str]) -> None:
    if missing := [name for name in COLUMNS if name not in names]:
        raise LedgerError(
            f"this is no verification log: it lacks {len(missing)} columns, {missing[0]!r} first"
        )
    if len(names) != len(COLUMNS):
        others = [name for name in names if name not in COLUMNS] or ["a column twice"]
        raise LedgerError(f"the log has {others[0]!r}, which its hashes do not cover; take it out")


def _check_types(row: Mapping[str, Any], number: int) -> None:
    for name, value in row.items():
        fits = isinstance(value, str) if name in TEXTS else type(value) in {int, type(None)}
        if not fits:
            raise LedgerError(f"line {number} has {value!r} in the column {name!r}")


def _head_problem(path: Path, found: Verification) -> str:
    beside = head_path(path)
    if not beside.exists():
        return ""
    try:
        kept = json.loads(beside.read_text(encoding="utf-8-sig"))
        head, form = f"{kept['count']}:{kept['hash']}", kept["format"]
        unread = kept.get("excerpt", {}).get("unread", 0)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return f"{beside.name} is no head of a log"
    if form != LOG_FORMAT:
        return f"{beside.name} is of the format {form!r}; this version reads {LOG_FORMAT}"
    if head != found.head:
        return f"the file ends at {found.head}, but {beside.name} says {head}"
    if unread != found.n_unread:
        return f"{found.n_unread} rows are unread, but {beside.name} says {unread}"
    return ""


@contextmanager
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
