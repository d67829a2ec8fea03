"""Sources are found by any of their names, counted once, and known by whom they relay."""

from typing import Any

import pytest
from sqlalchemy import text

from claims import Desk, Verdict
from claims.settings import Settings
from claims.standing.statuses import refresh
from db.engine import writing
from db.views.sources import TopClaimsView
from db.vocabulary import SourceKind

BY: dict[str, Any] = {"by": "reviewer-1", "reason": "their own imprint says so"}
MINISTER, KIM, WIRE = "Minister Ana Example", "김예시", "Example Wire"
PAPER, ILBO = "The Example Times", "예시일보"


@pytest.fixture
def desk(small_desk: Any) -> Desk:
    """The small desk: ``open`` confirms ``closed``, which is confirmed; wire and paper are kin."""
    with writing(small_desk.engine) as session:
        session.execute(text("UPDATE claimlink SET relation='confirms'"))
        session.execute(text("UPDATE claim SET shown=1, worthy=1"))
        session.execute(text("UPDATE source SET family='Example House' WHERE id IN (1, 5)"))
        refresh(session, [small_desk.closed, small_desk.open, small_desk.aside])
    desk = Desk(small_desk.engine, Settings())
    desk.decide(small_desk.closed, Verdict.CONFIRMED, **BY)
    return desk


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"search": "ana ex"}, {MINISTER}),
        ({"search": "wire"}, {WIRE, "anonymous source (Example Wire)"}),
        ({"search": "%"}, set()),
        ({"kind": SourceKind.OUTLET}, {PAPER, ILBO}),
        ({"reviewed": 1}, {MINISTER}),
        ({"reviewed": 2}, set()),
    ],
)
def test_filters_and_count_agree(desk: Desk, filters: Any, names: set[str]) -> None:
    """Each filter finds what it says, by name or alias, and the count is that of the list."""
    found = desk.sources(**filters)

    assert {one.name for one in found} == names
    assert desk.count_sources(**filters) == len(names)


def test_pages_of_sources_follow_one_another(desk: Desk) -> None:
    """Pages of two are the whole list cut, none twice, none missing, the quiet ones last."""
    whole = desk.sources()
    pages = [one for offset in (0, 2, 4, 6) for one in desk.sources(limit=2, offset=offset)]

    assert pages == whole
    assert [one.n_claims for one in whole] == [1, 1, 1, 0, 0, 0]


def test_merged_source_is_found_under_the_kept_one(desk: Desk) -> None:
    """The name of a merged source leads to the kept one, once, with the claims of both."""
    desk.merge_sources(KIM, MINISTER, **BY)
    found = desk.sources(search=KIM)

    assert [(one.name, one.n_claims) for one in found] == [(MINISTER, 2)]
    assert desk.count_sources() == 5
    assert desk.profile(MINISTER).merged == (KIM,)
    assert desk.profile(MINISTER).kinds == (SourceKind.OFFICIAL, SourceKind.PERSON)


def test_profile_knows_kin_and_relays(desk: Desk) -> None:
    """A source knows its kin, whose words it passes on, and who passes on its own."""
    wire, anonymous = desk.profile(WIRE), desk.profile("anonymous source (Example Wire)")

    assert (wire.families, wire.kin) == (("Example House",), (PAPER,))
    assert wire.relays == (("anonymous source (Example Wire)", 1),)
    assert anonymous.relayed_by == ((WIRE, 1), (PAPER, 1), (ILBO, 1))
    assert desk.profile(PAPER).relays == ((MINISTER, 1), ("anonymous source (Example Wire)", 1))


def test_top_claims_count_what_holds(desk: Desk) -> None:
    """A rejected link counts no more, and a claim that nothing opposes is not disputed."""
    before = desk.top_claims(MINISTER)
    desk.judge("l-disagreement", "rejected", by="reviewer-1")  # type: ignore[arg-type]

    assert [(one.claim.claim_id, one.n_links) for one in before.linked] == [("c-closed", 1)]
    assert before.disputed == ()
    assert desk.top_claims(MINISTER) == TopClaimsView((), ())


def test_merger_tells_what_it_will_touch(desk: Desk) -> None:
    """Before two sources become one, the claims that move and may lose their status are counted."""
    told = desk.merger(KIM, MINISTER)
    moved = {one.claim_id for one in desk.claims() if one.speaker == KIM}
    before = [one for one in desk.claims() if one.status == "corroborated"]
    desk.merge_sources(KIM, MINISTER, **BY)
    after = [one for one in desk.claims() if one.status == "corroborated"]

    assert (told.moved, told.assessed, told.corroborated) == (len(moved), 3, len(before))
    assert len(after) < len(before)


def test_log_of_a_source_has_that_of_its_members(desk: Desk) -> None:
    """The log of a source tells its letters and mergers, and nothing of its claims."""
    desk.rate(KIM, "C", **BY)  # type: ignore[arg-type]
    desk.merge_sources(KIM, MINISTER, **BY)
    desk.rate(MINISTER, "B", **BY)  # type: ignore[arg-type]

    assert [(one.action, one.object_id) for one in desk.source_log("Ana Example")] == [
        ("rate", KIM),
        ("merge", KIM),
        ("rate", MINISTER),
    ]
