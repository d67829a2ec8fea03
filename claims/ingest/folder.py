"""Which files to read: those given, and those that lie in the folders given."""

import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claims.errors import InputError
from claims.ingest.formats import READABLE, of_name

MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Found:
    """What the given paths hold.

    Attributes:
        files: where each article lies and the name it goes by, in the order to read them.
        skipped: name of each other file, and why it is not read.
    """

    files: tuple[tuple[Path, str], ...]
    skipped: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Search:
    """What was found so far."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def new(self, path: Path) -> bool:
        """Tell whether this file or folder, by whatever name, is met for the first time."""
        try:
            status = path.stat()
        except OSError:
            return True  # whoever reads it will say what is wrong with it
        known = (status.st_dev, status.st_ino) in self.seen
        self.seen.add((status.st_dev, status.st_ino))
        return not known


def find(paths: Sequence[Path]) -> Found:
    """Find the articles in files and folders.

    Folders are searched all the way down, by name. A folder with a ``manifest.jsonl`` that names
    a ``file`` a line gives exactly the articles named there, so that annotations and notes beside
    them are not taken for articles. A file that is reached twice is read once.

    Args:
        paths: files and folders, in the order to take them.

    Raises:
        InputError: a path does not exist, cannot be opened, or is a file of another kind; or a
            manifest has a broken line.
    """
    search = Search()
    for path in paths:
        if is_folder(path):
            walk(path, search)
        elif of_name(path.name) is None:
            raise InputError(f"{storable(str(path))} cannot be read; give {READABLE}, or a folder")
        elif search.new(path):
            search.files.append((path, storable(path.name)))
    return Found(files=tuple(search.files), skipped=tuple(search.skipped))


def is_folder(path: Path) -> bool:
    """Tell a folder from a file; raises InputError where there is neither."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError as error:
        if str(path).startswith(("http:/", "https:/")):
            raise InputError(f"{path} is an address; `claims fetch URL` fetches it") from error
        raise InputError(f"{storable(str(path))} does not exist; check its spelling") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{storable(str(path))} cannot be opened: {reason}") from error


def walk(folder: Path, search: Search) -> None:
    """Search a folder all the way down, in the order of names."""
    # A list of what waits, not recursion: folders can lie deeper than Python's stack.
    waiting = [(folder, "")]
    while waiting:
        entry, name = waiting.pop()
        if name.rpartition("/")[2].startswith("."):
            search.skipped.append((storable(name), "hidden"))
        elif entry.name == MANIFEST:
            search.skipped.append((storable(name), "a list that another program made"))
        elif os.path.isdir(entry):  # noqa: PTH112 - Path.is_dir raises where it may not look
            if search.new(entry):
                waiting += reversed(listing(entry, f"{name}/" if name else "", search))
        elif of_name(entry.name) is None:
            search.skipped.append((storable(name), f"not one of {READABLE}"))
        elif search.new(entry):
            search.files.append((entry, storable(name)))


def listing(folder: Path, prefix: str, search: Search) -> list[tuple[Path, str]]:
    """List one folder by name; where it has a manifest, take what that names instead.

    Args:
        folder: where it lies.
        prefix: its name, relative to the folder that was given, with a slash; "" for that one.
        search: takes the articles of a manifest, or the reason why the folder cannot be listed.
    """
    named = read_manifest(folder / MANIFEST, f"{prefix}{MANIFEST}")
    if named is not None:
        listed = ((folder / name, storable(prefix + name)) for name in named)
        search.files += [(path, name) for path, name in listed if search.new(path)]
        return []
    try:
        entries = sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name))
    except OSError as error:
        search.skipped.append((storable(prefix or str(folder)), f"{error.strerror}"))
        return []
    return [(entry, prefix + entry.name) for entry in entries]


def read_manifest(path: Path, name: str) -> list[str] | None:
    """Return the articles that a manifest names, sorted as files are; None where there is none.

    Raises:
        InputError: a line of it names no file, or one outside its folder.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n") if path.is_file() else []
    except (OSError, UnicodeDecodeError):
        return None
    entries = list(manifest_entries(lines))
    # Many tools write a file of this name: one whose first line names no file is not ours.
    if not entries or entries[0][1] is None:
        return None
    for number, file in entries:
        if file is None:
            raise InputError(f'{name}, line {number}: no {{"file": …}}; name one article a line')
        if Path(file).is_absolute() or ".." in Path(file).parts:
            raise InputError(f"{name}, line {number}: {file!r} lies outside the folder; move it in")
    files = {file for _, file in entries if file and is_article(file)}
    return sorted(files, key=lambda file: (file.casefold(), file))


def is_article(name: str) -> bool:
    """Tell a file that may be an article from tables, which in such a folder are annotations."""
    form = of_name(name)
    return form is not None and not form.table


def manifest_entries(lines: Sequence[str]) -> Iterator[tuple[int, str | None]]:
    """Yield the number of each line that is not blank, and the file that it names."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            file = json.loads(line)["file"]
        except (ValueError, KeyError, TypeError, RecursionError):
            file = None
        yield number, file if isinstance(file, str) and "\0" not in file else None


def storable(name: str) -> str:
    """Return a name that can be stored and shown: bytes that are no UTF-8 become a mark."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
