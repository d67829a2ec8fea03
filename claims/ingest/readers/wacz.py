"""Web archives in a zip (WACZ), whose own list of hashes is checked before anything is read."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from claims.errors import UnreadableError
from claims.ingest.given import MOST_BYTES, Given, Readings, told
from claims.ingest.page import Left
from claims.ingest.readers.warc import read_records, records
from claims.ingest.zips import open_zip

MOST_UNPACKED = 16 * 1024**3
CHUNK = 16 * 1024 * 1024
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
UNLISTED = f"no {PACKAGE} that lists its files with their hashes: what it holds cannot be checked"
ALTERED = (
    "{} does not have the hash that the archive lists: it was altered or damaged, and not read"
)


def read_wacz(given: Given) -> Readings:
    """Read the pages of a WACZ file whose hashes hold."""
    with open_zip(given.file, most_bytes=MOST_UNPACKED) as archive:
        listed = hashes(archive)
        wanted = pages(archive)
        crawls = [name for name in archive.namelist() if is_crawl(name)]
        if not crawls:
            raise UnreadableError("holds no archive/*.warc.gz; there is nothing to read")
        for name in crawls:
            for done in digested(archive, name, listed.get(name, "")):
                if done is None:
                    yield None
                elif not done:
                    yield Left(given.name, ALTERED.format(name[:80]))
                else:
                    with archive.open(name) as file:
                        yield from told(given, read_records(given, records(file), wanted or None))


def is_crawl(name: str) -> bool:
    """Tell whether a member holds WARC records."""
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def hashes(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Return the hash that the archive lists for each member; raises UnreadableError."""
    names = {*archive.namelist()}
    if PACKAGE not in names:
        raise UnreadableError(f"holds {UNLISTED}")
    raw = member(archive, PACKAGE)
    if DIGEST in names:
        expected = json.loads(member(archive, DIGEST)).get("hash", "")
        if not matches(hashlib.sha256(raw).hexdigest(), expected):
            raise UnreadableError(ALTERED.format(PACKAGE))
    resources: list[Any] = json.loads(raw).get("resources") or []
    return {str(one.get("path")): str(one.get("hash", "")) for one in resources}


def matches(digest: str, expected: str) -> bool:
    """Compare a SHA-256 with what is listed as ``sha256:…``; other algorithms do not match."""
    return expected.removeprefix("sha256:").lower() == digest


def digested(archive: zipfile.ZipFile, name: str, expected: str) -> Iterator[bool | None]:
    """Hash a member, None for each stretch of it; at last, whether the hash is the one listed."""
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
            yield None
    yield matches(digest.hexdigest(), expected)


def pages(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the addresses of the pages that were meant, as the archive lists them."""
    found = set()
    for name in archive.namelist():
        if not (name.startswith("pages/") and name.endswith(".jsonl")):
            continue
        for line in member(archive, name).splitlines():
            entry = json.loads(line) if line.strip() else {}
            if isinstance(entry, dict) and isinstance(entry.get("url"), str):
                found.add(entry["url"])
    return frozenset(found)


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a small member; raises UnreadableError where it is large."""
    with archive.open(name) as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"{name[:80]} in it is larger than {MOST_BYTES // 1024**2} MB")
    return raw
