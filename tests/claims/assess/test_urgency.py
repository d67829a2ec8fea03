"""How much a claim presses for a decision, and what speaks against a verdict."""

from typing import Any

import pytest

from claims.assess.origins import Chain
from claims.assess.status import Evidence
from claims.assess.urgency import Urgency, challenges, press
from db.vocabulary import Judgement, Relation, Verdict


def link(relation: Relation, article: str, speaker: str = "NIS", **more: Any) -> Evidence:
    """A link to a claim of an article."""
    return Evidence(relation, Chain(speaker), article_id=article, **more)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], Urgency(1, 0)),
        ([link(Relation.REPEATS, "a2"), link(Relation.CONFIRMS, "a3")], Urgency(3, 0)),
        ([link(Relation.REPEATS, "a2"), link(Relation.REPEATS, "a2")], Urgency(2, 0)),
        ([link(Relation.CONFIRMS, "own")], Urgency(1, 0)),
        ([link(Relation.CONTRADICTS, "a2"), link(Relation.CONTRADICTS, "a3")], Urgency(1, 1)),
        ([link(Relation.CONTRADICTS, "a2"), link(Relation.RETRACTS, "a3", "MoU")], Urgency(1, 2)),
        ([link(Relation.UPDATES, "a2"), link(Relation.CANNOT_CONFIRM, "a3")], Urgency(1, 0)),
        ([link(Relation.CONTRADICTS, "a2", judgement=Judgement.REJECTED)], Urgency(1, 0)),
        ([link(Relation.REPEATS, "a2", strong=False)], Urgency(1, 0)),
    ],
)
def test_articles_carry_and_voices_oppose(links: list[Evidence], expected: Urgency) -> None:
    """Each article that carries a claim counts once, and each voice against it; no other link."""
    assert press("own", links) == expected


def test_urgency_is_a_product() -> None:
    """Three articles with two voices against them press as nine undisputed ones."""
    assert Urgency(3, 2).product == Urgency(9, 0).product == 9


@pytest.mark.parametrize(
    ("relation", "later", "challenged"),
    [
        (Relation.CONTRADICTS, False, {Verdict.CONFIRMED, Verdict.UNDETERMINED}),
        (Relation.RETRACTS, True, {Verdict.CONFIRMED, Verdict.UNDETERMINED}),
        (Relation.RETRACTS, False, set()),
        (Relation.CONFIRMS, True, {Verdict.REFUTED, Verdict.UNDETERMINED}),
        (Relation.REPEATS, True, set()),
        (Relation.UPDATES, True, set()),
    ],
)
def test_evidence_challenges_the_verdicts_that_it_speaks_against(
    relation: Relation, challenged: set[Verdict], *, later: bool
) -> None:
    """A denial speaks against what was confirmed, a confirmation against what was refuted."""
    found = {one for one in Verdict if challenges(one, relation, other_is_later=later)}

    assert found == challenged
