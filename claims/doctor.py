"""What can be wrong with a machine, a model or a desk, and what to do about it."""

import hashlib
import shutil
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, PackagePath, distribution
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import DatabaseError

from claims.desk import Desk, desk_exists
from claims.errors import ClaimdeskError
from claims.registry import ABSENT, create, extractors, linkers
from claims.settings import Settings, packaged
from db.engine import UnsupportedDatabaseError, database_file

# Every SQLite before it can corrupt a WAL database when two connections reset the log at once:
# sqlite.org/wal.html#walresetbug
SAFE_SQLITE = (3, 51, 3)

ENOUGH_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        level: good, warn (works, but a person should know) or bad.
        found: what was seen.
        remedy: what to do; "" where nothing is.
    """

    name: str
    level: Literal["good", "warn", "bad"]
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a desk that can be unsound.

    Attributes:
        problems: names what is wrong with it, each in a clause.
        absent: what is said where there is no desk.
        sound: what is said where nothing is wrong.
        remedy: what to do where something is.
    """

    problems: Callable[[Desk], list[str]]
    absent: str
    sound: str
    remedy: str


def examine(url: str, settings: Settings) -> list[Check]:
    """Look at the machine, the parts and the desk at ``url``; never raises for what it finds."""
    checks: list[tuple[str, Callable[[], Check]]] = [
        ("SQLite", _sqlite),
        ("disk", lambda: _disk(url)),
        ("extractor", lambda: _part("extractor", settings)),
        ("linker", lambda: _part("linker", settings)),
        ("seed corpus", _corpus),
        ("models", _models),
        ("desk", lambda: _desk(url, settings)),
    ]
    for name, part in PARTS.items():
        checks.append((name, partial(_looked_at, name, url, settings, part)))
    return [_guarded(name, check) for name, check in checks]


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except (ClaimdeskError, UnsupportedDatabaseError) as error:
        return Check(name, "bad", str(error), "see the message; `make install` renews the parts")
    except (DatabaseError, OSError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        return Check(name, "bad", str(cause), "check the file and your right to it, or a backup")


def _sqlite() -> Check:
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return Check("SQLite", "good", sqlite3.sqlite_version)
    wanted = ".".join(map(str, SAFE_SQLITE))
    return Check(
        "SQLite",
        "warn",
        f"{sqlite3.sqlite_version}: has the rare WAL-reset race",
        f"a Python built with SQLite {wanted} or later; until then, keep backups",
    )


def _disk(url: str) -> Check:
    place = (database_file(url) or Path()).absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    found = f"{free / 1e9:.1f} GB free at {place}"
    # A backup takes as much again as the desk.
    if free >= ENOUGH_BYTES + (place.stat().st_size if place.is_file() else 0):
        return Check("disk", "good", found)
    return Check("disk", "warn", found, "free some space, or put the desk elsewhere with --db")


def _part(kind: Literal["extractor", "linker"], settings: Settings) -> Check:
    registry = {"extractor": extractors, "linker": linkers}[kind]
    part = create(registry, getattr(settings, kind), settings)
    versions = ", ".join(f"{name} {version}" for name, version in part.components.items())
    found = f"{part.name} ({versions})"
    if any(version.startswith(ABSENT) for version in part.components.values()):
        return Check(kind, "warn", found, "install claimdesk again, for its trained files are gone")
    return Check(kind, "good", found)


def _corpus() -> Check:
    manifest = packaged("seed_corpus") / "manifest.jsonl"
    if manifest.exists():
        return Check("seed corpus", "good", str(manifest.parent))
    return Check("seed corpus", "bad", f"{manifest} is missing", "install claimdesk again")


def _models() -> Check:
    try:
        files = distribution("claimdesk").files or []
    except PackageNotFoundError:
        files = []
    shipped = [file for file in files if file.parts[:2] == ("claims", "models") and file.hash]
    if not shipped:
        return Check("models", "good", "this is a checkout; `git status` shows what was changed")
    altered = [str(file) for file in shipped if not _is_as_shipped(file)]
    if altered:
        found = f"{len(altered)} of {len(shipped)} files are not as they shipped: {altered[0]}"
        return Check("models", "bad", found, "install claimdesk again")
    return Check("models", "good", f"{len(shipped)} files, each with the hash that it shipped with")


def _is_as_shipped(file: PackagePath) -> bool:
    # PyPA, "Recording installed projects": base64 for addresses, without its padding.
    path = Path(str(file.locate()))
    if file.hash is None or not path.exists():
        return False
    digest = urlsafe_b64encode(hashlib.new(file.hash.mode, path.read_bytes()).digest())
    return digest.rstrip(b"=").decode() == file.hash.value


def _desk(url: str, settings: Settings) -> Check:
    if not desk_exists(url):
        return Check("desk", "warn", f"there is none yet at {url}", "`claims run FOLDER` makes one")
    with Desk.open(url, settings=settings, make=False) as desk:
        counts, verification = desk.counts(), desk.verify()
    found = f"{counts['articles']} articles, {counts['claims']} claims, {counts['events']} events"
    if verification.ok:
        return Check("desk", "good", f"{found}; the log holds")
    return Check(
        "desk",
        "bad",
        f"{found}; {verification.problems[0]}",
        "see `claims verify`; `claims restore` a backup from before",
    )


def _looked_at(name: str, url: str, settings: Settings, part: Part) -> Check:
    if not desk_exists(url):
        return Check(name, "good", part.absent)
    with Desk.open(url, settings=settings, make=False) as desk:
        problems = part.problems(desk)
    if not problems:
        return Check(name, "good", part.sound)
    first, *more = problems
    return Check(name, "bad", f"{first}, and {len(more)} more" if more else first, part.remedy)


def _unguarded(desk: Desk) -> list[str]:
    return [
        f"the guard {name} is missing: the log could be changed unseen"
        for name in desk.missing_guards()
    ]


# Each in the order in which it is shown; the function names what is wrong with it.
PARTS: Mapping[str, Part] = {
    "guards": Part(
        _unguarded,
        absent="no log yet that they could guard",
        sound="the log's triggers stand: it can only be appended to",
        remedy="`claims migrate` puts them back; then `claims verify`",
    ),
    "index": Part(
        Desk.index_problems,
        absent="no claims yet to be found by it",
        sound="every claim is found as it is read",
        remedy="`claims migrate` makes it anew",
    ),
    "evidence": Part(
        Desk.evidence_problems,
        absent="no captures yet",
        sound="bytes, texts, hashes and places of claims agree",
        remedy="the file was changed behind the desk's back: `claims restore` a backup",
    ),
}
