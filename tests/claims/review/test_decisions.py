"""What people decide: one change, one log row, and a clear word where two disagree."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, event
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from claims.errors import ConflictError, InputError, NotFoundError
from claims.review.decisions import decide, found, judge, undo
from claims.review.ledger import verify_desk
from claims.standing.statuses import refresh
from db import queries
from db.engine import reading, writing
from db.models import ClaimLink, ReviewEvent
from db.views.claims import ClaimView, LinkView
from db.vocabulary import Judgement, Status, Verdict

BY: dict[str, Any] = {"by": "reviewer-1", "reason": "seen on site"}


def claim_of(small_desk: Any, claim_id: str) -> ClaimView:
    """The claim as it stands."""
    with reading(small_desk.engine) as session:
        return found(queries.claim(session, claim_id), "claim", claim_id)


def link_of(small_desk: Any, link_id: str) -> LinkView:
    """The link as it stands."""
    with reading(small_desk.engine) as session:
        return found(queries.link(session, link_id), "link", link_id)


def assessed(small_desk: Any) -> None:
    """Bring every status up to date, as the machine does after linking."""
    with writing(small_desk.engine) as session:
        refresh(session, [small_desk.closed, small_desk.open, small_desk.aside], run_id=1)


def n_events(small_desk: Any) -> int:
    """How many rows the log has."""
    with reading(small_desk.engine) as session:
        return len(session.exec(select(ReviewEvent)).all())


def test_verdict_is_stored_and_versioned(small_desk: Any) -> None:
    """A decision sets the claim's verdict and raises its version by one."""
    decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, **BY)

    claim = claim_of(small_desk, small_desk.closed)
    assert (claim.verdict, claim.version) == (Verdict.REFUTED, 2)


def test_log_row_holds_the_claim_as_it_was(small_desk: Any) -> None:
    """A decision's log row says what the claim, its article and its evidence were."""
    assessed(small_desk)
    row = decide(
        small_desk.engine,
        small_desk.closed,
        Verdict.REFUTED,
        evidence=[small_desk.disagreement, "https://example.com/photo"],
        **BY,
    )

    assert row.event_seq == 1
    assert (row.reviewer, row.action, row.reason) == ("reviewer-1", "decide", "seen on site")
    assert (row.object_type, row.object_id) == ("claim", small_desk.closed)
    assert (row.before, row.after) == ("", "refuted")
    assert (row.claim_text, row.speaker) == ("the bridge was closed", "Minister Ana Example")
    assert (row.publisher, row.article_title) == ("The Example Times", "Bridge, part 1")
    assert (row.article_url, row.published_at) == (
        "https://example.com/1",
        "2026-01-01T09:00:00Z",
    )
    assert (row.content_sha256, row.char_start, row.char_end) == (f"{1:064x}", 10, 40)
    assert (row.status_before, row.status_after) == ("disputed", "disputed")
    assert (row.verdict_before, row.verdict_after) == ("", "refuted")
    assert (row.n_supporting, row.n_opposing, row.n_origins) == (0, 1, 1)
    assert (row.source_reliability, row.info_credibility) == ("F", "6")
    assert (row.extractor, row.machine_score) == ("claims.Test.v1", "0.812")
    assert row.evidence == "l-disagreement > https://example.com/photo"


def test_chain_is_joined_from_the_speaker_outwards(small_desk: Any) -> None:
    """The log's ``via`` names the relays in order, the one next to the speaker first."""
    row = decide(small_desk.engine, small_desk.aside, Verdict.UNDETERMINED, **BY)

    assert (row.speaker, row.via) == (
        "anonymous source (Example Wire)",
        "Example Wire > 예시일보",
    )


def test_decided_claim_is_no_longer_folded_away(small_desk: Any) -> None:
    """A claim that was folded away is shown once a person has decided about it."""
    decide(small_desk.engine, small_desk.aside, Verdict.UNDETERMINED, **BY)

    assert claim_of(small_desk, small_desk.aside).shown


