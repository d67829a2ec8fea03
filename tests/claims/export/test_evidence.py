"""Raw captures in a folder: the bytes as they came in, and what is known of them."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from claims.errors import InputError, NotFoundError
from claims.export.evidence import write_evidence
from db.engine import writing


def test_files_are_named_by_the_hash_of_their_bytes(decided: Engine, tmp_path: Path) -> None:
    """Each file has the hash that is its name, and there is one for each article."""
    done = write_evidence(decided, tmp_path / "evidence")
    files = [one for one in (tmp_path / "evidence").iterdir() if one.name != "manifest.json"]

    assert done.rows == len(files) == 3
    assert all(sha256(one.read_bytes()).hexdigest() == one.name for one in files)


def test_manifest_tells_whence_and_when(
    decided: Engine, tmp_path: Path, read_json: Callable[[Path], Any]
) -> None:
    """The manifest has each capture's address, time and tools, and the head of the log."""
    with writing(decided) as session:
        session.execute(text("UPDATE article SET url='https://example.org/1' WHERE id='a1'"))
        session.execute(text('UPDATE run SET components=\'{"claimdesk": "0.1.0"}\''))
    done = write_evidence(decided, tmp_path / "evidence", ["a1"])

    manifest = read_json(tmp_path / "evidence" / "manifest.json")
    (capture,) = manifest["captures"]
    assert (manifest["format"], manifest["head"]) == ("claimdesk.evidence.v1", done.head)
    assert (capture["article_id"], capture["url"]) == ("a1", "https://example.org/1")
    assert (capture["added_at"], capture["tools"]) == ("2026-01-05T09:00:00Z", ["claimdesk 0.1.0"])


def test_captures_that_name_a_protected_source_are_left_out(
    decided: Engine, tmp_path: Path, read_json: Callable[[Path], Any]
) -> None:
    """Nothing in the folder holds the name, in no case and no spelling."""
    done = write_evidence(decided, tmp_path / "evidence", protect=["Minister Ana Example"])
    written = b"".join(one.read_bytes() for one in (tmp_path / "evidence").iterdir())

    assert (done.rows, done.withheld) == (2, 1)
    assert read_json(tmp_path / "evidence" / "manifest.json")["left_out"] == 1
    assert b"ana example" not in written.lower()


def test_folder_in_use_is_not_written_to(decided: Engine, tmp_path: Path) -> None:
    """A folder that holds something is refused, and stays as it was."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="is not empty"):
        write_evidence(decided, tmp_path)

    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize(
    ("articles", "protect", "named"), [(["a9"], [], "'a9'"), ([], ["Ann Exmaple"], "'Ann Exmaple'")]
)
def test_what_is_not_there_is_named(
    decided: Engine, tmp_path: Path, articles: list[str], protect: list[str], named: str
) -> None:
    """An unknown article is named; so is a misspelt source, which would protect nobody."""
    with pytest.raises(NotFoundError, match=named):
        write_evidence(decided, tmp_path / "evidence", articles, protect=protect)
