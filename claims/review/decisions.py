"""The people's writer: each decision is one transaction that changes a row and logs why."""

from collections.abc import Sequence

from sqlalchemy import Engine, update
from sqlmodel import Session, col

from claims import storylines
from claims.errors import ConflictError, InputError
from claims.review import ledger, stories
from claims.review.acts import Act, conflict, found, latest, log_row, said, storable, told, word
from claims.review.snapshot import describe
from claims.standing import refresh
from db import queries
from db.engine import writing
from db.models import Claim, ClaimLink, ReviewEvent
from db.views import ClaimView, EventView, LinkView
from db.vocabulary import Action, Judgement, ObjectType, Verdict

JOIN = " > "

STORY = frozenset({ObjectType.STORY_PLACE, ObjectType.STORY_NAME})


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
        claim = found(queries.claim(session, claim_id), "claim", claim_id)
        act = Act(Action.DECIDE, by, reason, _joined(session, evidence))
        return _set_verdict(session, claim, verdict, act, version)


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
        return _set_judgement(session, link, judgement, act, version)


def undo(engine: Engine, event_seq: int, *, by: str, reason: str = "") -> EventView:
    """Take an event back by a new one that restores what stood before it.

    Taking back an undo does the undone thing again.

    Args:
        engine: the desk.
        event_seq: number of the event.
        by: who takes it back.
        reason: why; may be empty.

    Raises:
        ConflictError: a later event changed the same object; it is named.
        InputError: no name.
        NotFoundError: no such event.
    """
    by, reason = said("name of who takes it back", by), storable("reason", reason)
    with writing(engine) as session:
        event = _undoable(session, event_seq)
        act = Act(Action.UNDO, by, reason, f"event {event.event_seq}")
        if event.object_type in STORY:
            claim = found(queries.claim(session, event.object_id), "claim", event.object_id)
            return stories.restore(session, claim, ObjectType(event.object_type), event.before, act)
        if event.object_type == ObjectType.CLAIM:
            claim = found(queries.claim(session, event.object_id), "claim", event.object_id)
            verdict = Verdict(event.before) if event.before else None
            return _set_verdict(session, claim, verdict, act, None)
        link = found(queries.link(session, event.object_id), "link", event.object_id)
        return _set_judgement(session, link, Judgement(event.before), act, None)


def _undoable(session: Session, event_seq: int) -> EventView:
    last = queries.last_event(session)
    event = session.get(ReviewEvent, event_seq) if last and event_seq <= last.event_seq else None
    event = found(event, "event", event_seq)
    newest = latest(session, event.object_type, event.object_id)
    if newest and newest.event_seq != event.event_seq:
        raise ConflictError(
            f"event {event_seq} cannot be taken back: {told(newest)} since, "
            f"on the same {event.object_type}; take back event {newest.event_seq} first"
        )
    return queries.event_view(event)


def _set_verdict(
    session: Session, claim: ClaimView, verdict: Verdict | None, act: Act, version: int | None
) -> EventView:
    shown = claim.version if version is None else version
    changed = (
        update(Claim)
        .where(col(Claim.id) == claim.claim_id, col(Claim.version) == shown)
        .values(verdict=verdict, version=Claim.version + 1)
        .returning(col(Claim.id))
    )
    if session.execute(changed).one_or_none() is None:
        raise conflict(session, ObjectType.CLAIM, claim.claim_id)
    event = log_row(act, ObjectType.CLAIM, claim.claim_id, claim.verdict or "", verdict or "")
    assessed = refresh(session, [claim.claim_id])[claim.claim_id]
    after = found(queries.claim(session, claim.claim_id), "claim", claim.claim_id)
    describe(event, claim, after, assessed)
    return ledger.append(session, event)


def _set_judgement(
    session: Session, link: LinkView, judgement: Judgement, act: Act, version: int | None
) -> EventView:
    shown = link.version if version is None else version
    changed = (
        update(ClaimLink)
        .where(col(ClaimLink.id) == link.link_id, col(ClaimLink.version) == shown)
        .values(judgement=judgement, version=ClaimLink.version + 1)
        .returning(col(ClaimLink.id))
    )
    if session.execute(changed).one_or_none() is None:
        raise conflict(session, ObjectType.LINK, link.link_id)
    event = log_row(act, ObjectType.LINK, link.link_id, link.judgement, judgement)
    later = link.later.claim_id
    assessed = refresh(session, [later, link.earlier.claim_id])[later]
    storylines.refresh(session, [later, link.earlier.claim_id])
    after = found(queries.claim(session, later), "claim", later)
    describe(event, link.later, after, assessed)
    event.extractor, event.machine_score = link.linker, f"{link.score:.3f}"
    return ledger.append(session, event)


def _joined(session: Session, evidence: Sequence[str]) -> str:
    for one in evidence:
        said("link or address as evidence", one)
        is_link = session.get(ClaimLink, one) is not None
        if not (is_link or "://" in one) or JOIN in one:
            raise InputError(
                f"{one!r} is no evidence; give the id of a link, or an address (https://...)"
            )
    return JOIN.join(evidence)
