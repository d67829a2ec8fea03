"""Feeds that are watched."""

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Feed, Fetch
from db.views.web import FeedView, FetchView


def feeds(session: Session, *, stopped: bool = False) -> list[FeedView]:
    """Return the feeds that are watched, in the order in which they were added.

    Args:
        session: an open session.
        stopped: also those that are watched no more.
    """
    rows = select(Feed)
    if not stopped:
        rows = rows.where(col(Feed.stopped).is_(False))
    found = session.scalars(rows.order_by(col(Feed.added_at), col(Feed.url)))
    return [
        FeedView(
            url=one.url,
            every=one.every,
            pages=one.pages,
            polled_at=one.polled_at,
            next_at=one.next_at,
            failures=one.failures,
            note=one.note,
            stopped=one.stopped,
        )
        for one in found
    ]


def fetches(session: Session, *, limit: int) -> list[FetchView]:
    """Return what was fetched, the latest first."""
    rows = select(Fetch).order_by(col(Fetch.id).desc()).limit(limit)
    return [
        FetchView(one.url, one.fetched_at, one.status, one.note, one.failed)
        for one in session.scalars(rows)
    ]
