"""Which files are read, in which order, and what is said about the others."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.errors import InputError
from claims.ingest.folder import Found, find
from claims.ingest.formats import READABLE


def fill(folder: Path, *names: str) -> Path:
    """Write a small file under each name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Minister Ana Example denied it.\n", encoding="utf-8")
    return folder


def names(found: Found) -> list[str]:
    """Return the names of the files found."""
    return [name for _, name in found.files]


def manifest(folder: Path, *lines: str) -> None:
    """Write a manifest."""
    (folder / "manifest.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_order(tmp_path: Path) -> None:
    """Files come by name, whatever their case, and folders where their name stands."""
    fill(tmp_path, "b.txt", "C.md", "a/z.html", "a/B.htm", "D.TXT")

    assert names(find([tmp_path])) == ["a/B.htm", "a/z.html", "b.txt", "C.md", "D.TXT"]


def test_names_that_differ_in_case(tmp_path: Path) -> None:
    """Two names that differ only in case are two files, capitals first."""
    fill(tmp_path, "report.txt", "REPORT.txt")

    assert names(find([tmp_path])) == ["REPORT.txt", "report.txt"]


def test_other_files_are_named(tmp_path: Path) -> None:
    """What lies in a folder and is not read is listed with the reason."""
    fill(tmp_path, "a.txt", "photo.png", ".draft.txt", ".cache/b.txt", "none")
    found = find([tmp_path])

    assert names(found) == ["a.txt"]
    assert dict(found.skipped) == {
        ".cache": "hidden",
        ".draft.txt": "hidden",
        "none": f"not one of {READABLE}",
        "photo.png": f"not one of {READABLE}",
    }


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    """A file of another kind that is given by itself is refused by name."""
    fill(tmp_path, "table.xlsx")

    with pytest.raises(InputError, match=r"table\.xlsx cannot be read; give \.txt"):
        find([tmp_path / "table.xlsx"])


@pytest.mark.parametrize("name", ["gone.txt", "gone/", "nul\0.txt", "x" * 5000 + ".txt"])
def test_a_path_that_cannot_be(tmp_path: Path, name: str) -> None:
    """A path that leads nowhere is refused by name."""
    with pytest.raises(InputError, match=name[:3]):
        find([tmp_path / name])


def test_links_in_a_circle(tmp_path: Path) -> None:
    """Links that lead back to their own folder, or to themselves, end."""
    fill(tmp_path, "a/one.txt")
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")

    assert names(find([tmp_path])) == ["a/one.txt"]


def test_once_only(tmp_path: Path) -> None:
    """A file that is reached by several ways is read once, under the first name."""
    fill(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    found = find([tmp_path / "a.txt", tmp_path, tmp_path / "a.txt"])

    assert names(found) == ["a.txt"]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """Make a file 600 folders down, and take the folders away again, as pytest cannot."""
    here = Path.cwd()
    os.chdir(tmp_path)
    for _ in range(600):
        Path("d").mkdir()
        os.chdir("d")
    Path("deep.txt").write_text("Deep.", encoding="utf-8")
    yield tmp_path
    Path("deep.txt").unlink()
    for _ in range(600):
        os.chdir("..")
        Path("d").rmdir()
    os.chdir(here)


def test_deep_folders(deep: Path) -> None:
    """Folders may lie deeper than Python's stack."""
    found = find([deep])

    assert found.files[0][1].endswith("d/deep.txt")


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A file name whose bytes are not UTF-8 is given a form that can be stored."""
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"Closed.")
    ((_, name),) = find([tmp_path]).files

    assert name == "caf\ufffd.txt"


def test_a_manifest_names_the_articles(tmp_path: Path) -> None:
    """Of an annotated folder exactly the articles that its manifest names are read."""
    fill(tmp_path, "README.md", "articles/b.md", "articles/a.md", "articles/c.md", "expected/a.md")
    fill(tmp_path, "expected/links.jsonl")
    manifest(
        tmp_path,
        json.dumps({"file": "articles/b.md", "publisher": "the Example Times"}),
        json.dumps({"file": "articles/a.md"}),
        "",
        json.dumps({"file": "expected/links.jsonl"}),
    )
    found = find([tmp_path])

    assert names(found) == ["articles/a.md", "articles/b.md"]
    assert found.skipped == ()


def test_a_manifest_further_down(tmp_path: Path) -> None:
    """A manifest rules its own folder and leaves those around it alone."""
    fill(tmp_path, "a.txt", "corpus/README.md", "corpus/b.md", "d.txt")
    manifest(tmp_path / "corpus", json.dumps({"file": "b.md"}))

    assert names(find([tmp_path])) == ["a.txt", "corpus/b.md", "d.txt"]


def test_a_manifest_of_another_tool(tmp_path: Path) -> None:
    """A file called manifest.jsonl whose first line names no file changes nothing."""
    fill(tmp_path, "a.txt")
    manifest(tmp_path, json.dumps({"audio": "a.wav"}), "not JSON")

    assert names(find([tmp_path])) == ["a.txt"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"file": ', r"manifest\.jsonl, line 2: no"),
        ('{"title": "x"}', r"manifest\.jsonl, line 2: no"),
        ('{"file": "../secret.txt"}', r"manifest\.jsonl, line 2: '\.\./secret\.txt' lies outside"),
        ('{"file": "/etc/x.txt"}', r"manifest\.jsonl, line 2: '/etc/x\.txt' lies outside"),
    ],
)
def test_a_broken_manifest(tmp_path: Path, line: str, message: str) -> None:
    """A line that names no file, or one outside the folder, is named with its number."""
    fill(tmp_path, "a.txt")
    manifest(tmp_path, '{"file": "a.txt"}', line)

    with pytest.raises(InputError, match=message):
        find([tmp_path])
