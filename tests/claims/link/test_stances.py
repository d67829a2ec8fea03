"""What follows from who speaks, and of whom."""

import pytest

from claims.link.compare import Pair
from claims.link.contradictions import opposed_states
from claims.link.reading import read
from claims.link.stances import speaks_again
from claims.proposition import Predicate

from .conftest import Maker


@pytest.mark.parametrize(
    ("speaker", "near", "again"),
    [
        ("Police", (), False),
        ("Police", ("Marisol",), True),
        ("Ana Example", (), True),
    ],
)
def test_one_word_is_not_one_speaker(
    statement: Maker, speaker: str, near: tuple[str, ...], *, again: bool
) -> None:
    """Police in two articles are the same only where both name something else alike."""
    earlier = statement("nobody was detained", terms="detain", speaker=speaker, near=near)
    later = statement("a man was detained", terms="detain", speaker=speaker, near=near, day=3)

    assert speaks_again(Pair(read(later), read(earlier))) is again


@pytest.mark.parametrize(
    ("speaker", "firm"), [("Foreign Ministry of France", True), ("Ana", False)]
)
def test_who_is_blamed_answers_for_itself(statement: Maker, speaker: str, *, firm: bool) -> None:
    """No judge is needed where a country that is blamed says that it had nothing to do with it."""
    blamed = statement(
        "France was to blame for the raid",
        Predicate("blame", subject="France", others=("for raid",)),
        names=("France",),
        terms="blame raid",
        article="one",
    )
    denied = statement(
        "it had nothing to do with the affair",
        Predicate("have", subject="France", object="nothing"),
        names=("France",),
        terms="affair",
        speaker=speaker,
        article="one",
        position=90,
    )
    match = opposed_states(Pair(read(denied), read(blamed)))

    assert match is not None
    assert (match.firm == 1) is firm
