"""Feeds that are watched."""

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Feed
from db.web_views import FeedView


def feeds(session: Session) -> list[FeedView]:
    """Return the feeds that are watched, in the order in which they were added."""
    rows = select(Feed).where(col(Feed.stopped).is_(False))
    found = session.scalars(rows.order_by(col(Feed.added_at), col(Feed.url)))
    return [
        FeedView(one.url, one.every, one.pages, one.polled_at, one.next_at, one.failures, one.note)
        for one in found
    ]
