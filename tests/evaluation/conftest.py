"""The seed corpus, run once for all that is measured on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims import Desk


@pytest.fixture(scope="session")
def seed_desk(seed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that has read, extracted, linked and assessed the seed corpus."""
    copy = shutil.copy(seed_file, tmp_path_factory.mktemp("seed") / "desk.db")
    with Desk.open(f"sqlite:///{copy}") as desk:
        yield desk
