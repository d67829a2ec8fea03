"""Vary what the tagger sees: other names, and pieces it must do without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training import names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from training.attribution.data import Example

RENAMED = 0.6
MASKED = 0.06
GIVEN, FAMILY = (
    [
        word
        for culture in (names.EAST_ASIAN | names.WESTERN).values()
        for word in culture[part].split("|")
        if word.isalpha()
    ]
    for part in (0, 1)
)


def renamed(rng: Random, article: dict[str, Any]) -> dict[str, Any]:
    """Give the people of an article other names, the same name the same one; no word more or less.

    Args:
        rng: decides whether, and which names.
        article: with `words`, and with `names`, the words of entities and their labels.
    """
    if rng.random() > RENAMED:
        return article
    others: dict[str, str] = {}
    for at, last in _people(article):
        word = article["words"][at]
        if word.istitle() and word.isalpha() and word not in others:
            others[word] = rng.choice(FAMILY if last else GIVEN)
    return article | {"words": [others.get(word, word) for word in article["words"]]}


def _people(article: dict[str, Any]) -> Iterator[tuple[int, bool]]:
    """Yield the words of people's names, and whether each is the last of its name."""
    inside = {at for at, label in article["names"] if label == "PERSON"}
    for at in sorted(inside):
        yield at, at + 1 not in inside


def masked(rng: Random, example: Example, mask: int) -> Example:
    """Hide some pieces of a window behind a mark; markers stay.

    Args:
        rng: decides which.
        example: the window.
        mask: number of the mark.
    """
    inner = range(1, len(example.ids) - 1)
    for at in inner:
        if rng.random() < MASKED:
            example.ids[at] = mask
    return example
