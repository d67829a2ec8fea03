"""Trees over the measures of a pair."""

import shutil
from pathlib import Path

import pytest

from claims.errors import ConfigurationError
from claims.link.encoder import MODEL, RELATIONS, UNRELATED
from claims.link.forest import RELATED, Forest
from claims.link.learnt import load_forest
from claims.settings import packaged


def reads(relation: str) -> dict[str, float]:
    """What an encoder measures that is sure of a relation."""
    return {f"reads {name}": -0.02 if name == relation else -6.0 for name in RELATIONS}


def test_what_reads_as_related_is_likelier_so() -> None:
    """Near claims that read as the same are likelier related than far ones that read as nothing."""
    near = {"bare": 0.9, "context": 0.9, "crossed": 0.9, **reads("repeats")}
    far = {"bare": 0.1, "context": 0.2, "crossed": 0.1, **reads(UNRELATED)}

    assert load_forest().measure(near)[RELATED] > 0 > load_forest().measure(far)[RELATED]


def test_a_missing_measure_counts_as_none() -> None:
    """What was not measured is taken for 0, and what the trees do not know for nothing."""
    given = reads("repeats")
    told = load_forest().measure(given)

    assert told[RELATED] == load_forest().measure({**given, "bare": 0.0, "odd": 1.0})[RELATED]
    assert given.items() < told.items()


@pytest.mark.parametrize("lost", ["forest.onnx", "forest.json"])
def test_lost_trees_are_told(tmp_path: Path, lost: str) -> None:
    """Where a file of the trees is missing, the folder is named and what to do about it."""
    folder = tmp_path / "relations"
    shutil.copytree(packaged(MODEL), folder)
    (folder / lost).unlink()

    with pytest.raises(ConfigurationError, match=r"relations cannot be loaded .*reinstall"):
        Forest(folder)
