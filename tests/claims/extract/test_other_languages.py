"""Quotations in other languages, read by small pipelines that lie on disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claims.errors import ConfigurationError
from claims.extract.other_languages import OtherLanguages
from claims.extract.quote import Document, Quote
from claims.settings import Settings
from db.vocabulary import Mode, SourceKind

Read = Callable[..., list[Quote]]
VERBS = {"sagte", "teilte", "lobte", "dit"}
NAMED = {
    "PER": ("Ana Beispiel", "Bo Muster", "Léa Exemple", "예시"),
    "ORG": ("Beispielwerke",),
    "LOC": ("Norwick",),
}


@Language.component("toy_parser")
def toy_parser(doc: Doc) -> Doc:
    """Make every name the subject of the one verb of its sentence."""
    for sentence in doc.sents:
        verb = next((token for token in sentence if token.text in VERBS), sentence[0])
        for token in sentence:
            token.head, token.dep_ = verb, "dep"
        verb.pos_ = "VERB" if verb.text in VERBS else "X"
        for name in sentence.ents:
            name.root.dep_ = "sb"
    return doc


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a text by a pipeline made for the test."""

    def read_it(
        text: str, code: str = "de", *, parser: bool = True, title: str = ""
    ) -> list[Quote]:
        nlp = spacy.blank(code)
        nlp.add_pipe("sentencizer")
        patterns = [{"label": kind, "pattern": n} for kind, some in NAMED.items() for n in some]
        nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
        if parser:
            nlp.add_pipe("toy_parser")
        nlp.to_disk(tmp_path / code)
        settings = Settings(pipelines={code: str(tmp_path / code)})
        reader = OtherLanguages(settings).reading(code)
        (quotes,) = reader.extract([Document(text, title, "Das Beispielblatt")])
        return quotes

    return read_it


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "„Die Brücke ist seit Montag gesperrt“, sagte Ana Beispiel in Norwick.",
            "Die Brücke ist seit Montag gesperrt",
            "Ana Beispiel",
        ),
        (
            "»Die Brücke ist seit Montag gesperrt«, teilte Beispielwerke mit.",
            "Die Brücke ist seit Montag gesperrt",
            "Beispielwerke",
        ),
        (
            "Bo Muster sagte: „Zwei der vier Seile sind gerissen.“",
            "Zwei der vier Seile sind gerissen.",
            "Bo Muster",
        ),
        (
            "„Zwei Seile sind gerissen. Wir wissen das seit Montag.“, sagte Bo Muster.",
            "Zwei Seile sind gerissen. Wir wissen das seit Montag.",
            "Bo Muster",
        ),
        (
            "Ana Beispiel lobte gestern, was „seit Montag in der Stadt geschah“, sagte Bo Muster.",
            "seit Montag in der Stadt geschah",
            "Bo Muster",
        ),
    ],
)
def test_nearest_named_subject_speaks(read: Read, text: str, content: str, speaker: str) -> None:
    """A quotation belongs to the nearest person or body that does something in its sentence."""
    (quote,) = read(text)

    assert text[quote.start : quote.end] == content
    assert quote.speaker.name == speaker
    assert text[quote.speaker.start : quote.speaker.end] == speaker
    assert text[quote.cue_start : quote.cue_end] == quote.cue
    assert quote.cue in VERBS
    assert quote.mode is Mode.DIRECT


def test_french_and_japanese_marks_are_found(read: Read) -> None:
    """Guillemets with their blanks, and corner brackets, hold quotations, too."""
    french = "« Le pont est fermé depuis lundi », dit Léa Exemple."
    (quote,) = read(french, "fr")
    (other,) = read("시장은 「다리는 월요일 부터 닫혀 있다」 고 했다.", "xx")

    assert french[quote.start : quote.end] == "Le pont est fermé depuis lundi"
    assert quote.speaker.name == "Léa Exemple"
    assert other.end - other.start == len("다리는 월요일 부터 닫혀 있다")


@pytest.mark.parametrize(
    ("text", "parser"),
    [
        ("„Die Brücke ist seit Montag gesperrt“, sagte Ana Beispiel.", False),
        ("„Die Brücke ist seit Montag gesperrt.“ Ana Beispiel sagte am Abend nichts.", True),
        ("„Die Brücke ist seit Montag gesperrt“, hieß es in Norwick.", True),
        ("„Die Brücke ist gesperrt, sagte Ana Beispiel am Montag“, hieß es.", True),
    ],
)
def test_speaker_whom_nothing_shows_stays_unresolved(
    read: Read, text: str, *, parser: bool
) -> None:
    """Without a parser, or a named subject in the same sentence, nobody is made to speak."""
    (quote,) = read(text, parser=parser)

    assert quote.speaker.name == "unresolved speaker (Das Beispielblatt)"
    assert quote.speaker.kind is SourceKind.UNKNOWN
    assert quote.cue_start == -1


def test_titles_and_narration_are_no_claims(read: Read) -> None:
    """A name in quotation marks is no quotation, and what the paper itself states is left alone."""
    text = "Ana Beispiel lobte „Die gute Stadt“ in Norwick. Die Brücke ist seit Montag gesperrt."

    assert read(text) == []


def test_offsets_hold_behind_a_headline(read: Read) -> None:
    """Offsets count in the whole text, headline and earlier paragraphs included."""
    words = "Die Brücke ist seit Montag gesperrt"
    text = f"Brücke gesperrt\n\nIn Norwick regnet es.\n\n„{words}“, sagte Ana Beispiel."
    (quote,) = read(text, title="Brücke gesperrt")

    assert text[quote.start : quote.end] == words
    assert text[quote.speaker.start : quote.speaker.end] == "Ana Beispiel"


@pytest.mark.parametrize(
    ("pipelines", "remedy"),
    [
        ({"de": "no_such_pipeline"}, "spacy download no_such_pipeline"),
        ({"de": ""}, "write de=PACKAGE_OR_FOLDER"),
    ],
)
def test_missing_pipeline_is_named(pipelines: dict[str, str], remedy: str) -> None:
    """A pipeline that is not installed, or not named, is an error that says what to do."""
    with pytest.raises(ConfigurationError, match=remedy):
        OtherLanguages(Settings(pipelines=pipelines)).reading("de")
