"""Quotes become claims, one an id."""

from pathlib import Path

import pytest
from sqlalchemy import text

from claims import Desk
from claims.extract.quote import Document, Mention, Quote
from claims.pipeline import extracting
from claims.pipeline.step import Step
from claims.registry import extractors
from claims.settings import Settings
from db.engine import writing

ARTICLE = "---\ntitle: {title}\npublisher: The Example Times\n---\n\nThe bridge was closed.\n"


class Twice:
    """Finds the same words twice: first surely, then hardly."""

    name = "claims.TestTwice.v1"
    components = {"claims.TestTwice.v1": "1"}  # noqa: RUF012 - the form of all parts

    def __init__(self, settings: Settings) -> None:
        pass

    def extract(self, documents: list[Document]) -> list[list[Quote]]:
        """Two quotes of one envelope and mode for each document."""
        sure = Quote(0, 3, ((0, 3),), Mention("Ana Example"), score=0.9)
        unsure = Quote(0, 3, ((0, 3),), Mention("Ben Example"), score=0.2)
        return [[sure, unsure] for _ in documents]


class Crippled(Twice):
    """Lacks a part."""

    name = "claims.TestCrippled.v1"
    components = {"tagger": "absent: read by rules alone"}  # noqa: RUF012 - the form of all parts


def run(desk: Desk, *paths: Path) -> list[Step]:
    """The steps of extraction."""
    return [step for step in desk.run(*paths) if step.stage == "extract"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk whose extractor finds everything twice."""
    extractors.register("claims.TestTwice.v1", func=Twice)
    settings = Settings(extractor="claims.TestTwice.v1", linker="claims.NoOp.v1")
    return Desk.open(f"sqlite:///{tmp_path / 'desk.db'}", settings=settings)


def test_of_two_quotes_with_one_id_the_surer_stays(desk: Desk, tmp_path: Path) -> None:
    """Two quotes with the same words and mode are one claim, by the speaker who is surer."""
    (tmp_path / "a.md").write_text(ARTICLE.format(title="One"))
    with desk:
        (step,) = run(desk, tmp_path / "a.md")
        (claim,) = desk.claims()

    assert claim.speaker == "Ana Example"
    assert step.note.startswith("1 claim")


def test_article_whose_claims_cannot_be_stored_is_named(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An id that another article's claim has fails that article by name; the next one goes in."""
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(ARTICLE.format(title=name))
    monkeypatch.setattr(extracting, "claim_id", lambda _article, _quote: "0123456789ab")
    with desk:
        steps = run(desk, tmp_path)
        n_claims = len(desk.claims())

    assert [step.failed for step in steps] == [False, True, True]
    assert all("not stored" in step.note for step in steps if step.failed)
    assert n_claims == 1


def test_article_that_another_process_extracted_is_left_to_it(desk: Desk, tmp_path: Path) -> None:
    """Where another process was faster, its claims stay and none is added."""
    (tmp_path / "a.md").write_text(ARTICLE.format(title="One"))
    (tmp_path / "b.md").write_text(ARTICLE.format(title="Two"))
    with desk:
        steps = desk.run(tmp_path)
        for step in steps:
            if step.stage == "extract":
                break
        with writing(desk.engine) as session:
            session.execute(text("UPDATE article SET extract_run_id=1"))
        rest = [one for one in steps if one.stage == "extract"]
        n_claims = len(desk.claims())

    assert [one.note for one in rest] == ["extracted by another process meanwhile"]
    assert n_claims == 1


def test_a_missing_part_is_told_once(tmp_path: Path) -> None:
    """An extractor without its trained files reads, and the first article's step says so."""
    extractors.register(Crippled.name, func=Crippled)
    for number in (1, 2):
        text = ARTICLE.format(title=f"Bridge {number}")
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")

    settings = Settings(extractor=Crippled.name)
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}", settings=settings) as desk:
        first, second = run(desk, tmp_path)

    assert first.warnings == ("the tagger is absent: read by rules alone",)
    assert second.warnings == ()
