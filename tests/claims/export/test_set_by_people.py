"""What people set is handed over as it stands, and a source is protected in it as well."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from claims import Desk
from claims.export.selection import Selection
from claims.review.logfile import verify_file
from claims.settings import Settings
from db.engine import open_engine, writing
from db.vocabulary import Reliability, SourceKind, Stance, Verdict

BY: dict[str, Any] = {"by": "reviewer-1", "reason": "read again"}
NURSE = "Thessa Vale"
SECRETS = ("thessa", "vale", "tess", "vahl", "porter", "duty clerk", "night matron", "o'nick")
NICKED = 'Thessa "O\'Nick" Vale'
LOCKED = (
    "Tess Vahl said that the doors were locked. A porter said that a lift was stuck. "
    "The duty clerk said that it was dark."
)
COLD = "The night matron said that the ward was cold. The clinic said that all was well."


@pytest.fixture
def secret(write_desk: Callable[[], Any]) -> Desk:
    """A nurse under two names that people merged, and in readings that people changed."""
    desk = write_desk()
    person, unnamed = SourceKind.PERSON, SourceKind.ANONYMOUS
    desk.article("n1", "Night", LOCKED, publisher="Fabricated Post", day=5)
    desk.claim("c-doors", "n1", "the doors were locked", speaker="Tess Vahl", kind=person)
    desk.claim(
        "c-dark",
        "n1",
        "it was dark",
        speaker="Tess Vahl",
        surface="The duty clerk",
        kind=person,
    )
    desk.claim(
        "c-lift",
        "n1",
        "a lift was stuck",
        speaker="anonymous source (Fabricated Post)",
        surface="A porter",
        kind=unnamed,
    )
    desk.article("n2", "Cold", COLD, publisher="Example Wire", day=6)
    desk.claim(
        "c-cold", "n2", "the ward was cold", speaker=NURSE, surface="The night matron", kind=person
    )
    desk.claim("c-well", "n2", "all was well", speaker="The clinic")
    desk.article("n3", "Rain", "A visitor said that it rained.", publisher="Example Wire", day=7)
    desk.claim("c-rain", "n3", "it rained", speaker="A visitor")
    one = Desk(open_engine(desk.finish()), Settings())
    one.merge_sources("Tess Vahl", NURSE, **BY)
    one.edit("c-lift", speaker=NURSE, **BY)
    one.edit("c-cold", speaker="The clinic", **BY)
    one.note("c-lift", "she works nights on ward 3", by="reviewer-1")
    one.note("c-rain", "so Vale told me", by="reviewer-1")
    one.decide("c-doors", Verdict.CONFIRMED, **BY)
    one.merge("c-rain", "c-well", by="reviewer-1")
    one.name_storyline("c-rain", "The Vahl affair", by="reviewer-1")
    one.decide("c-rain", Verdict.CONFIRMED, **BY)
    return one


def named(content: str) -> list[str]:
    """Which of the secrets stand in a text."""
    return [one for one in SECRETS if one in content.lower()]


@pytest.mark.parametrize("name", [NURSE, "Tess Vahl"])
@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("claims", "jsonl"),
        ("claims", "claimreview"),
        ("claims", "annotations"),
        ("links", "csv"),
        ("log", "csv"),
    ],
)
def test_no_export_names_a_source_under_any_of_its_names(
    secret: Desk, tmp_path: Path, name: str, what: str, form: str
) -> None:
    """Whichever of two merged names is protected, both are hidden, and what stood for either."""
    path, whole = tmp_path / "out", tmp_path / "whole"
    secret.export(what, format=form, to=whole, everything=True)
    secret.export(what, format=form, to=path, everything=True, selection=Selection(protect=[name]))

    assert named(path.read_text(encoding="utf-8")) == []
    assert what == "links" or named(whole.read_text(encoding="utf-8"))


def test_case_file_names_no_source_that_people_brought_in(secret: Desk, tmp_path: Path) -> None:
    """Notes, readings, story names and captures give her away in no member; the log holds."""
    secret.export_case(
        tmp_path / "case.zip", everything=True, selection=Selection(protect=["Tess Vahl"])
    )
    with ZipFile(tmp_path / "case.zip") as archive:
        members = {one: archive.read(one).decode() for one in archive.namelist()}
    found = verify_file(tmp_path / "case.zip")

    assert [name for name, content in members.items() if named(name + content)] == []
    assert "works nights" not in members["index.html"]
    assert "not shown, to protect a source" in members["index.html"]
    assert json.loads(members["manifest.json"])["left_out"] == 2
    assert (found.ok, found.n_rows, found.n_unread) == (True, 9, 7)


def test_pseudonym_of_merged_sources_is_that_of_the_one_kept(secret: Desk, tmp_path: Path) -> None:
    """Both names have one pseudonym; who took the words over is still named."""
    secret.export(
        "claims", format="jsonl", to=tmp_path / "c", selection=Selection(protect=["Tess Vahl"])
    )
    rows = map(json.loads, (tmp_path / "c").read_text(encoding="utf-8").splitlines())
    speakers = {row["claim_id"]: row["speaker"] for row in rows}

    assert speakers["c-doors"] == speakers["c-lift"] == f"protected source {kept_id(secret)}"
    assert speakers["c-cold"] == speakers["c-well"] == "The clinic"


def kept_id(desk: Desk) -> int:
    """The number of the nurse on the desk."""
    return desk.source(NURSE).source_id


def test_name_in_quotation_marks_is_seen_in_what_was_set(secret: Desk, tmp_path: Path) -> None:
    """What people set of a claim is JSON in the log, and its escapes hide no name."""
    secret.edit("c-rain", speaker=NICKED, **BY)
    secret.edit("c-rain", speaker="A visitor", **BY)
    secret.export("log", to=tmp_path / "log.csv", selection=Selection(protect=[NICKED]))

    assert "Nick" not in (tmp_path / "log.csv").read_text(encoding="utf-8")
    assert verify_file(tmp_path / "log.csv").ok


def test_words_of_somebody_else_are_not_taken_for_the_source(secret: Desk, tmp_path: Path) -> None:
    """A speaker that a person corrected keeps its name where it still speaks in the article."""
    secret.edit("c-well", speaker=NURSE, **BY)
    secret.export("claims", format="jsonl", to=tmp_path / "c", selection=Selection(protect=[NURSE]))
    rows = map(json.loads, (tmp_path / "c").read_text(encoding="utf-8").splitlines())

    assert {row["speaker"] for row in rows if row["claim_id"] == "c-cold"} == {"The clinic"}


@pytest.fixture
def desk(story_desk: str) -> Desk:
    """The four articles about a bridge, after a decision of nearly every sort."""
    desk = Desk(open_engine(story_desk), Settings())
    desk.decide("c-denial", Verdict.CONFIRMED, **BY)
    desk.decide("c-police", Verdict.CONFIRMED, **BY)
    desk.note("c-denial", "<i>asked</i> the ministry", by="reviewer-1")
    desk.edit("c-denial", speaker="김예시", stance=Stance.ASSERTS, span=(51, 75), **BY)
    desk.rate("김예시", Reliability.B, **BY)
    desk.withdraw("a3", **BY)
    return desk


def page(desk: Desk, path: Path, **selected: Any) -> str:
    """The page of a case file."""
    desk.export_case(path, everything=True, selection=Selection(**selected))
    with ZipFile(path) as archive:
        return archive.read("index.html").decode()


def test_page_shows_what_people_set_beside_the_first_reading(desk: Desk, tmp_path: Path) -> None:
    """Note, letter, both readings and the withdrawal are on the page, and no markup of theirs."""
    found = page(desk, tmp_path / "case.zip")

    assert "&lt;i&gt;asked&lt;/i&gt; the ministry" in found
    assert "reliability of the source B, credibility" in found
    assert "as <bdi>Minister Ana Example</bdi> denies: <bdi>the old bridge was shut</bdi>" in found
    assert "withdrawn by a person with its article" in found
    assert "(withdrawn by a person)" in found


def test_case_of_a_claim_has_decisions_on_its_article_and_source(
    desk: Desk, tmp_path: Path
) -> None:
    """The letter of its speaker and the date of its article belong to a claim; others' do not."""
    desk.redate("a2", "2026-01-06", **BY)
    found = page(desk, tmp_path / "case.zip", claims=["c-denial"])
    verified = verify_file(tmp_path / "case.zip")

    assert "rate source rating" in found
    assert "date article date" in found
    assert "withdraw article withdrawal" not in found
    assert (verified.ok, verified.n_rows) == (True, 7)


