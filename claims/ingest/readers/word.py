"""Word files (DOCX): one article, or the many that a press database exported into one file."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.table import Table

from claims.errors import UnreadableError
from claims.ingest.compose import Finding, compose
from claims.ingest.given import Given, Readings
from claims.ingest.page import BINARY
from claims.ingest.readers.nexis import is_export, read_export
from claims.ingest.zips import open_zip, refuse_doctype

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARAGRAPHS = 200_000


def read_word(given: Given) -> Readings:
    """Read a Word file: one article, or each of those that a press database put into it."""
    raw = given.read()
    refuse_doctype(open_zip(BytesIO(raw), most_bytes=MOST_UNPACKED))
    document = docx.Document(BytesIO(raw))
    lines = [line.strip() for line in lines_of(document)]
    if is_export(lines):
        yield from read_export(given, lines)
        return
    core = document.core_properties
    made = core.created.isoformat() if core.created else ""
    found = finding(lines, made, title=core.title, author=core.author, language=core.language)
    yield compose(given, found)


def finding(lines: list[str], made: str, *, title: str, author: str, language: str) -> Finding:
    """Return what a single article holds; its title is its first paragraph where none is set."""
    lines = [line for line in lines if line]
    if lines and (not title or lines[0] == title) and len(lines[0]) <= 300:  # noqa: PLR2004
        title, *lines = lines
    note = ("dated by when the Word file was made, as it says itself",) if made else ()
    return Finding(
        raw=None,
        title=title,
        text="\n\n".join(lines),
        author="" if author == "python-docx" else author,
        language=language.partition("-")[0].lower(),
        published=made,
        encoding=BINARY,
        notes=note,
    )


def lines_of(document: Document) -> Iterator[str]:
    """Yield the text of paragraphs and the rows of tables, in the order of the document."""
    blocks = iter(document.iter_inner_content())
    for number, block in enumerate(blocks):
        if number > MOST_PARAGRAPHS:
            raise UnreadableError(f"holds more than {MOST_PARAGRAPHS:,} paragraphs; split it")
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        else:
            yield from block.text.split("\n")
