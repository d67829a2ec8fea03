"""The seed corpus is what its manifest froze."""

import hashlib
import json
from typing import Any

import pytest

from claims.ingest.read import read_page
from claims.settings import packaged

CORPUS = packaged("seed_corpus")
MANIFEST = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text().splitlines()]
ARTICLES = [row for row in MANIFEST if row["file"].startswith("articles/")]


def sha256(name: str) -> str:
    """The digest of a file of the corpus."""
    return hashlib.sha256((CORPUS / name).read_bytes()).hexdigest()


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of a JSONL file of the corpus."""
    return [json.loads(line) for line in (CORPUS / name).read_text().splitlines()]


def expected(article: str) -> str:
    """The annotation that belongs to an article."""
    return article.replace("articles/", "expected/").replace(".md", ".jsonl")


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["file"])
def test_file_is_frozen(row: dict[str, Any]) -> None:
    """Each article and each annotation has the SHA-256 that the manifest froze."""
    found = sha256(row["file"])

    assert found == row["sha256"]
    if "expected_sha256" in row:
        assert sha256(expected(row["file"])) == row["expected_sha256"]


def test_corpus_has_fifteen_articles() -> None:
    """Fifteen articles stand in the manifest, and no other lies in the folder."""
    files = {f"articles/{path.name}" for path in (CORPUS / "articles").iterdir()}

    assert len(ARTICLES) == 15
    assert files == {row["file"] for row in ARTICLES}


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["file"])
def test_annotation_fits_the_stored_text(row: dict[str, Any]) -> None:
    """Every expected claim stands, character for character, at its offsets."""
    page = read_page(CORPUS / row["file"], name=row["file"])

    for claim in rows(expected(row["file"])):
        assert page.text[claim["start"] : claim["end"]] == claim["text"]


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["file"])
def test_article_has_the_length_of_a_news_item(row: dict[str, Any]) -> None:
    """An article has 120 to 500 words and no author, and says that it is retold."""
    page = read_page(CORPUS / row["file"], name=row["file"])
    words = len(page.text.removeprefix(page.title).split())

    assert 120 <= words <= 500
    assert (page.author, page.publisher) == ("", "intelNews (retold)")


def test_links_join_expected_claims() -> None:
    """Both ends of every expected and forbidden link are annotated claims."""
    known = {
        (row["file"].removeprefix("articles/"), claim["text"])
        for row in ARTICLES
        for claim in rows(expected(row["file"]))
    }
    links = rows("expected/links.jsonl")

    assert any(link["forbidden"] for link in links)
    for link in links:
        assert (link["earlier_file"], link["earlier_text"]) in known
        assert (link["later_file"], link["later_text"]) in known
