"""Who has which claim in sight now, over all sessions of this server.

The queue is the same for all, so whoever opens it would begin where a colleague does, and decide
what the colleague decides. What a colleague has in sight is therefore passed over.
"""

import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from secrets import token_hex

import streamlit as st

from claims.settings import current_settings
from claims.ui.frame import reviewer

# The review tells every few seconds that it is still open; a window that lies behind others tells
# so more seldom, and lets its claim go.
KEPT = 30.0


@dataclass(frozen=True, slots=True)
class Sight:
    """One session's claim: who looks at it, and when they last did."""

    claim_id: str
    reviewer: str
    at: float


@st.cache_resource(show_spinner=False)
def _sights(url: str) -> MutableMapping[str, Sight]:  # noqa: ARG001 - one for each desk
    return {}


def sights() -> MutableMapping[str, Sight]:
    """Return what is in sight on this desk, by session."""
    found = _sights(current_settings().db)
    for session, one in [*found.items()]:
        if time.monotonic() - one.at > KEPT:
            found.pop(session, None)
    return found


def keep_in_sight(claim_id: str) -> None:
    """Note that this session has a claim in sight; none where ``claim_id`` is ""."""
    session = st.session_state.setdefault("sight", token_hex(8))
    found = sights()
    found.pop(session, None)
    if claim_id:
        found[session] = Sight(claim_id, reviewer(), time.monotonic())


def colleague(claim_id: str) -> str:
    """Return who else has a claim in sight, the first who came; "" where nobody has.

    Another window of the same reviewer is nobody else.
    """
    me = reviewer()
    theirs = (one for one in sights().values() if one.claim_id == claim_id)
    return next((one.reviewer for one in theirs if one.reviewer and one.reviewer != me), "")
