"""Feeds: entries with their text become articles, the others are told."""

from datetime import UTC, datetime

import pytest

from benchmarks.documents import Story, rss, story
from claims.ingest.page import Left, Page
from claims.ingest.read import read_raw

NOW = datetime(2026, 1, 15, tzinfo=UTC)
SHORT = "<description>The council argued about the bridge again.</description>"


def entries(items: str, *stories: Story) -> list[Page | Left]:
    """Read a feed of these stories and, after them, these items."""
    return list(read_raw(rss(stories, extra=items), name="a.rss", now=NOW))


def item(inside: str, *, words: str = "") -> str:
    """Return an item whose text is long enough for an article."""
    text = words or "The clerk of Exampleton said that the old bridge was shut. " * 30
    return f"<item><title>Bridge</title>{inside}<description>{text}</description></item>"


def test_the_original_publisher() -> None:
    """An entry that names its source is that source's article, and the feed's name is noted."""
    (page,) = entries(item("<source url='https://post.example/f'>Fabricated Post</source>"))

    assert isinstance(page, Page)
    assert (page.publisher, page.notes) == (
        "Fabricated Post",
        ("came by the feed of The Fable Feed",),
    )


def test_an_entry_without_its_text() -> None:
    """An entry that sums up is no article and no failure; its headline and address are told."""
    summary = f"<item><title>Bridge</title><link>https://x.example/1</link>{SHORT}</item>"
    page, left = entries(summary, story(1))

    assert isinstance(page, Page)
    assert isinstance(left, Left)
    assert (left.file, left.title, left.url) == ("a.rss#2", "Bridge", "https://x.example/1")
    assert "summary only" in left.reason
    assert not left.failed


@pytest.mark.parametrize("end", ["… [+1234 chars]", " Read more", " [...]", "… Continue reading"])
def test_an_entry_that_breaks_off(end: str) -> None:
    """However long, a text that breaks off is a summary."""
    (left,) = entries(item("", words="The clerk said that the old bridge was shut. " * 40 + end))

    assert isinstance(left, Left)


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ("Fri, 22 Feb 2019 08:30:00 +0900", datetime(2019, 2, 21, 23, 30, tzinfo=UTC)),
        ("Fri, 22 Feb 2019 08:30:00 EST", datetime(2019, 2, 22, 13, 30, tzinfo=UTC)),
        ("2019-02-22T08:30:00-02:00", datetime(2019, 2, 22, 10, 30, tzinfo=UTC)),
        ("Fri, 22 Feb 2031 08:30:00 GMT", None),
        ("some day", None),
    ],
)
def test_dates(date: str, when: datetime | None) -> None:
    """The date of an entry is read in its zone; what is none, or to come, dates nothing."""
    (page,) = entries(item(f"<pubDate>{date}</pubDate>"))

    assert isinstance(page, Page)
    assert page.published == when
    assert page.published_origin == ("metadata" if when else "")


def test_each_entry_keeps_its_own_bytes() -> None:
    """The bytes of an entry are its own element, and markup in comments or text is none."""
    odd = item(
        "<guid>a</guid>", words="<![CDATA[" + "Look: </item> is text, she said. " * 50 + "]]>"
    )
    first, second = entries(f"<!-- <item> -->{odd}", story(2))

    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.raw.startswith(b"<item><title>Council")
    assert second.raw.decode() == odd
    assert "Look: is text" in " ".join(second.text.split())
