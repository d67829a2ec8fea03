"""Zip files that stand for a folder: each document in them is read as if it lay there by itself."""

import zipfile
from dataclasses import replace
from io import BytesIO

from claims.errors import OtherKindError, UnreadableError
from claims.ingest.folder import MANIFEST
from claims.ingest.formats import READABLE, Format, of_name
from claims.ingest.given import Given, Readings, told
from claims.ingest.page import Page
from claims.ingest.zips import open_zip

MOST_UNPACKED = 2 * 1024**3
LONGEST_NAME = 200
ENCRYPTED = 0x1
# They look for their own directory anywhere in the file: within another archive that has no end.
PACKED = frozenset({"zip", "WACZ"})
# What systems put beside the files that somebody packed.
HIDDEN = (".", "__MACOSX")


def read_zip(given: Given) -> Readings:
    """Read the documents in a zip file by name; nothing is unpacked to disk."""
    with open_zip(given.file, most_bytes=MOST_UNPACKED) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if not members:
            raise UnreadableError("holds no files; there is nothing to read")
        for member in sorted(members, key=lambda one: (one.filename.casefold(), one.filename)):
            name = " ".join(member.filename.split())[:LONGEST_NAME]
            part = given.part(name.encode("utf-8", "replace").decode(), given.file)
            yield from told(part, read_member(part, archive, member))


def read_member(given: Given, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Readings:
    """Read one member; raises UnreadableError where it is none that is read."""
    form = format_of(member)
    with archive.open(member) as file:
        if form.archive:
            yield from form.reader()(replace(given, file=file))
            return
        raw = replace(given, file=file).read()
    for reading in form.reader()(replace(given, file=BytesIO(raw))):
        yield replace(reading, raw=reading.raw or raw) if isinstance(reading, Page) else reading


def format_of(member: zipfile.ZipInfo) -> Format:
    """Return the format of a member; raises UnreadableError where it is not to be read."""
    names = [one for one in member.filename.split("/") if one not in {".", ".."}]
    name = names[-1] if names else ""
    if name == MANIFEST or any(one.startswith(HIDDEN) for one in names):
        raise OtherKindError("hidden, or a list that another program made")
    form = of_name(name)
    if form is None:
        raise OtherKindError(f"not one of {READABLE}")
    if form.name in PACKED:
        raise UnreadableError("is an archive within an archive; take it out and give it by itself")
    if member.flag_bits & ENCRYPTED:
        raise UnreadableError("is protected by a password; pack it anew without one")
    return form
