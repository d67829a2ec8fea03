"""Articles in other languages: kept, named, and read once there is a pipeline for them."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from claims import Desk
from claims.settings import Settings
from db.vocabulary import Mode

GERMAN = """---
title: Brücke gesperrt
publisher: Das Beispielblatt
published: 2026-03-02
{declared}---

„Die Brücke ist seit Montag gesperrt“, sagte Ana Beispiel in Norwick. Zwei Seile seien gerissen,
teilte die Polizei am Abend mit. Die Arbeiten dauern nach Angaben der Stadt bis Ende März.
"""
ENGLISH = """---
title: Bridge shut
publisher: The Example Times
published: 2026-03-02
{declared}---

Mayor Bo Example said on Monday that the old bridge in Norwick was closed after two cables snapped.
"""
WAITS = (
    "not extracted: written in German; Claimdesk reads English; to read it, install a spaCy "
    "pipeline and set CLAIMS_PIPELINES=de=de_core_news_sm"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A German and an English article."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "german.md").write_text(GERMAN.format(declared=""), encoding="utf-8")
    (folder / "english.md").write_text(ENGLISH.format(declared=""), encoding="utf-8")
    return folder


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    """The folder of a German pipeline that knows one name, and parses nothing."""
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Ana Beispiel"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "de")
    return str(tmp_path / "de")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of an empty desk."""
    return f"sqlite:///{tmp_path / 'desk.db'}"


def notes(desk: Desk, file: str) -> tuple[str, ...]:
    """What stands beside an article."""
    (article,) = [one for one in desk.articles() if one.file.endswith(file)]
    return article.notes


def test_other_language_is_kept_and_named_once(url: str, articles: Path) -> None:
    """A German article is no failure: it stays, says why it is unread, and is not named again."""
    with Desk.open(url) as desk:
        steps = [step for step in desk.run(articles) if step.stage == "extract"]
        again = [step for step in desk.run() if step.stage == "extract"]
        publishers = {claim.publisher for claim in desk.claims(everything=True)}
        note = notes(desk, "german.md")

    assert [step.failed for step in steps] == [False, False]
    assert [step.warnings for step in steps if step.item.endswith("german.md")] == [(WAITS,)]
    assert [step.done for step in steps] == [1, 2]
    assert note == (WAITS,)
    assert again == []
    assert publishers == {"The Example Times"}


def test_pipeline_reads_what_waited(url: str, articles: Path, pipeline: str) -> None:
    """Once a pipeline is set, the next run reads the article that waited, and its note goes."""
    with Desk.open(url) as desk:
        list(desk.run(articles))
    with Desk.open(url, settings=Settings(pipelines={"de": pipeline})) as desk:
        (step,) = [step for step in desk.run() if step.stage == "extract"]
        (claim,) = desk.claims(publisher="Das Beispielblatt", everything=True)
        left = notes(desk, "german.md")

    assert (step.note, step.failed) == ("1 claim", False)
    assert (claim.text, claim.mode) == ("Die Brücke ist seit Montag gesperrt", Mode.DIRECT)
    assert claim.speaker == "unresolved speaker (Das Beispielblatt)"
    assert claim.extractor == "claims.OtherLanguages.v1"
    assert left == ()


def test_missing_pipeline_fails_only_its_articles(url: str, articles: Path) -> None:
    """A pipeline that is set but not installed is named; English articles are read all the same."""
    settings = Settings(pipelines={"de": "no_such_pipeline"})
    with Desk.open(url, settings=settings) as desk:
        steps = [step for step in desk.run(articles) if step.stage == "extract"]
        publishers = {claim.publisher for claim in desk.claims(everything=True)}

    assert {step.item.rpartition("/")[2]: step.failed for step in steps} == {
        "german.md": True,
        "english.md": False,
    }
    assert any("spacy download no_such_pipeline" in step.note for step in steps)
    assert publishers == {"The Example Times"}


def test_text_is_believed_before_its_declaration(url: str, tmp_path: Path) -> None:
    """An English text declared as German is read, a German one declared as English is not."""
    english, german = tmp_path / "english.md", tmp_path / "german.md"
    english.write_text(ENGLISH.format(declared="language: de\n"), encoding="utf-8")
    german.write_text(GERMAN.format(declared="language: en-GB\n"), encoding="utf-8")
    with Desk.open(url) as desk:
        list(desk.run(english, german))
        publishers = {claim.publisher for claim in desk.claims(everything=True)}
        said = {name: notes(desk, name) for name in ("english.md", "german.md")}

    assert publishers == {"The Example Times"}
    assert said == {
        "english.md": ("declared as German, but written in English",),
        "german.md": ("declared as English, but written in German", WAITS),
    }


def test_command_line_names_what_it_left_and_ends_well(url: str, articles: Path) -> None:
    """A run that leaves a German article aside says so on standard error, and its code is 0."""
    command = [sys.executable, "-m", "claims.cli", "run", str(articles), "--db", url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0
    assert f"german.md: {WAITS}" in done.stderr.replace("\n", " ")
