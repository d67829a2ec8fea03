"""Hostile and broken files have a clear outcome each, and harm nothing beside them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from claims import Desk
from claims.desk import Step
from db.views.articles import ArticleView
from db.views.claims import ClaimView

GOOD = (
    "---\ntitle: Bridge closed\npublisher: The Example Times\npublished: 2024-03-01\n---\n\n"
    "The mayor of Exampleton, Josef Novak, said that the bridge was closed on Friday.\n"
)
NEIGHBOUR = GOOD.replace("Bridge", "Road").replace("bridge", "road")
FUTURE = GOOD.replace("2024-03-01", "2999-01-01")
KOREAN = "다리 폐쇄\n\n시장은 다리가 폐쇄되었다고 말했다. 다리는 금요일에 닫혔다.\n"


@dataclass(frozen=True)
class Outcome:
    """What came of one file: its step of reading, its article if any, and its claims."""

    step: Step
    article: ArticleView | None
    claims: list[ClaimView]


def outcome(tmp_path: Path, name: str, raw: bytes) -> Outcome:
    """Put a file beside a good one, run the desk over both, and tell what came of it."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(raw)
    (folder / "good.md").write_text(NEIGHBOUR)
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}") as desk:
        steps = list(desk.run(folder))
        articles = {article.file: article for article in desk.articles()}
        assert "good.md" in articles
        assert desk.claims(article_id=articles["good.md"].article_id)
        found = articles.get(name)
        whole = desk.article(found.article_id) if found else None
        claims = desk.claims(article_id=found.article_id, everything=True) if found else []
        for claim in claims:
            assert whole is not None
            assert whole.text[claim.start : claim.end] == claim.text
    (step,) = (one for one in steps if one.stage == "read" and one.item == name)
    return Outcome(step, whole, claims)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\n \t\n", "empty"),
        (b"x" * 10_000_000, "1,000,000"),
        (bytes(range(256)) * 40, "text"),
    ],
    ids=["empty", "white space", "10 MB line", "binary"],
)
def test_refused_with_a_reason(tmp_path: Path, raw: bytes, reason: str) -> None:
    """A file that holds no article is refused in words that say why."""
    found = outcome(tmp_path, "bad.txt", raw)

    assert found.step.failed
    assert reason in found.step.note
    assert found.article is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """An article in another encoding gives the same text and the same claim."""
    found = outcome(tmp_path, "other.md", GOOD.replace("Bridge", "Bridgé").encode(encoding))

    assert found.article is not None
    assert found.article.title == "Bridgé closed"
    assert [claim.speaker for claim in found.claims if claim.cue] == ["Josef Novak"]


@pytest.mark.parametrize("encoding", ["euc-kr", "cp949"])
def test_korean_bytes_become_korean_text(tmp_path: Path, encoding: str) -> None:
    """EUC-KR is recognised, kept character for character, and said to be guessed."""
    found = outcome(tmp_path, "korean.txt", KOREAN.encode(encoding))

    assert found.article is not None
    assert found.article.text == KOREAN
    assert "(guessed)" in found.article.encoding


def test_nul_bytes_are_taken_out(tmp_path: Path) -> None:
    """NUL bytes are not in the text, and the article says that they were."""
    found = outcome(tmp_path, "nul.md", GOOD.replace("mayor", "ma\0yor").encode())

    assert found.article is not None
    assert "\0" not in found.article.text
    assert any("NUL" in note for note in found.article.notes)


def test_script_is_text(tmp_path: Path) -> None:
    """A script in title and body is stored as the text that it is."""
    raw = GOOD.replace("Bridge closed", "'<script>x</script>'").replace("the bridge", "<script>y")
    found = outcome(tmp_path, "script.md", raw.encode())

    assert found.article is not None
    assert found.article.title == "<script>x</script>"
    assert "<script>y" in found.article.text


def test_future_date_is_set_aside(tmp_path: Path) -> None:
    """A date in the future is not believed, and the note names it."""
    found = outcome(tmp_path, "future.md", FUTURE.encode())

    assert found.article is not None
    assert found.article.published_at is None
    assert any("2999" in note for note in found.article.notes)


def test_no_date_is_no_date(tmp_path: Path) -> None:
    """An article without a date is read, and stays undated."""
    found = outcome(tmp_path, "undated.md", GOOD.replace("published: 2024-03-01\n", "").encode())

    assert found.article is not None
    assert found.article.published_at is None


def test_names_that_differ_in_case_are_two_articles(tmp_path: Path) -> None:
    """GOOD.md beside good.md is a second article."""
    found = outcome(tmp_path, "GOOD.md", GOOD.replace("bridge", "tunnel").encode())

    assert found.article is not None
    assert found.article.file == "GOOD.md"


@pytest.mark.parametrize("mark", ['"', "(", "$", "“", "a", "!"])
def test_long_runs_of_one_character_end(tmp_path: Path, mark: str) -> None:
    """Fifty thousand times one character is read to its end, with exact offsets."""
    found = outcome(tmp_path, "run.txt", f"Headline\n\n{mark * 50_000}\n".encode())

    assert found.article is not None