def test_rejected_link_frees_both_claims(small_desk: Any) -> None:
    """Rejecting the only contradiction takes "disputed" off both its claims."""
    assessed(small_desk)
    before = [claim_of(small_desk, one).status for one in (small_desk.closed, small_desk.open)]
    row = judge(small_desk.engine, small_desk.disagreement, Judgement.REJECTED, by="reviewer-1")
    after = [claim_of(small_desk, one).status for one in (small_desk.closed, small_desk.open)]

    assert before == [Status.DISPUTED, Status.DISPUTED]
    assert after == [Status.UNVERIFIED, Status.UNVERIFIED]
    assert (row.status_before, row.status_after) == ("disputed", "unverified")


def test_link_event_shows_the_later_claim_and_names_the_earlier(small_desk: Any) -> None:
    """A judgement's row describes the later claim, names the earlier one, and the linker."""
    row = judge(small_desk.engine, small_desk.disagreement, Judgement.ACCEPTED, by="reviewer-1")

    assert (row.object_type, row.object_id) == ("link", "l-disagreement")
    assert (row.before, row.after) == ("unreviewed", "accepted")
    assert row.claim_id == small_desk.open
    assert row.evidence == "contradicts c-closed"
    assert (row.extractor, row.machine_score) == ("claims.TestLinker.v1", "0.910")


def test_accepted_possible_link_shows_its_claim(small_desk: Any) -> None:
    """Accepting a weak link makes the claim that was folded away at its end shown."""
    assessed(small_desk)
    hidden = claim_of(small_desk, small_desk.aside).shown
    judge(small_desk.engine, small_desk.hint, Judgement.ACCEPTED, by="reviewer-1")

    assert not hidden
    assert claim_of(small_desk, small_desk.aside).shown


def test_machine_changes_no_verdict(small_desk: Any) -> None:
    """Assessing anew leaves verdict, judgement and both versions as people left them."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    judge(small_desk.engine, small_desk.disagreement, Judgement.REJECTED, by="reviewer-1")
    assessed(small_desk)

    claim = claim_of(small_desk, small_desk.closed)
    link = link_of(small_desk, small_desk.disagreement)
    assert (claim.verdict, claim.version) == (Verdict.CONFIRMED, 2)
    assert (link.judgement, link.version) == (Judgement.REJECTED, 2)


@pytest.mark.parametrize("missing", [{"by": " "}, {"reason": ""}, {"reason": "\n"}])
def test_verdict_needs_a_name_and_a_reason(small_desk: Any, missing: dict[str, str]) -> None:
    """A verdict without a name or without a reason is refused, and nothing is written."""
    with pytest.raises(InputError, match="is missing"):
        decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, **{**BY, **missing})

    assert n_events(small_desk) == 0


@pytest.mark.parametrize("bad", ["\ud800", "a\0b"])
def test_text_that_cannot_be_stored_is_refused(small_desk: Any, bad: str) -> None:
    """A reason with a lone surrogate or a NUL is an input error, not a crash."""
    with pytest.raises(InputError, match="cannot be stored"):
        decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, by="reviewer-1", reason=bad)


@pytest.mark.parametrize("evidence", ["l-unknown", "https://example.com/a > b", " "])
def test_evidence_is_a_link_or_an_address(small_desk: Any, evidence: str) -> None:
    """Evidence that is neither a link of the desk nor an address is refused by name."""
    with pytest.raises(InputError, match="evidence"):
        decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, evidence=[evidence], **BY)

    assert claim_of(small_desk, small_desk.closed).verdict is None


def test_unknown_words_are_refused(small_desk: Any) -> None:
    """A verdict that is none of the three is an input error that names them."""
    with pytest.raises(InputError, match="confirmed or refuted or undetermined"):
        decide(small_desk.engine, small_desk.closed, "maybe", **BY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "act",
    [
        lambda engine: decide(engine, "nothing", Verdict.REFUTED, **BY),
        lambda engine: judge(engine, "nothing", Judgement.ACCEPTED, by="reviewer-1"),
        lambda engine: undo(engine, 1, by="reviewer-1"),
        lambda engine: undo(engine, 10**30, by="reviewer-1"),
        lambda engine: undo(engine, -1, by="reviewer-1"),
    ],
)
def test_what_is_not_there_is_named_with_a_remedy(small_desk: Any, act: Any) -> None:
    """Deciding about what is not there raises NotFoundError that says where ids are shown."""
    with pytest.raises(NotFoundError, match=r"there is no .*'claims "):
        act(small_desk.engine)


def test_conflict_names_who_was_faster(small_desk: Any) -> None:
    """The slower of two reviewers learns who set what, when, and that nothing was saved."""
    shown = claim_of(small_desk, small_desk.closed)
    first = decide(
        small_desk.engine, small_desk.closed, Verdict.CONFIRMED, by="reviewer-2", reason="photo"
    )
    with pytest.raises(ConflictError) as told:
        decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, version=shown.version, **BY)

    for word in ("reviewer-2", "confirmed", first.event_time_utc, "Nothing was saved"):
        assert word in str(told.value)
    assert claim_of(small_desk, small_desk.closed).verdict is Verdict.CONFIRMED
    assert n_events(small_desk) == 1


def test_conflict_on_a_link(small_desk: Any) -> None:
    """A judgement made against an old version of a link is refused and changes nothing."""
    shown = link_of(small_desk, small_desk.hint)
    judge(small_desk.engine, small_desk.hint, Judgement.REJECTED, by="reviewer-2")
    with pytest.raises(ConflictError, match="reviewer-2 set it to 'rejected'"):
        judge(
            small_desk.engine,
            small_desk.hint,
            Judgement.ACCEPTED,
            by="reviewer-1",
            version=shown.version,
        )

    assert link_of(small_desk, small_desk.hint).judgement is Judgement.REJECTED


def test_undo_restores_the_verdict_before(small_desk: Any) -> None:
    """Undoing the second of two decisions brings the first one's verdict back."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, **BY)
    row = undo(small_desk.engine, 2, by="reviewer-2", reason="wrong bridge")

    assert (row.action, row.before, row.after) == ("undo", "refuted", "confirmed")
    assert (row.object_type, row.object_id) == ("claim", small_desk.closed)
    assert row.evidence == "event 2"
    assert claim_of(small_desk, small_desk.closed).verdict is Verdict.CONFIRMED


