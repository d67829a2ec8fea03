"""The claims of one visit in the order in which they come into sight, and the way through them."""

from collections.abc import Callable

import streamlit as st

from claims import NotFoundError
from claims.ui.answers import forget, tell
from claims.ui.frame import desk
from claims.ui.markup import escaped

AHEAD = 25

Move = Callable[[str], None]


def stay(_claim_id: str) -> None:
    """Move nowhere after a decision."""


def refill() -> None:
    """Keep the claims up to the current one and take the rest of the order from the queue anew."""
    ss = st.session_state
    order: list[str] = ss.get("order", [])
    current = ss.get("current", "")
    visited = order[: order.index(current) + 1] if current in order else list(order)
    # What was passed over still stands at the head of the queue.
    queue = desk().queue(limit=AHEAD + len(ss.get("passed", ())) + 1)
    ss["order"] = visited + [one.claim_id for one in queue if one.claim_id not in visited]


def go(claim_id: str) -> None:
    """Bring a claim into sight; one that the order lacks comes in at the current place."""
    ss = st.session_state
    order: list[str] = ss.setdefault("order", [])
    if claim_id and claim_id not in order:
        at = order.index(ss["current"]) + 1 if ss.get("current") in order else 0
        order.insert(at, claim_id)
    ss["current"] = claim_id
    forget()


def go_next(claim_id: str) -> None:
    """Go to the next claim that still waits; "" stands for the end of the queue."""
    ss = st.session_state
    if ss.get("current") != claim_id:
        return
    ss.setdefault("passed", set()).discard(claim_id)
    if ss["order"][-1] == claim_id:
        refill()
    ahead = ss["order"][ss["order"].index(claim_id) + 1 :]
    go(next(filter(_waits, ahead), ""))


def skip(claim_id: str) -> None:
    """Go to the next claim and leave this one open, as a callback."""
    go_next(claim_id)
    st.session_state["passed"].add(claim_id)


def _waits(claim_id: str) -> bool:
    # A colleague may have decided it since the order was taken.
    try:
        return desk().claim(claim_id).waits_since is not None
    except NotFoundError:
        return False


def go_back(claim_id: str) -> None:
    """Go to the claim before this one; from the end of the queue, to its last."""
    order: list[str] = st.session_state["order"]
    at = order.index(claim_id) - 1 if claim_id in order else len(order) - 1
    if order and at >= 0:
        go(order[at])


def start_again() -> None:
    """Begin at the head of the queue."""
    st.session_state.update({"order": [], "passed": set()})
    refill()
    go(next(iter(st.session_state["order"]), ""))


def settle() -> None:
    """Bring the order up to date; from its end, go on to what is new in the queue."""
    passed = len(st.session_state.get("order", []))
    refill()
    if not st.session_state.get("current"):
        st.session_state["current"] = next(iter(st.session_state["order"][passed:]), "")


def follow_address() -> None:
    """Take the claim from the address where it was changed from outside: a link, or Back."""
    wanted = st.query_params.get("id", "")
    if not wanted or wanted == st.session_state.get("wrote"):
        return
    st.session_state["wrote"] = wanted
    try:
        go(desk().claim(wanted).claim_id)
    except NotFoundError:
        tell("", f"There is no claim <b>{escaped(wanted)}</b> on this desk. Here is the queue.")
