"""PDF and Word files: their text set free of lines and pages, and what they say of themselves."""

from datetime import UTC, datetime

from benchmarks.documents import pdf, press_export, story, story_pdf, word, wrapped
from claims.ingest.page import Left, Page
from claims.ingest.read import read_raw
from tests.claims.ingest.pages import to_page

NOW = datetime(2026, 1, 15, tzinfo=UTC)


def test_a_pdf() -> None:
    """The words of a PDF flow again: no line ends, no cut words; title, author, date are found."""
    made = story(1)
    page = to_page(story_pdf(made), name="a.pdf", now=NOW)

    assert page.text == f"{made.title}\n\n{made.body}"
    assert (page.title, page.author, page.language) == (made.title, made.author, "en")
    assert page.published == datetime(2019, 2, 21, 23, 30, tzinfo=UTC)
    assert page.notes == ("dated by when the PDF was made, as it says itself",)


def test_words_that_a_line_cuts() -> None:
    """A cut word is mended; a name, or one hyphenated elsewhere, keeps its hyphen."""
    lines = [
        "The govern-", "ment of Upper-", "Fable has a well-", "known plan. It is well-known,",
        "said the clerk of the council of works.",
    ]  # fmt: skip
    page = to_page(pdf([lines]), name="a.pdf", now=NOW)

    assert "The government of Upper-Fable has a well-known plan." in page.text


def test_running_heads_and_page_numbers() -> None:
    """What stands at the head or foot of every page is none of the text."""
    pages = [["Fable Gazette, no. 7", *wrapped(story(n).body), f"{n}"] for n in range(4)]
    page = to_page(pdf(pages), name="a.pdf", now=NOW)

    assert "Gazette" not in page.text
    assert page.text.count("Councillor") == 20


def test_scanned_pages() -> None:
    """A PDF of pictures is told to be one; one that has some beside its text says how many."""
    (left,) = read_raw(pdf([[], []]), name="scan.pdf", now=NOW)
    page = to_page(pdf([["The clerk said that it was so."], []]), name="a.pdf", now=NOW)

    assert isinstance(left, Left)
    assert "OCR" in left.reason
    assert page.notes == ("1 of 2 pages hold no text, only pictures of it",)


def test_a_dateline() -> None:
    """A line that is a date and nothing else dates a document, as a guess that says so."""
    lines = ["Bridge shut", "", "Exampleton", "", "Friday, 22 February 2019", "", "It is so."]
    page = to_page(pdf([lines]), name="a.pdf", now=NOW)

    assert (page.published, page.published_origin) == (datetime(2019, 2, 22, tzinfo=UTC), "guessed")
    assert "guess" in page.notes[0]


def test_a_word_file() -> None:
    """A Word file is read in the order of its paragraphs, and says who wrote it and when."""
    made = story(2)
    raw = word(
        [made.title, *made.paragraphs],
        title=made.title,
        author=made.author,
        created=datetime(2019, 2, 22, 8, 30, tzinfo=UTC),
    )
    page = to_page(raw, name="a.docx", now=NOW)

    assert page.text == f"{made.title}\n\n{made.body}"
    assert page.author == made.author
    assert page.published == datetime(2019, 2, 22, 8, 30, tzinfo=UTC)


def test_an_export_of_a_press_database() -> None:
    """One Word file with many articles gives each by itself, with its publisher and its date."""
    stories = [story(n) for n in range(3, 6)]
    pages = list(read_raw(press_export(stories), name="n.docx", now=NOW))

    assert [page.file for page in pages] == ["n.docx#1", "n.docx#2", "n.docx#3"]
    for page, made in zip(pages, stories, strict=True):
        assert isinstance(page, Page)
        assert page.text == f"{made.title}\n\n{made.body}"
        assert (page.publisher, page.author) == (made.publisher, made.author)
        assert page.published == datetime(2019, 2, 22, tzinfo=UTC)
    assert len({page.raw for page in pages if isinstance(page, Page)}) == 3
