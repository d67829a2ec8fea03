"""The verbs about the web: what they print, and the codes that scripts go by."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.documents import page, rss, story
from claims.cli import main
from claims.cli.web import period
from tests.claims.fetch.server import Reply, serving


def test_fetch_watch_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fetch twice, see two versions; watch once, list, stop: each answers as scripts expect."""
    db = f"sqlite:///{tmp_path / 'desk.db'}"

    def claims(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["claims", *arguments, "--db", db])
        with pytest.raises(SystemExit) as end:
            main()
        told = capsys.readouterr()
        return int(end.value.code or 0), told.out + told.err

    def told(*arguments: str) -> Any:
        return json.loads(claims(*arguments, "--json")[1])

    with serving() as server:
        monkeypatch.setenv("CLAIMS_ALLOW_HOSTS", server.place)
        monkeypatch.setenv("CLAIMS_FETCH_PAUSE", "0")
        url = server.page("/a", page(story(1)).decode())
        code, said = claims("fetch", url, server.url("/none"), "--only-read")
        assert code == 3
        assert "is not there" in said
        server.page("/a", page(story(1, paragraphs=4)).decode())
        assert claims("fetch", url, "--only-read")[0] == 0

        (newest, _) = told("articles")
        one, other = told("versions", newest["article_id"])
        assert (one["current"], other["current"]) == (False, True)
        (change,) = other["changes"]
        assert change["now"] == ""
        assert "Version 2" in claims("versions", newest["article_id"])[1]
        assert told("alarms") == []

        server.replies["/feed"] = Reply(rss([]), headers={"Content-Type": "application/rss+xml"})
        watched = server.url("/feed")
        assert claims("watch", watched, "--every", "soon")[0] == 1
        # A feed without entries is named as one that gave nothing.
        assert claims("watch", watched, "--once", "--every", "2h")[0] == 1
        (listed,) = told("watch", "--list")
        assert (listed["url"], listed["every"]) == (watched, 7200)
        assert "Nothing is due" in claims("watch", "--once")[1]
        assert claims("watch", watched, "--stop")[0] == 0
        assert claims("watch", "--once")[0] == 1


def test_sighting_beyond_a_day_tells_both_days() -> None:
    """How long a text stood at its address can be read off what is printed."""
    noon = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - printed as it is

    assert period(noon, noon.replace(hour=14)) == "2026-06-01 12:00 to 14:00"
    assert period(noon, noon.replace(day=3, hour=9)) == "2026-06-01 12:00 to 2026-06-03 09:00"
