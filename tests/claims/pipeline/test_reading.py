"""Files become articles, whatever lies beside them."""

from pathlib import Path

import pytest

from claims import Desk, InputError


def article(title: str, body: str = "The mayor said that the bridge was closed.") -> str:
    """An article with front matter."""
    return f"---\ntitle: {title}\npublisher: The Example Times\n---\n\n{body}\n"


def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk.open(f"sqlite:///{tmp_path / 'desk.db'}")


def test_broken_file_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    """An empty file between two good ones fails by name, and both good ones are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(article("One"))
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.md").write_text(article("Two"))
    with desk(tmp_path) as opened:
        steps = list(opened.ingest(folder))
        titles = {one.title for one in opened.articles()}

    assert [step.item for step in steps if step.failed] == ["b.txt"]
    assert titles == {"One", "Two"}


def test_same_bytes_under_another_name_add_nothing(tmp_path: Path) -> None:
    """The same bytes twice are one article, and the note names the file that was there first."""
    (tmp_path / "a.md").write_text(article("One"))
    (tmp_path / "b.md").write_text(article("One"))
    with desk(tmp_path) as opened:
        first, second = opened.ingest(tmp_path / "a.md", tmp_path / "b.md")
        n_articles = len(opened.articles())

    assert n_articles == 1
    assert "already here" not in first.note
    assert "a.md" in second.note


def test_syndicated_text_is_an_article_of_each_publisher(tmp_path: Path) -> None:
    """The same text from two publishers is two articles, for they are two links in a chain."""
    (tmp_path / "a.md").write_text(article("One"))
    (tmp_path / "b.md").write_text(article("One").replace("Times", "Herald"))
    with desk(tmp_path) as opened:
        list(opened.ingest(tmp_path / "a.md", tmp_path / "b.md"))
        publishers = {one.publisher for one in opened.articles()}

    assert publishers == {"The Example Times", "The Example Herald"}


def test_undated_article_stays_undated_but_has_a_place_in_time(tmp_path: Path) -> None:
    """An undated article shows no date, and is ordered by the latest date that its text names."""
    body = "The mayor said on 22 February 2019 that the bridge was closed."
    (tmp_path / "a.md").write_text(article("One", body))
    with desk(tmp_path) as opened:
        list(opened.ingest(tmp_path / "a.md"))
        (found,) = opened.articles()

    assert found.published_at is None
    assert f"{found.ordered_at:%Y-%m-%d}" == "2019-02-22"


def test_names_that_differ_in_case_are_two_files(tmp_path: Path) -> None:
    """A.md and a.md with different text are two articles."""
    (tmp_path / "A.md").write_text(article("One"))
    (tmp_path / "a.md").write_text(article("Two"))
    with desk(tmp_path) as opened:
        list(opened.ingest(tmp_path))
        files = {one.file for one in opened.articles()}

    assert {"A.md", "a.md"} <= files


def test_hostile_markup_is_kept_as_text(tmp_path: Path) -> None:
    """A script in title and body is stored word for word: escaping is the page's work."""
    (tmp_path / "a.md").write_text(
        article("'<script>alert(1)</script>'", "<script>alert(2)</script> he said.")
    )
    with desk(tmp_path) as opened:
        list(opened.run(tmp_path / "a.md"))
        listed = opened.articles()[0]
        text = opened.article(listed.article_id).text

    assert listed.title == "<script>alert(1)</script>"
    assert "<script>alert(2)</script>" in text


def test_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    """A folder that holds no article is named, rather than passed over in silence."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "picture.png").write_bytes(b"x")

    with desk(tmp_path) as opened, pytest.raises(InputError, match="in"):
        list(opened.run(folder))
