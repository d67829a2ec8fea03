"""The review queue: what waits for a decision, most worth one first."""

from collections.abc import Callable
from datetime import date
from heapq import nsmallest
from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, and_, func, literal, select
from sqlmodel import Session, col

from db.models import Claim
from db.queries.claims import claims_by_id
from db.views.claims import ClaimView
from db.views.log import MANY

# What has waited for so many days is worth twice what came today; from then on it grows no more,
# lest a backlog bury the news.
STALE_AFTER = 7

Place = Row[str, int, date | None, float]


def queue(session: Session, *, limit: int, today: date) -> list[ClaimView]:
    """Return the claims most worth a decision, by urgency and how long they wait.

    No row is rewritten as time goes by: among claims of one urgency the order never changes, and an
    index holds it. Of each urgency the first few are looked at, and the best of all are kept.

    Args:
        session: to read with.
        limit: at most so many.
        today: the day, UTC.
    """

    def place(row: Place) -> tuple[float, date, float, str]:
        claim_id, urgency, since, worth = row
        since = since or today
        return -urgency * staleness(since, today), since, -worth, claim_id

    return _first(session, limit, place)


def pressing(session: Session, *, limit: int) -> list[ClaimView]:
    """Return, of the claims that press for a decision, those that have waited longest."""

    def place(row: Place) -> tuple[date, int, float, str]:
        claim_id, urgency, since, worth = row
        return since or date.max, -urgency, -worth, claim_id

    # Of one article, with no voice against it, a claim presses nobody.
    return _first(session, limit, place, above=1)


def _first(
    session: Session, limit: int, place: Callable[[Place], Any], *, above: int = 0
) -> list[ClaimView]:
    urgencies = _urgencies()
    first = (
        select(col(Claim.id))
        .where(_waits(), col(Claim.urgency) == urgencies.c.urgency)
        .order_by(col(Claim.waits_since), col(Claim.worth).desc())
        .limit(limit)
        .correlate(urgencies)
    )
    columns = select(col(Claim.id), col(Claim.urgency), col(Claim.waits_since), col(Claim.worth))
    joined = and_(urgencies.c.urgency > above, col(Claim.id).in_(first))
    rows = session.execute(columns.join(urgencies, joined))
    ids = [row[0] for row in nsmallest(limit, rows, key=place)]
    found = claims_by_id(session, ids)
    return [found[claim_id] for claim_id in ids]


def staleness(since: date, today: date) -> float:
    """Return by how much a wait raises what a claim is worth: from 1 to 2."""
    return 1 + min(max((today - since).days, 0), STALE_AFTER) / STALE_AFTER


def waiting(session: Session) -> int:
    """Count the claims that wait for a decision; beyond :data:`MANY` it counts no further."""
    # Nothing of the claim is asked for, so that the index of the queue is all that is read.
    some = select(literal(1)).select_from(Claim).where(_waits()).limit(MANY).subquery()
    return int(session.execute(select(func.count()).select_from(some)).scalar_one())


def waits(session: Session, claim_id: str) -> bool:
    """Tell whether a claim waits for a decision."""
    rows = select(literal(1)).where(col(Claim.id) == claim_id, _waits())
    return session.execute(rows).first() is not None


def _waits() -> ColumnElement[bool]:
    return col(Claim.waits_since).is_not(None)


def _urgencies() -> CTE:
    """Return the urgencies that occur, from the highest down; each is one step in the index."""
    highest = select(func.max(col(Claim.urgency)).label("urgency")).where(_waits())
    found = highest.cte("urgencies", recursive=True)
    lower = highest.where(col(Claim.urgency) < found.c.urgency).correlate(found)
    return found.union_all(select(lower.scalar_subquery()).where(found.c.urgency.is_not(None)))
