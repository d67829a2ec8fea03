"""Claims, one by one and in pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from db.models import Article, Claim, Note, Relay, Source
from db.queries.rows import (
    Named,
    Printed,
    Publisher,
    aliases_of,
    batches,
    called,
    leaving,
    read_as,
)
from db.queries.versions import alarmed, carried
from db.views import ClaimFilters, ClaimView, NoteView
from db.vocabulary import SourceKind


def claims(
    session: Session,
    *,
    limit: int | None = None,
    after: str = "",
    **filters: Unpack[ClaimFilters],
) -> list[ClaimView]:
    """Return claims, newest article first, in the order of the text; see ``Desk.claims``."""
    rows = claim_rows().where(*_conditions(filters))
    if after:
        rows = rows.where(_follows(session, after))
    rows = rows.order_by(
        col(Article.ordered_at).desc(), col(Article.id), col(Claim.start), col(Claim.id)
    )
    return claim_views(session, rows.limit(limit))


def count_claims(session: Session, **filters: Unpack[ClaimFilters]) -> int:
    """Count what :func:`claims` would return without a limit."""
    rows = select(func.count()).select_from(Claim)
    # Every claim has an article, a speaker and a publisher: joining them changes no count.
    if any(filters.get(name) for name in ("search", "speaker", "publisher")):
        rows = claim_rows().with_only_columns(func.count())
    return int(session.execute(rows.where(*_conditions(filters))).scalar_one())


def claim(session: Session, claim_id: str) -> ClaimView | None:
    """Return one claim, or None."""
    return next(iter(claims_by_id(session, [claim_id]).values()), None)


def claims_by_id(session: Session, ids: Iterable[str]) -> dict[str, ClaimView]:
    """Return the claims of these ids that there are."""
    found = [
        view
        for batch in batches(sorted(set(ids)))
        for view in claim_views(session, claim_rows().where(col(Claim.id).in_(batch)))
    ]
    return {view.claim_id: view for view in found}


def note(session: Session, claim_id: str) -> NoteView:
    """Return what people noted of a claim."""
    row = session.get(Note, claim_id)
    return NoteView(row.text, row.version) if row else NoteView("", 0)


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


def _conditions(filters: ClaimFilters) -> list[ColumnElement[bool]]:
    columns: dict[str, Mapped[Any]] = {
        "status": col(Claim.status),
        "verdict": col(Claim.verdict),
        "article_id": col(Claim.article_id),
        "storyline": col(Claim.storyline),
    }
    found = [_mentions(word) for word in filters.get("search", "").split()]
    found += [column == filters[name] for name, column in columns.items() if filters.get(name)]  # type: ignore[literal-required]
    if speaker := filters.get("speaker"):
        found.append(col(Claim.speaker_id).in_(called(speaker)))
    if publisher := filters.get("publisher"):
        found.append(col(Article.publisher_id).in_(called(publisher)))
    if filters.get("flagged"):
        found.append(or_(_circular(), col(Claim.unnamed_origin) != ""))
    if filters.get("everything"):
        return [*found, col(Claim.added).is_distinct_from("")]
    return [*found, col(Claim.shown).is_(True)]


def _circular() -> ColumnElement[bool]:
    return func.json_array_length(col(Claim.circular)) > 0


def _mentions(word: str) -> ColumnElement[bool]:
    relayed = (
        select(col(Relay.claim_id))
        .join(Named, col(Relay.source_id) == col(Named.id))
        .join(Source, col(Source.id) == read_as(Named))
        .where(or_(_contains(col(Source.name), word), _contains(col(Named.name), word)))
    )
    return or_(
        _contains(col(Claim.text), word),
        _contains(col(Article.title), word),
        _contains(col(Source.name), word),
        _contains(col(Named.name), word),
        _contains(col(Claim.speaker_surface), word),
        # "both of them" names nobody; whom it means was resolved when it was read.
        _contains(col(Claim.proposition)["entities"].as_string(), word),
        col(Claim.id).in_(relayed),
    )


def _contains(column: Mapped[str] | ColumnElement[str], word: str) -> ColumnElement[bool]:
    return column.icontains(word, autoescape=True)


def _follows(session: Session, claim_id: str) -> ColumnElement[bool]:
    last = session.execute(
        select(col(Article.ordered_at), col(Article.id), col(Claim.start), col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(col(Claim.id) == claim_id)
    ).one_or_none()
    if last is None:
        return col(Claim.id).is_not(None)
    place = tuple_(col(Article.id), col(Claim.start), col(Claim.id))
    # The first condition follows from the second; it is what an index can use.
    return and_(
        col(Article.ordered_at) <= last[0],
        or_(col(Article.ordered_at) < last[0], place > tuple_(*last[1:])),
    )


def claim_views(session: Session, rows: Select[*tuple[Any, ...]]) -> list[ClaimView]:
    """Return the views of the rows that :func:`claim_rows` selects."""
    found = session.execute(rows).all()
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
    )


def _chains(session: Session, claim_ids: Sequence[str]) -> defaultdict[str, list[str]]:
    chains: defaultdict[str, list[str]] = defaultdict(list)
    for batch in batches(claim_ids):
        rows = session.execute(
            select(col(Relay.claim_id), col(Source.name))
            .join(Named, col(Relay.source_id) == col(Named.id))
            .join(Source, col(Source.id) == read_as(Named))
            .where(col(Relay.claim_id).in_(batch))
            .order_by(col(Relay.claim_id), col(Relay.position))
        )
        for claim_id, name in rows:
            chains[claim_id].append(name)
    return chains


def queue(session: Session, *, limit: int) -> list[ClaimView]:
    """Return shown claims that wait for a decision, most worth one first.

    Those whose sentence was changed or taken out come first. Of the others, which are undecided,
    disagreement comes first, then how many links touch a claim, then its worth; one that goes on
    word for word from an earlier version of its article is decided there.
    """
    silent = claim_rows().where(col(Claim.id).in_(alarmed())).order_by(col(Claim.id))
    found = claim_views(session, silent.limit(limit))
    rows = (
        claim_rows()
        .where(col(Claim.shown).is_(True), col(Claim.verdict).is_(None))
        .where(col(Claim.id).not_in(alarmed()), col(Claim.id).not_in(carried()))
        .order_by(
            col(Claim.urgency).desc(),
            col(Claim.worth).desc(),
            col(Article.ordered_at).desc(),
            col(Claim.id),
        )
        .limit(limit - len(found))
    )
    return [*found, *claim_views(session, rows)]
