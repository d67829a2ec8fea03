"""What people decide about articles: withdrawn ones are kept and count for nothing."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from claims import Desk, Judgement, Status, Verdict
from claims.errors import ConflictError, InputError, NotFoundError
from claims.settings import Settings
from db.engine import writing
from db.models import Article, Claim, ClaimKey

BY: dict[str, Any] = {"by": "reviewer-1", "reason": "the paper took it down"}


@pytest.fixture
def desk(small_desk: Any) -> Desk:
    """The small desk with its statuses: ``open`` contradicts ``closed``, the hint is accepted."""
    desk = Desk(small_desk.engine, Settings())
    desk.judge(small_desk.disagreement, Judgement.ACCEPTED, by="reviewer-1")
    desk.judge(small_desk.hint, Judgement.ACCEPTED, by="reviewer-1")
    return desk


def test_claims_of_a_withdrawn_article_count_for_nothing(desk: Desk, tmp_path: Path) -> None:
    """They dispute nothing, and are in no list, queue, storyline, count or default export."""
    desk.withdraw("a2", **BY)

    assert desk.claim("c-closed").status is Status.CORROBORATED
    assert desk.claim("c-open").status is Status.UNVERIFIED
    assert {one.claim_id for one in desk.claims()} == {"c-closed", "c-aside"}
    assert "c-open" not in {one.claim_id for one in desk.queue()}
    assert [one.claims for one in desk.storylines()] == [2]
    assert [one.link_id for one in desk.links()] == ["l-hint"]
    assert desk.counts()["shown"] == 2
    assert desk.export("claims", to=tmp_path / "claims.csv").rows == 2
    assert desk.export("links", to=tmp_path / "links.csv").rows == 1
    assert desk.verify().ok


def test_withdrawn_article_is_kept_and_marked(desk: Desk) -> None:
    """Whoever asks for everything, or for it by its id, sees it, and that it was withdrawn."""
    desk.withdraw("a2", **BY)

    assert desk.article("a2").withdrawn
    assert desk.claim("c-open").withdrawn
    assert {one.claim_id for one in desk.claims(everything=True) if one.withdrawn} == {"c-open"}


def test_long_article_is_assessed_after_the_decision(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left to be assessed comes to the same, storylines too, and so does its undo."""

    def stands() -> Any:
        shown = desk.claims(everything=True)
        return [(one.status, one.storyline, one.shown) for one in shown], desk.storylines()

    before = stands()
    event = desk.withdraw("a2", **BY)
    withdrawn = stands()
    desk.undo(event.event_seq, by="reviewer-1")
    monkeypatch.setattr("claims.review.change.AT_ONCE", 0)
    again = desk.withdraw("a2", **BY)

    assert stands() == withdrawn != before
    desk.undo(again.event_seq, by="reviewer-1")
    assert stands() == before
    assert desk.verify().ok


def test_undone_withdrawal_brings_all_back(desk: Desk) -> None:
    """After a withdrawal is taken back claims, links and storylines are what they were."""
    desk.decide("c-open", Verdict.REFUTED, **BY)
    before = desk.claims(everything=True), desk.links(), desk.storylines(), desk.counts()
    event = desk.withdraw("a2", **BY)
    desk.undo(event.event_seq, by="reviewer-1")
    after = desk.claims(everything=True), desk.links(), desk.storylines(), desk.counts()

    assert after[:3] == before[:3]
    assert after[3] == before[3] | {"events": before[3]["events"] + 2}
    assert desk.verify().ok


def test_row_of_a_withdrawal_describes_the_article(desk: Desk) -> None:
    """The log says which article it was, by title, address and hash, and names no claim."""
    row = desk.withdraw("a2", **BY)

    assert (row.action, row.object_type, row.object_id) == (
        "withdraw",
        "article withdrawal",
        "a2",
    )
    assert (row.before, row.after, row.claim_id) == ("", "withdrawn", "")
    assert (row.article_title, row.publisher) == ("Bridge, part 2", "예시일보")
    assert row.content_sha256 == f"{2:064x}"


def test_withdrawal_needs_a_reason_an_article_and_a_change(desk: Desk) -> None:
    """Nothing is withdrawn twice, without a reason, or unseen after another has changed it."""
    shown = desk.article("a2")
    with pytest.raises(InputError, match="reason is missing"):
        desk.withdraw("a2", by="reviewer-1", reason="")
    with pytest.raises(NotFoundError, match=r"no article 'a9'; 'claims articles'"):
        desk.withdraw("a9", **BY)
    desk.withdraw("a2", by="reviewer-2", reason="forged")
    with pytest.raises(InputError, match="already"):
        desk.withdraw("a2", **BY)
    with pytest.raises(ConflictError, match="reviewer-2 set it to 'withdrawn'"):
        desk.withdraw(shown, **BY)

    assert desk.verify().n_rows == 3


