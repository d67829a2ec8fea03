"""The doctor tells what is wrong with a desk or an installation, and what to do."""

import hashlib
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from sqlalchemy import text

from claims import doctor
from claims.settings import Settings
from db.engine import open_engine, writing


def checks(url: str) -> dict[str, doctor.Check]:
    """What the doctor says of the desk at an address, by name."""
    settings = Settings(extractor="claims.NoOp.v1", linker="claims.NoOp.v1")
    return {check.name: check for check in doctor.examine(url, settings)}


def test_sound_desk_is_good(story_desk: str) -> None:
    """Of a desk that nobody touched, log, guards and evidence are good."""
    found = checks(story_desk)

    assert {found[name].level for name in ("desk", "guards", "evidence", "models")} == {"good"}


def test_missing_guard_is_bad_and_has_a_remedy(story_desk: str) -> None:
    """A trigger that somebody took away is named with the verb that puts it back."""
    with writing(open_engine(story_desk)) as session:
        session.execute(text("DROP TRIGGER review_event_no_update"))
    guards = checks(story_desk)["guards"]

    assert guards.level == "bad"
    assert "review_event_no_update" in guards.found
    assert "claims migrate" in guards.remedy


def test_changed_evidence_is_bad_and_has_a_remedy(story_desk: str) -> None:
    """A text that was changed in the file is named, with the way back to a backup."""
    with writing(open_engine(story_desk)) as session:
        session.execute(text("UPDATE article SET text=text || '!' WHERE id='a2'"))
    evidence = checks(story_desk)["evidence"]

    assert evidence.level == "bad"
    assert "article a2" in evidence.found
    assert "claims restore" in evidence.remedy


def test_looking_makes_no_desk(tmp_path: Path) -> None:
    """Where there is no desk, the doctor says so and makes none."""
    found = checks(f"sqlite:///{tmp_path / 'none.db'}")

    assert found["desk"].level == "warn"
    assert not (tmp_path / "none.db").exists()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation whose record names one file of a model; returns that file."""
    model = tmp_path / "claims" / "models" / "tiny" / "model.onnx"
    model.parent.mkdir(parents=True)
    model.write_bytes(b"weights")
    digest = urlsafe_b64encode(hashlib.sha256(b"weights").digest()).rstrip(b"=").decode()
    info = tmp_path / "claimdesk-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: claimdesk\nVersion: 9.9\n")
    (info / "RECORD").write_text(f"claims/models/tiny/model.onnx,sha256={digest},7\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return model


def test_models_have_the_hashes_that_they_shipped_with(installed: Path, story_desk: str) -> None:
    """A model's file that is as the installation recorded it is good."""
    models = checks(story_desk)["models"]

    assert (models.level, models.found[:7]) == ("good", "1 files")
    assert installed.exists()


@pytest.mark.parametrize("content", [b"other weights", None])
def test_altered_or_missing_model_is_bad(
    installed: Path, story_desk: str, content: bytes | None
) -> None:
    """A model's file that was changed or is gone is named, with what to do."""
    installed.unlink() if content is None else installed.write_bytes(content)
    models = checks(story_desk)["models"]

    assert models.level == "bad"
    assert "model.onnx" in models.found
    assert models.remedy == "install claimdesk again"
