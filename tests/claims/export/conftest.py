"""A desk whose articles hold what their claims say, with decisions."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from claims.review.decisions import decide, judge
from db.engine import open_engine
from db.vocabulary import Judgement, Verdict


@pytest.fixture
def decided(story_desk: str) -> Engine:
    """The four articles about a bridge, after three decisions."""
    engine = open_engine(story_desk)
    decide(engine, "c-shut", Verdict.REFUTED, by="김검토", reason="seen open by Ana Example")
    judge(engine, "l-denied", Judgement.ACCEPTED, by="reviewer-1", reason="the same bridge")
    decide(engine, "c-cables", Verdict.UNDETERMINED, by="reviewer-2", reason="no second source")
    return engine


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def read_json() -> Callable[[Path], Any]:
    """Read a JSON file."""
    return lambda path: json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def read_csv() -> Callable[[Path], list[dict[str, str]]]:
    """Read a CSV file by column."""
    return rows_of
