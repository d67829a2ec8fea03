"""What can be set from outside."""

import re
from pathlib import Path

import pytest

from claims.errors import ConfigurationError
from claims.settings import Settings, current_settings


def test_settings_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set is read again where it has changed, and only there."""
    monkeypatch.setenv("CLAIMS_REVIEWER", "ana")
    first, again = current_settings(), current_settings()
    monkeypatch.setenv("CLAIMS_REVIEWER", "ben")

    assert first is again
    assert (first.reviewer, current_settings().reviewer) == ("ana", "ben")


@pytest.mark.parametrize("proxy", ["proxy:8080", "ftp://proxy", "http://:80", "http://proxy:port"])
def test_proxy_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """What is no address of an HTTP proxy is refused with its value, before anything is fetched."""
    monkeypatch.setenv("CLAIMS_FETCH_PROXY", proxy)
    with pytest.raises(ConfigurationError, match=f"CLAIMS_FETCH_PROXY={proxy}: "):
        current_settings()


def test_every_setting_is_explained() -> None:
    """Nothing can be set that the page of settings does not name, and it names nothing else."""
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")

    assert {*re.findall(r"CLAIMS_[A-Z_]+", page)} == {
        f"CLAIMS_{name.upper()}" for name in Settings.model_fields
    }
