"""What all decisions share: who acts and why, and the words for what goes wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from claims.errors import InputError, NotFoundError
from db.views.log import EventView
from db.vocabulary import Action

REMEDY: Mapping[str, str] = {
    "claim": "'claims list --all' names them",
    "link": "'claims show CLAIM_ID' names those of a claim",
    "article": "'claims articles' names them",
    "source": "'claims sources list' names them",
    "storyline": "'claims stories list' names them",
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
    evidence: str = ""


def acting(action: Action, by: str, reason: str, *, needed: bool = False) -> Act:
    """Return an act that the log can hold.

    Args:
        action: what is done.
        by: who does it.
        reason: why.
        needed: whether there must be a reason.

    Raises:
        InputError: no name, no reason where there must be one, or text that cannot be stored.
    """
    check = said if needed else storable
    return Act(action, said("name of who decides", by), check("reason", reason))


def found(one: T | None, what: str, key: object) -> T:
    """Return what was looked up.

    Raises:
        NotFoundError: there is none; the message says where the ids are shown.
    """
    if one is None:
        raise NotFoundError(f"there is no {what} {str(key)!r}; {REMEDY[what]}")
    return one


def told(event: EventView) -> str:
    """Say in words what an event did."""
    after = event.after or "nothing"
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