def test_undo_of_the_first_decision_leaves_no_verdict(small_desk: Any) -> None:
    """Undoing the only decision leaves the claim undecided."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    undo(small_desk.engine, 1, by="reviewer-1")

    assert claim_of(small_desk, small_desk.closed).verdict is None


def test_undo_of_an_undo_is_a_redo(small_desk: Any) -> None:
    """Taking an undo back sets the verdict again."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    undo(small_desk.engine, 1, by="reviewer-1")
    undo(small_desk.engine, 2, by="reviewer-1")

    assert claim_of(small_desk, small_desk.closed).verdict is Verdict.CONFIRMED
    assert verify_desk(small_desk.engine).ok


def test_undo_of_a_judgement_restores_the_status(small_desk: Any) -> None:
    """Undoing a rejection makes both claims disputed again."""
    judge(small_desk.engine, small_desk.disagreement, Judgement.REJECTED, by="reviewer-1")
    undo(small_desk.engine, 1, by="reviewer-1")

    assert link_of(small_desk, small_desk.disagreement).judgement is Judgement.UNREVIEWED
    assert claim_of(small_desk, small_desk.closed).status is Status.DISPUTED


def test_undo_goes_back_step_by_step_and_forth_again(small_desk: Any) -> None:
    """Each undo uncovers the decision before; taking undos back, the last first, does all again."""
    engine = small_desk.engine
    for verdict in Verdict:
        decide(engine, small_desk.closed, verdict, **BY)
    events = [undo(engine, seq, by="reviewer-2") for seq in (3, 2, 1)]
    again = [undo(engine, seq, by="reviewer-2") for seq in (6, 5, 4)]

    assert [one.after for one in events] == ["refuted", "confirmed", ""]
    assert [one.after for one in again] == list(Verdict)
    assert undo(engine, 9, by="reviewer-2").after == undo(engine, 10, by="a").before == "refuted"
    assert verify_desk(engine).ok


