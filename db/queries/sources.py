"""Who speaks and publishes: lists with a record, and all that is known of one."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Any, Unpack

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    union,
)
from sqlmodel import Session, col

from db import index, tallies
from db.engine import LARGEST
from db.filters import SourceFilters
from db.models import Alias, Article, Claim, ClaimLink, Relay, ReviewEvent, Source
from db.queries.claims import claims_by_id
from db.queries.custody import protected_ids
from db.queries.links import OPPOSING, linked_with
from db.queries.log import event_view
from db.queries.rows import Named, aliases_of, batches, called, read_as, standing
from db.views.log import EventView
from db.views.sources import (
    LinkedClaimView,
    MergerView,
    SourceProfile,
    SourceView,
    TopClaimsView,
)
from db.vocabulary import ObjectType, Status

LISTED = 12
said = tallies.by_source.c


def sources(
    session: Session,
    *,
    limit: int | None = None,
    offset: int = 0,
    **filters: Unpack[SourceFilters],
) -> list[SourceView]:
    """Return sources that are not merged into another, most claims first; see ``Desk.sources``."""
    order = (func.coalesce(said.n_claims, 0).desc(), col(Source.name))
    rows = _rows().where(*_conditions(filters)).order_by(*order)
    return _views(session, rows.limit(limit).offset(min(offset, LARGEST)))


def count_sources(session: Session, **filters: Unpack[SourceFilters]) -> int:
    """Count what :func:`sources` would return without a limit."""
    rows = select(func.count()).select_from(Source)
    if filters.get("reviewed"):
        rows = rows.outerjoin(tallies.by_source, said.source == col(Source.id))
    return int(session.execute(rows.where(*_conditions(filters))).scalar_one())


def source(session: Session, name: str) -> SourceView | None:
    """Return the source that a name, or the name of one merged into it, leads to; or None."""
    rows = _rows().where(col(Source.id).in_(called(name)), col(Source.kept_id).is_(None))
    return next(iter(_views(session, rows)), None)


def _rows() -> Select[Any]:
    """Select sources, with how many of their claims are shown, and the verdicts on these."""
    columns = (said.n_claims, said.n_confirmed, said.n_refuted)
    return select(Source, *columns).outerjoin(tallies.by_source, said.source == col(Source.id))


def _conditions(filters: SourceFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(Source.kept_id).is_(None)]
    found += [_is_called(word) for word in filters.get("search", "").split()]
    if kind := filters.get("kind"):
        found.append(col(Source.kind) == kind)
    if reviewed := filters.get("reviewed"):
        found.append(said.n_confirmed + said.n_refuted >= reviewed)
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
        checked=one.checked,
    )


def members(session: Session, name: str) -> list[Source]:
    """Return all sources that are read as the one of this name, that one first."""
    rows = select(Source).where(col(Source.id).in_(called(name)))
    order = (col(Source.kept_id).is_not(None), col(Source.name))
    return [*session.execute(rows.order_by(*order)).scalars()]


def merged_under(session: Session, name: str) -> list[Source]:
    """Return the source of this name and all that are merged into it, that one first."""
    itself = select(col(Source.id)).where(col(Source.name) == name)
    below = itself.cte(recursive=True)
    below = below.union(select(col(Named.id)).join(below, col(Named.merged_into) == below.c.id))
    rows = select(Source).where(col(Source.id).in_(select(below.c.id)))
    order = (col(Source.name) != name, col(Source.name))
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
        relays=_counted(session, _spoken_through(_read_id(some), ids)),
        relayed_by=_counted(session, _passed_on(_read_id(some))),
    )


def _kin(session: Session, families: list[str], ids: list[int]) -> tuple[str, ...]:
    """Return the names of other sources in these families, as they are read."""
    kept = select(read_as(Named)).where(col(Named.family).in_(families), col(Named.id).not_in(ids))
    rows = select(col(Source.name)).where(col(Source.id).in_(kept)).order_by(col(Source.name))
    return tuple(session.execute(rows.limit(LISTED)).scalars())


def _read_id(some: list[Source]) -> int:
    """Return the id under which some sources are read that are read as one; 0 for none."""
    return next((one.kept_id or one.id or 0 for one in some), 0)


def _shown(column: str, source_id: int) -> Select[Any]:
    """Select from the index the shown claims of which a source is the speaker, or the publisher."""
    entry, words = index.entries.c, index.full_text.c
    found = words.claimindex.op("MATCH")(f'{column} : "{source_id}" AND marks : shown')
    columns = (entry.place, entry.claim_id, entry.speaker, entry.publisher)
    return select(*columns).join(index.full_text, entry.place == words.rowid).where(found)


def _spoken_through(source_id: int, ids: list[int]) -> Any:
    """Select the shown claims that a source passes on, with who speaks in them."""
    published, entry = _shown("publisher", source_id).subquery(), index.entries.c
    relayed = (
        select(entry.place, entry.speaker)
        .join(Relay, col(Relay.claim_id) == entry.claim_id)
        .where(col(Relay.source_id).in_(ids), entry.shown == 1, entry.speaker != source_id)
    )
    own = select(published.c.place, published.c.speaker.label("source_id"))
    return union(own.where(published.c.speaker != source_id), relayed)


def _passed_on(source_id: int) -> Any:
    """Select the shown claims of a source, with each relay and publisher that passes them on."""
    own = _shown("speaker", source_id).cte("own")
    relaying = read_as(Named)
    return union(
        select(own.c.place, own.c.publisher.label("source_id")).where(own.c.publisher != source_id),
        select(own.c.place, relaying)
        .join(Relay, col(Relay.claim_id) == own.c.claim_id)
        .join(Named, col(Named.id) == col(Relay.source_id))
        .where(relaying != source_id),
    )


def _counted(session: Session, steps: Any) -> tuple[tuple[str, int], ...]:
    """Return how many claims each source of some steps has part in, most first."""
    step = steps.subquery()
    counted = select(step.c.source_id, func.count().label("n")).group_by(step.c.source_id)
    by_source = counted.subquery()
    rows = (
        select(col(Source.name), by_source.c.n)
        .join(by_source, by_source.c.source_id == col(Source.id))
        .order_by(by_source.c.n.desc(), col(Source.name))
    )
    return tuple((name, n) for name, n in session.execute(rows.limit(LISTED)))


def top_claims(session: Session, name: str, *, limit: int) -> TopClaimsView:
    """Return the claims of a source that most links oppose, and those that most hold with."""
    own = _shown("speaker", _read_id(members(session, name))).cte("own")
    ends: list[Any] = [
        select(end.label("claim_id"), col(ClaimLink.relation)).where(
            end.in_(select(own.c.claim_id)), standing()
        )
        for end in (col(ClaimLink.later_id), col(ClaimLink.earlier_id))
    ]
    link = ends[0].union_all(ends[1]).subquery()
    against = func.sum(case((link.c.relation.in_(OPPOSING), 1), else_=0))
    rows = select(link.c.claim_id, func.count(), against).group_by(link.c.claim_id)
    # To find the links takes long; of a claim that has some, little is read.
    counted = session.execute(rows).all()
    opposed = (one for one in counted if one[2])
    disputed = nsmallest(limit, opposed, key=lambda one: (-one[2], -one[1], one[0]))
    rest = (one for one in counted if one not in disputed)
    linked = nsmallest(limit, rest, key=lambda one: (-one[1], one[0]))
    views = claims_by_id(session, (claim_id for claim_id, *_ in (*disputed, *linked)))
    return TopClaimsView(
        *(
            tuple(LinkedClaimView(views[one], n, n_against) for one, n, n_against in some)
            for some in (disputed, linked)
        )
    )


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
