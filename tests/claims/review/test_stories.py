"""What people decide about storylines, and that it can be proved and taken back."""

from typing import Any

import pytest

from claims.errors import InputError, NotFoundError
from claims.review.decisions import judge, undo
from claims.review.ledger import verify_desk
from claims.review.stories import merge, name, split
from claims.standing import storylines
from db import queries
from db.engine import reading, writing
from db.models import StoryPlace
from db.views.storylines import StorylineView
from db.vocabulary import Judgement

BY: dict[str, Any] = {"by": "reviewer-1"}


@pytest.fixture
def told(small_desk: Any) -> Any:
    """The small desk with its storylines worked out: ``closed`` and ``open`` are one."""
    with writing(small_desk.engine) as session:
        storylines.refresh(session, [small_desk.closed, small_desk.open, small_desk.aside])
    return small_desk


def stories(desk: Any) -> list[StorylineView]:
    """The storylines of the desk."""
    with reading(desk.engine) as session:
        return queries.storylines(session)


def members(desk: Any) -> dict[str, str | None]:
    """For each claim its storyline."""
    with reading(desk.engine) as session:
        found = queries.claims_by_id(session, [desk.closed, desk.open, desk.aside])
    return {one.claim_id: one.storyline for one in found.values()}


def test_strong_links_make_a_storyline_and_possible_ones_do_not(told: Any) -> None:
    """A storyline is known by its earliest claim; a claim with a possible link is in none."""
    assert members(told) == {told.closed: told.closed, told.open: told.closed, told.aside: None}
    assert [(one.storyline, one.claims, one.articles) for one in stories(told)] == [
        (told.closed, 2, 2)
    ]


def test_judged_links_change_the_storyline(told: Any) -> None:
    """A rejected link joins nothing, an accepted one does, however weak it was."""
    judge(told.engine, told.disagreement, Judgement.REJECTED, **BY)
    judge(told.engine, told.hint, Judgement.ACCEPTED, **BY)

    assert members(told) == {told.closed: told.closed, told.open: None, told.aside: told.closed}


def test_merged_storylines_come_apart_by_undo(told: Any) -> None:
    """A claim put beside another joins its storyline until that is taken back."""
    event = merge(told.engine, told.aside, told.open, **BY)
    merged = members(told)
    undo(told.engine, event.event_seq, **BY)

    assert set(merged.values()) == {told.closed}
    assert members(told)[told.aside] is None
    assert verify_desk(told.engine).ok


def test_split_storyline_stays_split_when_the_machine_looks_again(told: Any) -> None:
    """A claim set apart is in no storyline, whatever links it has."""
    split(told.engine, [told.open], **BY)
    with writing(told.engine) as session:
        storylines.refresh(session, [told.closed, told.open])

    assert members(told) == {told.closed: None, told.open: None, told.aside: None}


def test_name_stays_with_the_storyline_of_its_claim(told: Any) -> None:
    """A name given by a person is shown, also after another claim has joined, and can be undone."""
    event = name(told.engine, told.open, "The bridge", **BY)
    merge(told.engine, told.aside, told.open, **BY)
    named = [one.name for one in stories(told)]
    undo(told.engine, event.event_seq, **BY)

    assert named == ["The bridge"]
    assert [one.name for one in stories(told)] != ["The bridge"]


def test_place_set_outside_the_log_is_found(told: Any) -> None:
    """Verifying names a claim that somebody placed without a decision."""
    with writing(told.engine) as session:
        session.add(StoryPlace(claim_id=told.open, place="apart"))

    problems = verify_desk(told.engine).problems

    assert len(problems) == 1
    assert told.open in problems[0]


def test_what_cannot_be_is_refused(told: Any) -> None:
    """Nobody acts without a name, no claim stands beside itself or one that is not there."""
    with pytest.raises(InputError, match="name of who decides"):
        merge(told.engine, told.open, told.closed, by=" ")
    with pytest.raises(InputError, match="beside itself"):
        merge(told.engine, told.open, told.open, **BY)
    with pytest.raises(NotFoundError, match="c-nowhere"):
        merge(told.engine, told.open, "c-nowhere", **BY)
    with pytest.raises(InputError, match="no storyline"):
        name(told.engine, told.aside, "The bridge", **BY)


def test_second_merge_keeps_the_first(told: Any) -> None:
    """A claim can be put beside several others, and is put beside none of them twice."""
    split(told.engine, [told.open], **BY)
    merge(told.engine, told.aside, told.closed, **BY)
    merge(told.engine, told.aside, told.open, **BY)

    assert set(members(told).values()) == {told.closed}
    with pytest.raises(InputError, match="already there"):
        merge(told.engine, told.aside, told.open, **BY)


def test_split_is_done_whole_or_not_at_all(told: Any) -> None:
    """Where one claim is not there, or another would come along, nothing is written."""
    merge(told.engine, told.aside, told.open, **BY)
    with pytest.raises(NotFoundError):
        split(told.engine, [told.closed, "c-nowhere"], **BY)
    with pytest.raises(InputError, match="would come along"):
        split(told.engine, [told.open], **BY)
    with pytest.raises(InputError, match="no claim to take out"):
        split(told.engine, [], **BY)

    assert set(members(told).values()) == {told.closed}
    assert verify_desk(told.engine).n_rows == 1


def test_last_name_given_counts(told: Any) -> None:
    """Whichever claim a storyline is named by, the last decision is shown, also to have none."""
    name(told.engine, told.closed, "First", **BY)
    name(told.engine, told.open, "Corrected", **BY)
    named = [one.name for one in stories(told)]
    name(told.engine, told.closed, "", **BY)

    assert named == ["Corrected"]
    assert [one.name for one in stories(told)] not in (["First"], ["Corrected"])
