"""What all decisions share: who acts and why, the log row, and the words for what goes wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from claims.errors import ConflictError, InputError, NotFoundError
from db.models import ReviewEvent
from db.vocabulary import Action, ObjectType

REMEDY: Mapping[str, str] = {
    "claim": "'claims list --all' names them",
    "link": "'claims show CLAIM_ID' names those of a claim",
    "article": "the articles of the desk are named by Desk.articles()",
    "event": "'claims show CLAIM_ID' and the exported log number them",
}

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, why, and on what evidence."""

    action: Action
    by: str
    reason: str
    evidence: str


def found(one: T | None, what: str, key: object) -> T:
    """Return what was looked up.

    Raises:
        NotFoundError: there is none; the message says where the ids are shown.
    """
    if one is None:
        raise NotFoundError(f"there is no {what} {str(key)!r}; {REMEDY[what]}")
    return one


def log_row(act: Act, kind: ObjectType, object_id: str, before: str, after: str) -> ReviewEvent:
    """Return a decision as a row of the log."""
    # The ledger sets number, time and hashes.
    return ReviewEvent(
        event_seq=0,
        event_time_utc="",
        reviewer=act.by,
        action=act.action.value,
        object_type=kind.value,
        object_id=object_id,
        before=str(before),
        after=str(after),
        reason=act.reason,
        evidence=act.evidence,
        row_hash="",
    )


def conflict(session: Session, kind: ObjectType, object_id: str) -> ConflictError:
    """Return the error for an object that was changed since it was shown."""
    last = latest(session, kind, object_id)
    by_whom = told(last) if last else "the machine did"
    return ConflictError(
        f"{kind} {object_id} was changed after you saw it: {by_whom}. "
        "Nothing was saved; look at it again, then decide anew"
    )


def latest(session: Session, kind: str, object_id: str) -> ReviewEvent | None:
    """Return the last event on an object, or None."""
    rows = (
        select(ReviewEvent)
        .where(col(ReviewEvent.object_type) == kind, col(ReviewEvent.object_id) == object_id)
        .order_by(col(ReviewEvent.event_seq).desc())
        .limit(1)
    )
    return session.execute(rows).scalar_one_or_none()


def told(event: ReviewEvent) -> str:
    """Say in words what an event did."""
    after = event.after or "no verdict"
    return (
        f"{event.reviewer} set it to {after!r} at {event.event_time_utc} (event {event.event_seq})"
    )


def said(what: str, text: str) -> str:
    """Return a text that must be there, fit for the log; raises InputError."""
    if not text.strip():
        raise InputError(f"the {what} is missing; it goes into the log")
    return storable(what, text)


def storable(what: str, text: str) -> str:
    """Return a text fit for the log; raises InputError."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError(
            f"the {what} {text!r} holds a character that cannot be stored; take it out"
        )
    return text.strip()


def word(kind: type[W], word: str) -> W:
    """Return a word of an enum; raises InputError."""
    if word not in list(kind):
        raise InputError(f"{word!r} is no {kind.__name__.lower()}; choose {' or '.join(kind)}")
    return kind(word)
