"""The verification log, and counts of the whole desk."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from db.models import Article, Claim, ClaimLink, ReviewEvent, Source
from db.queries.rows import counted
from db.views import EventView
from db.vocabulary import Status, Verdict


def events(session: Session, *, claim_id: str | None = None) -> list[EventView]:
    """Return the log in order, or what it says of one claim and of the links that touch it."""
    rows = select(ReviewEvent).order_by(col(ReviewEvent.event_seq))
    if claim_id is not None:
        touching = select(col(ClaimLink.id)).where(
            or_(col(ClaimLink.later_id) == claim_id, col(ClaimLink.earlier_id) == claim_id)
        )
        rows = rows.where(
            or_(
                col(ReviewEvent.claim_id) == claim_id,
                col(ReviewEvent.object_id).in_(touching),
            )
        )
    return [event_view(one) for one in session.execute(rows).scalars()]


def stream_events(session: Session) -> Iterator[EventView]:
    """Yield the log in order without holding all of it in memory."""
    columns = [getattr(ReviewEvent, name) for name in ReviewEvent.model_fields]
    rows = select(*columns).order_by(col(ReviewEvent.event_seq))
    for row in session.execute(rows.execution_options(yield_per=1000)):
        yield EventView(*row)


def last_event(session: Session) -> EventView | None:
    """Return the log's last row, or None where nothing has been decided yet."""
    rows = select(ReviewEvent).order_by(col(ReviewEvent.event_seq).desc()).limit(1)
    last = session.execute(rows).scalar_one_or_none()
    return event_view(last) if last else None


def event_view(event: ReviewEvent) -> EventView:
    """Return the frozen view of a log row."""
    return EventView(**event.model_dump())


def counts(session: Session) -> dict[str, int]:
    """Count what the desk holds, and its shown claims by status and verdict."""
    shown = col(Claim.shown).is_(True)
    totals = {
        "articles": select(func.count()).select_from(Article),
        "claims": select(func.count()).select_from(Claim),
        "shown": select(func.count()).select_from(Claim).where(shown),
        "links": select(func.count()).select_from(ClaimLink).where(counted()),
        "possible_links": select(func.count()).select_from(ClaimLink).where(~counted()),
        "sources": select(func.count()).select_from(Source),
        "events": select(func.count()).select_from(ReviewEvent),
        "undecided": select(func.count())
        .select_from(Claim)
        .where(shown, col(Claim.verdict).is_(None)),
    }
    found = {name: int(session.execute(rows).scalar_one()) for name, rows in totals.items()}
    for column, words in ((Claim.status, Status), (Claim.verdict, Verdict)):
        grouped = session.execute(
            select(col(column), func.count()).where(shown).group_by(col(column))
        )
        found |= {one.value: 0 for one in words}
        found |= {one.value: n for one, n in grouped if one is not None}
    return found
