"""How links are scored against those that were annotated."""

from dataclasses import replace
from pathlib import Path

from claims.evaluate.scores import score_folder
from db.vocabulary import Judgement, Relation
from tests.claims.evaluate.annotated import (
    DENIAL,
    F_DENIAL,
    F_HEADLINE,
    F_LEAD,
    F_RAIN,
    F_RELAY,
    FOUND,
    LEAD,
    LINKS,
    PAIRS,
    RAIN,
    RELAY,
    annotate,
    counts,
    found,
    link,
    pair,
    write,
)


def test_a_wrong_relation(tmp_path: Path) -> None:
    """A link with another relation than annotated is not found, and is counted apart."""
    links = [LINKS[0], replace(LINKS[1], relation=Relation.CONFIRMS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "found", "wrong_relation", "right", "scored") == [1, 1, 1, 2]
    assert [one["why"] for one in scores.links.missed] == ["linked as confirms", "not linked"]
    assert scores.links.false[0]["listed"]


def test_direction(tmp_path: Path) -> None:
    """Direction makes no difference to a contradiction, and does to an update."""
    links = [
        link(F_DENIAL, F_LEAD, Relation.CONTRADICTS),
        link(F_RELAY, F_LEAD, Relation.UPDATES),
    ]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "found", "wrong_relation", "right") == [1, 1, 1]
    assert scores.links.missed[-1]["why"] == "linked as updates, backwards"


def test_a_pair_that_says_the_same(tmp_path: Path) -> None:
    """A link to the headline is right where one to the lead, which repeats it, is annotated."""
    links = [link(F_HEADLINE, F_DENIAL, Relation.CONTRADICTS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "right", "precision", "found") == [1, 1.0, 0]


def test_an_unlisted_pair(tmp_path: Path) -> None:
    """A pair in neither list counts as wrong, but not among the listed."""
    links = [LINKS[0], link(F_RAIN, F_RELAY, Relation.CONFIRMS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "unlisted", "precision", "precision_listed") == [1, 0.5, 1.0]


def test_an_unmatched_end(tmp_path: Path) -> None:
    """A link with an end that nothing expected matches is unscored, and counts when strict."""
    extra = found("first", "raining that")
    links = [LINKS[0], link(extra, F_RELAY, Relation.CONFIRMS)]
    scores = score_folder(annotate(tmp_path), [*FOUND, extra], links)

    assert counts(scores, "unscored", "precision", "precision_strict") == [1, 1.0, 0.5]


def test_a_forbidden_pair(tmp_path: Path) -> None:
    """A forbidden pair is hit by a link of any relation, in any direction."""
    links = [link(F_DENIAL, F_RAIN, Relation.REPEATS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert [one["later_text"] for one in scores.links.forbidden_hits] == [DENIAL["text"]]
    assert counts(scores, "right", "unlisted", "precision_listed") == [0, 0, 0.0]


def test_a_second_reading(tmp_path: Path) -> None:
    """A link that only the second reading lists is right, and no part of the first one's recall."""
    added = {**pair(RAIN, RELAY, "repeats"), "added": True}
    links = [link(F_RAIN, F_RELAY, Relation.REPEATS)]
    scores = score_folder(annotate(tmp_path, [*PAIRS, added]), FOUND, links)

    assert counts(scores, "found", "added_found", "precision") == [0, 1, 1.0]
    assert scores.links.to_json()["recall_both"] == 0.25


def test_a_rejected_link(tmp_path: Path) -> None:
    """A link that a person rejected is none."""
    links = [replace(LINKS[1], judgement=Judgement.REJECTED)]

    assert score_folder(annotate(tmp_path), FOUND, links).links.shown == 0


def test_an_end_that_is_missed(tmp_path: Path) -> None:
    """A link that cannot be there because its claim was missed says so."""
    scores = score_folder(annotate(tmp_path), [F_HEADLINE, F_DENIAL, F_RELAY], [])

    assert [one["why"] for one in scores.links.missed] == [
        "the later claim was not found",
        "the earlier claim was not found",
        "the earlier claim was not found",
    ]


def test_claims_that_share_their_words(tmp_path: Path) -> None:
    """Where two claims have the same text, a link to either is the one that is meant."""
    folder = annotate(tmp_path, [pair(LEAD, DENIAL, "contradicts")])
    twin = {**LEAD, "speaker": "Ben Sample"}
    write(folder / "expected" / "first.jsonl", [LEAD, twin, RAIN])
    other = replace(F_LEAD, claim_id="twin", speaker="Ben Sample")
    scores = score_folder(
        folder, [other, F_LEAD, F_DENIAL], [link(other, F_DENIAL, Relation.CONTRADICTS)]
    )

    assert counts(scores, "found", "right") == [1, 1]
    assert scores.wrong == ()
