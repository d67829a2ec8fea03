"""A desk made of one that was exported: the same ids, the same decisions, the same log."""

import io
import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims.errors import InputError, LedgerError
from claims.exchange import BASE64, CAPTURES, DESK_FORMAT, TABLES
from claims.keeping.placing import new_place, put_in_place
from claims.review.archive import manifest_of, verify_archive
from claims.review.ledger import Verification, verify_desk
from db.copies import DamagedDatabaseError, opened_alone
from db.engine import UnsupportedDatabaseError, migrate, survey, writing
from db.tables import check_at_the_end, insert_raw

# What rows and a manifest raise that nobody exported so.
ODD = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


def import_desk(exported: Path, url: str) -> Verification:
    """Make a desk of an exported one, where there is none yet, after every hash was checked.

    The tables are made as they were when it was exported, and brought up to date once they are
    full, so that a desk of an earlier version can be taken in.

    Args:
        exported: as ``claims export desk`` wrote it.
        url: where the desk will be.

    Raises:
        ConfigurationError: ``url`` is not an SQLite address.
        InputError: something lies there already, or the file is no desk of a known version.
        LedgerError: the file was changed; nothing is made of it.
    """
    place = new_place(url)
    found = verify_archive(exported)
    if not found.ok:
        raise LedgerError(f"{exported} does not hold: {found.problems[0]}; export the desk anew")
    with ZipFile(exported) as archive, put_in_place(place) as part:
        manifest = manifest_of(archive)
        if manifest["format"] != DESK_FORMAT:
            raise InputError(
                f"{exported} is a case file, which holds a part of a desk; "
                "`claims export desk` writes what can be imported"
            )
        with _told(exported), opened_alone(part) as engine:
            migrate(engine, to=str(manifest["schema"]))
            with writing(engine) as session:
                _fill(session, archive, manifest["tables"])
            migrate(engine)
            survey(engine)
            verification = verify_desk(engine, head=manifest["head"])
        if not verification.ok:
            raise LedgerError(f"{exported} does not hold: {verification.problems[0]}")
    return verification


@contextmanager
def _told(exported: Path) -> Iterator[None]:
    """Turn what an odd file provokes into a word on it: its hashes are right, and nothing else."""
    try:
        yield
    except (DamagedDatabaseError, DBAPIError) as error:
        raise LedgerError(f"{exported} holds no whole desk: {error}") from error
    except UnsupportedDatabaseError as error:
        raise InputError(f"{exported} cannot be imported: {error}") from error
    except ODD as error:
        raise InputError(
            f"{exported} holds what no desk exports ({error!r}); export the desk anew"
        ) from error


def _fill(session: Session, archive: ZipFile, names: list[str]) -> None:
    check_at_the_end(session)
    for name in names:
        rows = _captures(archive) if name == "capture" else _rows(archive, name)
        insert_raw(session, name, rows)


def _captures(archive: ZipFile) -> Iterator[Mapping[str, Any]]:
    for name in archive.namelist():
        if name.startswith(CAPTURES):
            yield {"sha256": name.removeprefix(CAPTURES), "raw": archive.read(name)}


def _rows(archive: ZipFile, name: str) -> Iterator[Mapping[str, Any]]:
    with archive.open(f"{TABLES}{name}.jsonl") as member:
        for line in io.TextIOWrapper(member, encoding="utf-8", newline="\n"):
            yield {column: _stored(value) for column, value in json.loads(line).items()}


def _stored(value: Any) -> Any:
    return b64decode(value[BASE64]) if isinstance(value, dict) else value
