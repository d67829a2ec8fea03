"""Records as text: CSV for spreadsheets, JSON Lines for programs, JSON-LD for other desks.

CSV follows RFC 4180: UTF-8, CRLF, quotation marks where needed.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from claims.exchange import disarmed
from claims.export.records import Record

JOIN = " > "


def write_csv(file: TextIO, columns: Sequence[str], records: Iterable[Record]) -> int:
    """Write records as RFC 4180 with a header, formulas disarmed; return how many."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007 - the last count is the result
        writer.writerow([_cell(record[name]) for name in columns])
    return count


def write_jsonl(file: TextIO, columns: Sequence[str], records: Iterable[Record]) -> int:
    """Write records as JSON Lines, a line each; return how many."""
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007 - the last count is the result
        values = {name: record[name] for name in columns}
        file.write(json.dumps(values, ensure_ascii=False) + "\n")
    return count


def write_array(file: TextIO, _columns: Sequence[str], records: Iterable[Record]) -> int:
    """Write records as one JSON array, a line each; return how many."""
    count = 0
    file.write("[")
    for count, record in enumerate(records, start=1):
        file.write(",\n" if count > 1 else "\n")
        json.dump(record, file, ensure_ascii=False)
    file.write("\n]\n")
    return count


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
