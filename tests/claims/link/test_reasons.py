"""What a link is told in."""

from collections.abc import Callable
from dataclasses import replace

from claims.link.compare import Pair
from claims.link.match import Statement
from claims.link.reading import read
from claims.link.reasons import suggest
from db.vocabulary import Relation


def test_a_name_that_stands_in_no_words_is_not_told(statement: Callable[..., Statement]) -> None:
    """A publisher that nobody knows may be common to both claims; the reason does not name it."""
    one = read(statement("the bridge was shut"))
    one = replace(one, own=one.own | {"unknown publisher"})

    match = suggest(Relation.CONFIRMS, 0.9, Pair(one, one), "same statement")

    assert "unknown publisher" not in match.reason
    assert match.reason.startswith("same statement")
