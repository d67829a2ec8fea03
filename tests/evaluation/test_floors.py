"""Measured quality only rises: what the seed corpus, and an unseen story, must reach.

``floors.json`` names the manifest's SHA-256 beside the floors, so that nobody moves the marks by
moving the text. A floor is lowered only with a line in the changelog that says why.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from claims import Desk
from claims.settings import packaged

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
CASES = [
    (name, view, group, measure, floor)
    for name, corpus in FLOORS.items()
    for view, groups in corpus["floors"].items()
    for group, measures in groups.items()
    for measure, floor in measures.items()
]


def folder(name: str) -> Path:
    """Where an annotated folder lies."""
    return packaged("seed_corpus") if name == "seed_corpus" else HERE / name


@pytest.fixture(scope="module")
def scores(
    seed_desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], dict[str, Any]]:
    """The scores of each annotated folder, in the default view and with everything."""
    measured = {}
    for name in FLOORS:
        url = f"sqlite:///{tmp_path_factory.mktemp(name) / 'desk.db'}"
        desk = seed_desk if name == "seed_corpus" else Desk.open(url)
        list(desk.run(folder(name)))
        for view in ("default", "everything"):
            result = desk.evaluate(folder(name), everything=view == "everything")
            measured[name, view] = result.to_json()
    return measured


@pytest.mark.parametrize("name", FLOORS)
def test_floors_stand_on_the_same_text(name: str) -> None:
    """The annotated folder is the one for which the floors were pinned."""
    manifest = (folder(name) / "manifest.jsonl").read_bytes()

    assert hashlib.sha256(manifest).hexdigest() == FLOORS[name]["manifest_sha256"]


@pytest.mark.parametrize(("name", "view", "group", "measure", "floor"), CASES)
def test_floor_is_reached(
    scores: dict[tuple[str, str], dict[str, Any]],
    name: str,
    view: str,
    group: str,
    measure: str,
    floor: float,
) -> None:
    """The measure is at least as good as it was."""
    found = scores[name, view][group][measure]

    assert found >= floor


@pytest.mark.parametrize("name", FLOORS)
def test_forbidden_links_are_not_made(
    scores: dict[tuple[str, str], dict[str, Any]], name: str
) -> None:
    """No pair that the annotation forbids is linked in the default view."""
    found = scores[name, "default"]["links"]["forbidden_hits"]

    assert len(found) <= FLOORS[name]["forbidden_hits"]
