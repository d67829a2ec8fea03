"""Who speaks and publishes: lists with a record, and all that is known of one."""

from collections.abc import Iterable
from typing import Any, Unpack

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    distinct,
    func,
    or_,
    select,
    union,
)
from sqlmodel import Session, col

from db.engine import LARGEST
from db.filters import SourceFilters
from db.models import Alias, Article, Claim, ClaimLink, Relay, ReviewEvent, Source
from db.queries.claims import claims_by_id
from db.queries.custody import protected_ids
from db.queries.links import linked_with
from db.queries.log import event_view
from db.queries.rows import Named, aliases_of, batches, called, read_as, standing
from db.views.log import EventView
from db.views.sources import LinkedClaimView, MergerView, SourceProfile, SourceView
from db.vocabulary import ObjectType, Relation, Status, Verdict

LISTED = 12
OPPOSING = (Relation.CONTRADICTS, Relation.RETRACTS)


def sources(
    session: Session,
    *,
    limit: int | None = None,
    offset: int = 0,
    **filters: Unpack[SourceFilters],
) -> list[SourceView]:
    """Return sources that are not merged into another, most claims first; see ``Desk.sources``."""
    said = _said()
    order = (func.coalesce(said.c.n_claims, 0).desc(), col(Source.name))
    rows = _rows(said).where(*_conditions(filters, said)).order_by(*order)
    return _views(session, rows.limit(limit).offset(min(offset, LARGEST)))


def count_sources(session: Session, **filters: Unpack[SourceFilters]) -> int:
    """Count what :func:`sources` would return without a limit."""
    said = _said()
    rows = select(func.count()).select_from(Source)
    if filters.get("reviewed"):
        rows = rows.outerjoin(said, said.c.source_id == col(Source.id))
    return int(session.execute(rows.where(*_conditions(filters, said))).scalar_one())


def source(session: Session, name: str) -> SourceView | None:
    """Return the source that a name, or the name of one merged into it, leads to; or None."""
    rows = _rows(_said(called(name))).where(
        col(Source.id).in_(called(name)), col(Source.kept_id).is_(None)
    )
    return next(iter(_views(session, rows)), None)


def _rows(said: Any) -> Select[Any]:
    columns = (said.c.n_claims, said.c.n_confirmed, said.c.n_refuted)
    return select(Source, *columns).outerjoin(said, said.c.source_id == col(Source.id))


def _said(ids: Select[Any] | None = None) -> Any:
    """Count the shown claims of sources as they are read, and the verdicts on them.

    The claims are counted by the name that they stand under first: an index has all that this
    takes, and only as many rows as there are sources are left to be joined.
    """

    def decided(verdict: Verdict) -> Any:
        return func.sum(case((col(Claim.verdict) == verdict, 1), else_=0))

    spoken = (
        select(
            col(Claim.speaker_id),
            func.count().label("n_claims"),
            decided(Verdict.CONFIRMED).label("n_confirmed"),
            decided(Verdict.REFUTED).label("n_refuted"),
        )
        .where(col(Claim.shown).is_(True))
        .group_by(col(Claim.speaker_id))
    )
    by_name = (spoken if ids is None else spoken.where(col(Claim.speaker_id).in_(ids))).subquery()
    names = ("n_claims", "n_confirmed", "n_refuted")
    return (
        select(
            # SQLite indexes no mere expression on the way; without one this is quadratic.
            cast(read_as(Source), Integer).label("source_id"),
            *(func.sum(by_name.c[name]).label(name) for name in names),
        )
        .join(by_name, by_name.c.speaker_id == col(Source.id))
        .group_by(read_as(Source))
        .subquery()
    )


def _conditions(filters: SourceFilters, said: Any) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(Source.kept_id).is_(None)]
    found += [_is_called(word) for word in filters.get("search", "").split()]
    if kind := filters.get("kind"):
        found.append(col(Source.kind) == kind)
    if reviewed := filters.get("reviewed"):
        found.append(said.c.n_confirmed + said.c.n_refuted >= reviewed)
    if filters.get("protected"):
        guarded = select(read_as(Named)).where(col(Named.protected).is_(True))
        found.append(col(Source.id).in_(guarded))
    return found


