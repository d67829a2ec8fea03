"""The index of claims, which must say what the tables say whoever wrote them."""

from typing import Any

import pytest
from sqlalchemy import text

from claims import Desk, Judgement, Verdict
from db.engine import writing
from db.index import TRIGGERS
from db.vocabulary import Stance

BY = {"by": "ana", "reason": "r"}


def take_back_last(desk: Desk) -> None:
    """Take back the last decision on each object, the last one first."""
    last = {(one.object_type, one.object_id): one.event_seq for one in desk.log()}
    for event_seq in sorted(last.values(), reverse=True):
        desk.undo(event_seq, by="ana")


# What people do, each on what the one before left.
ACTS: list[Any] = [
    lambda desk: desk.decide("c-shut", Verdict.REFUTED, **BY),
    lambda desk: desk.judge("l-police", Judgement.REJECTED, **BY),
    lambda desk: desk.edit("c-cables", speaker="Example Wire", via=["Police"], **BY),
    lambda desk: desk.edit("c-cables", stance=Stance.DENIES, span=(0, 12), **BY),
    lambda desk: desk.as_first_read("c-cables", **BY),
    lambda desk: desk.add("a3", (0, 6), speaker="Somebody New", via=["Example Wire"], **BY),
    lambda desk: desk.merge_sources("Police", "Minister Ana Example", **BY),
    lambda desk: desk.merge_sources("Minister Ana Example", "Example Wire", **BY),
    lambda desk: desk.merge_sources("Fabricated Post", "The Example Times", **BY),
    lambda desk: desk.redate("a2", "2019-06-03", **BY),
    lambda desk: desk.withdraw("a1", **BY),
    lambda desk: desk.split("c-police", **BY),
    take_back_last,
]

# What the machine's writers do, and nobody's.
STATEMENTS = (
    "UPDATE source SET kind='agency' WHERE name='Police'",
    "UPDATE source SET name='Polizei' WHERE name='Police'",
    "INSERT INTO alias SELECT 'The Force', id FROM source WHERE name='Polizei'",
    "UPDATE alias SET source_id=(SELECT id FROM source WHERE name='Example Wire')",
    "DELETE FROM alias",
    "UPDATE article SET title='Another', published_at=NULL WHERE id='a3'",
    "UPDATE claim SET status='disputed', shown=NOT shown, circular='[\"a\"]' WHERE id='c-rain'",
    "UPDATE claim SET proposition='{\"entities\": [\"Old Bridge\"]}' WHERE id='c-rain'",
    "UPDATE relay SET source_id=(SELECT id FROM source WHERE name='Polizei')",
    "DELETE FROM relay",
    "DELETE FROM claim WHERE id='c-rain'",
)


def problems(desk: Desk) -> list[str]:
    """What is wrong with the index, after its words were checked against their index as well."""
    with writing(desk.engine) as session:
        session.execute(text("INSERT INTO claimindex (claimindex) VALUES ('integrity-check')"))
    return desk.index_problems()


def test_index_follows_every_writer(story_desk: str) -> None:
    """After each act of people, and each statement on the tables, the index says what they say."""
    with Desk.open(story_desk) as desk:
        before = desk.revision()
        for act in ACTS:
            act(desk)

            assert problems(desk) == []
        assert desk.revision() != before
        for statement in STATEMENTS:
            with writing(desk.engine) as session:
                session.execute(text(statement))

            assert problems(desk) == [], statement


def test_claims_are_found_by_all_names_of_a_source(story_desk: str) -> None:
    """A merged source's claims are found by both names, and by that one alone once it is undone."""
    with Desk.open(story_desk) as desk:
        merged = desk.merge_sources("Police", "Minister Ana Example", **BY)
        together = {claim.claim_id for claim in desk.claims(search="minister")}
        desk.undo(merged.event_seq, by="ana")
        apart = {claim.claim_id for claim in desk.claims(search="ana example")}

    assert together == {"c-police", "c-denial"}
    assert apart == {"c-denial"}


def test_damaged_index_is_told_and_mended(story_desk: str) -> None:
    """What somebody changed behind the desk's back is told, and a mended index is whole."""
    with Desk.open(story_desk) as desk:
        with writing(desk.engine) as session:
            session.execute(text(f"DROP TRIGGER {next(iter(TRIGGERS))}"))
            session.execute(text("DELETE FROM claimindex_entry WHERE claim_id='c-shut'"))
        told, mended = desk.mend_index(), problems(desk)
        found = desk.claims(search="bridge")

    assert "missing or altered" in told[0]
    assert mended == []
    assert "c-shut" in {claim.claim_id for claim in found}


@pytest.mark.parametrize("word", ["Old Bridge", "old br", "BRIDGE old"])
def test_resolved_names_are_searched(story_desk: str, word: str) -> None:
    """A claim whose words name nobody is found by whom they mean."""
    with Desk.open(story_desk) as desk:
        with writing(desk.engine) as session:
            session.execute(text(STATEMENTS[7]))
        found = desk.claims(search=f"rain {word}", everything=True)

    assert [claim.claim_id for claim in found] == ["c-rain"]
