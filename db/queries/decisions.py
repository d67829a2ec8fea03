"""Decisions of the log in pages, by what is asked for."""

from collections.abc import Mapping
from typing import Any, Unpack

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from db.engine import LARGEST
from db.filters import EventFilters
from db.models import ReviewEvent
from db.queries.log import event_view
from db.views.log import EventView
from db.vocabulary import ObjectType

SEARCHED: tuple[Mapped[str], ...] = (
    col(ReviewEvent.reason),
    col(ReviewEvent.claim_text),
    col(ReviewEvent.speaker),
    col(ReviewEvent.evidence),
    col(ReviewEvent.before),
    col(ReviewEvent.after),
    col(ReviewEvent.object_id),
)


def decisions(
    session: Session, *, limit: int, before: int = 0, **filters: Unpack[EventFilters]
) -> list[EventView]:
    """Return decisions, the newest first.

    Args:
        session: to read with.
        limit: at most so many.
        before: only those before this event, for the next page; 0 for all.
        **filters: any of :class:`EventFilters`.
    """
    rows = select(ReviewEvent).where(*_conditions(filters))
    if before:
        rows = rows.where(col(ReviewEvent.event_seq) < min(before, LARGEST))
    rows = rows.order_by(col(ReviewEvent.event_seq).desc()).limit(limit)
    return [event_view(one) for one in session.execute(rows).scalars()]


def decided(session: Session, filters: EventFilters) -> frozenset[int]:
    """Return the numbers of all decisions that fit."""
    found = select(col(ReviewEvent.event_seq)).where(*_conditions(filters))
    return frozenset(session.execute(found).scalars())


def count_decisions(session: Session, *, limit: int, **filters: Unpack[EventFilters]) -> int:
    """Count what :func:`decisions` would return, up to a limit."""
    found = select(col(ReviewEvent.event_seq)).where(*_conditions(filters)).limit(limit)
    return int(session.execute(select(func.count()).select_from(found.subquery())).scalar_one())


def reviewers(session: Session) -> list[str]:
    """Return who has decided, by name; each is one step along the index, however long the log."""
    found: list[str] = []
    step = select(func.min(col(ReviewEvent.reviewer)))
    name = session.execute(step).scalar_one()
    while name is not None:
        found.append(name)
        name = session.execute(step.where(col(ReviewEvent.reviewer) > name)).scalar_one()
    return found


def _conditions(filters: EventFilters) -> list[ColumnElement[bool]]:
    columns: Mapping[str, Mapped[Any]] = {
        "reviewer": col(ReviewEvent.reviewer),
        "action": col(ReviewEvent.action),
        "object_type": col(ReviewEvent.object_type),
    }
    found = [column == filters[name] for name, column in columns.items() if filters.get(name)]  # type: ignore[literal-required]
    if verdict := filters.get("verdict"):
        about = col(ReviewEvent.object_type) == ObjectType.CLAIM
        found += [about, col(ReviewEvent.after) == verdict]
    if since := filters.get("since"):
        found.append(col(ReviewEvent.event_time_utc) >= since)
    if until := filters.get("until"):
        found.append(col(ReviewEvent.event_time_utc) < until)
    for word in filters.get("search", "").split():
        found.append(or_(*(one.icontains(word, autoescape=True) for one in SEARCHED)))
    return found
