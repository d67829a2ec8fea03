"""Words that are others but for one letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extract.names.spelling import Spellings, misspelt


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Lindgrn", ["Lindgren"]),
        ("Lindgreen", ["Lindgren"]),
        ("Lindgrun", ["Lindgren"]),
        ("Zindgren", []),
        ("Lnidgren", []),
        ("Lea", []),
    ],
)
def test_one_letter_may_be_wrong(word: str, found: list[str]) -> None:
    """One letter behind the first may be missing, too many or another, in a long word."""
    assert Spellings(["Lindgren", "Lee", "Hofmann"]).near(word) == found


@given(st.lists(st.text("abB", min_size=1, max_size=8), max_size=20), st.text("abB", max_size=8))
def test_index_finds_what_comparing_finds(words: list[str], word: str) -> None:
    """Whatever is misspelt for a word is found, and nothing else."""
    compared = {one for one in words if misspelt(word, one)}

    assert set(Spellings(words).near(word)) == compared
