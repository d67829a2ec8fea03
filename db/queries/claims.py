"""Claims, one by one and in pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session, col

from db.filters import ClaimFilters
from db.models import Article, Claim, Note, Relay, Source
from db.queries.listing import beyond, count_found, found_ids, in_order
from db.queries.rows import (
    GIVEN,
    Named,
    Printed,
    Publisher,
    aliases_of,
    batches,
    given,
    leaving,
    read_as,
)
from db.queries.terms import is_narrowed
from db.views.claims import ClaimView, NoteView
from db.vocabulary import SourceKind


def claims(
    session: Session,
    *,
    limit: int | None = None,
    after: str = "",
    before: str = "",
    **filters: Unpack[ClaimFilters],
) -> list[ClaimView]:
    """Return claims, newest article first, in the order of the text; see ``Desk.claims``."""
    if is_narrowed(filters):
        ids = found_ids(session, filters, limit=limit, after=after, before=before)
        views = claims_by_id(session, ids)
        return [views[one] for one in ids]
    rows = claim_rows().where(*_listed(filters), beyond(session, after, before))
    rows = rows.order_by(*in_order(back=bool(before))).limit(limit)
    found = claim_views(session, rows)
    return found[::-1] if before else found


def count_claims(session: Session, **filters: Unpack[ClaimFilters]) -> int:
    """Count what :func:`claims` would return without a limit."""
    if is_narrowed(filters) or not filters.get("article_id"):
        return count_found(session, filters)
    rows = select(func.count()).select_from(Claim).where(*_listed(filters))
    return int(session.execute(rows).scalar_one())


def claim(session: Session, claim_id: str) -> ClaimView | None:
    """Return one claim, or None."""
    return next(iter(claims_by_id(session, [claim_id]).values()), None)


def claims_by_id(session: Session, ids: Iterable[str]) -> dict[str, ClaimView]:
    """Return the claims of these ids that there are."""
    found = [
        view
        for batch in batches(sorted(set(ids)))
        for view in claim_views(session, _rows_of_ids(), batch)
    ]
    return {view.claim_id: view for view in found}


@cache
def _rows_of_ids() -> Select[Claim, Article, Source, Source]:
    return claim_rows().where(col(Claim.id).in_(given()))


def claim_version(session: Session, claim_id: str) -> int:
    """Return the version that a claim stands at; 0 where there is none of that id."""
    rows = select(col(Claim.version)).where(col(Claim.id) == claim_id)
    return int(session.execute(rows).scalar_one_or_none() or 0)


def note(session: Session, claim_id: str) -> NoteView:
    """Return what people noted of a claim."""
    row = session.get(Note, claim_id)
    return NoteView(row.text, row.version) if row else NoteView("", 0)


@cache
def claim_rows() -> Select[Claim, Article, Source, Source]:
    """Select claims with article, and speaker and publisher as they are read."""
    return (
        select(Claim, Article, Source, Publisher)
        .join(Article, col(Claim.article_id) == col(Article.id))
        .join(Named, col(Claim.speaker_id) == col(Named.id))
        .join(Source, col(Source.id) == read_as(Named))
        .join(Printed, col(Article.publisher_id) == col(Printed.id))
        .join(Publisher, col(Publisher.id) == read_as(Printed))
        # These are most of what the rows hold.
        .options(*leaving(Article.text, Article.notes, Claim.proposition))
    )


def _listed(filters: ClaimFilters) -> list[ColumnElement[bool]]:
    whole = col(Claim.added).is_distinct_from("")
    found = [whole if filters.get("everything") else col(Claim.shown).is_(True)]
    article_id = filters.get("article_id")
    return [*found, col(Claim.article_id) == article_id] if article_id else found


def claim_views(
    session: Session, rows: Select[*tuple[Any, ...]], ids: Sequence[str] = ()
) -> list[ClaimView]:
    """Return the views of the rows that :func:`claim_rows` selects.

    Args:
        session: to read with.
        rows: what is selected.
        ids: what the rows have :func:`given` for.
    """
    found = session.execute(rows, {GIVEN: ids}).all() if ids else session.execute(rows).all()
    chains = _chains(session, [row[0].id for row in found])
    aliases = aliases_of(session, {row[2].id for row in found})
    return [
        _claim_view(*row, via=chains[row[0].id], aliases=tuple(aliases[row[2].id])) for row in found
    ]


def _claim_view(
    claim: Claim,
    article: Article,
    speaker: Source,
    publisher: Source,
    *,
    via: Sequence[str],
    aliases: tuple[str, ...],
) -> ClaimView:
    return ClaimView(
        claim_id=claim.id,
        article_id=article.id,
        article_title=article.title,
        article_file=article.file,
        article_url=article.url,
        publisher=publisher.name,
        published_at=article.published_at,
        text=claim.text,
        start=claim.start,
        end=claim.end,
        fragments=tuple((start, end) for start, end in claim.fragments),
        prefix=claim.prefix,
        suffix=claim.suffix,
        cue=claim.cue,
        speaker=speaker.name,
        speaker_surface=claim.speaker_surface,
        speaker_kind=speaker.kind,
        speaker_aliases=aliases,
        via=tuple(via),
        anonymous=speaker.kind is SourceKind.ANONYMOUS,
        mode=claim.mode,
        stance=claim.stance,
        worth=claim.worth,
        shown=claim.shown,
        status=claim.status,
        verdict=claim.verdict,
        n_origins=claim.n_origins,
        credibility=claim.credibility,
        score=claim.score,
        extractor=claim.extractor,
        version=claim.version,
        ordered_at=article.ordered_at,
        content_sha256=article.content_sha256,
        cue_start=claim.cue_start,
        cue_end=claim.cue_end,
        speaker_start=claim.speaker_start,
        speaker_end=claim.speaker_end,
        circular=tuple(claim.circular),
        unnamed_origin=claim.unnamed_origin,
        storyline=claim.storyline,
        reliability=speaker.reliability,
        document=article.first_id or article.id,
        withdrawn=article.withdrawn or claim.added == "",
        superseded=claim.superseded,
        spread=claim.spread,
        opposed=claim.opposed,
        waits_since=claim.waits_since,
        challenged_by=tuple(claim.challenged_by),
    )


def _chains(session: Session, claim_ids: Sequence[str]) -> defaultdict[str, list[str]]:
    chains: defaultdict[str, list[str]] = defaultdict(list)
    for batch in batches(claim_ids):
        for claim_id, name in session.execute(_relays(), {GIVEN: batch}):
            chains[claim_id].append(name)
    return chains


@cache
def _relays() -> Select[str, str]:
    return (
        select(col(Relay.claim_id), col(Source.name))
        .join(Named, col(Relay.source_id) == col(Named.id))
        .join(Source, col(Source.id) == read_as(Named))
        .where(col(Relay.claim_id).in_(given()))
        .order_by(col(Relay.claim_id), col(Relay.position))
    )
