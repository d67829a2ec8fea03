"""Versions of articles, and the alarms that changed sentences raise."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlmodel import Session, col

from db.models import Anchor, Article, Claim, Sighting
from db.queries.log import in_force
from db.views.web import AlarmView, VersionView
from db.vocabulary import Anchored, ObjectType

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
    if len(article_ids) == 1:
        return next(iter(article_ids))
    rows = select(col(Article.id)).where(col(Article.id).in_(article_ids))
    latest = rows.order_by(col(Article.added_at).desc(), col(Article.id)).limit(1)
    return session.scalars(latest).one()


def alarms(session: Session) -> list[AlarmView]:
    """Return the claims whose sentence changed or went, and that wait for a person; newest first.

    Of claims that are one from version to version the first is named: on it people decide.
    """
    rows = _alarm_rows().where(_raised(), col(Claim.shown).is_(True))
    found = session.execute(rows.order_by(col(Anchor.since).desc(), col(Claim.id)))
    return [view for row in found if (view := _alarm(session, *row)).open]


def alarm(session: Session, claim_id: str) -> AlarmView | None:
    """Return what became of a claim's sentence; None where it stands as it always did."""
    told = col(Anchor.anchored).in_((*ALARMING, Anchored.RESTORED))
    row = session.execute(_alarm_rows().where(col(Claim.id) == claim_id, told)).one_or_none()
    return _alarm(session, *row) if row else None


def open_alarms(session: Session, claim_ids: Collection[str]) -> dict[str, date]:
    """Return those of some claims whose sentence changed or went, with the day that was found."""
    rows = select(Anchor).where(_raised(), col(Anchor.claim_id).in_(claim_ids))
    return {
        one.claim_id: datetime.fromisoformat(one.raised_at).date()
        for one in session.scalars(rows)
        if _is_open(session, one)
    }


def carried(session: Session, claim_ids: Collection[str]) -> set[str]:
    """Return those of some claims that continue one of an earlier version, word for word."""
    rows = select(col(Anchor.claim_id)).where(
        col(Anchor.claim_id).in_(claim_ids), col(Anchor.continues).is_not(None)
    )
    return set(session.scalars(rows))


def _raised() -> ColumnElement[bool]:
    return and_(col(Anchor.anchored).in_(ALARMING), col(Anchor.continues).is_(None))


def _is_open(session: Session, one: Anchor) -> bool:
    """Tell whether nobody has decided on a claim since its sentence was found to be another."""
    if one.anchored not in ALARMING or one.continues is not None:
        return False
    decided = in_force(session, ObjectType.CLAIM, one.claim_id)
    return decided is None or decided.event_time_utc <= one.raised_at


@cache
def _alarm_rows() -> Select[Anchor, Claim, str, str]:
    return (
        select(Anchor, Claim, col(Article.title), col(Sighting.article_id))
        .join(Claim, col(Claim.id) == col(Anchor.claim_id))
        .join(Article, col(Article.id) == col(Claim.article_id))
        .join(Sighting, col(Sighting.id) == col(Anchor.sighting_id))
    )


def _alarm(session: Session, one: Anchor, claim: Claim, title: str, now_in: str) -> AlarmView:
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
        open=_is_open(session, one),
    )
