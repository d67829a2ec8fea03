"""Zip files whose bytes follow from what they hold, with a manifest of the hash of every member."""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from types import TracebackType
from typing import Any, BinaryIO, Self, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from claims.exchange import MANIFEST

# The first moment that a zip can tell: when it was made must not be part of what it is.
ALWAYS = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o644 << 16


class Archive:
    """A zip file that is being written.

    Attributes:
        members: hash and size of each member so far, by its name.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.members: dict[str, dict[str, Any]] = {}
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Left open, it would complain on its way out of what is told already: the disk is full.
        with suppress(OSError, ValueError):
            self._zip.close()

    @contextmanager
    def member(self, name: str) -> Iterator[BinaryIO]:
        """Give a file to write one member into, as it comes; names are never repeated."""
        info = ZipInfo(name, ALWAYS)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, UNIX, READABLE
        # Its size is not known before it is written, and may be beyond 4 GB.
        with self._zip.open(info, "w", force_zip64=True) as target:
            sealed = _Sealed(target)
            yield sealed
        self.members[name] = {"sha256": sealed.digest.hexdigest(), "bytes": sealed.size}

    @contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """Give a text file to write one member into, UTF-8, its line ends as they are given."""
        with self.member(name) as target:
            file = io.TextIOWrapper(target, encoding="utf-8", newline="")
            yield file
            file.flush()
            file.detach()

    def finish(self, form: str, **facts: object) -> None:
        """Write the manifest, and end the file.

        Args:
            form: name and version of the format.
            **facts: what else the manifest tells.
        """
        manifest = {
            "format": form,
            "claimdesk": version("claimdesk"),
            **facts,
            "members": dict(self.members),
        }
        with self.text(MANIFEST) as file:
            json.dump(manifest, file, ensure_ascii=False, indent=1)
            file.write("\n")
        self._zip.close()


class _Sealed(io.BufferedIOBase, BinaryIO):
    """Hashes and counts what is written through it."""

    def __init__(self, target: Any) -> None:
        self.target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        self.size += len(data)
        return int(self.target.write(data))
