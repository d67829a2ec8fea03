"""When two texts, or two addresses, are one."""

import pytest

from benchmarks.documents import story
from claims.ingest.likeness import canonical, likeness, sketch, words_sha256


def test_what_does_not_count() -> None:
    """Case, line breaks, quotation marks and dashes make no other text; a word does."""
    text = "“It is shut,” the clerk said.\n\nNobody knew—yet."

    assert words_sha256(text) == words_sha256('"It is  shut", The Clerk said. Nobody knew - yet')
    assert words_sha256(text) != words_sha256(text.replace("shut", "open"))


def test_nearly_the_same() -> None:
    """A text with one sentence more shares most of its sketch; another shares little."""
    one, other = story(1, paragraphs=10).body, story(2, paragraphs=10).body
    more = f"{one} Nothing else was decided."

    assert likeness(one, one) == 1
    assert 0.9 < likeness(one, more) < 1
    assert len({*sketch(one)} & {*sketch(more)}) > 8
    assert likeness(one, other) < 0.3
    assert len({*sketch(one)} & {*sketch(other)}) < 8
    assert 0 < likeness("桥梁关闭了，他说。", "桥梁关闭了，他们说。") < 1  # noqa: RUF001


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://www.x.example/a/", "http://x.example/a?utm_source=feed#top", True),
        ("https://x.example/a?b=1&c=2", "https://X.example/a?c=2&b=1&fbclid=z", True),
        ("https://x.example/a?id=1", "https://x.example/a?id=2", False),
        ("https://x.example/a", "https://x.example/A", False),
        ("http://[", "", True),
    ],
)
def test_addresses(url: str, other: str, *, same: bool) -> None:
    """Scheme, www, tracking, order and anchor do not make another address; the rest does."""
    assert (canonical(url) == canonical(other)) == same
