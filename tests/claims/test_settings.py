"""What can be set from outside."""

import pytest

from claims.settings import current_settings


def test_settings_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set is read again where it has changed, and only there."""
    monkeypatch.setenv("CLAIMS_REVIEWER", "ana")
    first, again = current_settings(), current_settings()
    monkeypatch.setenv("CLAIMS_REVIEWER", "ben")

    assert first is again
    assert (first.reviewer, current_settings().reviewer) == ("ana", "ben")
