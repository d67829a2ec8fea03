"""What can be wrong with a machine, a model or a desk, and what to do about it."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
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


def examine(url: str, settings: Settings) -> list[Check]:
    """Look at the machine, the parts and the desk at ``url``; never raises for what it finds."""
    checks: list[tuple[str, Callable[[], Check]]] = [
        ("SQLite", _sqlite),
        ("disk", lambda: _disk(url)),
        ("extractor", lambda: _part("extractor", settings)),
        ("linker", lambda: _part("linker", settings)),
        ("seed corpus", _corpus),
        ("desk", lambda: _desk(url, settings)),
    ]
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
    if free >= ENOUGH_BYTES:
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


def _desk(url: str, settings: Settings) -> Check:
    if not desk_exists(url):
        return Check("desk", "warn", f"there is none yet at {url}", "`claims run FOLDER` makes one")
    with Desk.open(url, settings=settings) as desk:
        counts, verification = desk.counts(), desk.verify()
    found = f"{counts['articles']} articles, {counts['claims']} claims, {counts['events']} events"
    if verification.ok:
        return Check("desk", "good", f"{found}; the log holds")
    return Check(
        "desk", "bad", f"{found}; {verification.problems[0]}", "restore a copy; see `claims verify`"
    )
