"""The verification log, and counts of the whole desk."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import index
from db.engine import LARGEST
from db.models import Article, ClaimLink, ReviewEvent, Source
from db.queries.rows import counted
from db.views.log import EventView
from db.vocabulary import Action, ObjectType, Status, Verdict


def events(
    session: Session,
    *,
    claim_id: str | None = None,
    limit: int | None = None,
    before: int = 0,
    also: Iterable[str] = (),
) -> list[EventView]:
    """Return the log in order, or what it says of one claim and of the links that touch it.

    Args:
        session: to read with.
        claim_id: only what concerns this claim.
        limit: only the last so many.
        before: only those before this event; 0 for all.
        also: other objects, with ``claim_id``: what concerns these as well.
    """
    rows = select(ReviewEvent).order_by(col(ReviewEvent.event_seq).desc()).limit(limit)
    if before:
        rows = rows.where(col(ReviewEvent.event_seq) < min(before, LARGEST))
    if claim_id is not None:
        rows = rows.where(_concerns(claim_id, also))
    return [event_view(one) for one in reversed(session.execute(rows).scalars().all())]


def decisions_on(
    session: Session, *, claim_id: str | None = None, reviewer: str = ""
) -> Iterator[EventView]:
    """Yield what people decided, undoings left out, the newest first.

    Args:
        session: to read with.
        claim_id: only what concerns this claim.
        reviewer: only what this one decided; "" for all.
    """
    rows = select(ReviewEvent).where(col(ReviewEvent.action) != Action.UNDO)
    if claim_id is not None:
        rows = rows.where(_concerns(claim_id))
    if reviewer:
        rows = rows.where(col(ReviewEvent.reviewer) == reviewer)
    rows = rows.order_by(col(ReviewEvent.event_seq).desc()).execution_options(yield_per=100)
    yield from map(event_view, session.execute(rows).scalars())


def _concerns(claim_id: str, also: Iterable[str] = ()) -> ColumnElement[bool]:
    touching = select(col(ClaimLink.id)).where(
        or_(col(ClaimLink.later_id) == claim_id, col(ClaimLink.earlier_id) == claim_id)
    )
    return or_(
        col(ReviewEvent.claim_id) == claim_id,
        col(ReviewEvent.object_id).in_(touching),
        col(ReviewEvent.object_id).in_([*also]),
    )


def article_events(session: Session, article_id: str) -> list[EventView]:
    """Return what was decided about an article itself, in order."""
    about = (ObjectType.WITHDRAWAL, ObjectType.DATE)
    rows = select(ReviewEvent).where(
        col(ReviewEvent.object_id) == article_id, col(ReviewEvent.object_type).in_(about)
    )
    found = session.execute(rows.order_by(col(ReviewEvent.event_seq))).scalars()
    return [event_view(one) for one in found]


def stream_events(session: Session) -> Iterator[EventView]:
    """Yield the log in order without holding all of it in memory."""
    columns = [getattr(ReviewEvent, name) for name in ReviewEvent.model_fields]
    rows = select(*columns).order_by(col(ReviewEvent.event_seq))
    for row in session.execute(rows.execution_options(yield_per=1000)):
        yield EventView(*row)


def event(session: Session, event_seq: int) -> EventView | None:
    """Return the log's row of a number, or None."""
    found = session.get(ReviewEvent, event_seq) if abs(event_seq) <= LARGEST else None
    return event_view(found) if found else None


def events_on(session: Session, object_id: str, *kinds: str) -> list[EventView]:
    """Return the log's rows about an object, of these sorts, in order."""
    rows = (
        select(ReviewEvent)
        .where(col(ReviewEvent.object_id) == object_id, col(ReviewEvent.object_type).in_(kinds))
        .order_by(col(ReviewEvent.event_seq))
    )
    return [event_view(one) for one in session.execute(rows).scalars()]


def last_event(session: Session) -> EventView | None:
    """Return the log's last row, or None where nothing has been decided yet."""
    rows = select(ReviewEvent).order_by(col(ReviewEvent.event_seq).desc()).limit(1)
    last = session.execute(rows).scalar_one_or_none()
    return event_view(last) if last else None


