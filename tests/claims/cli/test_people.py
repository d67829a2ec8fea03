"""Every kind of decision from the command line, and that each is taken back from there."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.engine import open_engine, writing
from db.models import Article
from tests.claims.cli.command import claims

TEXT = "Bridge\n\nThe mayor said the old bridge was shut; it was open again by noon.\n"
WHY = ("--by", "ana", "--reason", "read it")


@pytest.fixture
def url(small_desk_file: Path, tmp_path: Path) -> str:
    """A copy of the small desk, whose first article has a text."""
    path = tmp_path / "desk.db"
    path.write_bytes(small_desk_file.read_bytes())
    engine = open_engine(f"sqlite:///{path}")
    with writing(engine) as session:
        session.get_one(Article, "a1").text = TEXT
    engine.dispose()
    return f"sqlite:///{path}"


def done(url: str, *arguments: str) -> str:
    """Run a verb that must end well; return what it prints."""
    result = claims(*arguments, "--db", url)
    assert result.returncode == 0, result.stderr
    return result.stdout


def shown(url: str, claim_id: str) -> dict[str, Any]:
    """A claim as `claims show` has it."""
    found: dict[str, Any] = json.loads(done(url, "show", claim_id, "--json"))
    return found


def test_claim_is_noted_and_edited_and_shows_both_readings(url: str) -> None:
    """`claims show` has the note, the reading in force and the first one; undo takes each back."""
    done(url, "note", "c-aside", "ask the wire", "--by", "ana")
    done(
        url, "edit", "c-aside", "--speaker", "Mayor Example", "--no-via", "--stance", "denies", *WHY
    )
    edited, words = shown(url, "c-aside"), done(url, "show", "c-aside")
    done(url, "undo", "2", "--by", "ana")
    done(url, "undo", "1", "--by", "ana")
    after = shown(url, "c-aside")

    assert edited["note"] == "ask the wire"
    assert (edited["speaker"], edited["via"], edited["stance"]) == ("Mayor Example", [], "denies")
    assert edited["first_reading"]["via"] == ["Example Wire", "예시일보"]
    assert "ask the wire" in words
    assert "at first as anonymous source (Example Wire)" in words
    assert (after["note"], after["first_reading"]) == ("", None)
    assert after["speaker"] == "anonymous source (Example Wire)"
    assert "holds" in done(url, "verify")


def test_claim_is_added_by_its_words(url: str) -> None:
    """Words that stand once in the article are enough; others are refused with their number."""
    done(url, "add", "a1", "--words", "it was open again", "--speaker", "Mayor Example", *WHY)
    listed = json.loads(done(url, "list", "--search", "again", "--json"))
    refused = claims("add", "a1", "--words", "the moon", "--speaker", "x", *WHY, "--db", url)
    half = claims("add", "a1", "--start", "3", "--speaker", "x", *WHY, "--db", url)

    assert [one["text"] for one in listed] == ["it was open again"]
    assert (refused.returncode, half.returncode) == (1, 1)
    assert "'the moon' stands 0 times" in refused.stderr
    assert "both --start and --end" in half.stderr


def test_articles_are_listed_withdrawn_and_redated(url: str) -> None:
    """`claims articles` gives the ids, and says which are withdrawn and of which day."""
    done(url, "withdraw", "a2", *WHY)
    done(url, "date", "a1", "2026-01-07", *WHY)
    rows = {one["article_id"]: one for one in json.loads(done(url, "articles", "--json"))}
    table = done(url, "articles")
    listed = json.loads(done(url, "list", "--json"))

    assert rows["a2"]["withdrawn"]
    assert rows["a1"]["published_at"].startswith("2026-01-07")
    assert "withdrawn" in table
    assert "c-open" not in {one["claim_id"] for one in listed}
    assert "withdrawn" in done(url, "show", "c-open")


def test_sources_are_listed_rated_and_merged(url: str) -> None:
    """`claims sources list` shows letter and all names; who is unknown is refused with a remedy."""
    done(url, "sources", "rate", "Ana Example", "B", *WHY)
    done(url, "sources", "merge", "김예시", "Ana Example", *WHY)
    rows = {one["name"]: one for one in json.loads(done(url, "sources", "list", "--json"))}
    unknown = claims("sources", "rate", "Nobody", "B", *WHY, "--db", url)

    assert rows["Minister Ana Example"]["reliability"] == "B"
    assert rows["Minister Ana Example"]["aliases"] == ["Ana Example", "김예시"]
    assert "김예시" not in rows
    assert "letter" in done(url, "sources", "list")
    assert unknown.returncode == 1
    assert "'claims sources list' names them" in unknown.stderr


@pytest.mark.parametrize("verb", ["list", "rate", "merge"])
def test_verbs_of_sources_have_help(url: str, verb: str) -> None:
    """Each verb of a group explains itself with --help."""
    assert "Usage" in done(url, "sources", verb, "--help")
