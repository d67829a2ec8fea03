"""One decision: a state is changed and the log says so, in one transaction. And taking it back."""

from sqlalchemy import select
from sqlmodel import Session, col

from claims import challenges, storylines
from claims.errors import ConflictError, InputError
from claims.review import ledger
from claims.review.acts import Act, found, told
from claims.review.matters import Matter
from claims.review.objects import MATTERS
from claims.review.snapshot import Columns, outcome
from claims.standing import refresh
from db import queries
from db.models import ReviewEvent
from db.views import EventView
from db.vocabulary import ObjectType


def change(
    session: Session,
    kind: ObjectType,
    object_id: str,
    words: str,
    act: Act,
    *,
    version: int | None = None,
) -> EventView:
    """Make an object stand as the words say, assess what that touches, and log it.

    Args:
        session: holds the write lock.
        kind: what sort of object.
        object_id: which one.
        words: how it is to stand; these words alone must be enough to bring it there.
        act: who does it, and why.
        version: the version of what was shown; None: whatever stands now.

    Raises:
        ConflictError: it was changed since it was shown, or a later decision stands in the way.
        NotFoundError: there is no such object.
    """
    matter = MATTERS[kind]
    owner = matter.owner
    before, shown = matter.today(session, object_id), owner.shown(session, object_id)
    if not matter.makes:
        found(shown or None, owner.what, object_id)
    _check_version(session, matter, kind, object_id, version)
    if owner.versioned:
        owner.renew(session, object_id)
    touched = {*matter.restore(session, object_id, words)}
    session.expire_all()
    # What a decision brings into being can be shown only now.
    shown = shown or owner.shown(session, object_id)
    shown |= _assessed(session, touched, shown.get("claim_id", ""), ties=matter.ties)
    event = ReviewEvent(
        event_seq=0,
        event_time_utc="",
        reviewer=act.by,
        action=act.action.value,
        object_type=kind.value,
        object_id=object_id,
        before=before,
        after=words,
        reason=act.reason,
        evidence=act.evidence,
        row_hash="",
        **shown,
    )
    logged = ledger.append(session, event)
    # Only now does the log know since when what speaks against a verdict is new.
    challenges.mark(session, {*touched, logged.claim_id})
    return logged


def differing(event: EventView) -> EventView:
    """Return an event that changed something.

    Raises:
        InputError: it did not; its transaction is to be given up.
    """
    if event.before == event.after:
        state = event.after or "nothing"
        raise InputError(
            f"{event.object_type} {event.object_id} is {state!r} already; nothing was saved"
        )
    return event


def _check_version(
    session: Session, matter: Matter, kind: ObjectType, object_id: str, version: int | None
) -> None:
    if version is None or version == matter.owner.version(session, object_id):
        return
    rivals = [one for one, other in MATTERS.items() if other.owner is matter.owner]
    last = latest(session, rivals, object_id)
    by_whom = told(last) if last else "the machine did"
    raise ConflictError(
        f"{kind} {object_id} was changed after you saw it: {by_whom}. "
        "Nothing was saved; look at it again, then decide anew"
    )


def _assessed(session: Session, touched: set[str], claim_id: str, *, ties: bool) -> Columns:
    """Assess claims anew; return what the log says of the one that the decision is about."""
    assessed = refresh(session, {*touched, claim_id})
    if ties:
        storylines.refresh(session, touched)
    claim = queries.claim(session, claim_id)
    return outcome(claim, assessed[claim_id]) if claim else {}


def latest(session: Session, kinds: list[ObjectType], object_id: str) -> EventView | None:
    """Return the last event on an object of these kinds, or None."""
    rows = (
        select(ReviewEvent)
        .where(col(ReviewEvent.object_type).in_(kinds), col(ReviewEvent.object_id) == object_id)
        .order_by(col(ReviewEvent.event_seq).desc())
        .limit(1)
    )
    last = session.execute(rows).scalar_one_or_none()
    return queries.event_view(last) if last else None


def take_back(session: Session, event_seq: int, act: Act) -> EventView:
    """Restore what stood before an event; taking back an undo does the undone thing again.

    Raises:
        ConflictError: a later event changed the same object; it is named.
        NotFoundError: no such event.
    """
    last = queries.last_event(session)
    event = session.get(ReviewEvent, event_seq) if last and event_seq <= last.event_seq else None
    event = found(event, "event", event_seq)
    kind = ObjectType(event.object_type)
    newest = latest(session, [kind], event.object_id)
    if newest and newest.event_seq != event.event_seq:
        raise ConflictError(
            f"event {event_seq} cannot be taken back: {told(newest)} since, "
            f"on the same {event.object_type}; take back event {newest.event_seq} first"
        )
    return change(session, kind, event.object_id, event.before, act)
