"""An exported log, checked with nothing but the file."""

import json
from dataclasses import replace
from pathlib import Path

from claims.errors import InputError
from claims.exchange import LOG_FORMAT, head_path
from claims.progress import Tick, unseen
from claims.review.archive import verify_archive
from claims.review.ledger import Verification, verify_rows
from claims.review.rows import LogFile

# APPNOTE.TXT of PKWARE, 4.3.7. At its end, where zipfile looks, a log could hold the like.
ZIP_HEADER = b"PK\x03\x04"


def verify_file(path: Path, head: str = "", tick: Tick = unseen) -> Verification:
    """Check an exported log, CSV or JSON Lines, or a zip file that holds one, by itself.

    Where ``FILE.head.json`` lies beside it, the file must end as that says, and leave as many rows
    unread. Only a head that was kept elsewhere can tell whether both were rewritten. An excerpt
    holds where its chain does; how many rows it leaves unread is told.

    Args:
        path: the file, as ``claims export`` wrote it, or a log saved again as UTF-8.
        head: ``N:HASH`` as kept elsewhere; the chain must pass through it.
        tick: is told how many rows are read.

    Raises:
        InputError: there is no such file, it cannot be read, or ``head`` has another form.
    """
    log = LogFile()
    try:
        if _is_zip(path):
            return verify_archive(path, head, tick)
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = verify_rows(log.rows(file), head, tick)
        beside = _head_problem(path, found)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    problems = tuple(filter(None, (log.problem, *found.problems, beside)))
    return replace(found, ok=not problems, problems=problems)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(ZIP_HEADER)) == ZIP_HEADER


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
