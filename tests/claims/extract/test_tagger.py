"""The trained tagger, as it ships and where it is missing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.errors import ConfigurationError
from claims.extract.attribution import tagger
from claims.extract.attribution.tagger import Tagger, load_tagger
from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document
from claims.settings import packaged

TEXT = (
    "The bridge at Exampleton is safe, the mayor said on Monday.\n\n"
    "According to the Example Times, two engineers had warned that a pillar was cracked."
)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation whose tagger is not there."""
    monkeypatch.setattr(tagger, "MODEL", "models/none")
    load_tagger.cache_clear()
    yield
    monkeypatch.undo()
    load_tagger.cache_clear()


def test_source_cue_and_content_are_found() -> None:
    """The tagger that ships finds who is named, by which words, and what is said."""
    words = ["The", "bridge", "is", "safe", ",", "the", "mayor", "said", "on", "Monday", "."]
    (found,) = Tagger(packaged(tagger.MODEL)).read([words])

    assert found.source is not None
    assert found.cue is not None
    assert "mayor" in words[slice(*found.source)]
    assert words[slice(*found.cue)] == ["said"]
    assert words[slice(*found.content[0])][:4] == ["The", "bridge", "is", "safe"]


def test_nothing_is_found_in_nothing() -> None:
    """An article without a word has no attribution."""
    assert Tagger(packaged(tagger.MODEL)).read([]) == []


@pytest.mark.usefixtures("bare")
def test_without_its_files_the_rules_read_alone_and_say_so() -> None:
    """Where the ONNX file is absent, quotes are still found, and the version says who read."""
    extractor = LearntAttribution()
    (quotes,) = extractor.extract([Document(TEXT)])

    assert extractor.components["tagger"] == "absent: read by rules alone"
    assert any(quote.cue == "said" for quote in quotes)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """A model that does not load is an error that names its folder, no silent fallback."""
    (tmp_path / "model.onnx").write_bytes(b"no model")

    with pytest.raises(ConfigurationError, match=str(tmp_path)):
        Tagger(tmp_path)


def test_a_model_without_a_version_is_named(tmp_path: Path) -> None:
    """Weights that do not say of which version they are do not load, and the folder is named."""
    shipped = packaged(tagger.MODEL)
    for file in ("model.onnx", "tokenizer.json"):
        (tmp_path / file).symlink_to(shipped / file)
    learnt = json.loads((shipped / "weights.json").read_text(encoding="utf-8"))
    del learnt["version"]
    (tmp_path / "weights.json").write_text(json.dumps(learnt), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=str(tmp_path)):
        Tagger(tmp_path)
