"""Zip files of strangers: nothing is unpacked to disk, and no more than a limit to memory."""

import re
import zipfile
from typing import IO

from claims.errors import UnreadableError

MOST_MEMBERS = 100_000
DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)


def open_zip(file: IO[bytes], *, most_bytes: int) -> zipfile.ZipFile:
    """Open a zip file whose members unpack to no more than a number of bytes in all.

    Python reads no more of a member than its directory says, so that the sum is a bound.

    Raises:
        UnreadableError: it is none, is damaged, or unpacks to more.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableError(f"is damaged or cut off: {error}; get it again") from error
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or size > most_bytes:
        raise UnreadableError(
            f"unpacks to {len(members):,} files of {size / 1024**2:,.0f} MB, the limit is "
            f"{most_bytes // 1024**2:,} MB; it may be made to fill memory: "
            "take out what you need"
        )
    return archive


def refuse_doctype(archive: zipfile.ZipFile) -> None:
    """Raise where an XML member declares a DOCTYPE, which no document needs and attacks use."""
    for member in archive.infolist():
        if not member.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(member) as file:
            if DOCTYPE.search(file.read(4096)):
                raise UnreadableError(
                    f"{member.filename[:80]} in it declares a DOCTYPE; save it anew"
                )
