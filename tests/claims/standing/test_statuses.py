"""A claim's standing follows from its links, whoever touched them last."""

from typing import Any

import pytest
from sqlalchemy import text

from claims.standing.statuses import refresh
from db import queries
from db.engine import reading, writing
from db.models import Claim
from db.vocabulary import Status


def refreshed(small_desk: Any, *statements: str, run_id: int | None = 1) -> dict[str, Claim]:
    """The claims after the statements and a refresh."""
    with writing(small_desk.engine) as session:
        for statement in statements:
            session.execute(text(statement))
        refresh(session, [small_desk.closed, small_desk.open, small_desk.aside], run_id=run_id)
    with reading(small_desk.engine) as session:
        ids = (small_desk.closed, small_desk.open, small_desk.aside)
        return {one: session.get_one(Claim, one) for one in ids}


def test_contradiction_disputes_both_ends(small_desk: Any) -> None:
    """A strong contradiction makes both claims disputed, and leaves a third one alone."""
    claims = refreshed(small_desk)

    assert {one: claim.status for one, claim in claims.items()} == {
        "c-closed": Status.DISPUTED,
        "c-open": Status.DISPUTED,
        "c-aside": Status.UNVERIFIED,
    }


def test_confirmation_from_another_origin_corroborates(small_desk: Any) -> None:
    """A strong confirmation by another named source makes two origins and "corroborated"."""
    claims = refreshed(
        small_desk, "UPDATE claimlink SET relation='confirms' WHERE id='l-disagreement'"
    )

    closed = claims["c-closed"]
    assert (closed.status, closed.n_origins) == (Status.CORROBORATED, 2)
    assert closed.credibility != "6"


def test_one_family_is_one_origin(small_desk: Any) -> None:
    """Two speakers of one family confirm nothing for each other."""
    claims = refreshed(
        small_desk,
        "UPDATE claimlink SET relation='confirms' WHERE id='l-disagreement'",
        "UPDATE source SET family='ministry' WHERE id IN (3, 4)",
    )

    assert (claims["c-closed"].status, claims["c-closed"].n_origins) == (Status.UNVERIFIED, 1)


def test_an_owner_that_nobody_looked_up_corroborates_nothing(small_desk: Any) -> None:
    """Until it is known who owns the outlet that speaks, its word makes no second origin."""
    claims = refreshed(
        small_desk,
        "UPDATE claimlink SET relation='confirms' WHERE id='l-disagreement'",
        "UPDATE source SET kind='outlet', checked='' WHERE id = 4",
    )

    assert (claims["c-closed"].status, claims["c-closed"].n_origins) == (Status.UNVERIFIED, 1)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ("UPDATE claimlink SET score=0.31 WHERE id='l-hint'", False),
        ("UPDATE claimlink SET strong=1 WHERE id='l-hint'", True),
        ("UPDATE claimlink SET strong=1, judgement='rejected' WHERE id='l-hint'", False),
        ("UPDATE claimlink SET judgement='accepted' WHERE id='l-hint'", True),
        ("UPDATE claim SET worthy=1 WHERE id='c-aside'", True),
        ("UPDATE claim SET verdict='undetermined' WHERE id='c-aside'", True),
    ],
)
def test_claim_is_shown_for_its_worth_links_or_verdict(
    small_desk: Any, change: str, *, shown: bool
) -> None:
    """A claim is shown where it is worth it, a link counts or a person decided; else folded."""
    assert refreshed(small_desk, change)["c-aside"].shown is shown


@pytest.mark.parametrize(("relation", "shown"), [("repeats", False), ("contradicts", True)])
def test_an_article_that_says_it_again_shows_nothing(
    small_desk: Any, relation: str, *, shown: bool
) -> None:
    """What is folded away stays so where only its own article says the same once more."""
    claims = refreshed(
        small_desk,
        f"UPDATE claimlink SET strong=1, relation='{relation}' WHERE id='l-hint'",
        "UPDATE claim SET article_id='a1' WHERE id='c-aside'",
    )

    assert claims["c-aside"].shown is shown


def test_only_a_run_marks_claims_as_assessed(small_desk: Any) -> None:
    """A person's act leaves claims waiting for the machine; a run takes them off the list."""
    by_person = refreshed(small_desk, run_id=None)["c-closed"].assess_run_id
    by_machine = refreshed(small_desk, run_id=1)["c-closed"].assess_run_id

    assert (by_person, by_machine) == (None, 1)


def test_versions_are_left_alone(small_desk: Any) -> None:
    """The machine never makes a person's decision a conflict: versions stay as they were."""
    assert {claim.version for claim in refreshed(small_desk).values()} == {1}


def test_unknown_claims_are_passed_over(small_desk: Any) -> None:
    """Asking for a claim that is not there assesses the others."""
    with writing(small_desk.engine) as session:
        assert set(refresh(session, ["nothing", "c-open"])) == {"c-open"}


def test_counts_are_those_of_the_links(small_desk: Any) -> None:
    """What is returned counts the links that weigh for and against the claim."""
    with writing(small_desk.engine) as session:
        found = refresh(session, ["c-closed"])["c-closed"]
    with reading(small_desk.engine) as session:
        links = queries.links(session, claim_id="c-closed")

    assert (found.n_supporting, found.n_opposing, len(links)) == (0, 1, 1)
