"""Records as text: CSV for spreadsheets, JSON Lines for programs, JSON-LD for other desks.

CSV follows RFC 4180: UTF-8, CRLF, quotation marks where needed.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from claims.exchange import disarmed
from claims.export.records import Record

JOIN = " > "

Lines = Callable[[Sequence[str], Iterable[Record]], Iterator[str]]


def write(file: TextIO, lines: Lines, columns: Sequence[str], records: Iterable[Record]) -> int:
    """Write records into a file, in the form that ``lines`` gives them; return how many."""
    count = 0

    def counted() -> Iterator[Record]:
        nonlocal count
        for count, record in enumerate(records, start=1):  # noqa: B007 - the last is the result
            yield record

    file.writelines(lines(columns, counted()))
    return count


def csv_lines(columns: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    """Yield records as RFC 4180 with a header, formulas disarmed."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow(columns)
    for record in records:
        yield writer.writerow([_cell(record[name]) for name in columns])


class _Echo:
    """Gives a line back to who wrote it, for the writer of CSV knows only files."""

    @staticmethod
    def write(line: str) -> str:
        return line


def jsonl_lines(columns: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    """Yield records as JSON Lines, a line each."""
    for record in records:
        values = {name: record[name] for name in columns}
        yield json.dumps(values, ensure_ascii=False) + "\n"


def array_lines(_columns: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    """Yield records as one JSON array, a line each."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(record, ensure_ascii=False)
        before = ",\n"
    yield "[\n]\n" if before == "[\n" else "\n]\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return disarmed(JOIN.join(_item(one) for one in value))
    return disarmed(str(value))


def _item(value: object) -> str:
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)
