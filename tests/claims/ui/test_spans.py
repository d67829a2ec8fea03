"""Words that a person chose are found in the article, or it is said why not."""

import pytest

from claims import InputError
from claims.ui.spans import find_words

TEXT = "Bridge shut\n\nThe “old”\nbridge was shut. Police said the bridge was shut, and shut again."
FIRST = (TEXT.index("The “old”"), TEXT.index(". Police"))
SECOND = (TEXT.index("the bridge was"), TEXT.index(", and"))


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [
        ("bridge was shut", FIRST, "bridge was shut"),
        ("bridge was shut", SECOND, "bridge was shut"),
        ('the "old" bridge', FIRST, "The “old”\nbridge"),
        ("  Police said ", FIRST, "Police said"),
        ("shut\n\nagain", FIRST, "shut again"),
    ],
)
def test_words_are_found_where_they_are_meant(
    words: str, near: tuple[int, int], found: str
) -> None:
    """Of several places that of the claim is meant; breaks and sorts of quotation marks are one."""
    start, end = find_words(TEXT, words, near)

    assert TEXT[start:end] == found
    assert TEXT.count(found) == 1 or near[0] <= start < near[1]


@pytest.mark.parametrize(
    ("words", "near", "told"),
    [
        ("  ", FIRST, "there are no words"),
        ("the tunnel", FIRST, "“the tunnel” does not stand in the article"),
        ("shut", (TEXT.index("Police"), TEXT.index("Police") + 6), "“shut” stands 4 times there"),
        ("shut", (SECOND[0], len(TEXT)), "“shut” stands 2 times in the claim"),
        (".*", FIRST, "“.*” does not stand"),
    ],
)
def test_words_that_are_not_clear_are_named(words: str, near: tuple[int, int], told: str) -> None:
    """No words, words that are nowhere and words in several places are refused with a remedy."""
    with pytest.raises(InputError, match=r"copy|add the word") as refused:
        find_words(TEXT, words, near)

    assert told in str(refused.value)
