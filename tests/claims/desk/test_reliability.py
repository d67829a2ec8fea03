"""A letter is proposed from a source's record, as far as chance can be ruled out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import Desk
from claims.desk.reliability import MINIMUM, interval, propose
from claims.settings import Settings
from db.views.sources import SourceView
from db.vocabulary import Reliability, SourceKind

decided = st.integers(0, 300)


def source(confirmed: int, refuted: int, kind: SourceKind = SourceKind.PERSON) -> SourceView:
    """A source with a record."""
    return SourceView(1, "x", kind, "", "", (), confirmed + refuted, confirmed, refuted)


@pytest.mark.parametrize(
    ("confirmed", "refuted", "letter"),
    [
        (30, 0, "A"),
        (10, 0, "B"),
        (28, 2, "B"),
        (9, 1, "F"),
        (50, 50, "C"),
        (10, 10, "F"),
        (2, 8, "F"),
        (0, 10, "D"),
        (0, 30, "E"),
    ],
)
def test_letter_is_as_near_to_the_middle_as_the_interval_allows(
    confirmed: int, refuted: int, letter: str
) -> None:
    """Ten out of ten are B, not A; thirty are A; two or nine of ten tell too little and are F."""
    proposal = propose(source(confirmed, refuted))

    assert proposal is not None
    assert proposal.letter == letter
    assert f"{confirmed} of {confirmed + refuted} decided claims" in proposal.reason


def test_nothing_is_proposed_from_a_short_record_or_for_who_has_no_name() -> None:
    """Below the minimum, and for an unnamed source whatever its record, there is no proposal."""
    assert propose(source(MINIMUM - 1, 0)) is None
    assert propose(source(0, 0)) is None
    assert propose(source(50, 0, SourceKind.ANONYMOUS)) is None


def test_interval_is_that_of_wilson() -> None:
    """Of 8 in 10 it runs from 49.0 to 94.3 %, as published tables have it."""
    assert interval(8, 10) == pytest.approx((0.490, 0.943), abs=0.001)


@given(decided, decided)
def test_a_better_record_never_has_a_worse_letter(confirmed: int, refuted: int) -> None:
    """One more confirmation lowers no letter; F stands outside that order."""
    one, better = propose(source(confirmed, refuted)), propose(source(confirmed + 1, refuted))

    if one and better and Reliability.F not in {one.letter, better.letter}:
        assert better.letter <= one.letter
        assert one.low <= one.share <= one.high


def test_desk_proposes_by_name_alias_or_view(small_desk: Any) -> None:
    """The proposal follows the claims decided on the desk, and sets nothing."""
    desk = Desk(small_desk.engine, Settings())

    assert desk.reliability_proposal("Ana Example") is None
    assert desk.reliability_proposal(source(40, 0)) is not None
    assert desk.source("Ana Example").reliability is None