def test_what_was_withdrawn_is_no_review(desk: Desk, tmp_path: Path) -> None:
    """A verdict on a claim of a withdrawn article is not published; an undo brings it back."""
    first = reviewed(desk, tmp_path)
    desk.undo(6, by="reviewer-1")

    assert first == {"c-denial": "김예시"}
    assert set(reviewed(desk, tmp_path)) == {"c-denial", "c-police"}


def reviewed(desk: Desk, folder: Path) -> dict[str, str]:
    """Whose claim each review is about, by the claim's id."""
    desk.export("claims", format="claimreview", to=folder / "reviews.json")
    reviews = json.loads((folder / "reviews.json").read_text(encoding="utf-8"))
    items = [review["itemReviewed"] for review in reviews]
    return {item["identifier"]: item["author"]["name"] for item in items}


def test_added_claim_was_made_by_no_program(desk: Desk, tmp_path: Path) -> None:
    """It is annotated where it stands, without a program; taken back, it is in no export."""
    event = desk.add("a1", (25, 37), speaker="Example Wire", **BY)
    selection = Selection(claims=[event.object_id])
    added = annotated(desk, tmp_path, selection)
    desk.decide(event.object_id, Verdict.CONFIRMED, **BY)
    desk.undo(8, by="reviewer-1")
    desk.undo(7, by="reviewer-1")

    assert [("generator" in one, one["body"][0]["value"]) for one in added] == [(False, "content")]
    assert annotated(desk, tmp_path, selection) == []