def _is_called(word: str) -> ColumnElement[bool]:
    given = select(read_as(Named)).join(Alias, col(Alias.source_id) == col(Named.id))
    merged = select(col(Named.kept_id)).where(col(Named.name).icontains(word, autoescape=True))
    return or_(
        col(Source.name).icontains(word, autoescape=True),
        col(Source.id).in_(given.where(col(Alias.name).icontains(word, autoescape=True))),
        col(Source.id).in_(merged.where(col(Named.kept_id).is_not(None))),
    )


def _views(session: Session, rows: Select[Any]) -> list[SourceView]:
    found = session.execute(rows).all()
    aliases = aliases_of(session, {row[0].id for row in found})
    guarded = protected_ids(session)
    return [
        _view(*row, aliases=tuple(aliases[row[0].id]), protected=row[0].id in guarded)
        for row in found
    ]


def _view(
    one: Source,
    n_claims: int | None,
    confirmed: int | None,
    refuted: int | None,
    *,
    aliases: tuple[str, ...],
    protected: bool,
) -> SourceView:
    assert one.id is not None
    return SourceView(
        source_id=one.id,
        name=one.name,
        kind=one.kind,
        family=one.family,
        country=one.country,
        aliases=aliases,
        n_claims=n_claims or 0,
        n_confirmed=confirmed or 0,
        n_refuted=refuted or 0,
        reliability=one.reliability,
        version=one.version,
        protected=protected,
    )


def members(session: Session, name: str) -> list[Source]:
    """Return all sources that are read as the one of this name, that one first."""
    rows = select(Source).where(col(Source.id).in_(called(name)))
    order = (col(Source.kept_id).is_not(None), col(Source.name))
    return [*session.execute(rows.order_by(*order)).scalars()]


def profile(session: Session, name: str) -> SourceProfile:
    """Return what is known of one source beside its record; see :class:`SourceProfile`."""
    some = members(session, name)
    families = sorted({one.family for one in some} - {""})
    ids = [one.id for one in some if one.id is not None]
    return SourceProfile(
        kinds=tuple(dict.fromkeys(one.kind for one in some)),
        merged=tuple(one.name for one in some[1:]),
        families=tuple(families),
        kin=_kin(session, families, ids),
        relays=_counted(session, _spoken_through(ids)),
        relayed_by=_counted(session, _passed_on(ids)),
    )


def _kin(session: Session, families: list[str], ids: list[int]) -> tuple[str, ...]:
    """Return the names of other sources in these families, as they are read."""
    kept = select(read_as(Named)).where(col(Named.family).in_(families), col(Named.id).not_in(ids))
    rows = select(col(Source.name)).where(col(Source.id).in_(kept)).order_by(col(Source.name))
    return tuple(session.execute(rows.limit(LISTED)).scalars())


def _spoken_through(ids: list[int]) -> Any:
    """Select the claims that these sources pass on, with who speaks in them."""
    relayed = select(col(Relay.claim_id)).where(col(Relay.source_id).in_(ids))
    published = select(col(Claim.id)).join(Article, col(Claim.article_id) == col(Article.id))
    through = union(relayed, published.where(col(Article.publisher_id).in_(ids)))
    return select(col(Claim.id).label("claim_id"), col(Claim.speaker_id).label("source_id")).where(
        col(Claim.id).in_(through), col(Claim.speaker_id).not_in(ids), col(Claim.shown).is_(True)
    )


def _passed_on(ids: list[int]) -> Any:
    """Select the claims of these sources, with each relay and publisher that passes them on."""
    own = and_(col(Claim.speaker_id).in_(ids), col(Claim.shown).is_(True))
    relay, publisher = col(Relay.source_id), col(Article.publisher_id)
    return union(
        select(col(Claim.id).label("claim_id"), relay.label("source_id"))
        .join(Relay, col(Relay.claim_id) == col(Claim.id))
        .where(own, relay.not_in(ids)),
        select(col(Claim.id).label("claim_id"), publisher.label("source_id"))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(own, publisher.not_in(ids)),
    )


