"""The same article by another way in is known again; another one is not taken for it."""

from pathlib import Path

import pytest
from sqlmodel import Session, col, delete, select

from benchmarks.documents import Answer, Story, mail, markdown, page, rss, story, story_pdf, warc
from claims import Desk
from db.models import Shingle, Trace
from db.views.articles import ArticleView


def arrivals(folder: Path, files: dict[str, bytes]) -> tuple[list[str], dict[str, ArticleView]]:
    """Read files one after the other; return what was said of each, and the articles by file."""
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    with Desk.open(f"sqlite:///{folder / 'desk.db'}") as desk:
        said = [step.note for name in files for step in desk.ingest(folder / name)]
        return said, {one.file: one for one in desk.articles()}


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("b.pdf", story_pdf),
        ("b.eml", lambda one: mail(one).as_bytes()),
        ("b.rss", lambda one: rss([one])),
        ("b.warc", lambda one: warc([Answer(one.url, page(one))])),
    ],
    ids=["pdf", "mail", "feed", "warc"],
)
def test_the_same_words_by_another_way(tmp_path: Path, name: str, make: object) -> None:
    """An article that came as text and comes again in another format stays one, with both ways."""
    one = story(1)
    assert callable(make)
    said, articles = arrivals(tmp_path, {"a.md": markdown(one), name: make(one)})

    assert said[0] == "read"
    assert said[1].startswith("already here: the same ")
    assert said[1].endswith(" as a.md")
    assert [*articles] == ["a.md"]
    (note,) = articles["a.md"].notes
    assert note.startswith(f"also came in as {name}")


def syndicated(one: Story) -> bytes:
    """Return a story as another paper prints it."""
    return markdown(one).replace(one.publisher.encode(), b"Fabricated Post").replace(b"/1", b"/9")


def test_two_papers_with_one_text(tmp_path: Path) -> None:
    """The same words of two publishers are two articles, and the second says so."""
    one = story(1)
    said, articles = arrivals(tmp_path, {"a.md": markdown(one), "b.md": syndicated(one)})

    assert said == ["read", "read"]
    assert articles["b.md"].notes == ("nearly the same text is here as a.md: 100% alike",)


def test_nearly_the_same_text(tmp_path: Path) -> None:
    """A text with a sentence more is an article of its own that names the one it resembles."""
    one = story(1)
    more = markdown(one).replace(b"fabricator.example", b"mirror.example") + b"\nMore is to come.\n"
    other = markdown(one) + b"\nIt was said later that all of it was wrong.\n"
    said, articles = arrivals(
        tmp_path, {"a.md": markdown(one), "b.md": more, "c.md": other, "d.md": markdown(story(2))}
    )

    assert said == ["read"] * 4
    assert "nearly the same text is here as a.md" in articles["b.md"].notes[0]
    assert "another text of this address is here as a.md" in articles["c.md"].notes[0]
    assert articles["d.md"].notes == ()


def test_ways_are_noted_once(tmp_path: Path) -> None:
    """Reading the same files again adds neither an article nor a note."""
    files = {"a.md": markdown(story(1)), "b.pdf": story_pdf(story(1))}
    arrivals(tmp_path, files)
    _, articles = arrivals(tmp_path, files)

    assert [*articles] == ["a.md"]
    assert len(articles["a.md"].notes) == 1


def test_articles_from_before(tmp_path: Path) -> None:
    """An article that came in before texts were traced is known again as well."""
    arrivals(tmp_path, {"a.md": markdown(story(1))})
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}") as desk, Session(desk.engine) as session:
        session.exec(delete(Shingle))
        session.exec(delete(Trace))
        session.commit()
    said, _ = arrivals(tmp_path, {"b.pdf": story_pdf(story(1))})

    assert said == ["already here: the same words as a.md"]
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}") as desk, Session(desk.engine) as session:
        assert len(session.exec(select(col(Trace.article_id))).all()) == 1