def test_links_of_a_claim_that_was_taken_back_are_in_no_export(desk: Desk, tmp_path: Path) -> None:
    """Links of what was added and taken back go with it, also where everything is asked for."""
    event = desk.add("a1", (25, 37), speaker="Example Wire", **BY)
    with writing(desk.engine) as session:
        session.execute(
            text("UPDATE claimlink SET later_id=:id WHERE id='l-police'"), {"id": event.object_id}
        )
    before = desk.export("links", to=tmp_path / "links.csv", everything=True).rows
    desk.undo(event.event_seq, by="reviewer-1")
    after = desk.export("links", to=tmp_path / "links.csv", everything=True).rows

    assert after == before - 1


def annotated(desk: Desk, folder: Path, selection: Selection) -> list[dict[str, Any]]:
    """The annotations of some claims."""
    desk.export("claims", format="annotations", to=folder / "a.json", selection=selection)
    found: list[dict[str, Any]] = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    return found


def test_what_people_set_stands_in_the_text(desk: Desk) -> None:
    """Edited and added claims and first readings are words of their articles; others are named."""
    desk.add("a1", (25, 37), speaker="Example Wire", **BY)
    sound = desk.evidence_problems()
    with writing(desk.engine) as session:
        session.execute(
            text("UPDATE claimreading SET original=json_set(original, '$.text', 'it was open')")
        )

    assert sound == []
    assert len(desk.evidence_problems()) == 2
    assert "the first reading of claim" in desk.evidence_problems()[0]
