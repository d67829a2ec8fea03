"""Candidates for linking: claims that share a blocking key."""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from db.engine import weighed
from db.models import Article, Claim, ClaimKey, ClaimVector
from db.queries.claims import claims_by_id
from db.queries.rows import batches
from db.views.claims import CandidateView, ComparableView


def key_counts(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """Count under each of these keys the claims that carry it."""
    found: dict[str, int] = {}
    for batch in batches(sorted(keys)):
        rows = session.execute(
            select(col(ClaimKey.key), func.count())
            .where(col(ClaimKey.key).in_(batch))
            .group_by(col(ClaimKey.key))
        )
        found |= {key: int(n) for key, n in rows}
    return found


def count_keyed(session: Session) -> int:
    """Count the claims that have keys and vectors; it grows where somebody brings claims in."""
    return int(session.execute(select(func.count()).select_from(ClaimVector)).scalar_one())


def sharing(
    session: Session, weights: Mapping[str, float], *, but: str, most: int
) -> list[tuple[str, float]]:
    """Return the claims that carry some of these keys: ids, and what the keys of each weigh.

    Args:
        session: an open session.
        weights: the keys, with the weight of each.
        but: id of the claim itself.
        most: how many at most: those that share most, which come first.
    """
    keys = weighed(weights)
    # Rounded, so that the order in which fractions are added up decides nothing.
    together = func.round(func.sum(keys.c.value), 4)
    rows = (
        select(col(ClaimKey.claim_id), together)
        .join(keys, keys.c.key == col(ClaimKey.key))
        .where(col(ClaimKey.claim_id) != but)
        .group_by(col(ClaimKey.claim_id))
        .order_by(together.desc(), col(ClaimKey.claim_id))
        .limit(most)
    )
    return [(claim_id, float(weight)) for claim_id, weight in session.execute(rows)]


def placed(
    session: Session,
    shared: Mapping[str, float],
    *,
    after: datetime | None = None,
    within: float = math.inf,
) -> list[CandidateView]:
    """Return these claims as candidates, in the order of their ids.

    Args:
        session: an open session.
        shared: their ids, with the weight of the keys that each shares with the claim that asks.
        after: only those of this moment or later that are linked,
        within: and of these only those whose reach is no greater.
    """
    rows = (
        select(
            col(Claim.id),
            col(Claim.article_id),
            col(Claim.start),
            col(Claim.end),
            col(Article.ordered_at),
            col(Claim.reach),
            col(ClaimVector.vectors),
            func.coalesce(col(Article.first_id), col(Article.id)),
        )
        .join(Article, col(Claim.article_id) == col(Article.id))
        .join(ClaimVector, col(ClaimVector.claim_id) == col(Claim.id))
        .order_by(col(Claim.id))
    )
    if after is not None:
        rows = rows.where(col(Article.ordered_at) >= after, col(Claim.reach) <= within)
    return [
        CandidateView(shared[row.id], *row)
        for batch in batches(sorted(shared))
        for row in session.execute(rows.where(col(Claim.id).in_(batch)))
    ]


def has_later(session: Session, moment: datetime) -> bool:
    """Say whether an article of this moment or a later one has been through linking."""
    later = select(col(Article.id)).where(
        col(Article.link_run_id).is_not(None), col(Article.ordered_at) >= moment
    )
    return session.execute(later.limit(1)).first() is not None


def vectors(session: Session, claim_ids: Iterable[str]) -> dict[str, bytes]:
    """Return the stored vectors of these claims."""
    found: dict[str, bytes] = {}
    for batch in batches(sorted(claim_ids)):
        rows = session.execute(
            select(col(ClaimVector.claim_id), col(ClaimVector.vectors)).where(
                col(ClaimVector.claim_id).in_(batch)
            )
        )
        found |= {row.claim_id: row.vectors for row in rows}
    return found


def comparable(session: Session, claim_ids: Iterable[str]) -> list[ComparableView]:
    """Return these claims with what linking compares, in the order of their ids."""
    wanted = sorted(set(claim_ids))
    views = claims_by_id(session, wanted)
    # Only the words around the claim are read: an article may be a million characters long.
    start = func.min(
        col(Claim.start), *(_placed(c, Claim.start) for c in (Claim.cue_start, Claim.speaker_start))
    )
    end = func.max(col(Claim.end), col(Claim.cue_end), col(Claim.speaker_end))
    return [
        ComparableView(views[claim_id], sentence, proposition)
        for batch in batches(wanted)
        for claim_id, proposition, sentence in session.execute(
            select(
                col(Claim.id),
                col(Claim.proposition),
                func.substr(col(Article.text), start + 1, end - start),
            )
            .join(Article, col(Claim.article_id) == col(Article.id))
            .where(col(Claim.id).in_(batch))
            .order_by(col(Claim.id))
        )
    ]


def _placed(column: int, fallback: int) -> ColumnElement[int]:
    return case((col(column) < 0, col(fallback)), else_=col(column))
