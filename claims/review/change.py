"""One decision: a state is changed and the log says so, in one transaction."""

from sqlmodel import Session

from claims.errors import ConflictError, InputError
from claims.review import ledger
from claims.review.acts import Act, found, told
from claims.review.matters import Matter
from claims.review.objects import MATTERS
from claims.review.snapshot import Columns, outcome
from claims.standing import challenges, storylines
from claims.standing.statuses import leave, refresh
from db import queries
from db.models import ReviewEvent
from db.views.log import EventView
from db.vocabulary import ObjectType

# To assess so many takes a second; whoever decides meanwhile would wait for the lock.
AT_ONCE = 500


def change(
    session: Session,
    kind: ObjectType,
    object_id: str,
    words: str,
    act: Act,
    *,
    version: int | None = None,
    left: set[str] | None = None,
) -> EventView:
    """Make an object stand as the words say, assess what that touches, and log it.

    Args:
        session: holds the write lock.
        kind: what sort of object.
        object_id: which one.
        words: how it is to stand; these words alone must be enough to bring it there.
        act: who does it, and why.
        version: the version of what was shown; None: whatever stands now.
        left: takes the claims whose assessment is left to the caller, ``standing.catch_up`` after
            the commit, where there are many; None: all are assessed at once.

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
    if left is not None and len(touched) > AT_ONCE:
        leave(session, touched)
        left |= touched
        touched = set()
    session.expire_all()
    # What a decision brings into being can be shown only now.
    shown = shown or owner.shown(session, object_id)
    shown |= _assessed(session, touched, shown.get("claim_id", ""), ties=matter.ties)
    logged = ledger.append(session, _row(act, kind, object_id, (before, words), shown))
    # Only now does the log know since when what speaks against a verdict is new.
    challenges.mark(session, {*touched, logged.claim_id})
    return logged


def _row(
    act: Act, kind: ObjectType, object_id: str, words: tuple[str, str], shown: Columns
) -> ReviewEvent:
    before, after = words
    return ReviewEvent(
        event_seq=0,  # the ledger sets the number, the time and the hashes
        event_time_utc="",
        reviewer=act.by,
        action=act.action.value,
        object_type=kind.value,
        object_id=object_id,
        before=before,
        after=after,
        reason=act.reason,
        evidence=act.evidence,
        row_hash="",
        **shown,
    )


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
    rivals = (one for one, other in MATTERS.items() if other.owner is matter.owner)
    events = queries.events_on(session, object_id, *rivals)
    by_whom = told(events[-1]) if events else "the machine did"
    raise ConflictError(
        f"{kind} {object_id} was changed after you saw it: {by_whom}. "
        "Nothing was saved; look at it again, then decide anew"
    )


def _assessed(session: Session, touched: set[str], claim_id: str, *, ties: bool) -> Columns:
    """Assess claims anew; return what the log says of the one that the decision is about."""
    assessed = refresh(session, {*touched, claim_id}, logged=False)
    if ties:
        storylines.refresh(session, touched)
    claim = queries.claim(session, claim_id)
    return outcome(claim, assessed[claim_id]) if claim else {}
