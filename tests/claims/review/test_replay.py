"""Whatever people do, in any order, the desk stands as its log leads to."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from claims.errors import ConflictError, NotFoundError
from claims.review.decisions import decide, judge, undo
from claims.review.ledger import fold, verify_desk
from db import queries
from db.engine import open_engine, reading
from db.vocabulary import Judgement, Verdict


def test_state_is_the_fold_of_the_log(small_desk_file: Path) -> None:
    """After any sequence of decisions, judgements and undoings, verify finds nothing wrong."""

    class Reviewers(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.folder = Path(tempfile.mkdtemp())
            shutil.copy(small_desk_file, self.folder / "desk.db")
            self.engine = open_engine(f"sqlite:///{self.folder / 'desk.db'}")

        def teardown(self) -> None:
            self.engine.dispose()
            shutil.rmtree(self.folder)

        @rule(
            claim_id=st.sampled_from(["c-closed", "c-open", "c-aside"]),
            verdict=st.sampled_from(Verdict),
        )
        def decide(self, claim_id: str, verdict: Verdict) -> None:
            decide(self.engine, claim_id, verdict, by="reviewer-1", reason="seen")

        @rule(
            link_id=st.sampled_from(["l-disagreement", "l-hint"]),
            judgement=st.sampled_from(Judgement),
        )
        def judge(self, link_id: str, judgement: Judgement) -> None:
            judge(self.engine, link_id, judgement, by="reviewer-2")

        @rule(event_seq=st.integers(0, 12))
        def undo(self, event_seq: int) -> None:
            before = verify_desk(self.engine).n_rows
            try:
                undo(self.engine, event_seq, by="reviewer-3")
            except (ConflictError, NotFoundError):
                assert verify_desk(self.engine).n_rows == before

        @invariant()
        def stands_as_the_log_leads_to(self) -> None:
            assert verify_desk(self.engine).problems == ()
            with reading(self.engine) as session:
                today = fold(queries.events(session))
                shown = queries.claims(session, everything=True)
            verdicts = {claim.claim_id: claim.verdict or "" for claim in shown}
            assert verdicts == {one: today.get(("claim", one), "") for one in verdicts}

    run_state_machine_as_test(
        Reviewers, settings=settings(max_examples=15, stateful_step_count=15, deadline=None)
    )
