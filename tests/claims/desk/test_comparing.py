"""Pairs of claims that stand in no desk, and what people's judgements teach."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.desk.comparing import compare, read_pairs, read_statement
from claims.errors import InputError
from claims.link.match import Comparison
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


CONTRADICTS, REPEATS, CONFIRMS = Relation.CONTRADICTS, Relation.REPEATS, Relation.CONFIRMS
# Earlier and later claim, who says them, and the reason.
OTHERWISE = [
    (
        "Russia blew up the bridge.",
        "Ukraine blew up the bridge.",
        "actor: Russia \N{EN DASH} Ukraine",
    ),
    (
        "The bridge was blown up by Russia.",
        "The bridge was blown up by Ukraine.",
        "actor: Russia \N{EN DASH} Ukraine",
    ),
    (
        "Russian troops shelled the town of Nikopol.",
        "Ukrainian troops had shelled the town of Nikopol.",
        "actor: Russian troops \N{EN DASH} Ukrainian troops",
    ),
    (
        "The spy was poisoned by Russian agents.",
        "Britain poisoned the spy itself.",
        "actor: Russian agents \N{EN DASH} Britain",
    ),
    (
        "Ivan Petrov was arrested in Sofia on 3 May 2020.",
        "Ivan Petrov was arrested in Varna on 3 May 2020.",
        "place: Sofia \N{EN DASH} Varna",
    ),
    ("The bomb exploded on 3 May.", "The bomb exploded on 5 May.", "date: 3 May \N{EN DASH} 5 May"),
    ("All 30 miners were rescued.", "Two of the 30 miners died.", "all 30 miners were rescued"),
    (
        "Mary Jones was appointed ambassador.",
        "Mary Jones turned down the post of ambassador.",
        "turned down",
    ),
    (
        "The vaccine is safe for children, the agency said.",
        "The vaccine is not safe for children, the agency said.",
        "safe",
    ),
]
APART = [
    ("Russia shelled Ukraine.", "Ukraine shelled Russia."),
    ("China reported 3 deaths.", "India reported 3 deaths."),
    ("The army killed Ali Nasser.", "Ali Nasser killed the army's commander."),
    ("The minister lied to parliament.", "The minister told parliament the truth."),
    ("Ivan Petrov was arrested in Sofia.", "Maria Petrov was arrested in Sofia."),
    ("Three people were arrested in Lodz.", "Three people were arrested in Warsaw."),
    ("Hamas fired the rocket.", "Israel fired the rocket."),
]
ALIKE = [
    ("Seoul signed the treaty.", "South Korea signed the treaty."),
    ("Russia invaded the village.", "The village was invaded by Russia."),
    ("Russian troops took the town of Nikopol.", "Russia took the town of Nikopol."),
]


def related(earlier: str, later: str, **more: str) -> Comparison:
    """Return what two claims of two speakers have to do with each other."""
    row = {"earlier": earlier, "later": later, **more}
    (found,) = compare([row], Settings())
    return found


@pytest.mark.parametrize(("earlier", "later", "reason"), OTHERWISE)
def test_one_event_told_otherwise_is_contradicted(earlier: str, later: str, reason: str) -> None:
    """Another actor, place or day of one event contradicts, and the reason says which."""
    found = related(earlier, later)

    assert (found.relation, reason in found.reason) == (CONTRADICTS, True), found.reason


@pytest.mark.parametrize(("earlier", "later"), APART)
def test_same_words_of_others_are_never_the_same(earlier: str, later: str) -> None:
    """What is told of another actor, object or place is neither repeated nor confirmed."""
    assert related(earlier, later).relation not in {REPEATS, CONFIRMS}


@pytest.mark.parametrize(("earlier", "later"), ALIKE)
def test_another_name_for_one_is_no_difference(earlier: str, later: str) -> None:
    """A capital for its government, a country for its troops and the passive say the same."""
    assert related(earlier, later).relation in {REPEATS, CONFIRMS}


@pytest.mark.parametrize(
    ("stance", "speaker", "relation"),
    [
        ("denies", "Bank of Fiktia", CONTRADICTS),
        ("cannot_confirm", "Bank of Fiktia", Relation.CANNOT_CONFIRM),
        ("retracts", "The Gazette", Relation.RETRACTS),
        ("retracts", "The Courier", None),
    ],
)
def test_stance_decides_where_words_are_the_same(
    stance: str, speaker: str, relation: Relation | None
) -> None:
    """Identical words are denied, left open or taken back, the last only by who said them."""
    words = "The bank is insolvent."
    found = related(
        words, words, earlier_speaker="The Gazette", later_speaker=speaker, later_stance=stance
    )

    assert found.relation is relation


def test_reason_is_in_words_of_the_claims() -> None:
    """A count is told in whole words, and a speaker without a name is not left out."""
    number = related("The plant makes 500 tonnes a year.", "The plant makes 5,000 tonnes a year.")
    words = "The bank is insolvent."
    denied = related(words, words, later_stance="denies")

    assert "tonnes" in number.reason
    assert denied.reason.startswith("a speaker without a name denies")
