"""What people decide about claims themselves: how one reads, and which there are."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from claims import Desk, Stance, Status, Verdict
from claims.errors import ConflictError, InputError, LedgerError, NotFoundError
from claims.settings import Settings
from claims.standing.statuses import refresh
from db.engine import reading, writing
from db.models import Article, Claim
from db.vocabulary import Mode, SourceKind

BY: dict[str, Any] = {"by": "reviewer-1", "reason": "read the article"}
TEXT = "Bridge\n\nThe mayor said the old bridge was shut. Kim told a wire that it was open.\n"
SHUT = (TEXT.index("the old"), TEXT.index(". Kim"))
OPEN = (TEXT.index("it was open"), TEXT.index(".\n", 20))
MINISTER = "Minister Ana Example"
HOSTILE = "=cmd|'/C calc'!A1 \u202egnp.exe\u202c <script>alert(1)</script> > 김"


@pytest.fixture
def desk(small_desk: Any) -> Desk:
    """The small desk, assessed, whose first article has a text."""
    with writing(small_desk.engine) as session:
        session.get_one(Article, "a1").text = TEXT
        refresh(session, [small_desk.closed, small_desk.open, small_desk.aside])
    return Desk(small_desk.engine, Settings())


def row_of(desk: Desk, claim_id: str) -> dict[str, Any]:
    """All columns of a claim but its version."""
    with reading(desk.engine) as session:
        return session.get_one(Claim, claim_id).model_dump(exclude={"version"})


def execute(desk: Desk, statement: str) -> None:
    """Change the tables past the log."""
    with writing(desk.engine) as session:
        session.execute(text(statement))


def test_edited_claim_reads_as_the_person_says(desk: Desk) -> None:
    """Speaker, chain, stance and words are those set; the text follows the span."""
    desk.edit(
        "c-closed",
        speaker="김예시",
        via=["Example Wire"],
        stance=Stance.DENIES,
        span=SHUT,
        **BY,
    )
    claim = desk.claim("c-closed")

    assert (claim.speaker, claim.via, claim.stance) == ("김예시", ("Example Wire",), Stance.DENIES)
    assert (claim.text, claim.start, claim.end) == ("the old bridge was shut", *SHUT)
    assert claim.fragments == (SHUT,)
    assert TEXT.startswith(claim.prefix + claim.text + claim.suffix)
    assert (claim.speaker_surface, claim.speaker_start) == ("", -1)
    assert desk.verify().ok


def test_log_has_what_was_set_and_the_claim_as_it_was(desk: Desk) -> None:
    """``after`` is canonical JSON of all that people set so far; the row shows the old reading."""
    desk.edit("c-closed", stance=Stance.DENIES, **BY)
    row = desk.edit("c-closed", speaker="김예시", **BY)

    assert (row.action, row.object_type, row.object_id) == ("edit", "claim reading", "c-closed")
    assert row.before == '{"stance":"denies"}'
    assert row.after == '{"speaker":"김예시","stance":"denies"}'
    assert (row.speaker, row.claim_text) == (MINISTER, "the bridge was closed")


def test_what_the_machine_read_stays_readable(desk: Desk) -> None:
    """The first reading is shown beside the one in force, and only where there is another."""
    nothing = desk.first_reading("c-aside")
    desk.edit("c-aside", speaker=MINISTER, via=[], **BY)
    first = desk.first_reading("c-aside")

    assert nothing is None
    assert first is not None
    assert first.speaker == "anonymous source (Example Wire)"
    assert first.via == ("Example Wire", "예시일보")
    assert first.stance is Stance.ASSERTS


def test_undone_edits_lead_back_to_the_first_reading(desk: Desk) -> None:
    """Taking an edit back restores every column of the claim and its chain to the letter."""
    before, view = row_of(desk, "c-aside"), desk.claim("c-aside")
    event = desk.edit("c-aside", speaker="A new one", via=[MINISTER], stance=Stance.DENIES, **BY)
    desk.undo(event.event_seq, by="reviewer-2")
    undone = desk.claim("c-aside")

    assert row_of(desk, "c-aside") == before
    assert (undone.speaker, undone.via) == (view.speaker, view.via)
    assert desk.first_reading("c-aside") is None
    assert desk.verify().ok


def test_all_edits_can_be_taken_away_at_once(desk: Desk) -> None:
    """After several edits a claim can be made to read as at first, and that can be taken back."""
    before = row_of(desk, "c-closed")
    desk.edit("c-closed", span=SHUT, **BY)
    desk.edit("c-closed", stance=Stance.DENIES, **BY)
    edited = row_of(desk, "c-closed")
    event = desk.as_first_read("c-closed", **BY)
    away = row_of(desk, "c-closed")
    desk.undo(event.event_seq, by="reviewer-1")

    assert away == before
    assert row_of(desk, "c-closed") == edited
    with pytest.raises(InputError, match="already"):
        desk.as_first_read("c-open", **BY)


def test_sources_are_found_by_alias_or_register_or_recorded(desk: Desk) -> None:
    """A name leads to the source that has it, then to one the register knows, or to a new one."""
    found = []
    for name in ("Ana Example", "Yonhap", HOSTILE, "anonymous source (예시일보)"):
        desk.edit("c-closed", speaker=name, **BY)
        claim = desk.claim("c-closed")
        found.append((claim.speaker, claim.speaker_kind))

    assert found[0] == (MINISTER, SourceKind.OFFICIAL)
    assert found[1][1] is SourceKind.AGENCY
    assert found[2] == (HOSTILE, SourceKind.UNKNOWN)
    assert found[3] == ("anonymous source (예시일보)", SourceKind.ANONYMOUS)
    assert desk.verify().ok


def test_narration_given_to_a_speaker_is_narration_no_more(desk: Desk) -> None:
    """Where the publisher is not who says it, the claim rests on the speaker, until undone."""
    execute(desk, "UPDATE claim SET mode='narration', speaker_id=1 WHERE id='c-closed'")
    event = desk.edit("c-closed", speaker=MINISTER, **BY)
    told = desk.claim("c-closed").mode
    desk.undo(event.event_seq, by="reviewer-1")

    assert told is Mode.INDIRECT
    assert desk.claim("c-closed").mode is Mode.NARRATION


def test_decision_on_a_claim_that_was_edited_is_a_conflict(desk: Desk) -> None:
    """Who decides, or edits, on the old reading is told who set the new one."""
    shown = desk.claim("c-closed")
    desk.edit(shown, stance=Stance.DENIES, by="reviewer-2", reason="it says so")
    with pytest.raises(ConflictError, match="reviewer-2 set it to"):
        desk.decide(shown, Verdict.CONFIRMED, **BY)
    with pytest.raises(ConflictError, match="claim reading c-closed"):
        desk.edit(shown, stance=Stance.PREDICTS, **BY)

    assert desk.claim("c-closed").stance is Stance.DENIES
    assert desk.verify().n_rows == 1


def test_verdict_and_edit_are_taken_back_apart(desk: Desk) -> None:
    """An edit does not stand in the way of undoing a verdict, nor the other way round."""
    decided = desk.decide("c-closed", Verdict.CONFIRMED, **BY)
    edited = desk.edit("c-closed", stance=Stance.DENIES, **BY)
    desk.undo(decided.event_seq, by="reviewer-1")
    desk.undo(edited.event_seq, by="reviewer-1")
    claim = desk.claim("c-closed")

    assert (claim.verdict, claim.stance) == (None, Stance.ASSERTS)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({}, "nothing to change"),
        ({"span": (5, 5)}, "5 to 5 holds no words"),
        ({"span": (-1, 5)}, "-1 to 5"),
        ({"span": (0, 10_000)}, f"from 0 to {len(TEXT)}"),
        ({"span": (6, 8)}, "holds no words"),
        ({"speaker": " "}, "name of a source is missing"),
        ({"via": ["a\0"]}, "cannot be stored"),
        ({"stance": "mumbles"}, "'mumbles' is no stance"),
        ({"stance": "denies", "reason": ""}, "reason is missing"),
        ({"stance": "denies", "by": ""}, "name of who decides"),
    ],
)
def test_edit_that_cannot_be_is_refused(desk: Desk, change: dict[str, Any], error: str) -> None:
    """An edit without content, or with a span, name or stance that cannot be, leaves no trace."""
    before, n_sources = row_of(desk, "c-closed"), desk.counts()["sources"]
    with pytest.raises(InputError, match=error):
        desk.edit("c-closed", **(BY | change))

    assert row_of(desk, "c-closed") == before
    assert (desk.counts()["sources"], desk.verify().n_rows) == (n_sources, 0)


def test_same_edit_twice_is_refused(desk: Desk) -> None:
    """An edit that sets what is set already writes no row."""
    desk.edit("c-closed", stance=Stance.DENIES, **BY)
    with pytest.raises(InputError, match="already"):
        desk.edit("c-closed", stance=Stance.DENIES, **BY)


def test_claim_added_by_hand_is_a_claim_like_others(desk: Desk) -> None:
    """It has the words of its span, is listed, queued and decided on, and the log says by whom."""
    row = desk.add("a1", OPEN, speaker="김예시", via=["Example Wire"], **BY)
    claim = desk.claim(row.object_id)
    desk.decide(claim, Verdict.REFUTED, **BY)

    assert (claim.text, claim.speaker, claim.via) == ("it was open", "김예시", ("Example Wire",))
    assert (claim.extractor, claim.shown, claim.status) == ("by hand", True, Status.UNVERIFIED)
    assert (row.action, row.object_type) == ("add", "added claim")
    assert (row.claim_text, row.reviewer) == ("it was open", "reviewer-1")
    assert json.loads(row.after) == {
        "article": "a1",
        "end": OPEN[1],
        "speaker": "김예시",
        "stance": "asserts",
        "start": OPEN[0],
        "via": ["Example Wire"],
    }
    assert claim.claim_id in {one.claim_id for one in desk.claims()}
    assert desk.verify().ok


def test_undone_addition_is_hidden_and_comes_back_as_it_was(desk: Desk) -> None:
    """Taken back, it is in no list and can be looked up by its id; redone, it is as before."""
    added = desk.add("a1", OPEN, speaker="김예시", **BY)
    desk.edit(added.object_id, stance=Stance.DENIES, **BY)
    before = desk.claim(added.object_id)
    back = desk.undo(added.event_seq, by="reviewer-1")
    hidden = desk.claim(added.object_id)
    listed = {one.claim_id for one in (*desk.claims(everything=True), *desk.queue())}
    desk.undo(back.event_seq, by="reviewer-1")
    again = desk.claim(added.object_id)

    assert hidden.withdrawn
    assert added.object_id not in listed
    assert (again.stance, again.speaker, again.shown) == (before.stance, before.speaker, True)
    assert desk.verify().ok


def test_words_that_a_claim_has_are_not_added_again(desk: Desk) -> None:
    """The claim that has them is named; after it was taken back they can be added anew."""
    added = desk.add("a1", OPEN, speaker="김예시", **BY)
    with pytest.raises(InputError, match=f"claim {added.object_id} has these words"):
        desk.add("a1", OPEN, speaker=MINISTER, **BY)
    desk.undo(added.event_seq, by="reviewer-1")
    again = desk.add("a1", OPEN, speaker=MINISTER, **BY)

    assert again.object_id == added.object_id
    assert desk.claim(added.object_id).speaker == MINISTER
    assert desk.verify().ok


def test_publisher_s_own_words_are_narration(desk: Desk) -> None:
    """A claim added as the publisher's own is narration, so that it has no proven origin."""
    row = desk.add("a1", OPEN, speaker="The Example Times", **BY)

    assert desk.claim(row.object_id).mode is Mode.NARRATION


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda desk: desk.add("a9", OPEN, speaker="x", **BY), NotFoundError),
        (lambda desk: desk.add("a1", (0, 10**9), speaker="x", **BY), InputError),
        (lambda desk: desk.add("a1", OPEN, speaker="", **BY), InputError),
        (lambda desk: desk.edit("c-9", speaker="x", **BY), NotFoundError),
        (lambda desk: desk.as_first_read("c-9", **BY), NotFoundError),
    ],
)
def test_claims_that_cannot_be_leave_no_trace(
    desk: Desk, act: Callable[[Desk], object], error: type[Exception]
) -> None:
    """No claim without an article, words or speaker; the log stays empty."""
    with pytest.raises(error):
        act(desk)

    assert desk.verify().head == "0:"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim SET stance='predicts' WHERE id='c-closed'",
        "UPDATE claim SET stance='nonsense' WHERE id='c-closed'",
        "UPDATE claim SET speaker_id=5 WHERE id='c-closed'",
        "UPDATE claim SET text='another' WHERE id='c-closed'",
        "UPDATE claim SET \"start\"=0 WHERE id='c-closed'",
        "INSERT INTO relay VALUES ('c-closed', 0, 5, '')",
        "UPDATE claimreading SET words='' WHERE claim_id='c-closed'",
        "UPDATE claimreading SET words='[1' WHERE claim_id='c-closed'",
        """UPDATE claimreading SET words='{"speaker":"nobody"}' WHERE claim_id='c-closed'""",
        "DELETE FROM claimreading",
    ],
)
def test_edited_claim_changed_outside_the_log_is_found(desk: Desk, statement: str) -> None:
    """Verifying names an edited claim that reads otherwise than the log leads to."""
    desk.edit("c-closed", stance=Stance.DENIES, **BY)
    execute(desk, statement)
    problems = desk.verify().problems

    assert len(problems) == 1
    assert problems[0].startswith("claim reading c-closed ")


def test_claim_changed_outside_the_log_is_not_edited_over(desk: Desk) -> None:
    """An edit on top of what no decision made is refused, and the check is named."""
    desk.edit("c-closed", stance=Stance.DENIES, **BY)
    execute(desk, "UPDATE claim SET text='another' WHERE id='c-closed'")
    with pytest.raises(LedgerError, match=r"c-closed was changed past the log.*claims verify"):
        desk.edit("c-closed", stance=Stance.ASSERTS, **BY)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE claim SET added='' WHERE added != ''", "added claim"),
        ("UPDATE claim SET added=NULL", "added claim"),
        ("UPDATE claim SET added='{}' WHERE id='c-open'", "added claim c-open"),
        ("UPDATE claim SET speaker_id=5 WHERE added != ''", "claim reading"),
    ],
)
def test_added_claim_changed_outside_the_log_is_found(
    desk: Desk, statement: str, problem: str
) -> None:
    """Verifying names a claim that was added, hidden or given to another outside the log."""
    desk.add("a1", OPEN, speaker="김예시", **BY)
    execute(desk, statement)
    problems = desk.verify().problems

    assert len(problems) == 1
    assert problems[0].startswith(problem)
