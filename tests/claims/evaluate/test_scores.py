"""Scores of hand-made claims and links on a hand-made folder."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from claims.evaluate.scores import score_folder
from db.vocabulary import Stance
from tests.claims.evaluate.annotated import (
    DENIAL,
    F_DENIAL,
    F_HEADLINE,
    F_LEAD,
    F_RAIN,
    F_RELAY,
    FOUND,
    HEADLINE,
    LEAD,
    LINKS,
    RAIN,
    RELAY,
    annotate,
    found,
    link,
)


def test_all_right(tmp_path: Path) -> None:
    """A desk that found all and only what was expected scores one everywhere."""
    scores = score_folder(annotate(tmp_path), FOUND, LINKS)
    values = scores.to_json()

    for group in ("claims", "attributed", "narration"):
        rates = {v for k, v in values[group].items() if k.endswith(("recall", "on", "accuracy"))}
        assert rates - {None} == {1.0}
    assert [values["links"][k] for k in ("recall", "precision", "precision_strict")] == [1, 1, 1]
    assert (scores.missed, scores.missed_core, scores.spurious, scores.wrong) == ((), (), (), ())
    assert (scores.links.missed, scores.links.false, scores.links.forbidden_hits) == ((), (), ())
    json.dumps(values)


def test_groups(tmp_path: Path) -> None:
    """Attributed claims and narration are counted apart."""
    scores = score_folder(annotate(tmp_path), FOUND, [])

    assert [g.expected for g in (scores.claims, scores.attributed, scores.narration)] == [5, 4, 1]
    assert [g.core for g in (scores.claims, scores.attributed, scores.narration)] == [4, 4, 0]
    assert scores.narration.to_json()["core_recall"] is None


def test_nothing_found(tmp_path: Path) -> None:
    """An empty desk misses all, by name, and rates out of nothing are none."""
    scores = score_folder(annotate(tmp_path), [], [])

    assert scores.unread == ("first", "second")
    assert scores.claims.to_json()["core_recall"] == 0
    assert scores.claims.to_json()["precision"] is None
    assert {one["text"] for one in scores.missed_core} == {
        one["text"] for one in (HEADLINE, LEAD, DENIAL, RELAY)
    }
    assert [one["text"] for one in scores.missed] == [RAIN["text"]]


def test_a_spurious_claim(tmp_path: Path) -> None:
    """A found claim that nothing expected matches costs precision and is listed."""
    extra = found("first", "raining that")
    scores = score_folder(annotate(tmp_path), [*FOUND, extra], [])

    assert scores.claims.to_json()["precision"] == pytest.approx(5 / 6, abs=1e-4)
    assert [one["claim_id"] for one in scores.spurious] == [extra.claim_id]


def test_a_wrong_speaker(tmp_path: Path) -> None:
    """A wrong speaker is a wrong chain too; a wrong relay is a wrong chain only."""
    wrong = [
        replace(F_DENIAL, speaker="Ben Sample", stance=Stance.DENIES),
        replace(F_RELAY, via=()),
    ]
    scores = score_folder(annotate(tmp_path), [F_HEADLINE, F_LEAD, F_RAIN, *wrong], [])

    assert [one["wrong"] for one in scores.wrong] == [["speaker", "chain", "stance"], ["chain"]]
    assert scores.claims.to_json()["speaker_accuracy"] == 0.8
    assert scores.claims.to_json()["chain_accuracy"] == 0.6
    assert scores.claims.to_json()["stance_accuracy"] == 0.8


def test_other_articles(tmp_path: Path) -> None:
    """Claims and links of articles that are not annotated do not count."""
    other = replace(F_RAIN, claim_id="other", article_file="other.md")
    scores = score_folder(
        annotate(tmp_path), [*FOUND, other], [link(other, F_RAIN, LINKS[0].relation)]
    )

    assert scores.claims.found == 5
    assert scores.links.shown == 0


def test_another_version(tmp_path: Path) -> None:
    """Claims of another version of an annotated text are left out, and counted."""
    moved = replace(F_LEAD, claim_id="moved", start=F_LEAD.start + 1, end=F_LEAD.end + 1)
    scores = score_folder(annotate(tmp_path), [*FOUND, moved], [])

    assert (scores.claims.found, scores.other_text) == (5, 1)


def test_articles_beside(tmp_path: Path) -> None:
    """Articles may lie beside expected/, or be missing altogether."""
    beside = score_folder(annotate(tmp_path / "a", articles="."), FOUND, LINKS)
    folder = annotate(tmp_path / "b")
    for path in (folder / "articles").iterdir():
        path.unlink()

    assert beside == score_folder(folder, FOUND, LINKS)


def test_the_table(tmp_path: Path) -> None:
    """The table gives each measure a name and a value with its counts."""
    table = dict(score_folder(annotate(tmp_path), FOUND, LINKS[:1]).table())

    assert table["articles"] == "2 of 2"
    assert table["all claims: core recall"] == "100.0%, 4 of 4"
    assert table["links: recall"] == "33.3%, 1 of 3"
    assert table["narration: core recall"] == "0 of 0"
