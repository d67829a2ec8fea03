"""The claims of one visit in the order in which they come into sight, and the way through them."""

from collections.abc import Callable

import streamlit as st

from claims import NotFoundError
from claims.ui.answers import forget, tell
from claims.ui.frame import desk
from claims.ui.markup import escaped
from claims.ui.sight import colleague, sights

AHEAD = 25
# No key of a widget: "order" is that of the storylines, which would take the list for its value.
TURN = "in-turn"

Move = Callable[[str], None]


def stay(_claim_id: str) -> None:
    """Move nowhere after a decision."""


def refill() -> None:
    """Keep the claims up to the current one and take the rest of the order from the queue anew."""
    ss = st.session_state
    order: list[str] = ss.get(TURN, [])
    current = ss.get("current", "")
    visited = order[: order.index(current) + 1] if current in order else list(order)
    # What was passed over still stands at the head of the queue, and so does what others look at.
    queue = desk().queue(limit=AHEAD + len(ss.get("passed", ())) + len(sights()) + 1)
    ss[TURN] = visited + [one.claim_id for one in queue if one.claim_id not in visited]


def go(claim_id: str) -> None:
    """Bring a claim into sight; one that the order lacks comes in at the current place."""
    ss = st.session_state
    order: list[str] = ss.setdefault(TURN, [])
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
    behind = ss[TURN].index(claim_id) + 1
    found = _free(behind)
    if not found:
        # It was the last one, or colleagues have all behind it in sight, or have decided them.
        refill()
        found = _free(behind) or next(filter(_waits, ss[TURN][behind:]), "")
    go(found)


def _free(at: int) -> str:
    """Bring the next claim that waits and that no colleague has in sight to a place of the order.

    Those that colleagues have in sight come behind it, lest they be left undecided. "" is returned
    where there is none.
    """
    order: list[str] = st.session_state[TURN]
    taken = []
    for i, one in enumerate(order[at:], at):
        if colleague(one):
            taken.append(one)
        elif _waits(one):
            order[at:] = [one, *taken, *order[i + 1 :]]
            return one
    return ""


def skip(claim_id: str) -> None:
    """Go to the next claim and leave this one open, as a callback."""
    go_next(claim_id)
    st.session_state["passed"].add(claim_id)


def _waits(claim_id: str) -> bool:
    # A colleague may have decided it since the order was taken.
    return desk().waits(claim_id)


def go_back(claim_id: str) -> None:
    """Go to the claim before this one; from the end of the queue, to its last."""
    order: list[str] = st.session_state[TURN]
    at = order.index(claim_id) - 1 if claim_id in order else len(order) - 1
    if order and at >= 0:
        go(order[at])


def start_again() -> None:
    """Begin at the head of the queue."""
    st.session_state.update({TURN: [], "passed": set()})
    refill()
    go(_free(0) or next(iter(st.session_state[TURN]), ""))


def settle() -> None:
    """Bring the order up to date; from its end, go on to what is new in the queue."""
    ss = st.session_state
    passed = len(ss.get(TURN, []))
    refill()
    if not ss.get("current"):
        ss["current"] = _free(passed) or next(iter(ss[TURN][passed:]), "")


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
