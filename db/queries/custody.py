"""What is needed to hand a desk's holdings over, and to keep a source out of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from sqlalchemy import literal, or_, select, union_all
from sqlmodel import Session, col

from db.models import Alias, Article, Claim, ClaimLink, ClaimReading, Relay, Run, Source
from db.queries.rows import Named, aliases_of, batches, counted, read_as
from db.views.custody import ProtectedView


def source_id(session: Session, name: str) -> int | None:
    """Return the number of the source that a name or alias leads to; None where there is none."""
    aliased = select(col(Alias.source_id)).where(col(Alias.name) == name)
    named = select(read_as(Source)).where(
        or_(col(Source.name) == name, col(Source.id).in_(aliased))
    )
    return session.execute(named).scalars().first()


def protected_ids(session: Session) -> frozenset[int]:
    """Return the numbers of the sources that people protect, and of all that are read as those."""
    kept = select(read_as(Named)).where(col(Named.protected).is_(True))
    rows = select(col(Source.id)).where(read_as(Source).in_(kept))
    return frozenset(session.execute(rows).scalars())


def protected(session: Session, source_ids: Iterable[int]) -> list[ProtectedView]:
    """Return sources with all that may name them, each once; unknown numbers are passed over.

    Sources that people merged into one are one: whichever is named, all of their names count.
    """
    kept: set[int] = set()
    for batch in batches(sorted(source_ids)):
        read = select(read_as(Source)).where(col(Source.id).in_(batch))
        kept.update(session.execute(read).scalars())
    return [_protected(session, one) for one in sorted(kept)]


def _protected(session: Session, kept: int) -> ProtectedView:
    rows = select(Source).where(or_(col(Source.id) == kept, col(Source.kept_id) == kept))
    members = session.execute(rows.order_by(col(Source.id))).scalars().all()
    names = {one.name for one in members} | {*aliases_of(session, [kept])[kept]}
    return ProtectedView(
        source_id=kept,
        kinds=frozenset(one.kind for one in members),
        names=tuple(sorted(names)),
        surfaces=_surfaces(session, {one.id for one in members}),
    )


def _surfaces(session: Session, source_ids: AbstractSet[int | None]) -> dict[str, frozenset[str]]:
    mark = col(Article.content_sha256)
    said = select(mark, col(Claim.speaker_surface)).join(
        Article, col(Claim.article_id) == col(Article.id)
    )
    relayed = (
        select(mark, col(Relay.surface))
        .join(Claim, col(Relay.claim_id) == col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
    )
    published = select(mark, literal("")).where(col(Article.publisher_id).in_(source_ids))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for content_sha256, surface in session.execute(
        union_all(
            said.where(col(Claim.speaker_id).in_(source_ids)),
            relayed.where(col(Relay.source_id).in_(source_ids)),
            published,
        )
    ):
        found[content_sha256].add(surface)
    for content_sha256, surface in _first_surfaces(session, source_ids):
        found[content_sha256].add(surface)
    return {content_sha256: frozenset(one) for content_sha256, one in found.items()}


def _first_surfaces(
    session: Session, source_ids: AbstractSet[int | None]
) -> Iterator[tuple[str, str]]:
    """Yield what a source was called in claims that people read otherwise than the machine did.

    What they set has no words of the article. So what it was read from stays telling where it was
    the source, and where it now is and nobody else is read from those words in that article.
    """
    rows = (
        select(ClaimReading, Claim, col(Article.content_sha256))
        .join(Claim, col(ClaimReading.claim_id) == col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(col(ClaimReading.words) != "")
    )
    for reading, claim, content_sha256 in session.execute(rows):
        first = reading.original
        named = [[first["speaker_id"], first["speaker_surface"]], *first["relays"]]
        telling = set(source_ids)
        if source_ids & _chain(session, claim):
            telling |= {one for one, _ in named} - _taking_part(session, claim.article_id)
        yield from ((content_sha256, words) for source_id, words in named if source_id in telling)


def _chain(session: Session, claim: Claim) -> set[int]:
    relays = select(col(Relay.source_id)).where(col(Relay.claim_id) == claim.id)
    return {claim.speaker_id, *session.execute(relays).scalars()}


def _taking_part(session: Session, article_id: str) -> set[int]:
    relayed = select(col(Relay.source_id)).join(Claim, col(Relay.claim_id) == col(Claim.id))
    rows = union_all(
        select(col(Claim.speaker_id)).where(col(Claim.article_id) == article_id),
        relayed.where(col(Claim.article_id) == article_id),
        select(col(Article.publisher_id)).where(col(Article.id) == article_id),
    )
    return {*session.execute(rows).scalars()}


def last_run(session: Session) -> str:
    """Return what is another word whenever the machine has changed anything; "" before it did."""
    rows = select(col(Run.id), col(Run.finished_at)).order_by(col(Run.id).desc()).limit(1)
    found = session.execute(rows).one_or_none()
    return f"{found.id} {found.finished_at}" if found else ""


def placed_words(session: Session, article_id: str) -> list[tuple[str, int, int, str]]:
    """Return start, end and words of each claim of an article, and of its first reading."""
    columns = (col(Claim.id), col(Claim.start), col(Claim.end), col(Claim.text))
    rows = (
        select(*columns, col(ClaimReading.original))
        .outerjoin(ClaimReading, col(ClaimReading.claim_id) == col(Claim.id))
        .where(col(Claim.article_id) == article_id)
    )
    found = []
    for claim_id, start, end, words, first in session.execute(rows):
        found.append((f"claim {claim_id}", start, end, words))
        if first is not None:
            what = f"the first reading of claim {claim_id}"
            found.append((what, first["start"], first["end"], first["text"]))
    return found


def taken_back(session: Session, claim_ids: Iterable[str]) -> frozenset[str]:
    """Return those of these claims that a person added and took back."""
    found: set[str] = set()
    for batch in batches(sorted(claim_ids)):
        rows = select(col(Claim.id)).where(col(Claim.id).in_(batch), col(Claim.added) == "")
        found.update(session.execute(rows).scalars())
    return frozenset(found)


def bearing_on(session: Session, claim_ids: Iterable[str]) -> frozenset[str]:
    """Return what decisions on these claims' articles and sources have as their objects.

    That is the ids of the articles, and the names of all that speak, relay or publish, with those
    of the sources that are merged into them.
    """
    articles: set[str] = set()
    sources: set[int] = set()
    for batch in batches(sorted(claim_ids)):
        rows = select(col(Article.id), col(Article.publisher_id), col(Claim.speaker_id)).join(
            Claim, col(Claim.article_id) == col(Article.id)
        )
        for article_id, publisher, speaker in session.execute(rows.where(col(Claim.id).in_(batch))):
            articles.add(article_id)
            sources |= {publisher, speaker}
        relays = select(col(Relay.source_id)).where(col(Relay.claim_id).in_(batch))
        sources.update(session.execute(relays).scalars())
    names: set[str] = set()
    for some in batches(sorted(sources)):
        kept = select(read_as(Source)).where(col(Source.id).in_(some))
        rows_of_one = select(col(Source.name)).where(read_as(Source).in_(kept))
        names.update(session.execute(rows_of_one).scalars())
    return frozenset(articles | names)


def linked_to(session: Session, claim_ids: Iterable[str]) -> frozenset[str]:
    """Return the ids of the claims that a link which counts joins with any of these."""
    found: set[str] = set()
    for batch in batches(sorted(claim_ids)):
        ends = or_(col(ClaimLink.later_id).in_(batch), col(ClaimLink.earlier_id).in_(batch))
        rows = select(col(ClaimLink.later_id), col(ClaimLink.earlier_id)).where(ends, counted())
        found.update(end for ends in session.execute(rows) for end in ends)
    return frozenset(found)


def links_of(session: Session, claim_ids: Iterable[str]) -> frozenset[str]:
    """Return the ids of all links that touch these claims."""
    found: set[str] = set()
    for batch in batches(sorted(claim_ids)):
        ends = or_(col(ClaimLink.later_id).in_(batch), col(ClaimLink.earlier_id).in_(batch))
        found.update(session.execute(select(col(ClaimLink.id)).where(ends)).scalars())
    return frozenset(found)
