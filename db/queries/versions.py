"""Versions of articles, and the alarms that changed sentences raise."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlmodel import Session, col

from db.models import Anchor, Article, Claim, ReviewEvent, Sighting
from db.queries.rows import gone
from db.vocabulary import Action, Anchored, ObjectType
from db.web_views import AlarmView, VersionView

ALARMING = (Anchored.CHANGED, Anchored.GONE)


def versions(session: Session, article_id: str) -> list[VersionView]:
    """Return the texts that stood at the address of an article, in the order of their coming."""
    mine = select(col(Sighting.address), col(Sighting.way)).where(
        col(Sighting.article_id) == article_id
    )
    place = session.execute(mine.order_by(col(Sighting.id)).limit(1)).one_or_none()
    if place is None:
        return []
    rows = (
        select(Sighting)
        .where(col(Sighting.address) == place.address, col(Sighting.way) == place.way)
        .order_by(col(Sighting.id))
    )
    seen = session.scalars(rows).all()
    times: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for one in seen:
        times[one.article_id].append((one.first_at, one.last_at))
    return [
        _version(session, identity, number, times[identity], seen[-1].article_id)
        for number, identity in enumerate(times, start=1)
    ]


def _version(
    session: Session,
    identity: str,
    number: int,
    times: Sequence[tuple[datetime, datetime]],
    current: str,
) -> VersionView:
    shown = select(func.count()).where(
        col(Claim.article_id) == identity, col(Claim.shown).is_(True)
    )
    rows = select(col(Article.title), col(Article.file)).where(col(Article.id) == identity)
    title, file = session.execute(rows).one()
    n_shown = int(session.execute(shown).scalar_one())
    return VersionView(identity, number, title, file, tuple(times), current == identity, n_shown)


def latest_of(session: Session, article_ids: Collection[str]) -> str:
    """Return the latest of some versions of one article."""
    rows = select(col(Article.id)).where(col(Article.id).in_(article_ids))
    latest = rows.order_by(col(Article.added_at).desc(), col(Article.id)).limit(1)
    return session.scalars(latest).one()


def alarms(session: Session) -> list[AlarmView]:
    """Return the claims whose sentence changed or went, and that wait for a person; newest first.

    Of claims that are one from version to version the first is named: on it people decide.
    """
    rows = _alarm_rows().where(col(Claim.id).in_(alarmed()))
    found = session.execute(rows.order_by(col(Anchor.since).desc(), col(Claim.id)))
    return [_alarm(*row) for row in found]


def alarm(session: Session, claim_id: str) -> AlarmView | None:
    """Return what became of a claim's sentence; None where it stands as it always did."""
    told = col(Anchor.anchored).in_((*ALARMING, Anchored.RESTORED))
    rows = _alarm_rows().where(col(Claim.id) == claim_id, told)
    row = session.execute(rows).one_or_none()
    return _alarm(*row) if row else None


def alarmed() -> Select[Any]:
    """Select the ids of claims with an open alarm."""
    return (
        select(col(Anchor.claim_id))
        .join(Claim, col(Claim.id) == col(Anchor.claim_id))
        .where(_is_open(), col(Claim.shown).is_(True), col(Claim.id).not_in(gone()))
        .correlate(None)
    )


def carried() -> Select[Any]:
    """Select the ids of claims that continue one of an earlier version, word for word."""
    return select(col(Anchor.claim_id)).where(col(Anchor.continues).is_not(None)).correlate(None)


def _is_open() -> ColumnElement[bool]:
    decided = select(ReviewEvent).where(
        col(ReviewEvent.object_type) == ObjectType.CLAIM,
        col(ReviewEvent.object_id) == col(Anchor.claim_id),
        col(ReviewEvent.action) == Action.DECIDE,
        col(ReviewEvent.event_time_utc) > col(Anchor.raised_at),
    )
    raised = and_(col(Anchor.anchored).in_(ALARMING), col(Anchor.continues).is_(None))
    return and_(raised, ~decided.exists())


def _alarm_rows() -> Select[Anchor, Claim, str, str, bool]:
    return (
        select(Anchor, Claim, col(Article.title), col(Sighting.article_id), _is_open())
        .join(Claim, col(Claim.id) == col(Anchor.claim_id))
        .join(Article, col(Article.id) == col(Claim.article_id))
        .join(Sighting, col(Sighting.id) == col(Anchor.sighting_id))
    )


def _alarm(one: Anchor, claim: Claim, title: str, now_in: str, is_open: bool) -> AlarmView:
    return AlarmView(
        claim_id=claim.id,
        text=claim.text,
        verdict=claim.verdict,
        article_id=claim.article_id,
        article_title=title,
        now_in=now_in,
        anchored=one.anchored,
        was=one.was,
        now=one.now,
        start=one.start,
        end=one.end,
        since=datetime.fromisoformat(one.since).astimezone(UTC),
        open=bool(is_open),
    )
