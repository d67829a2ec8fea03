"""What is needed to hand a desk's holdings over, and to keep a source out of them."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import or_, select, union_all
from sqlmodel import Session, col

from db.models import Alias, Article, Claim, ClaimLink, Relay, Source
from db.queries.rows import aliases_of, batches, counted
from db.views import ProtectedView


def protected(session: Session, name: str) -> ProtectedView | None:
    """Return the source of a name or alias with all that may name it; None where there is none."""
    aliased = select(col(Alias.source_id)).where(col(Alias.name) == name)
    rows = select(Source).where(or_(col(Source.name) == name, col(Source.id).in_(aliased)))
    source = session.execute(rows).scalars().first()
    if source is None or source.id is None:
        return None
    names = (source.name, *aliases_of(session, [source.id])[source.id])
    return ProtectedView(source.id, source.kind, names, _surfaces(session, source.id))


def _surfaces(session: Session, source_id: int) -> dict[str, frozenset[str]]:
    mark = col(Article.content_sha256)
    said = select(mark, col(Claim.speaker_surface)).join(
        Article, col(Claim.article_id) == col(Article.id)
    )
    relayed = (
        select(mark, col(Relay.surface))
        .join(Claim, col(Relay.claim_id) == col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
    )
    published = select(mark, col(Article.id)).where(col(Article.publisher_id) == source_id)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for content_sha256, surface in session.execute(
        union_all(
            said.where(col(Claim.speaker_id) == source_id),
            relayed.where(col(Relay.source_id) == source_id),
        )
    ):
        found[content_sha256].add(surface)
    for content_sha256, _ in session.execute(published):
        found[content_sha256].add("")
    return {content_sha256: frozenset(one) for content_sha256, one in found.items()}


def placed_words(session: Session, article_id: str) -> list[tuple[str, int, int, str]]:
    """Return id, start, end and words of each claim of an article."""
    columns = (col(Claim.id), col(Claim.start), col(Claim.end), col(Claim.text))
    rows = session.execute(select(*columns).where(col(Claim.article_id) == article_id))
    return [(claim_id, start, end, words) for claim_id, start, end, words in rows]


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
