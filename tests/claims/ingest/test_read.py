"""One file in, one page out, and what is refused."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import UnreadableError
from claims.ingest.page import Page
from claims.ingest.read import read_page
from tests.claims.ingest.pages import to_page

NOW = datetime(2026, 1, 15, tzinfo=UTC)
ARTICLE = (
    "---\ntitle: Minister denies it\nauthor: Ben Sample\npublished: 2019-02-22T10:00:00+09:00\n"
    "publisher: the Example Times\nurl: https://example.org/a\nlanguage: en\n---\n\n"
    "Minister Ana Example denied it on 3 March 2018.\r\n"
)


def page_of(tmp_path: Path, raw: bytes, name: str = "a.md") -> Page:
    """Write the bytes to a file and read it."""
    path = tmp_path / name
    path.write_bytes(raw)
    return read_page(path, name=name, now=NOW)


def refusal(tmp_path: Path, raw: bytes, name: str = "a.txt") -> str:
    """Return what is said about bytes that cannot be read."""
    with pytest.raises(UnreadableError) as refused:
        page_of(tmp_path, raw, name)
    return str(refused.value)


def test_a_whole_article(tmp_path: Path) -> None:
    """All that front matter says is found on the page."""
    page = page_of(tmp_path, ARTICLE.encode())

    assert page == Page(
        file="a.md",
        raw=ARTICLE.encode(),
        title="Minister denies it",
        text="Minister denies it\n\nMinister Ana Example denied it on 3 March 2018.",
        publisher="the Example Times",
        author="Ben Sample",
        url="https://example.org/a",
        language="en",
        published=datetime(2019, 2, 22, 1, tzinfo=UTC),
        published_origin="front matter",
    )


def test_plain_text(tmp_path: Path) -> None:
    """Plain text is kept as it is, with nothing made up about it."""
    page = page_of(tmp_path, b"Headline\r\n\r\n  Body. \r\n", "a.TXT")

    assert (page.title, page.text) == ("Headline", "Headline\n\n  Body. \n")
    assert (page.publisher, page.author, page.url, page.language) == ("", "", "", "")
    assert (page.published, page.published_origin, page.notes) == (None, "", ())


def test_an_undated_page(tmp_path: Path) -> None:
    """A page without a date is not before the latest day it names."""
    page = page_of(tmp_path, b"It was seen on 22 February 2019 and on 1 May 2018.")

    assert page.not_before == datetime(2019, 2, 22, tzinfo=UTC)


def test_a_date_set_aside(tmp_path: Path) -> None:
    """A date in the future leaves the page undated, and the note names the value."""
    page = page_of(tmp_path, b"---\ntitle: T\npublished: 2031-05-03\n---\nSeen on 2019-02-22.")

    assert (page.published, page.published_origin) == (None, "")
    assert page.not_before == datetime(2019, 2, 22, tzinfo=UTC)
    assert "'2031-05-03'" in page.notes[0]


def test_an_address_that_is_none(tmp_path: Path) -> None:
    """An address that would run in the reader's browser is set aside with a note."""
    page = page_of(tmp_path, b"---\ntitle: T\nurl: javascript:alert(1)\n---\nBody.")

    assert page.url == ""
    assert "javascript" in page.notes[0]


def test_scripts_stay_text(tmp_path: Path) -> None:
    """Markup in plain text is text: whoever shows it escapes it."""
    page = page_of(tmp_path, b"<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> said no.")

    assert page.title == "<script>alert(1)</script>"
    assert "<img src=x onerror=alert(1)>" in page.text


@pytest.mark.parametrize("encoding", ["euc-kr", "cp949", "utf-16-le", "utf-16-be", "utf-16"])
def test_korean_files(tmp_path: Path, encoding: str) -> None:
    """Korean files of all common encodings give the same text."""
    text = "국정원, 처형설 확인 못 해\n\n국정원은 22일 확인할 수 없다고 밝혔다.\n"
    page = page_of(tmp_path, text.encode(encoding), "a.txt")

    assert (page.title, page.text) == ("국정원, 처형설 확인 못 해", text)
    assert page.encoding.endswith("(guessed)") == (encoding != "utf-16")