def test_article_withdrawn_outside_the_log_is_found(desk: Desk) -> None:
    """Verifying names an article that was withdrawn without a decision."""
    with writing(desk.engine) as session:
        session.get_one(Article, "a1").withdrawn = True

    assert desk.verify().problems == (
        "article withdrawal a1 has the standing 'withdrawn', the log leads to ''",
    )


def dates(desk: Desk, article_id: str = "a1") -> tuple[Any, str, datetime]:
    """When an article was published, who says so, and its place in time."""
    found = desk.article(article_id)
    return found.published_at, found.published_origin, found.ordered_at


def test_corrected_date_is_in_force_and_the_one_before_in_the_log(desk: Desk) -> None:
    """The article stands at the new date, in UTC; the row has that and, as shown, the old one."""
    row = desk.redate("a1", "2026-01-09T10:00:00+09:00", **BY)
    when = datetime(2026, 1, 9, 1, tzinfo=UTC)

    assert dates(desk) == (when, "a person", when)
    assert (row.before, row.after) == ("", "2026-01-09T01:00:00Z")
    assert row.published_at == "2026-01-01T09:00:00Z"
    assert desk.verify().ok


@pytest.mark.parametrize("article_id", ["a1", "a3"])
def test_undone_date_is_the_one_before(desk: Desk, article_id: str) -> None:
    """Undoing a correction restores the one before it, or what was read, also that none was."""
    read = dates(desk, article_id)
    first = desk.redate(article_id, "2026-01-04", **BY)
    desk.undo(first.event_seq, by="reviewer-1")
    undone = dates(desk, article_id)
    desk.redate(article_id, "2026-01-05", **BY)
    second = desk.redate(article_id, "2026-01-06", **BY)
    desk.undo(second.event_seq, by="reviewer-1")

    assert undone == read
    assert dates(desk, article_id)[0] == datetime(2026, 1, 5, tzinfo=UTC)
    assert desk.verify().ok


def test_correction_can_be_taken_away(desk: Desk) -> None:
    """An empty date brings back what the machine had read, whatever was set in between."""
    read = dates(desk)
    desk.redate("a1", "2026-01-04", **BY)
    desk.redate("a1", "2026-01-05", **BY)
    desk.redate("a1", "", **BY)

    assert dates(desk) == read
    assert desk.verify().ok


@pytest.mark.parametrize("date", ["yesterday", "2026-02-31", "9999-01-01", "=1+1"])
def test_date_that_cannot_be_is_refused(desk: Desk, date: str) -> None:
    """A text that is no date, or one in the future, is named and changes nothing."""
    before = dates(desk)
    with pytest.raises(InputError, match=re.escape(date)):
        desk.redate("a1", date, **BY)

    assert dates(desk) == before


def test_redating_what_another_redated_is_a_conflict(desk: Desk) -> None:
    """Whoever saw the old date learns who set the new one."""
    shown = desk.article("a1")
    desk.redate("a1", "2026-01-04", by="reviewer-2", reason="the imprint")
    with pytest.raises(ConflictError, match="reviewer-2 set it to '2026-01-04T00:00:00Z'"):
        desk.redate(shown, "2026-01-05", **BY)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article SET published_at='2026-01-08 00:00:00.000000' WHERE id='a1'",
        "UPDATE article SET ordered_at='2026-01-08 00:00:00.000000' WHERE id='a1'",
        "UPDATE articledate SET words='' WHERE article_id='a1'",
        "UPDATE articledate SET words='nonsense' WHERE article_id='a1'",
        "DELETE FROM articledate",
    ],
)
def test_date_changed_outside_the_log_is_found(desk: Desk, statement: str) -> None:
    """Verifying names an article whose date is not the one that the log leads to."""
    desk.redate("a1", "2026-01-04", **BY)
    with writing(desk.engine) as session:
        session.execute(text(statement))

    (problem,) = desk.verify().problems
    assert problem.startswith("article date a1 ")


def test_days_that_count_from_the_date_follow_it(desk: Desk) -> None:
    """What a claim says of "Sunday" is of another week once its article is; undone, of the first.

    What it was found by, which may be that day, is looked for again.
    """
    words = "The bridge was shut on Sunday."

    def days() -> tuple[list[str], int]:
        with writing(desk.engine) as session:
            claim = session.get_one(Claim, "c-closed")
            return claim.proposition["dates"], len(session.exec(select(ClaimKey)).all())

    with writing(desk.engine) as session:
        session.get_one(Article, "a1").text = words
        claim = session.get_one(Claim, "c-closed")
        claim.fragments = [[0, len(words)]]
        claim.proposition = {"dates": ["2025-12-28"], "terms": ["bridge", "shut"]}
        session.add(ClaimKey(key="day 2025-12-28", claim_id="c-closed"))
    event = desk.redate("a1", "2026-01-08", **BY)
    moved = days()
    desk.undo(event.event_seq, by="ana")

    assert moved == (["2026-01-04"], 0)
    assert days()[0] == ["2025-12-28"]