def _counted(session: Session, steps: Any) -> tuple[tuple[str, int], ...]:
    """Return how many claims each source of some steps has part in, most first."""
    step = steps.subquery()
    n_claims = func.count(distinct(step.c.claim_id))
    rows = (
        select(col(Source.name), n_claims)
        .select_from(step)
        .join(Named, col(Named.id) == step.c.source_id)
        .join(Source, col(Source.id) == read_as(Named))
        .group_by(col(Source.id))
        .order_by(n_claims.desc(), col(Source.name))
    )
    return tuple((name, n) for name, n in session.execute(rows.limit(LISTED)))


def linked_claims(
    session: Session, name: str, *, disputed: bool, limit: int
) -> list[LinkedClaimView]:
    """Return the claims of a source that most links hold with, or most links oppose."""
    own = select(col(Claim.id)).where(
        col(Claim.speaker_id).in_(called(name)), col(Claim.shown).is_(True)
    )
    ends: list[Any] = [
        select(end.label("claim_id"), col(ClaimLink.relation)).where(end.in_(own), standing())
        for end in (col(ClaimLink.later_id), col(ClaimLink.earlier_id))
    ]
    link = ends[0].union_all(ends[1]).subquery()
    against = func.sum(case((link.c.relation.in_(OPPOSING), 1), else_=0))
    order = (against.desc(), func.count().desc()) if disputed else (func.count().desc(),)
    rows = select(link.c.claim_id, func.count(), against).group_by(link.c.claim_id)
    rows = rows.having(against > 0) if disputed else rows
    found = session.execute(rows.order_by(*order, link.c.claim_id).limit(limit)).all()
    views = claims_by_id(session, (claim_id for claim_id, *_ in found))
    return [LinkedClaimView(views[one], n_links, n_against) for one, n_links, n_against in found]


def source_events(session: Session, names: Iterable[str]) -> list[EventView]:
    """Return, in order, what people decided about these sources themselves."""
    about = (ObjectType.RATING, ObjectType.MERGER, ObjectType.PROTECTION)
    rows = select(ReviewEvent).where(
        col(ReviewEvent.object_type).in_(about),
        col(ReviewEvent.object_id).in_([*names]),
    )
    in_order = rows.order_by(col(ReviewEvent.event_seq))
    return [event_view(one) for one in session.execute(in_order).scalars()]


def chained(session: Session, source_ids: Iterable[int]) -> set[str]:
    """Return the claims that have one of these sources anywhere in their chain."""
    ids = [*source_ids]
    published = select(col(Claim.id)).join(Article, col(Claim.article_id) == col(Article.id))
    rows = (
        select(col(Claim.id)).where(col(Claim.speaker_id).in_(ids)),
        select(col(Relay.claim_id)).where(col(Relay.source_id).in_(ids)),
        published.where(col(Article.publisher_id).in_(ids)),
    )
    return {one for some in rows for one in session.execute(some).scalars()}


def merger(session: Session, name: str, into: str) -> MergerView:
    """Return what reading one source as another touches; nothing is changed."""
    moved, beside = (
        chained(session, (one.id for one in members(session, which) if one.id is not None))
        for which in (name, into)
    )
    assessed = moved | beside
    assessed |= linked_with(session, assessed)
    # Counted off the claims that are named: with the status as a condition all are looked through
    # that have it, once a batch.
    borne_out = and_(col(Claim.status) == Status.CORROBORATED, col(Claim.shown).is_(True))
    n_corroborated = sum(
        session.execute(
            select(func.count(case((borne_out, 1)))).where(col(Claim.id).in_(some))
        ).scalar_one()
        for some in batches(sorted(assessed))
    )
    return MergerView(len(moved), len(assessed), n_corroborated)
