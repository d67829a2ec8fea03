"""Exported CSV in a real spreadsheet: what LibreOffice makes of every cell."""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from claims import Desk, Verdict
from claims.exchange import disarmed

OFFICES = ("soffice", "libreoffice")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

# What a spreadsheet would take for a formula, a number or two cells, and letters of all sorts.
REASONS = (
    '=HYPERLINK("https://example.com","x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",  # noqa: RUF001 - full-width, as a Korean keyboard has it
    "'quoted",
    "  =1",
    'two\nlines, "so"; and more',
    "김검토 Ünïcode 🌉",
)


class Cell(NamedTuple):
    """A cell as the spreadsheet has it."""

    formula: str = ""
    kind: str = ""
    text: str = ""


def find_office() -> str:
    """Return LibreOffice; a test without it fails, for it has shown nothing."""
    named = os.environ.get("CLAIMS_OFFICE")
    found = named or next(filter(None, map(shutil.which, OFFICES)), None)
    if found is None:
        pytest.fail(
            f"no LibreOffice is installed: none of {', '.join(OFFICES)} is on the path; "
            "run `sh tests/e2e/office.sh`, or name one in CLAIMS_OFFICE",
            pytrace=False,
        )
    return found


def opened(files: list[Path], place: Path) -> list[list[list[Cell]]]:
    """Open CSV files as a person would who chooses UTF-8 and commas; return their cells."""
    subprocess.run(
        [
            find_office(),
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless",
            "--infilter=CSV:44,34,76,1",
            "--convert-to",
            "fods",
            "--outdir",
            str(place),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    trees = (ET.parse(place / f"{file.stem}.fods") for file in files)
    return [[list(cells(row)) for row in tree.iter(f"{TABLE}table-row")] for tree in trees]


def cells(row: ET.Element) -> Iterator[Cell]:
    """The cells of a row; those at its end that are empty come once."""
    for cell in row.findall(f"{TABLE}table-cell"):
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        text = "\n".join(map(words, cell.findall(f"{TEXT}p")))
        made = Cell(cell.get(f"{TABLE}formula", ""), cell.get(f"{OFFICE}value-type", ""), text)
        yield from [made] * (repeated if repeated < 100 else 1)


def words(element: ET.Element) -> str:
    """The text of a paragraph; runs of spaces and tabs are elements of their own."""
    spaces = {f"{TEXT}s": " " * int(element.get(f"{TEXT}c", "1")), f"{TEXT}tab": "\t"}
    inside = "".join(words(one) + (one.tail or "") for one in element)
    return spaces.get(element.tag, "") + (element.text or "") + inside


def same(cell: Cell, written: str) -> bool:
    """Whether a cell holds what the file says; numbers and truths may be shown otherwise."""
    if cell.kind in {"float", "percentage"}:
        return float(cell.text) == float(written)
    return cell.text.lower() == written if cell.kind == "boolean" else cell.text == written


def test_spreadsheet_has_every_cell_and_no_formula(hostile_desk: str, tmp_path: Path) -> None:
    """Opened in LibreOffice, each cell of claims and log is what was written, and none computes."""
    with Desk.open(hostile_desk) as desk:
        for reason in REASONS:
            desk.decide("c-well", Verdict.REFUTED, by=reason, reason=reason)
        files = [desk.export(what, to=tmp_path / f"{what}.csv").path for what in ("claims", "log")]
    found = opened(files, tmp_path / "opened")
    compared = 0
    for file, rows in zip(files, found, strict=True):
        with file.open(encoding="utf-8", newline="") as lines:
            written = list(csv.reader(lines))
        assert len(rows) == len(written)
        for cells_there, line in zip(rows, written, strict=True):
            padded = cells_there + [Cell()] * (len(line) - len(cells_there))
            assert [one for one in padded if one.formula] == []
            wrong = [(a, b) for a, b in zip(padded, line, strict=False) if not same(a, b)]
            assert wrong == []
            compared += len(line)

    assert compared > len(REASONS) * 34
    assert disarmed(REASONS[0]) in {cell.text for row in found[1] for cell in row}
