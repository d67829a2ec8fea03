"""The people's writer: each decision is one transaction that changes a row and logs why."""

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session

from claims.errors import InputError
from claims.review.acts import Act, found, said, storable, word
from claims.review.change import change
from claims.review.objects import MATTERS
from claims.review.undoing import take_back
from claims.standing.statuses import catch_up
from db import queries
from db.engine import writing
from db.models import ClaimLink
from db.views.log import EventView
from db.vocabulary import Action, Judgement, ObjectType, Verdict

JOIN = " > "


def decide(
    engine: Engine,
    claim_id: str,
    verdict: Verdict,
    *,
    by: str,
    reason: str,
    evidence: Sequence[str] = (),
    version: int | None = None,
) -> EventView:
    """Record a person's verdict on a claim.

    Args:
        engine: the desk.
        claim_id: the claim.
        verdict: confirmed, refuted or undetermined.
        by: who decides.
        reason: why.
        evidence: ids of links, or addresses, that the verdict rests on.
        version: the claim's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the claim was changed since it was shown; nothing is written.
        InputError: no name, no reason, or evidence that is neither a link nor an address.
        NotFoundError: no such claim.
    """
    verdict = word(Verdict, verdict)
    by, reason = said("name of who decides", by), said("reason for the verdict", reason)
    with writing(engine) as session:
        act = Act(Action.DECIDE, by, reason, _joined(session, evidence))
        return change(session, ObjectType.CLAIM, claim_id, verdict, act, version=version)


def judge(
    engine: Engine,
    link_id: str,
    judgement: Judgement,
    *,
    by: str,
    reason: str = "",
    version: int | None = None,
) -> EventView:
    """Record a person's judgement on a link; both its claims are assessed anew.

    Args:
        engine: the desk.
        link_id: the link.
        judgement: accepted or rejected; unreviewed takes an earlier one back.
        by: who judges.
        reason: why; may be empty.
        version: the link's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the link was changed since it was shown; nothing is written.
        InputError: no name.
        NotFoundError: no such link.
    """
    judgement = word(Judgement, judgement)
    by, reason = said("name of who judges", by), storable("reason", reason)
    with writing(engine) as session:
        link = found(queries.link(session, link_id), "link", link_id)
        suggested = f"{link.relation} {link.earlier.claim_id}"
        act = Act(Action.JUDGE, by, reason, suggested)
        return change(session, ObjectType.LINK, link_id, judgement, act, version=version)


def undo(engine: Engine, event_seq: int, *, by: str, reason: str = "") -> EventView:
    """Take an event back by a new one that restores what stood before it.

    Then the one before it can be taken back. Taking back an undo does the undone thing again.

    Args:
        engine: the desk.
        event_seq: number of the event.
        by: who takes it back.
        reason: why; may be empty.

    Raises:
        ConflictError: it is taken back already, or a later event changed the same object.
        InputError: no name.
        NotFoundError: no such event.
    """
    by, reason = said("name of who takes it back", by), storable("reason", reason)
    act = Act(Action.UNDO, by, reason, f"event {event_seq}")
    left: set[str] = set()
    with writing(engine) as session:
        event = take_back(session, event_seq, act, left)
    catch_up(engine, left, ties=MATTERS[ObjectType(event.object_type)].ties)
    return event


def _joined(session: Session, evidence: Sequence[str]) -> str:
    for one in evidence:
        said("link or address as evidence", one)
        is_link = session.get(ClaimLink, one) is not None
        if not (is_link or "://" in one) or JOIN in one:
            raise InputError(
                f"{one!r} is no evidence; give the id of a link, or an address (https://...)"
            )
    return JOIN.join(evidence)
