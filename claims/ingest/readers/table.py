"""Tables of articles: CSV, JSON lines, and JSON; a row is an article, or an address only."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import TextIOWrapper
from typing import Any

from claims.errors import OtherKindError, UnreadableError
from claims.ingest.columns import columns_of, words_in
from claims.ingest.compose import Finding, address, compose, domain, line
from claims.ingest.decode import decode
from claims.ingest.given import MOST_CHARACTERS, MOST_PARTS, Given, Readings, told
from claims.ingest.markup import words_of
from claims.ingest.page import BINARY, Left

SAMPLE = 256 * 1024
LONGEST_LINE = 8 * 1024 * 1024
ONLY_ADDRESS = "gives an address only, no text; fetch the page, or save it"
MARKUP = re.compile(r"</?(?:p|br|div|li|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
Values = dict[str, Any]


class Lines(Iterator[str]):
    """The decoded lines of a file, of which those since the last question are remembered."""

    def __init__(self, given: Given) -> None:
        sample = given.file.read(SAMPLE)
        if not sample.strip():
            raise UnreadableError("is empty; there is nothing to read")
        given.file.seek(0)
        decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample, charset=given.hints.charset)
        self.notes = decoded.notes
        self.encoding = decoded.encoding
        codec = decoded.encoding.removesuffix(" (guessed)")
        self._file = TextIOWrapper(given.file, encoding=codec, errors="replace", newline="")
        self._next = self._file.readline(LONGEST_LINE).removeprefix("\ufeff")
        self._number, self._begins = 0, 1
        self._held: list[str] = []

    def peek(self) -> str:
        """Return the line that comes next."""
        return self._next

    def __next__(self) -> str:
        if not self._next:
            raise StopIteration
        found, self._next = self._next, self._file.readline(LONGEST_LINE)
        self._number += 1
        self._held.append(found)
        return found.replace("\0", "")

    def taken(self) -> tuple[int, str]:
        """Return the number of the first line since the last question, and those lines."""
        place, found = self._begins, "".join(self._held)
        self._begins, self._held = self._number + 1, []
        return place, found


def read_csv(given: Given) -> Readings:
    """Read a CSV or TSV file whose first line names the columns."""
    csv.field_size_limit(MOST_CHARACTERS)
    lines = Lines(given)
    reader = csv.reader(lines, delimiter=max(",;\t", key=lines.peek().count))
    names = [name.strip() for name in next(reader, [])]
    columns = columns_of(names, given.columns)
    lines.taken()
    rows = ((*lines.taken(), dict(zip(names, values, strict=False))) for values in reader)
    yield from read_rows(given, rows, lines.notes, columns)


def read_json_lines(given: Given) -> Readings:
    """Read a file with a JSON object a line."""
    lines = Lines(given)
    rows = ((*lines.taken(), text) for text in lines)
    yield from read_rows(given, rows, lines.notes)


def read_json(given: Given) -> Readings:
    """Read a JSON file: a list of objects, by itself or as the only list in an object."""
    found = json.loads(decode(given.read()).text)
    if isinstance(found, dict):
        lists = [one for one in found.values() if isinstance(one, list)]
        found = lists[0] if len(lists) == 1 else [found]
    if not isinstance(found, list) or not found:
        raise OtherKindError("holds no list of articles; give a list of objects")
    sources = (json.dumps(one, ensure_ascii=False) for one in found)
    rows = ((place, source, source) for place, source in enumerate(sources, 1))
    yield from read_rows(given, rows, ())


def read_rows(
    given: Given,
    rows: Iterable[tuple[int, str, Values | str]],
    notes: tuple[str, ...],
    columns: Mapping[str, str] | None = None,
) -> Readings:
    """Read the rows of a table.

    Args:
        given: the table.
        rows: for each the line it begins on, its source, and its values or an object as JSON.
        notes: on decoding.
        columns: which holds what; None where each row names its columns, and the first tells.
    """
    count = 0
    for count, (place, source, values) in enumerate(rows, 1):
        if not source.strip():
            continue
        part = given.part(place, given.file)
        if count > MOST_PARTS:
            yield Left(part.name, f"holds more than {MOST_PARTS:,} rows; split it")
            return
        found = values if isinstance(values, dict) else as_object(str(values))
        if found is None:
            yield Left(part.name, "is no JSON object; a line holds one article")
            continue
        columns = columns or columns_of(found, given.columns)
        fields = {field: words_in(found.get(column)) for field, column in columns.items()}
        yield from told(part, read_row(part, fields, source, notes))
    if not count:
        raise UnreadableError("holds no rows; there is nothing to read")


def as_object(text: str) -> Values | None:
    """Return the object that a line of JSON holds; None for none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def read_row(
    given: Given, fields: Mapping[str, str], source: str, notes: tuple[str, ...]
) -> Readings:
    """Read a row as an article; one without text is told with its address."""
    url, _ = address(fields.get("url", ""))
    text = fields.get("text", "")
    if not text.strip():
        reason = ONLY_ADDRESS if url else "has neither text nor address"
        yield Left(given.name, reason, url, line(fields.get("title", "")))
        return
    found = Finding(
        raw=source.encode("utf-8", "replace"),
        title=fields.get("title", ""),
        text=words_of(text) if MARKUP.search(text) else text,
        publisher=fields.get("publisher") or domain(url),
        author=fields.get("author", ""),
        url=fields.get("url", ""),
        language=fields.get("language", ""),
        published=fields.get("published", ""),
        # Escapes hide the letters of a name from whoever searches the bytes for it.
        encoding=BINARY if "\\u" in source else "utf-8",
        notes=notes,
    )
    yield compose(given, found)
