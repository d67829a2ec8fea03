"""Signs that a text is not the whole article."""

import pytest

from benchmarks.documents import page, story
from claims.ingest.gaps import gaps
from claims.ingest.page import Left, Page
from claims.ingest.read import read_raw

WALL = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("It was shut.", '{"isAccessibleForFree":false}'),
        ("It was shut.", '<meta name="article:content_tier" content="locked">'),
        ("It was shut. Subscribe to continue reading.", ""),
        ("It was shut.\n\nThis article is for subscribers only.", ""),
    ],
)
def test_a_wall(text: str, markup: str) -> None:
    """A page that is for subscribers is said to be, by its markup or by its last words."""
    assert "subscribers" in gaps(text, markup)[0]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It was shut, the clerk sa… [+1234 chars]", True),
        ("It was shut, the clerk […]", True),
        ("It was shut.\nRead more", True),
        ("It was shut. Continue reading at the gazette", False),
        ("“It was shut…” she said.", False),
        ("It was shut.", False),
    ],
)
def test_a_text_that_breaks_off(text: str, *, cut: bool) -> None:
    """A text that ends as samples of articles do is said to break off; others are not."""
    assert bool(gaps(text)) == cut


def test_pages_behind_a_wall() -> None:
    """What a wall lets through is read with a note; where it is nothing, the wall is why."""
    (found,) = read_raw(page(story(1), head=WALL), name="a.html")
    (left,) = read_raw(f"<html><head>{WALL}</head><body></body></html>".encode(), name="b.html")

    assert isinstance(found, Page)
    assert "subscribers" in found.notes[0]
    assert isinstance(left, Left)
    assert "subscribers" in left.reason