def test_names_that_differ_in_case(tmp_path: Path) -> None:
    """Two names that differ only in case give two pages."""
    lower = page_of(tmp_path, b"One said no.", "a.txt")
    upper = page_of(tmp_path, b"Two said yes.", "A.txt")

    assert (lower.file, lower.text) == ("a.txt", "One said no.")
    assert (upper.file, upper.text) == ("A.txt", "Two said yes.")
    assert (tmp_path / "a.txt").read_bytes() == b"One said no."


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"---\n---\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_nothing_in_it(tmp_path: Path, raw: bytes, name: str) -> None:
    """A file with no words is refused by name."""
    assert refusal(tmp_path, raw, name).startswith(f"{name}: ")


def test_a_long_text(tmp_path: Path) -> None:
    """A text over the limit, though on one line, is refused with both numbers."""
    message = refusal(tmp_path, b"x" * 10_000_000)

    assert (
        message == "a.txt: holds 10,000,000 characters, the limit is 1,000,000; split it by article"
    )


def test_a_large_file(tmp_path: Path) -> None:
    """A file over the limit is refused without being read whole."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10**12)

    with pytest.raises(UnreadableError, match=r"a\.txt: is larger than 20 MB; split"):
        read_page(tmp_path / "a.txt", name="a.txt")


def test_no_file(tmp_path: Path) -> None:
    """Folders, pipes, and files that are gone are refused by name, and nothing waits."""
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")

    for name, reason in {
        "folder.txt": "is not a file",
        "pipe.txt": "is not a file",
        "gone.txt": "No such file",
    }.items():
        with pytest.raises(UnreadableError, match=rf"{name}: .*{reason}"):
            read_page(tmp_path / name, name=name)


@pytest.fixture
def without_rights() -> Iterator[None]:
    """Give up the rights of the superuser, to whom every file is open."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


def test_no_right_to_read(tmp_path: Path, without_rights: None) -> None:
    """A file that may not be read is refused by name, with the reason."""
    path = tmp_path / "secret.txt"
    if os.access(tmp_path, os.W_OK, effective_ids=True):
        path.write_text("Secret.", encoding="utf-8")
        path.chmod(0)

    with pytest.raises(UnreadableError, match=r"secret\.txt: cannot be opened: Permission denied"):
        read_page(path, name="secret.txt")


def test_another_suffix(tmp_path: Path) -> None:
    """A suffix that stands for no known format is refused, and the known ones are named."""
    assert "'.xlsx'" in refusal(tmp_path, b"Words.", "a.xlsx")
    assert ".html" in refusal(tmp_path, b"Words.", "a.xlsx")


@settings(deadline=None)
@given(raw=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_any_bytes(raw: bytes) -> None:
    """Any bytes give a page whose text can be stored everywhere, or a refusal."""
    try:
        page = to_page(raw, name="any.txt", now=NOW)
    except UnreadableError:
        return

    assert page.raw == raw
    assert not set(page.text + page.title + "".join(page.notes)) & {"\0", "\r"}
    (page.text + page.title + page.publisher).encode()


@settings(deadline=None)
@given(
    matter=st.dictionaries(
        st.sampled_from(["title", "author", "published", "url", "language", "x"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    ),
    body=st.text(max_size=40),
)
def test_any_front_matter(matter: dict[str, str], body: str) -> None:
    """Whatever stands in front matter, the page can be stored, or the file is refused."""
    lines = "".join(f"{key}: {value}\n" for key, value in matter.items())
    try:
        page = to_page(
            f"---\n{lines}---\n{body}".encode("utf-8", "replace"), name="any.md", now=NOW
        )
    except UnreadableError:
        return

    assert not set(page.text + page.title + page.url + page.author) & {"\0", "\r"}
    assert page.published is None or page.published <= NOW.replace(day=16)
