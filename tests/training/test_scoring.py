"""Attributions are scored as the module says."""

from claims.extract.attribution.grouping import Triple
from training.attribution.scoring import score

ARTICLE = {
    # Ada Byrne of Norland said that the dam is safe .
    "heads": [4, 0, 3, 0, 4, 9, 7, 9, 9, 4, 4],
    "attributions": [{"source": [[0, 4]], "cue": [[4, 5]], "content": [[5, 10]]}],
}


def figures(source: tuple[int, int] | None, content: tuple[int, int]) -> tuple[float, float, float]:
    """Return content, exact and attribution F1 of one found attribution."""
    scored = score([ARTICLE], [[Triple(source, (4, 5), (content,), 1.0)]])
    return scored["content"]["f1"], scored["exact"]["f1"], scored["attribution"]["f1"]


def test_all_right() -> None:
    """The same content and a source with the same head count everywhere."""
    assert figures((0, 2), (5, 10)) == (100, 100, 100)


def test_half_of_the_content() -> None:
    """An overlap of half is found, and not exact."""
    assert figures((0, 4), (7, 10)) == (100, 0, 100)


def test_less_than_half() -> None:
    """An overlap of less than half is not found."""
    assert figures((0, 4), (8, 10)) == (0, 0, 0)


def test_another_source() -> None:
    """A source with another head, or none, spoils the attribution alone."""
    assert figures((3, 4), (5, 10)) == (100, 100, 0)
    assert figures(None, (5, 10)) == (100, 100, 0)


def test_each_content_counts_once() -> None:
    """Of two that find the same content one is wrong."""
    twice = [Triple((0, 4), (4, 5), ((5, 10),), 1.0)] * 2
    assert score([ARTICLE], [twice])["content"]["precision"] == 50
