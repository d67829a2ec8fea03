"""Desks of the past are made once, kept for a while, and leave nothing behind."""

import gc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from claims import Desk, Verdict
from claims.desk.pasts import Pasts
from claims.errors import InputError
from claims.keeping.past import past_moment
from claims.settings import Settings
from db.engine import database_file, writing
from db.models import Run

DAY = "2026-01-02"


@pytest.fixture
def desk(small_desk: Any) -> Desk:
    """The small desk, with one decision of today."""
    desk = Desk(small_desk.engine, Settings())
    desk.decide("c-closed", Verdict.REFUTED, by="ana", reason="seen open")
    return desk


def test_a_day_is_made_once_and_anew_after_the_machine_was_at_work(desk: Desk) -> None:
    """Later decisions leave the past as it was made; what a run changes is in it, and told."""
    told: list[tuple[int, int | None]] = []
    first = desk.kept_as_of(DAY, lambda done, total: told.append((done, total)))
    desk.decide("c-open", Verdict.CONFIRMED, by="ana", reason="seen open")
    again = desk.kept_as_of(DAY)
    with writing(desk.engine) as session:
        session.add(Run(stage="read", started_at=datetime(2026, 1, 6, tzinfo=UTC)))
    anew = desk.kept_as_of(DAY)

    assert again.engine is first.engine
    assert anew.engine is not first.engine
    assert told[0] == (0, 1)
    assert [one.verdict for one in anew.claims(everything=True)] == [None, None]
    assert (anew.stood_at, desk.stood_at) == ("2026-01-02T23:59:59Z", "")
    assert anew.verify().ok


def test_nothing_is_decided_on_a_past_that_is_kept(desk: Desk) -> None:
    """Whoever writes on it is refused where the writing is, and sent to the desk of today."""
    past = desk.kept_as_of(DAY)
    with pytest.raises(InputError, match="decide on the desk of today"):
        past.decide("c-open", Verdict.CONFIRMED, by="ana", reason="seen open")

    assert (len(past.log()), len(desk.log())) == (0, 1)


def test_what_is_pushed_out_stays_while_it_is_looked_at(desk: Desk) -> None:
    """A past file is gone with the last who holds it, not before; and all are, with the server."""
    pasts = Pasts(kept=1)
    held = pasts.of(desk.engine, DAY, past_moment(DAY))
    file = database_file(str(held.url)) or Path()
    other = pasts.of(desk.engine, "2026-01-01", past_moment("2026-01-01"))

    assert file.exists()
    held.dispose()
    del held
    gc.collect()
    assert not file.parent.exists()
    pasts.forget()
    assert not (database_file(str(other.url)) or file).exists()
