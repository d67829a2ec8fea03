"""A desk with a short log, and ways past its guards."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from claims.review.decisions import decide, judge, undo
from db.engine import GUARDS, WRITE
from db.vocabulary import Judgement, Verdict


@pytest.fixture
def logged_desk(small_desk: Any) -> Any:
    """The small desk after five events: two decisions, two judgements and an undo."""
    engine = small_desk.engine
    decide(engine, small_desk.closed, Verdict.CONFIRMED, by="reviewer-1", reason="=photo, seen")
    judge(engine, small_desk.disagreement, Judgement.REJECTED, by="김검토", reason="'다른 다리'")
    decide(engine, small_desk.closed, Verdict.REFUTED, by="reviewer-2", reason='two\nlines, "so"')
    judge(engine, small_desk.hint, Judgement.ACCEPTED, by="reviewer-1")
    undo(engine, 3, by="reviewer-1", reason="hasty")
    return small_desk


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Run statements as somebody would who owns the file: without the log's guards."""

    def run(engine: Engine, *statements: str) -> None:
        with engine.connect().execution_options(**WRITE) as connection, connection.begin():
            for name in GUARDS:
                connection.execute(text(f"DROP TRIGGER {name}"))
            for statement in statements:
                connection.execute(text(statement))
            for guard in GUARDS.values():
                connection.execute(text(guard))

    return run
