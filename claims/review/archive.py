"""A case file or an exported desk, checked with nothing but the file."""

import hashlib
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from claims.errors import InputError
from claims.exchange import CASE_FORMAT, DESK_FORMAT, MANIFEST
from claims.progress import Tick, unseen
from claims.review.ledger import Verification, verify_rows
from claims.review.rows import LogFile

CHUNK = 1 << 20
FORMATS = (CASE_FORMAT, DESK_FORMAT)

# What reading a zip raises where its bytes were changed, cut off or locked.
UNREADABLE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError)


def verify_archive(path: Path, head: str = "", tick: Tick = unseen) -> Verification:
    """Check every member of a zip file against its manifest, and the log in it.

    Who can rewrite both file and manifest is caught only by a head that was kept elsewhere.

    Args:
        path: as ``claims export case`` or ``claims export desk`` wrote it.
        head: ``N:HASH`` as kept elsewhere; the chain must pass through it.
        tick: is told how many rows of the log are read.

    Raises:
        InputError: ``head`` has another form, or the file cannot be read.
    """
    nothing = Verification(ok=False, n_rows=0, head="0:", problems=())
    try:
        with ZipFile(path) as archive:
            manifest = manifest_of(archive)
            problems = [*_member_problems(archive, manifest["members"])]
            found = _verify_log(archive, manifest, head, tick)
    except UNREADABLE as error:
        return replace(nothing, problems=(f"{path.name} is damaged: {error}",))
    except (ValueError, TypeError, RecursionError) as error:
        return replace(nothing, problems=(f"{path.name} has no manifest of ours: {error}",))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    problems += found.problems
    return replace(found, ok=not problems, problems=tuple(problems))


def manifest_of(archive: ZipFile) -> Mapping[str, Any]:
    """Return the manifest of one of our zip files; raises ValueError or TypeError for another's."""
    manifest = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") not in FORMATS:
        raise ValueError(f"its format is none of {', '.join(FORMATS)}")
    wanted = {"members": dict, "log": str, "head": str}
    for name, kind in wanted.items():
        if not isinstance(manifest.get(name), kind):
            raise TypeError(f"{name!r} is missing in it")
    if odd := [name for name, said in manifest["members"].items() if not isinstance(said, dict)]:
        raise TypeError(f"it does not say of {odd[0]!r} what it is")
    return manifest


def _member_problems(archive: ZipFile, members: Mapping[str, Any]) -> Iterator[str]:
    names = [name for name in archive.namelist() if name != MANIFEST]
    if len(archive.namelist()) != len(members) + 1 or set(names) != set(members):
        odd = sorted({*names} ^ {*members}) or ["a file twice"]
        yield f"the manifest and the zip file do not hold the same: {odd[0]}"
    for name in names:
        if name in members and _sha256(archive, name) != members[name].get("sha256"):
            yield f"{name} does not have the hash that the manifest names: it was changed"


def _sha256(archive: ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _verify_log(
    archive: ZipFile, manifest: Mapping[str, Any], head: str, tick: Tick
) -> Verification:
    log = LogFile()
    with archive.open(manifest["log"]) as member:
        file = io.TextIOWrapper(member, encoding="utf-8-sig", newline="")
        found = verify_rows(log.rows(file), head, tick)
    differs = ""
    if found.head != manifest["head"]:
        differs = f"the log ends at {found.head}, but the manifest says {manifest['head']}"
    elif found.n_unread != manifest.get("unread", 0):
        differs = f"{found.n_unread} rows are unread, but the manifest says otherwise"
    problems = tuple(filter(None, (log.problem, *found.problems, differs)))
    return replace(found, ok=not problems, problems=problems)
