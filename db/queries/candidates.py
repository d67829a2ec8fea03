"""Candidates for linking: claims that share a blocking key."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlmodel import Session, col

from db.engine import at_hand
from db.models import Article, Claim, ClaimKey, ClaimVector
from db.queries.claims import claims_by_id
from db.queries.rows import batches
from db.views.claims import CandidateView, ComparableView


def key_counts(session: Session, keys: Iterable[str], *, most: int) -> dict[str, int]:
    """Count under each of these keys the claims that carry it, up to a number.

    Args:
        session: an open session.
        keys: the keys.
        most: where so many carry a key, no more are counted: of a common one there may be millions.
    """
    asked = at_hand(keys)
    some = select(literal(1)).where(col(ClaimKey.key) == asked.c.value).correlate(asked)
    counted = select(func.count()).select_from(some.limit(most).subquery())
    rows = session.execute(select(asked.c.value, counted.scalar_subquery()))
    return {key: int(n) for key, n in rows if n}


def carriers(session: Session, keys: Iterable[str], *, most: int) -> dict[str, list[str]]:
    """Return under each of these keys ids of the claims that carry it, the first so many by id."""
    found: dict[str, list[str]] = {}
    for batch in batches(sorted(keys)):
        rows = (
            select(col(ClaimKey.key), col(ClaimKey.claim_id))
            .where(col(ClaimKey.key).in_(batch))
            .order_by(col(ClaimKey.key), col(ClaimKey.claim_id))
            .limit(most * len(batch))
        )
        for key, claim_id in session.execute(rows):
            found.setdefault(key, []).append(claim_id)
    return {key: claim_ids[:most] for key, claim_ids in found.items()}


def count_keyed(session: Session) -> int:
    """Count the claims that have keys and vectors; it grows where somebody brings claims in."""
    return int(session.execute(select(func.count()).select_from(ClaimVector)).scalar_one())


def placed(session: Session, claim_ids: Iterable[str]) -> dict[str, CandidateView]:
    """Return where these claims stand, by id."""
    asked = at_hand(claim_ids)
    rows = (
        select(
            col(Claim.id),
            col(Claim.article_id),
            col(Claim.start),
            col(Claim.end),
            col(Article.ordered_at),
            col(Claim.reach),
            func.coalesce(col(Article.first_id), col(Article.id)),
        )
        # Outer joins keep this order. Else SQLite reads the whole table for each of hundreds that
        # are asked for, where it was small when its statistics were made.
        .select_from(asked)
        .outerjoin(Claim, col(Claim.id) == asked.c.value)
        .outerjoin(Article, col(Claim.article_id) == col(Article.id))
    )
    found = (CandidateView(*row) for row in session.execute(rows) if row[0] is not None)
    return {one.claim_id: one for one in found}


def linked_since(session: Session, moment: datetime, *, most: int) -> set[str] | None:
    """Return the claims of articles of this moment or later that have been through linking.

    Args:
        session: an open session.
        moment: from when on.
        most: where there are more, None is returned.
    """
    rows = (
        select(col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .where(col(Article.link_run_id).is_not(None), col(Article.ordered_at) >= moment)
        .limit(most + 1)
    )
    found = set(session.execute(rows).scalars())
    return found if len(found) <= most else None


def vectors(session: Session, claim_ids: Iterable[str]) -> dict[str, bytes]:
    """Return the stored vectors of these claims."""
    asked = at_hand(sorted(claim_ids))
    rows = (
        select(col(ClaimVector.claim_id), col(ClaimVector.vectors))
        .select_from(asked)
        .outerjoin(ClaimVector, col(ClaimVector.claim_id) == asked.c.value)
    )
    return {row[0]: row[1] for row in session.execute(rows) if row[0] is not None}


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
