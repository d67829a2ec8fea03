"""Web archives and zip files: the pages in them, and whether they are what they were."""

import gzip
from datetime import UTC, datetime

from benchmarks.documents import (
    Answer,
    arc,
    mail,
    mailbox,
    markdown,
    page,
    pdf,
    story,
    wacz,
    warc,
    zipped,
)
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


def test_the_older_form() -> None:
    """An ARC file, packed or not, gives its pages with address and day; another text gives none."""
    stories = [story(n) for n in (6, 7)]
    kept = [*(Answer(one.url, page(one)) for one in stories), Answer(URL, b"", status="404 No")]
    raw = arc(kept)
    for name, some in {"a.arc": raw, "a.arc.gz": arc(kept, pack=gzip.compress)}.items():
        one, other, left = read(some, name)

        assert isinstance(one, Page)
        assert isinstance(other, Page)
        assert [one.title, other.url] == [stories[0].title, stories[1].url]
        assert one.published == datetime(2019, 2, 21, 23, 30, tzinfo=UTC)
        assert isinstance(left, Left)
        assert "status 404" in left.reason
    (odd,) = read(b"this is no archive 9\n" * 9, "a.arc")
    _, cut = read(arc(kept[:2])[:-300], "a.arc")

    assert isinstance(odd, Left)
    assert "of another format" in odd.reason
    assert isinstance(cut, Page)
    assert "may be cut off" in cut.notes[0]


def test_a_zip_stands_for_a_folder() -> None:
    """Each document in a zip is read by its own format; what is passed over or odd is named."""
    made = [story(n) for n in range(20, 24)]
    table = f"title,text\nRows,{made[0].paragraphs[0]}\n"
    raw = zipped({
        "in/page.html": page(made[1]),
        "in/box.mbox": mailbox([mail(made[2])]),
        "in/../../up.md": markdown(made[3]),
        "rows.csv": table.replace(" said", "").encode(),
        "odd.csv": b"a,b\n1,2\n",
        "empty.txt": b"",
        "inner.zip": zipped({"a.txt": b"x"}),
        "photo.png": b"x",
        "__MACOSX/page.html": b"x",
    })  # fmt: skip
    found = {one.file.removeprefix("d.zip#"): one for one in read(raw, "d.zip")}
    pages = {name: one for name, one in found.items() if isinstance(one, Page)}
    left = {name: one for name, one in found.items() if isinstance(one, Left)}

    assert {*pages} == {"in/page.html", "in/box.mbox#1", "in/../../up.md", "rows.csv#2"}
    assert pages["in/page.html"].raw == page(made[1])
    assert pages["in/../../up.md"].title == made[3].title
    assert left["odd.csv"].columns == ("a", "b")
    assert {name for name, one in left.items() if one.failed} == {"empty.txt", "inner.zip"}
    assert "give it by itself" in left["inner.zip"].reason
    assert ".html" in left["photo.png"].reason


def test_a_zip_that_was_made_to_fill_memory() -> None:
    """What unpacks to more than it may is refused before it is unpacked, and by member too."""
    (one,) = read(zipped({"a.txt": b"x" * 21_000_000}), "a.zip")
    sizes = b"\x07\0\0\0\x05\0\0\0"
    many = zipped({"a.txt": b"words"}).replace(sizes, sizes[:4] + b"\xff\xff\xff\xfe")
    locked = bytearray(zipped({"a.txt": b"words"}))
    locked[6] = locked[locked.index(b"PK\x01\x02") + 8] = 1
    cases = {
        "larger than 20 MB": one,
        "it may be made to fill memory": read(many, "a.zip")[0],
        "password": read(bytes(locked), "a.zip")[0],
        "nothing to read": read(zipped({}), "a.zip")[0],
    }

    for reason, left in cases.items():
        assert isinstance(left, Left)
        assert reason in left.reason
