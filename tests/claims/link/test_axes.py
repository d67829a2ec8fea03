"""Ends of axes, found in running text."""

import pytest

from claims.link.axes import axes, negations


@pytest.mark.parametrize(
    ("text", "axis", "sign"),
    [
        ("the captain had been arrested", "arrest", 1),
        ("nobody had been arrested", "arrest", -1),
        ("the arrest", "arrest", 1),
        ("no evidence of contamination", "germs", -1),
        ("the plant was not closed", "open", 1),
        ("he denied that she had been jailed", "arrest", -1),
        ("wrong to say that the captain had been arrested", "arrest", -1),
        ("it was not true, but the bridge was closed", "open", -1),
        ("the chain has stopped selling yoghurt", "sell", -1),
        ("the outbreak was under control", "control", 1),
        ("not only was he arrested", "arrest", 1),
    ],
)
def test_find_ends(text: str, axis: str, sign: int) -> None:
    """A word stands for its end of the axis, and a negation in its clause turns it round."""
    found = {pole.axis: pole.sign for pole in axes().find(text)}

    assert found[axis] == sign


def test_main_clause_goes_first() -> None:
    """Of two ends in one text the one that the main clause names counts."""
    (pole,) = (
        pole
        for pole in axes().find("the observers detained there were freed", clause="free")
        if pole.axis == "arrest"
    )

    assert (pole.sign, pole.word, pole.main) == (-1, "freed", True)


def test_doers_are_no_deeds() -> None:
    """Hackers who are paid are no hack."""
    assert "hack" not in {pole.axis for pole in axes().find("the clinic paid the hackers")}


def test_names_say_nothing() -> None:
    """Words of names stand for nothing."""
    assert not axes().find("Union Free", without=frozenset({"free", "union"}))


@pytest.mark.parametrize(("text", "count"), [("nobody came", 1), ("it isn't untrue", 2), ("x", 0)])
def test_negations(text: str, count: int) -> None:
    """Negations are counted, contracted ones too."""
    assert negations(text) == count
