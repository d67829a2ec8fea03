"""Verdicts that evidence has come up against since they were given.

They stand; the claim only waits for a decision again, and says what speaks against it. What is new
follows from the log and from when each link began to stand, so that whoever decides anew, or takes
that back, finds it as the log has it.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from claims.assess.urgency import challenges
from db import queries
from db.models import Claim, ClaimLink
from db.vocabulary import ObjectType, Verdict


def mark(session: Session, claim_ids: Iterable[str]) -> None:
    """Write for the decided ones of some claims what speaks against their verdicts by now.

    Args:
        session: one that may write; the decisions are in its log.
        claim_ids: claims that were assessed.
    """
    for batch in queries.batches(sorted(set(claim_ids))):
        decided = select(Claim).where(col(Claim.id).in_(batch), col(Claim.verdict).is_not(None))
        for claim in session.execute(decided).scalars():
            against = _against(session, claim.id, claim.verdict)
            claim.challenged_by = [claim_id for _, claim_id in against]
            claim.waits_since = against[0][0].date() if against and claim.shown else None
    session.flush()


def _against(
    session: Session, claim_id: str, verdict: Verdict | None
) -> list[tuple[datetime, str]]:
    """Return since when which claims speak against a verdict, and did not when it was given."""
    if verdict is None:
        return []
    links = [
        (link, link.later_id if link.earlier_id == claim_id else link.earlier_id)
        for link in queries.holding(session, claim_id)
        if challenges(verdict, link.relation, other_is_later=link.earlier_id == claim_id)
    ]
    decided = queries.in_force(session, ObjectType.CLAIM, claim_id) if links else None
    if decided is None:
        return []
    moment = datetime.fromisoformat(decided.event_time_utc)
    found = ((_since(session, link), other) for link, other in links)
    return sorted((since, other) for since, other in found if since > moment)


def _since(session: Session, link: ClaimLink) -> datetime:
    """Return since when a link counts: where it is weak, somebody accepted it."""
    accepted = None if link.strong else queries.in_force(session, ObjectType.LINK, link.id)
    return datetime.fromisoformat(accepted.event_time_utc) if accepted else link.since
