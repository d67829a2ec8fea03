"""What changed on the desk, where its sources disagree, and who is cited."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select, union_all
from sqlmodel import Session, col

from db.models import Article, Claim, ClaimLink, Relay, ReviewEvent, Source
from db.queries.claims import claims_by_id
from db.queries.links import link
from db.queries.log import tallied
from db.queries.rows import Named, Printed, Publisher, read_as, standing
from db.views.claims import ClaimView, LinkView
from db.views.overview import ArrivalView, ChangesView, CitedView, CitedWeek
from db.vocabulary import Mode, Relation, Status, Verdict

# Counting ends here: nobody reads the difference between ten thousand and a million.
COUNTED = 10_000

ANY_URGENCY = 1 << 62

WEEK = timedelta(days=7)


def changes(session: Session, since: datetime, until: datetime | None) -> ChangesView:
    """Return what came in, was found and was decided since a moment, until another or now."""
    articles = select(col(Article.id)).where(_within(Article.added_at, since, until))
    claims = (
        select(col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(_within(Article.added_at, since, until), col(Claim.shown).is_(True))
    )
    links = select(col(ClaimLink.id)).where(_within(ClaimLink.since, since, until), standing())
    return ChangesView(
        articles=_capped(session, articles),
        claims=_capped(session, claims),
        links=_capped(session, links),
        disputes=_capped(session, links.where(col(ClaimLink.relation) == Relation.CONTRADICTS)),
        decisions=_decisions(session, since),
        limit=COUNTED,
    )


def arrivals(
    session: Session, since: datetime, until: datetime | None, *, limit: int, skip: int = 0
) -> list[ArrivalView]:
    """Return the articles that came in since a moment, the last one first."""
    # The index tells which are the last; what is shown of them is read of these alone.
    last = (
        select(col(Article.id))
        .where(_within(Article.added_at, since, until))
        .order_by(col(Article.added_at).desc(), col(Article.id))
        .limit(limit)
        .offset(skip)
        .subquery()
    )
    shown = (
        select(func.count())
        .where(col(Claim.article_id) == col(Article.id), col(Claim.shown).is_(True))
        .scalar_subquery()
    )
    title = func.coalesce(func.nullif(col(Article.title), ""), col(Article.file))
    rows = (
        select(col(Article.id), title, col(Publisher.name), col(Article.added_at), shown)
        .join(last, last.c.id == col(Article.id))
        .join(Printed, col(Article.publisher_id) == col(Printed.id))
        .join(Publisher, col(Publisher.id) == read_as(Printed))
        .order_by(col(Article.added_at).desc(), col(Article.id))
    )
    return [ArrivalView(*row) for row in session.execute(rows)]


def arrived_claims(
    session: Session, since: datetime, until: datetime | None, *, limit: int, skip: int = 0
) -> list[ClaimView]:
    """Return the claims on show of the articles that came in, those of the last one first."""
    rows = (
        select(col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(_within(Article.added_at, since, until), col(Claim.shown).is_(True))
        .order_by(col(Article.added_at).desc(), col(Article.id), col(Claim.start), col(Claim.id))
        .limit(limit)
        .offset(skip)
    )
    ids = session.execute(rows).scalars().all()
    found = claims_by_id(session, ids)
    return [found[claim_id] for claim_id in ids]


def new_links(
    session: Session,
    since: datetime,
    until: datetime | None,
    *,
    disputes: bool,
    limit: int,
    skip: int = 0,
) -> list[LinkView]:
    """Return the links that were found since a moment, the last ones first.

    Args:
        session: to read with.
        since: the moment.
        until: another one; None for now.
        disputes: only those that contradict.
        limit: at most so many.
        skip: leave so many out that would come first.
    """
    rows = (
        select(col(ClaimLink.id))
        .where(_within(ClaimLink.since, since, until), standing())
        .order_by(col(ClaimLink.since).desc(), col(ClaimLink.id))
        .limit(limit)
        .offset(skip)
    )
    if disputes:
        rows = rows.where(col(ClaimLink.relation) == Relation.CONTRADICTS)
    found = (link(session, one) for one in session.execute(rows).scalars().all())
    return [one for one in found if one is not None]


def _within(moment: Any, since: datetime, until: datetime | None) -> ColumnElement[bool]:
    begun = col(moment) >= since
    return begun if until is None else and_(begun, col(moment) <= until)


def _capped(session: Session, rows: Select[str]) -> int:
    found = rows.limit(COUNTED).subquery()
    return int(session.execute(select(func.count()).select_from(found)).scalar_one())


def _decisions(session: Session, since: datetime) -> dict[str, int]:
    moment = since.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    found = (
        select(col(ReviewEvent.reviewer))
        .where(col(ReviewEvent.event_time_utc) >= moment)
        .limit(COUNTED)
        .subquery()
    )
    rows = (
        select(found.c.reviewer, func.count())
        .group_by(found.c.reviewer)
        .order_by(func.count().desc(), found.c.reviewer)
    )
    return dict(session.execute(rows).all())


def standings(session: Session) -> dict[str, int]:
    """Count the claims on show, by status and verdict as well, and the articles."""
    words = (one.value for one in (*Status, *Verdict))
    found = dict.fromkeys(("articles", "shown", *words), 0)
    found["articles"] = _capped(session, select(col(Article.id)))
    for (status, verdict, shown), n in tallied(session).items():
        if shown:
            for name in ("shown", status, *filter(None, [verdict])):
                found[name] += n
    return found


def contested(session: Session, *, limit: int) -> list[ClaimView]:
    """Return the disputed claims that wait for a decision, those that press most first."""
    # The words of the index itself: with a value in its place it is not used. The range, which
    # leaves nothing out, is what SQLite chooses it by: its statistics think few are disputed.
    disputed = col(Claim.status) == literal_column(f"'{Status.DISPUTED}'")
    any_ = col(Claim.urgency).between(0, ANY_URGENCY)
    most = select(col(Claim.id)).where(*_open(), disputed, any_)
    ids = session.execute(most.order_by(*_pressing()).limit(limit)).scalars().all()
    found = claims_by_id(session, ids)
    return [found[claim_id] for claim_id in ids]


def _open() -> tuple[ColumnElement[bool], ...]:
    return (col(Claim.waits_since).is_not(None),)


def _pressing() -> tuple[Any, ...]:
    return (
        col(Claim.urgency).desc(),
        col(Claim.waits_since),
        col(Claim.worth).desc(),
        col(Claim.id),
    )


def cited_week(session: Session, *, limit: int) -> CitedWeek:
    """Return who speaks or relays most in the seven days that end with the newest dated article."""
    dated = col(Article.published_at).is_not(None)
    newest = select(col(Article.published_at)).where(dated)
    last = session.execute(newest.order_by(col(Article.ordered_at).desc()).limit(1)).scalar()
    if last is None:
        return CitedWeek(None, None, ())
    first = last - WEEK
    said = (
        select(col(Claim.id), col(Claim.article_id), col(Claim.speaker_id).label("source_id"))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(
            and_(col(Article.ordered_at) > first, col(Article.ordered_at) <= last, dated),
            col(Claim.shown).is_(True),
            # Who tells a story itself is not cited for it.
            col(Claim.mode) != Mode.NARRATION,
        )
        .limit(COUNTED)
        .cte("said")
    )
    relayed = select(said.c.id, said.c.article_id, col(Relay.source_id)).join(
        Relay, col(Relay.claim_id) == said.c.id
    )
    cited = union_all(select(said), relayed).subquery()
    claims = func.count(func.distinct(cited.c.id))
    rows = (
        select(col(Source.name), claims, func.count(func.distinct(cited.c.article_id)))
        .join(Named, col(Named.id) == cited.c.source_id)
        .join(Source, col(Source.id) == read_as(Named))
        .group_by(col(Source.id))
        .order_by(claims.desc(), col(Source.name))
        .limit(limit)
    )
    found = tuple(CitedView(*row) for row in session.execute(rows.select_from(cited)))
    return CitedWeek(first, last, found)
