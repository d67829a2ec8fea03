"""The rows of an exported log, as its file has them."""

import csv
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from operator import itemgetter
from types import NoneType
from typing import Any, TextIO

from claims.errors import LedgerError
from claims.exchange import APOSTROPHE, restored
from claims.review.ledger import COLUMNS
from db.views.log import EventView

TEXTS = frozenset(field.name for field in fields(EventView) if field.type is str)
TEXTS_OF = itemgetter(*TEXTS)
NUMBERS_OF = itemgetter(*(name for name in COLUMNS if name not in TEXTS))
VALUES_OF = itemgetter(*COLUMNS)
NUMBERS = frozenset({int, NoneType})

# The csv module refuses cells above 128 KiB; a claim or a reason may be longer.
LONGEST_CELL = 16 * 1024 * 1024


@dataclass(slots=True)
class LogFile:
    """Reads rows until the file ends or stops being a log; then ``problem`` says why."""

    problem: str = ""

    def rows(self, file: TextIO) -> Iterator[Sequence[object]]:
        """Yield the columns of each row in the order of the log."""
        try:
            start = file.read(1)
            file.seek(0)
            # A log without rows is an empty file in JSON Lines, and a header in CSV.
            is_jsonl = start == "{" or (not start and file.name.endswith(".jsonl"))
            with _long_cells():
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
        in_order = itemgetter(*(header.index(name) for name in COLUMNS))
        for cells in filter(None, reader):
            if len(cells) != len(header):
                raise LedgerError(
                    f"line {reader.line_num} has {len(cells)} cells instead of {len(header)}"
                )
            yield [
                restored(cell) if cell.startswith(APOSTROPHE) and name in TEXTS else cell
                for name, cell in zip(COLUMNS, in_order(cells), strict=True)
            ]
    except csv.Error as error:
        raise LedgerError(f"line {reader.line_num} is no CSV: {error}") from error


def _jsonl_rows(file: TextIO) -> Iterator[Sequence[object]]:
    decoder = json.JSONDecoder(object_pairs_hook=_each_once)
    for number, line in enumerate(file, start=1):
        try:
            row = decoder.decode(line)
        except (ValueError, RecursionError) as error:
            raise LedgerError(f"line {number} is no JSON: {error}") from error
        except LedgerError as error:
            raise LedgerError(f"line {number} {error}") from error
        if not isinstance(row, dict):
            raise LedgerError(f"line {number} is no row of a log")
        _check_columns(row)
        _check_types(row, number)
        yield VALUES_OF(row)


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    # Of a name that stands there twice, some programs show the first value and some the last.
    row = dict(pairs)
    if len(row) != len(pairs):
        raise LedgerError("has a column twice; the hashes of a log cover one of them")
    return row


def _check_columns(names: Collection[str]) -> None:
    if missing := [name for name in COLUMNS if name not in names]:
        raise LedgerError(
            f"this is no verification log: it lacks {len(missing)} columns, {missing[0]!r} first"
        )
    if len(names) != len(COLUMNS):
        others = [name for name in names if name not in COLUMNS] or ["a column twice"]
        raise LedgerError(f"the log has {others[0]!r}, which its hashes do not cover; take it out")


def _check_types(row: Mapping[str, Any], number: int) -> None:
    if {*map(type, TEXTS_OF(row))} == {str} and {*map(type, NUMBERS_OF(row))} <= NUMBERS:
        return
    for name, value in row.items():
        fits = isinstance(value, str) if name in TEXTS else type(value) in NUMBERS
        if not fits:
            raise LedgerError(f"line {number} has {value!r} in the column {name!r}")


@contextmanager
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
