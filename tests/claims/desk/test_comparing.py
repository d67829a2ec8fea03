"""Pairs of claims that stand in no desk, and what people's judgements teach."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.desk.comparing import compare, read_pairs, read_statement
from claims.errors import InputError
from claims.settings import Settings
from db.vocabulary import Relation, Stance

PAIRS = [
    {
        "earlier": "The bridge in Exampleton was closed on Monday",
        "later": "Nobody closed the bridge in Exampleton, the mayor said",
        "later_speaker": "Mayor Ana Example",
        "earlier_date": "2019-06-03",
        "later_date": "2019-06-04",
    },
    {
        "earlier": "The bridge in Exampleton was closed on Monday",
        "later": "A singer from Norland won the prize for the best song",
    },
]


def test_denial_contradicts_and_another_matter_is_none() -> None:
    """What is denied contradicts; what speaks of something else has no relation; each says why."""
    denied, other = compare(PAIRS, Settings())

    assert denied.relation is Relation.CONTRADICTS
    assert other.relation is None
    assert denied.reason
    assert other.reason
    assert sum(denied.scores.values()) == pytest.approx(1, abs=0.01)


def test_pair_in_another_language_is_left_and_the_rest_is_compared() -> None:
    """What is not English has no relation and the reason names its language."""
    german = {
        "earlier": "Die Brücke in Beispielstadt wurde am Montag für den Verkehr gesperrt",
        "later": "Der Bürgermeister bestreitet, dass die Brücke am Montag gesperrt worden sei",
    }
    left, denied = compare([german, PAIRS[0]], Settings())

    assert left.relation is None
    assert "German" in left.reason
    assert denied.relation is Relation.CONTRADICTS


def test_attribution_inside_a_text_tells_the_stance() -> None:
    """Of "the ministry denied that" the content is compared, with who denies it."""
    row = {"later": "The ministry denied that the dam had cracked."}
    statement = read_statement(row, "later")

    assert (statement.text, statement.stance) == ("the dam had cracked", Stance.DENIES)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"earlier": "x"}, "later"),
        ({"earlier": "", "later": "x"}, "earlier"),
        ({"earlier": 7, "later": "x"}, "earlier"),
        ({"earlier": "x", "later": "y", "later_date": "June"}, "June"),
    ],
)
def test_row_that_cannot_be_read_is_named(row: dict[str, Any], fault: str) -> None:
    """The message names the pair, and the value that is wrong."""
    with pytest.raises(InputError, match=rf"pair 1: .*{fault}"):
        list(compare([row], Settings()))


def test_broken_line_is_named(tmp_path: Path) -> None:
    """A line that is no JSON object is told with its number."""
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(PAIRS[0]) + "\n\n[1]\n", encoding="utf-8")

    with pytest.raises(InputError, match="line 3"):
        list(read_pairs(path))
