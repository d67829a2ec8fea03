"""Links between claims."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlmodel import Session, col

from db.models import ClaimLink
from db.queries.claims import claims_by_id
from db.queries.rows import batches, counted, standing
from db.views.claims import LinkView
from db.vocabulary import Judgement, Relation

OPPOSING = (Relation.CONTRADICTS, Relation.RETRACTS)


def links(
    session: Session,
    *,
    claim_id: str | None = None,
    possible: bool = False,
    limit: int | None = None,
    after: LinkView | None = None,
) -> list[LinkView]:
    """Return links, strongest first: those of one claim, seen from it, or all.

    Args:
        session: to read with.
        claim_id: only the links of this claim.
        possible: also the weak ones that nobody has judged.
        limit: at most so many.
        after: the last link of the page before.
    """
    rows = select(ClaimLink)
    if claim_id is not None:
        rows = rows.where(
            or_(col(ClaimLink.later_id) == claim_id, col(ClaimLink.earlier_id) == claim_id)
        )
    if not possible:
        rows = rows.where(counted())
    if after is not None:
        # The first condition follows from the second; it is what an index can use.
        rows = rows.where(
            col(ClaimLink.score) <= after.score,
            or_(col(ClaimLink.score) < after.score, col(ClaimLink.id) > after.link_id),
        )
    rows = rows.order_by(col(ClaimLink.score).desc(), col(ClaimLink.id)).limit(limit)
    return _link_views(session, rows, seen_from=claim_id or "")


def link(session: Session, link_id: str) -> LinkView | None:
    """Return one link, or None."""
    rows = select(ClaimLink).where(col(ClaimLink.id) == link_id)
    return next(iter(_link_views(session, rows, seen_from="")), None)


def opponents(session: Session, claim_ids: Iterable[str]) -> dict[str, LinkView]:
    """Return the strongest link against each of these claims that nobody rejected; few claims."""
    ids, rejected = sorted({*claim_ids}), col(ClaimLink.judgement) == Judgement.REJECTED
    touching = or_(col(ClaimLink.later_id).in_(ids), col(ClaimLink.earlier_id).in_(ids))
    rows = select(ClaimLink).where(
        touching, counted(), ~rejected, col(ClaimLink.relation).in_(OPPOSING)
    )
    in_order = rows.order_by(col(ClaimLink.score).desc(), col(ClaimLink.id))
    found: dict[str, LinkView] = {}
    for one in _link_views(session, in_order, seen_from=""):
        for end in {one.later.claim_id, one.earlier.claim_id}.intersection(ids):
            found.setdefault(end, replace(one, seen_from=end))
    return found


def holding(session: Session, claim_id: str) -> Sequence[ClaimLink]:
    """Return the links of a claim that hold: accepted ones, and strong ones nobody rejected."""
    touching = or_(col(ClaimLink.later_id) == claim_id, col(ClaimLink.earlier_id) == claim_id)
    return session.execute(select(ClaimLink).where(touching, standing())).scalars().all()


def linked_with(session: Session, claim_ids: Iterable[str]) -> set[str]:
    """Return the claims at the far ends of these claims' links, whatever those are worth."""
    found: set[str] = set()
    for batch in batches(sorted(set(claim_ids))):
        for near, far in (
            (ClaimLink.later_id, ClaimLink.earlier_id),
            (ClaimLink.earlier_id, ClaimLink.later_id),
        ):
            found |= set(session.execute(select(col(far)).where(col(near).in_(batch))).scalars())
    return found


def _link_views(session: Session, rows: Select[Any], *, seen_from: str) -> list[LinkView]:
    found: Sequence[ClaimLink] = session.execute(rows).scalars().all()
    ends = claims_by_id(session, {end for one in found for end in (one.earlier_id, one.later_id)})
    return [
        LinkView(
            link_id=one.id,
            relation=one.relation,
            score=one.score,
            strong=one.strong,
            judgement=one.judgement,
            reason=one.reason,
            earlier=ends[one.earlier_id],
            later=ends[one.later_id],
            linker=one.linker,
            version=one.version,
            seen_from=seen_from,
        )
        for one in found
    ]


def link_counts(session: Session, claim_ids: Iterable[str]) -> dict[str, int]:
    """Return how many links that count touch each of these claims; those without are left out."""
    found: Counter[str] = Counter()
    for batch in batches(sorted(set(claim_ids))):
        for end in (col(ClaimLink.later_id), col(ClaimLink.earlier_id)):
            rows = select(end, func.count()).where(end.in_(batch), counted()).group_by(end)
            found.update(dict(session.execute(rows).all()))
    return dict(found)
