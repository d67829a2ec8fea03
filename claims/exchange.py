"""What those who write and those who read exported files agree on.

A cell of a CSV file must not be taken for a formula by a spreadsheet, and must lead back to the
true text, over which the log's hashes are computed.
"""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

LOG_FORMAT = "claimdesk.log.v1"

# The action of a row that an excerpt of the log keeps for its chain alone; no decision has it.
UNREAD = "unread"

# Zip files: their formats, what tells of their members, and where a case keeps the log.
CASE_FORMAT = "claimdesk.case.v1"
DESK_FORMAT = "claimdesk.desk.v1"
MANIFEST = "manifest.json"
CASE_LOG = "log.csv"
TABLES, CAPTURES = "tables/", "captures/"

# How the bytes of a column are told from its text in JSON.
BASE64 = "base64"

# The extractor of a claim that a person added.
BY_HAND = "by hand"

STARTERS = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - the full-width ones count as well
APOSTROPHE = "'"

# Spreadsheets skip these before they look for a formula: spaces, controls, zero-width marks.
SKIPPED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def head_path(log: Path) -> Path:
    """Return where the head of an exported log lies: ``FILE.head.json`` beside it."""
    return log.with_name(f"{log.name}.head.json")


def moment(time: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC, to the second, ending in Z."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time else None


def disarmed(text: str) -> str:
    """Return the cell for ``text``: with an apostrophe before it where it could be a formula.

    A text that begins with an apostrophe gets one more, so that :func:`restored` always leads
    back. The rule is OWASP's for CSV injection, widened by full-width and invisible characters.
    """
    return APOSTROPHE + text if text.startswith(APOSTROPHE) or _is_formula(text) else text


def restored(cell: str) -> str:
    """Return the true text of a cell that :func:`disarmed` wrote.

    An apostrophe that it would not have put there is part of the text.
    """
    if not cell.startswith(APOSTROPHE):
        return cell
    text = cell.removeprefix(APOSTROPHE)
    return text if disarmed(text) == cell else cell


def _is_formula(text: str) -> bool:
    if text[:1].isalnum():  # as nearly every cell begins: the rule below would take its time
        return False
    for character in text:
        if character in STARTERS:
            return True
        if unicodedata.category(character) not in SKIPPED:
            return False
    return False
