"""Taking decisions back, from the page to the desk."""

import streamlit as st

from claims import ClaimdeskError
from claims.ui.answers import explain, forget, say, tell
from claims.ui.frame import desk, reviewer
from claims.ui.keys import refusal
from claims.ui.markup import escaped, shortened
from claims.ui.order import Move
from db.views.log import EventView
from db.vocabulary import ObjectType


def remember(event: EventView) -> None:
    """Keep a decision of this session, to be taken back first."""
    st.session_state.setdefault("mine", []).append(event.event_seq)


def undo_mine(claim_id: str, then: Move) -> None:
    """Take back the reviewer's last decision, as a callback.

    Args:
        claim_id: the claim in sight, beside which a refusal is explained.
        then: where to go, given the id of the claim whose decision was taken back.
    """
    if why := refusal():
        tell(claim_id, why)
        return
    seq = (st.session_state.get("mine") or [_last()])[-1]
    if not seq:
        tell(claim_id, f"There is no decision by {escaped(reviewer() or 'you')} to take back.")
        return
    undo(claim_id, seq, then)


def undo(claim_id: str, seq: int, then: Move) -> None:
    """Take back one event, as a callback; arguments as of :func:`undo_mine`."""
    mine = st.session_state.get("mine", [])
    try:
        event = desk().undo(seq, by=reviewer())
    except ClaimdeskError as error:
        explain(claim_id, error)
        return
    finally:
        if seq in mine:
            mine.remove(seq)
    forget()
    say(f"Taken back: {taken_back(event)}")
    if event.object_type == ObjectType.CLAIM:
        then(event.object_id)


def taken_back(event: EventView) -> str:
    """Return what an undo took back, and of which claim or link, in words."""
    if event.object_type == ObjectType.LINK:
        link = desk().link(event.object_id)
        ends = (shortened(one.text, 50) for one in (link.later, link.earlier))
        return f"the link is no longer {event.before}: “{'” and “'.join(ends)}”"
    about = f" on “{shortened(event.claim_text, 80)}”" if event.claim_text else ""
    return f"{event.before}{about}"


def _last() -> int:
    last = desk().undoable(by=reviewer())
    return last.event_seq if last else 0
