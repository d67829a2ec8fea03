"""Acts other than verdicts, tried from a form: what went wrong is answered beside that form."""

from collections.abc import Callable

import streamlit as st

from claims import ClaimdeskError, ConflictError
from claims.ui.answers import say
from claims.ui.frame import desk
from claims.ui.history import told
from claims.ui.markup import escaped
from claims.ui.undoing import remember
from db.views.log import EventView


def attempt(
    form: str, claim_id: str, act: Callable[[], EventView], said: Callable[[EventView], str]
) -> ClaimdeskError | None:
    """Do what a form asks, as part of its callback.

    Args:
        form: beside which form an answer is to stand.
        claim_id: the claim that it is about.
        act: what is done.
        said: what to say of it where it is done.

    Returns:
        What went wrong, or None.
    """
    ss = st.session_state
    ss.pop("answer", None)
    try:
        event = act()
    except ClaimdeskError as error:
        ss["answer"] = (form, claim_id, _explained(error, claim_id), _kind(error))
        return error
    say(said(event))
    remember(event)
    return None


def draw_answer(form: str, claim_id: str) -> None:
    """Draw what went wrong with the last act of a form, if anything did."""
    about, of, html, kind = st.session_state.get("answer", ("", "", "", ""))
    if (about, of) == (form, claim_id):
        st.html(f'<div class="notice {kind}" role="alert">{html}</div>')


def _kind(error: ClaimdeskError) -> str:
    return "is-conflict" if isinstance(error, ConflictError) else ""


def _explained(error: ClaimdeskError, claim_id: str) -> str:
    latest = desk().log(claim_id)[-1:]
    if not isinstance(error, ConflictError) or not latest:
        return f"Not saved: {escaped(str(error))}"
    who, what = escaped(latest[0].reviewer), escaped(told(latest[0]))
    return (
        f"Not saved, because this changed while you wrote: <b>{who}</b> {what}. "
        "Your own words still stand here; save again to set them over it."
    )