def head(session: Session) -> str:
    """Return count and hash of the log's last row, ``N:HASH``; ``0:`` where it has none."""
    last = last_event(session)
    return f"{last.event_seq}:{last.row_hash}" if last else "0:"


def last_decision(session: Session, claim_id: str) -> EventView | None:
    """Return the last event about a claim's verdict, or None."""
    return _last(session, ObjectType.CLAIM, claim_id)


def in_force(session: Session, kind: ObjectType, object_id: str) -> EventView | None:
    """Return the decision that an object stands by, or None: what was undone is passed over."""
    event = _last(session, kind, object_id)
    while event and event.action == Action.UNDO:
        # It stands again as before the undone event, whose number an undo gives as its evidence.
        undone = int(event.evidence.removeprefix("event "))
        event = _last(session, kind, object_id, before=undone)
    return event


def _last(
    session: Session, kind: ObjectType, object_id: str, *, before: int | None = None
) -> EventView | None:
    rows = select(ReviewEvent).where(
        col(ReviewEvent.object_id) == object_id, col(ReviewEvent.object_type) == kind
    )
    if before is not None:
        rows = rows.where(col(ReviewEvent.event_seq) < before)
    last = session.execute(rows.order_by(col(ReviewEvent.event_seq).desc()).limit(1))
    event = last.scalar_one_or_none()
    return event_view(event) if event else None


def decided_since(session: Session, reviewer: str, moment: str) -> int:
    """Count the claims whose verdict is a reviewer's, given since a moment of the log's clock."""
    rows = _of(reviewer).where(
        col(ReviewEvent.event_time_utc) >= moment,
        col(ReviewEvent.action) == Action.DECIDE,
        col(ReviewEvent.object_type) == ObjectType.CLAIM,
        ~_changed_since(),
    )
    return _count(session, rows.with_only_columns(func.count()))


def _of(reviewer: str) -> Select[ReviewEvent]:
    return select(ReviewEvent).where(col(ReviewEvent.reviewer) == reviewer)


def _changed_since() -> ColumnElement[bool]:
    later = aliased(ReviewEvent)
    return (
        select(col(later.event_seq))
        .where(
            col(later.object_id) == col(ReviewEvent.object_id),
            col(later.object_type) == col(ReviewEvent.object_type),
            col(later.event_seq) > col(ReviewEvent.event_seq),
        )
        .exists()
    )


def event_view(event: ReviewEvent) -> EventView:
    """Return the frozen view of a log row."""
    return EventView(**event.model_dump())


def counts(session: Session) -> dict[str, int]:
    """Count what the desk holds, and its shown claims by status and verdict."""
    rows = {
        "articles": select(func.count()).select_from(Article),
        "sources": select(func.count()).where(col(Source.kept_id).is_(None)),
        "events": select(func.count()).select_from(ReviewEvent),
    }
    found = {name: _count(session, one) for name, one in rows.items()}
    links = select(func.count()).select_from(ClaimLink)
    found["links"] = _count(session, links.where(counted()))
    found["possible_links"] = _count(session, links) - found["links"]
    words = (one.value for one in (*Status, *Verdict))
    found |= dict.fromkeys(("claims", "shown", "undecided", *words), 0)
    for (status, verdict, shown), n in tallied(session).items():
        found["claims"] += n
        if shown:
            for name in ("shown", status, verdict or "undecided"):
                found[name] += n
    return found


def tallied(session: Session) -> dict[tuple[str, str, bool], int]:
    """Count claims by status, verdict, "" where there is none, and whether they are on show."""
    words = (index.tally.c.status, index.tally.c.verdict, index.tally.c.shown)
    rows = select(*words, func.sum(index.tally.c.n)).group_by(*words)
    return {
        (status, "" if verdict == "undecided" else verdict, bool(shown)): n
        for status, verdict, shown, n in session.execute(rows)
    }


def _count(session: Session, rows: Select[int]) -> int:
    return int(session.execute(rows).scalar_one())
