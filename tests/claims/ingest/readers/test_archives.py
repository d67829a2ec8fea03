"""Web archives: the pages in them, and whether they are what they were."""

from datetime import UTC, datetime

from benchmarks.documents import Answer, page, pdf, story, wacz, warc
from claims.ingest.page import Left, Page
from claims.ingest.read import read_raw

NOW = datetime(2026, 1, 15, tzinfo=UTC)
URL = "https://gazette.example/a?id=1"


def read(raw: bytes, name: str = "a.warc") -> list[Page | Left]:
    """Read an archive from a file's bytes."""
    return list(read_raw(raw, name=name, now=NOW))


def bare(title: str, *, charset: str = "", said: str = "The clerk said that it was so.") -> bytes:
    """Return a page that says nothing of itself."""
    words = "".join(f"<p>{n}. {said} She added that nobody knew why.</p>" for n in range(5))
    return f"<html><body><h1>{title}</h1><article>{words}</article></body></html>".encode(
        charset or "utf-8"
    )


def test_what_the_archive_knows() -> None:
    """Address and charset come from the archive; without a name the house goes by its host."""
    raw = bare("다리 폐쇄", charset="euc-kr", said="시장은 다리가 폐쇄되었다고 말했다.")
    found, other = read(
        warc([Answer(URL, raw, "text/html; charset=euc-kr"), Answer(URL, b"", "x/y")])
    )

    assert isinstance(found, Page)
    assert (found.url, found.publisher, found.encoding) == (URL, "gazette.example", "cp949")
    assert (found.file, found.raw) == ("a.warc#1", raw)
    assert "폐쇄되었다고" in found.text
    assert isinstance(other, Left)
    assert "1 x/y" in other.reason
    assert not other.failed


def test_nothing_is_published_after_it_was_fetched() -> None:
    """A page that dates itself after the day on which it was fetched stays undated."""
    later = page(story(1)).replace(b"2019-02-22T08:30:00+09:00", b"2019-04-01T08:30:00+09:00")
    (found,) = read(warc([Answer(story(1).url, later)]))

    assert isinstance(found, Page)
    assert found.published is None
    assert "future" in found.notes[0]


def test_a_page_that_names_another_house() -> None:
    """A page's own address is believed within its house only."""
    (found,) = read(warc([Answer(URL, page(story(2)))]))

    assert isinstance(found, Page)
    assert found.url == URL


def test_altered_bytes() -> None:
    """A record whose bytes do not have the digest of the archive is read, and says so."""
    raw = warc([Answer(story(3).url, page(story(3)))]).replace(b"Councillor", b"Conncillor")
    (found,) = read(raw)

    assert isinstance(found, Page)
    assert "digest" in found.notes[0]


def test_other_documents_in_it() -> None:
    """A PDF in an archive is an article; errors and pages without one are told."""
    answers = [
        Answer("https://x.example/a.pdf", pdf([["The clerk said so."]]), "application/pdf"),
        Answer("https://x.example/404", b"gone", status="404 Not Found"),
        Answer("https://x.example/empty", b"<html></html>"),
    ]
    found, empty, others = read(warc(answers, gzip=True), "a.warc.gz")

    assert isinstance(found, Page)
    assert found.text == "The clerk said so."
    assert isinstance(empty, Left)
    assert empty.failed
    assert isinstance(others, Left)
    assert "status 404" in others.reason


def test_frames_are_no_pages() -> None:
    """Of a WACZ file the pages that it lists are read, not what was loaded inside them."""
    stories = [story(n) for n in (4, 5)]
    records = warc([Answer(one.url, page(one)) for one in stories], gzip=True)
    found, left = read(wacz(records, [stories[0].url]), "a.wacz")

    assert isinstance(found, Page)
    assert found.title == stories[0].title
    assert isinstance(left, Left)
    assert "1 pages within pages" in left.reason
