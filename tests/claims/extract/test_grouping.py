"""Scores become the best legal spans, and spans become attributions."""

from itertools import pairwise

import numpy as np
import pytest

from claims.extract.attribution.grouping import (
    CONTENT,
    SOURCE,
    TAGS,
    Weights,
    best_tags,
    group,
    legal,
    pointers,
    spans_of,
)

WIDTH = 4
PLAIN = legal(Weights(np.zeros((7, 7)), np.zeros(7), np.zeros((2, 17))))


def emissions(*tags: str) -> np.ndarray:
    """Return scores under which each word clearly has the tag given."""
    rows = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for at, tag in enumerate(tags):
        rows[at, TAGS.index(tag)] = 5
    return rows


def test_no_span_begins_inside() -> None:
    """An inside tag behind nothing of its kind is never chosen."""
    tags = best_tags(emissions("I-source", "O", "B-cue", "I-content"), PLAIN)
    names = ["O", *(TAGS[tag] for tag in tags)]
    inside = [(one, two) for one, two in pairwise(names) if two[:1] == "I"]
    assert all(one[2:] == two[2:] for one, two in inside)


def test_two_spans_that_touch_stay_two() -> None:
    """A second B tag begins a new span at once."""
    tags = best_tags(emissions("B-content", "I-content", "B-content", "O"), PLAIN)
    assert spans_of(tags, CONTENT) == [(0, 2), (2, 3)]


def test_a_span_may_end_the_window() -> None:
    """A span that reaches the last word is closed there."""
    tags = best_tags(emissions("O", "B-source", "I-source"), PLAIN)
    assert spans_of(tags, SOURCE) == [(1, 3)]


def vectors(points: dict[tuple[int, int, int], int]) -> np.ndarray:
    """Make vectors in which (which, word, role) holds a one at a place; the marker is word -1."""
    rows = np.zeros((8, 6 * WIDTH), dtype=np.float32)
    for (which, word, role), place in points.items():
        rows[word + 1, (3 * which + role) * WIDTH + place] = 5
    return rows


def test_a_content_takes_the_source_that_it_points_at() -> None:
    """Of two sources the farther is taken where the pointer prefers it."""
    scores = emissions("B-source", "O", "B-source", "B-cue", "B-content", "I-content", "O")
    points = {(0, 4, 0): 0, (0, 0, 2): 0, (1, 4, 0): 0, (1, 3, 2): 0}
    (one,) = group(scores, vectors(points), PLAIN)
    assert (one.source, one.cue, one.content) == ((0, 1), (3, 4), ((4, 6),))


def test_contents_of_one_cue_are_one_attribution() -> None:
    """Two pieces that point at the same cue are joined, in order."""
    scores = emissions("B-content", "I-content", "B-source", "B-cue", "O", "B-content", "I-content")
    points = {(1, 0, 0): 0, (1, 5, 0): 0, (1, 3, 2): 0, (0, 0, 0): 0, (0, 5, 0): 0, (0, 2, 2): 0}
    (one,) = group(scores, vectors(points), PLAIN)
    assert one.content == ((0, 2), (5, 7))


def test_a_content_may_have_no_source() -> None:
    """Where the pointer prefers the marker, nobody is named."""
    scores = emissions("B-source", "O", "O", "B-cue", "B-content", "I-content", "O")
    (one,) = group(scores, vectors({(0, 4, 0): 0, (0, -1, 2): 0}), PLAIN)
    assert one.source is None


@pytest.mark.parametrize("words", [1, 30])
def test_the_bias_of_distance_counts(words: int) -> None:
    """With equal vectors the bucket of the distance decides."""
    distance = np.zeros(17, dtype=np.float32)
    distance[7] = 3  # the word right before the content
    scores = pointers(np.zeros((40, 6 * WIDTH)), [(words, words + 2)], 0, distance)
    assert int(scores[0].argmax()) == words
