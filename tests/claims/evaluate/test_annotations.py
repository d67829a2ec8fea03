"""Annotations as they are read: what is malformed is named with its file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.errors import InputError
from claims.evaluate.scores import score_folder
from tests.claims.evaluate.annotated import LEAD, PAIRS, annotate


@pytest.mark.parametrize("make", [False, True])
def test_no_annotations(tmp_path: Path, *, make: bool) -> None:
    """A folder without annotations is refused by name."""
    if make:
        (tmp_path / "expected").mkdir()

    with pytest.raises(InputError, match=r"holds no expected/\*\.jsonl"):
        score_folder(tmp_path, [], [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "first.jsonl, line 4: "),
        ("[]", "first.jsonl, line 4: "),
        ('{"text": "x", "end": 3}', "first.jsonl, line 4: no field 'start'"),
        (json.dumps({**LEAD, "start": 0}), "line 4: the article reads 'Envoy has left"),
        (json.dumps({**LEAD, "start": "a"}), "first.jsonl, line 4: "),
        (json.dumps({**LEAD, "mode": "sung"}), "line 4: 'sung' is not a valid Mode"),
        (json.dumps({**LEAD, "via": "A > B"}), "line 4: via 'A > B' is not a list"),
        (json.dumps({**LEAD, "fragments": [1]}), "first.jsonl, line 4: "),
    ],
)
def test_a_malformed_claim(tmp_path: Path, line: str, message: str) -> None:
    """A malformed claim is named with its file and line."""
    path = annotate(tmp_path) / "expected" / "first.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")

    with pytest.raises(InputError) as refused:
        score_folder(tmp_path, [], [])
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"relation": "likes"}, "links.jsonl, line 2: 'likes' is not a valid Relation"),
        ({"later_text": "nobody"}, "line 2: later_text 'nobody' is no expected claim of 'second"),
        ({"later_file": "gone.md"}, "is no expected claim of 'gone.md'"),
    ],
)
def test_a_malformed_link(tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    """A malformed link is named with its file and line."""
    annotate(tmp_path, [PAIRS[0], {**PAIRS[1], **fields}])

    with pytest.raises(InputError) as refused:
        score_folder(tmp_path, [], [])
    assert message in str(refused.value)
