"""Taking decisions back, one after the other, and doing them again.

The decisions on one object lie on each other. The uppermost can be taken back, which uncovers the
one below; taking an undo back puts its decision there again, until somebody decides anew.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session

from claims.errors import ConflictError
from claims.review.acts import Act, found, told
from claims.review.change import change
from db import queries
from db.views.log import EventView
from db.vocabulary import Action, ObjectType


class Layer(NamedTuple):
    """A decision, and the event that put it where it lies: itself, or the undo of its undo."""

    decision: EventView
    put_by: EventView


@dataclass(slots=True)
class History:
    """What the events of one object come to.

    Attributes:
        standing: decisions that nobody took back, the one in force last.
        undone: decisions that can be done again, with the undo of each, the next one last.
    """

    standing: list[Layer] = field(default_factory=list)
    undone: list[tuple[Layer, EventView]] = field(default_factory=list)

    @classmethod
    def of(cls, events: Iterable[EventView]) -> "History":
        """Fold the events of one object, in their order."""
        history = cls()
        for event in events:
            history.add(event)
        return history

    def add(self, event: EventView) -> None:
        """Go on by one event."""
        target = _target(event)
        if self.can_undo(target):
            self.undone.append((self.standing.pop(), event))
        elif self.can_redo(target):
            layer, _ = self.undone.pop()
            self.standing.append(Layer(layer.decision, event))
        else:
            self.standing.append(Layer(event, event))
            self.undone.clear()

    def can_undo(self, event_seq: int) -> bool:
        """Tell whether an event is, or put there, the decision in force."""
        return bool(self.standing) and event_seq in {one.event_seq for one in self.standing[-1]}

    def can_redo(self, event_seq: int) -> bool:
        """Tell whether an event is the undo that is the next to be taken back."""
        return bool(self.undone) and event_seq == self.undone[-1][1].event_seq


def take_back(
    session: Session, event_seq: int, act: Act, left: set[str] | None = None
) -> EventView:
    """Restore what stood before an event; taking back an undo does the undone thing again.

    Args:
        session: holds the write lock.
        event_seq: number of the event.
        act: who takes it back, and why; its evidence names the event.
        left: as :func:`change` has it.

    Raises:
        ConflictError: it was taken back already, or a later event changed the same object; that
            one is named.
        NotFoundError: no such event.
    """
    event = found(queries.event(session, event_seq), "event", event_seq)
    events = queries.events_on(session, event.object_id, event.object_type)
    history = History.of(events)
    if not (history.can_undo(event_seq) or history.can_redo(event_seq)):
        raise ConflictError(_refusal(event_seq, history, events[-1]))
    kind = ObjectType(event.object_type)
    return change(session, kind, event.object_id, event.before, act, left=left)


def undoable(
    session: Session, *, claim_id: str | None = None, reviewer: str = ""
) -> EventView | None:
    """Return the last decision that can be taken back, or None.

    Args:
        session: to read with.
        claim_id: only what concerns this claim.
        reviewer: only what this one decided; "" for anybody.
    """
    for one in queries.decisions_on(session, claim_id=claim_id, reviewer=reviewer):
        history = History.of(queries.events_on(session, one.object_id, one.object_type))
        if history.can_undo(one.event_seq):
            return one
    return None


def _refusal(event_seq: int, history: History, last: EventView) -> str:
    for layer, undo in history.undone:
        if event_seq in {one.event_seq for one in layer}:
            return (
                f"event {event_seq} is taken back already: {told(undo)}; "
                f"take back event {undo.event_seq} to have it again"
            )
    since = f"{told(last)} since, on the same {last.object_type}"
    first = [one.put_by.event_seq for one in history.standing]
    remedy = f"take back event {first[-1]} first" if event_seq in first else "decide anew"
    return f"event {event_seq} cannot be taken back: {since}; {remedy}"


def _target(event: EventView) -> int:
    """Return the event that an undo takes back; 0 where it is none."""
    if event.action != Action.UNDO:
        return 0
    named = re.fullmatch(r"event (\d+)", event.evidence)
    return int(named[1]) if named else 0
