"""A desk with decisions, to be kept and brought back."""

import pytest

from claims.review.decisions import decide, judge
from db.engine import open_engine
from db.vocabulary import Judgement, Verdict


@pytest.fixture
def kept_desk(story_desk: str) -> str:
    """The four articles about a bridge, after two decisions; its address."""
    engine = open_engine(story_desk)
    decide(engine, "c-shut", Verdict.REFUTED, by="김검토", reason="seen open")
    judge(engine, "l-denied", Judgement.ACCEPTED, by="reviewer-1", reason="the same bridge")
    engine.dispose()
    return story_desk
