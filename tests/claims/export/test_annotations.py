"""Web Annotations lead back to the words that they are about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from claims.export.files import write_export
from db import queries
from db.engine import reading, writing


@pytest.fixture
def annotate(
    decided: Engine, tmp_path: Path, read_json: Callable[[Path], Any]
) -> Callable[[], list[dict[str, Any]]]:
    """Export the annotations of every claim and read them."""

    def annotated() -> list[dict[str, Any]]:
        path = tmp_path / "annotations.json"
        write_export(decided, "claims", format="annotations", to=path, everything=True)
        found: list[dict[str, Any]] = read_json(path)
        return found

    return annotated


def selectors(annotation: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The position and the quote of an annotation."""
    position, quote = annotation["target"]["selector"]
    return position, quote


def test_every_span_of_every_claim_is_annotated(
    annotate: Callable[[], list[dict[str, Any]]],
) -> None:
    """Content, speaker and cue of all five claims are there, each with an id of its own."""
    found = annotate()
    roles = [one["body"][0]["value"] for one in found]

    assert {role: roles.count(role) for role in roles} == {"content": 5, "speaker": 5, "cue": 5}
    assert len({one["id"] for one in found}) == 15
    assert all(one["@context"] == "http://www.w3.org/ns/anno.jsonld" for one in found)
    assert all(one["type"] == "Annotation" for one in found)


def test_positions_and_quotes_find_the_same_words(
    decided: Engine, annotate: Callable[[], list[dict[str, Any]]]
) -> None:
    """In the text of the hash that the source names, position and quote lead to the same place."""
    with reading(decided) as session:
        articles = [queries.article(session, f"a{n}") for n in (1, 2, 3)]
    texts = {one.text_sha256: one.text for one in articles if one}
    for one in annotate():
        position, quote = selectors(one)
        whole = texts[one["target"]["source"]["schema:sha256"]]

        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert whole[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in whole
        assert len(quote["prefix"]) == min(32, position["start"])


def test_offsets_count_code_points(
    decided: Engine, annotate: Callable[[], list[dict[str, Any]]]
) -> None:
    """A letter beyond the basic plane before a claim moves it by one, as in the stored text."""
    with writing(decided) as session:
        session.execute(text("UPDATE article SET text='🗞' || text WHERE id='a3'"))
        session.execute(text("UPDATE claim SET start=start+1, end=end+1 WHERE id='c-rain'"))
    rain = next(one for one in annotate() if one["body"][1]["value"] == "c-rain")

    assert selectors(rain)[1]["exact"] == "Rain fell"


def test_article_without_an_address_is_named_by_its_hash(
    decided: Engine, annotate: Callable[[], list[dict[str, Any]]]
) -> None:
    """The source is the article's address; where it has none, the RFC 6920 name of its text."""
    with writing(decided) as session:
        session.execute(text("UPDATE article SET url='https://example.org/1' WHERE id='a1'"))
        session.execute(text("UPDATE article SET url='javascript:alert(1)' WHERE id='a2'"))
    ids = {one["target"]["source"]["id"] for one in annotate()}

    assert "https://example.org/1" in ids
    assert len(ids) == 3
    assert all(one.startswith(("https://", "ni:///sha-256;")) for one in ids)


def test_speaker_and_cue_lead_to_their_claim(
    annotate: Callable[[], list[dict[str, Any]]],
) -> None:
    """The annotations of a speaker and of a cue link to that of the content."""
    found = annotate()
    contents = {one["id"] for one in found if one["body"][0]["value"] == "content"}
    others = [one for one in found if one["id"] not in contents]

    assert all(one["body"][2]["source"] in contents for one in others)
    assert {one["body"][1]["value"] for one in others} >= {"Example Wire", "denies"}
