"""What the page answers to a press: a press is lost in no case without a word.

One that came too soon, that lacks a reason, or that meets another reviewer's decision is answered
beside the form; one that was saved, by a toast.
"""

import streamlit as st

from claims import ClaimdeskError, ConflictError
from claims.ui.components import history
from claims.ui.frame import desk
from claims.ui.markup import escaped, label, shortened


def tell(claim_id: str, html: str, kind: str = "") -> None:
    """Keep a notice to be shown beside a claim."""
    st.session_state["notice"] = (claim_id, html, kind)


def say(words: str) -> None:
    """Keep what a toast is to say of the last success."""
    st.session_state["flash"] = shortened(words, 120)


def forget() -> None:
    """Drop the notice and the press that waits for a reason; another claim comes into sight."""
    st.session_state.pop("notice", None)
    st.session_state.pop("pending", None)


def draw_answers(claim_id: str) -> None:
    """Draw the notice about a claim, and the toast of the last success.

    The toast is drawn here and not where it arises: what a callback draws replaces the page's
    own elements.
    """
    if flash := st.session_state.pop("flash", ""):
        st.toast(label(flash))
    about, html, kind = st.session_state.get("notice", ("", "", ""))
    if html and about == claim_id:
        st.html(f'<div class="notice {kind}" role="alert">{html}</div>')


def explain(claim_id: str, error: ClaimdeskError) -> None:
    """Say beside a claim why a press was not saved."""
    if isinstance(error, ConflictError):
        show_change(claim_id, "Your press was not saved, because this changed while you looked:")
    else:
        tell(claim_id, f"Not saved: {escaped(str(error))}")


def show_change(claim_id: str, headline: str) -> None:
    """Show beside a claim what was last decided about it, by somebody else."""
    # Whoever decides over a colleague chooses the verdict anew.
    st.session_state.pop("pending", None)
    tell(
        claim_id,
        f"{headline}{history(desk().log(claim_id, limit=1))}"
        "You now see it as it stands. Press again to decide over it.",
        "is-conflict",
    )