def test_undo_after_a_redo_goes_by_either_number(small_desk: Any) -> None:
    """A decision that was done again is taken back by its own number or that of the redo."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    for seq in (1, 2, 1, 4, 5):
        undo(small_desk.engine, seq, by="reviewer-1")

    assert claim_of(small_desk, small_desk.closed).verdict is None


@pytest.mark.parametrize(
    ("before", "seq", "refusal"),
    [
        ((), 1, r"reviewer-1 .* take back event 2 first"),
        ((2, 1), 2, r"taken back already: reviewer-2 .*\(event 3\); take back event 3 to have it"),
        ((2, 1), 3, r"cannot be taken back: reviewer-2 .*\(event 4\) since"),
    ],
)
def test_undo_out_of_order_is_refused_by_what_is_in_the_way(
    small_desk: Any, before: tuple[int, ...], seq: int, refusal: str
) -> None:
    """What another decision lies on, and what was taken back already, cannot be taken back."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, **BY)
    for one in before:
        undo(small_desk.engine, one, by="reviewer-2")
    with pytest.raises(ConflictError, match=refusal):
        undo(small_desk.engine, seq, by="reviewer-1")

    assert n_events(small_desk) == 2 + len(before)


def test_what_was_taken_back_before_a_decision_is_not_done_again(small_desk: Any) -> None:
    """Who decides anew after an undo leaves nothing to do again; the undo itself says so."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    undo(small_desk.engine, 1, by="reviewer-2")
    decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, **BY)
    undo(small_desk.engine, 3, by="reviewer-2")
    for seq in (1, 2):
        with pytest.raises(ConflictError, match="decide anew"):
            undo(small_desk.engine, seq, by="reviewer-1")


def test_undo_does_not_mind_other_objects(small_desk: Any) -> None:
    """A later event about another claim does not stand in the way of an undo."""
    decide(small_desk.engine, small_desk.closed, Verdict.CONFIRMED, **BY)
    decide(small_desk.engine, small_desk.open, Verdict.REFUTED, **BY)
    undo(small_desk.engine, 1, by="reviewer-1")

    assert claim_of(small_desk, small_desk.open).verdict is Verdict.REFUTED


def _mark(small_desk: Any, name: str) -> tuple[int, int]:
    done = conflicts = 0
    for n in range(20):
        shown = claim_of(small_desk, small_desk.closed)
        verdict = list(Verdict)[n % 3]
        try:
            decide(
                small_desk.engine,
                shown.claim_id,
                verdict,
                by=name,
                reason=str(n),
                version=shown.version,
            )
            done += 1
        except ConflictError:
            conflicts += 1
    return done, conflicts


def test_concurrent_reviewers_lose_nothing(small_desk: Any) -> None:
    """Of 160 concurrent decisions on one claim, each is in the log or told as a conflict."""
    names = [f"reviewer-{n}" for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda name: _mark(small_desk, name), names))

    done = sum(one for one, _ in outcomes)
    conflicts = sum(one for _, one in outcomes)
    assert done + conflicts == 160
    assert n_events(small_desk) == done
    assert claim_of(small_desk, small_desk.closed).version == 1 + done
    assert verify_desk(small_desk.engine).problems == ()


def test_full_disk_leaves_no_half_decision(small_desk: Any) -> None:
    """A decision that no longer fits on the disk changes neither claim nor log."""

    def fill(connection: Any, _record: Any) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    small_desk.engine.dispose()
    event.listen(small_desk.engine, "connect", fill)
    with pytest.raises(OperationalError, match="full"):
        decide(small_desk.engine, small_desk.closed, Verdict.REFUTED, by="a", reason="x" * 100_000)

    assert claim_of(small_desk, small_desk.closed).verdict is None
    assert verify_desk(small_desk.engine).head == "0:"


def test_decision_on_what_was_lost_is_not_taken_back(small_desk: Any) -> None:
    """Where somebody deleted a link past the log, undoing its judgement makes no new one."""
    judge(small_desk.engine, small_desk.hint, Judgement.ACCEPTED, by="reviewer-1")
    with writing(small_desk.engine) as session:
        session.execute(delete(ClaimLink).where(col(ClaimLink.id) == small_desk.hint))
    with pytest.raises(NotFoundError, match="no link 'l-hint'"):
        undo(small_desk.engine, 1, by="reviewer-1")

    assert n_events(small_desk) == 1
