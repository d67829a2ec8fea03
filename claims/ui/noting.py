"""What people note of a claim for one another: shown with it, and written out of the way."""

import streamlit as st

from claims import ClaimdeskError
from claims.ui.answers import explain, say
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped
from db.views import ClaimView


def draw_note(claim: ClaimView) -> None:
    """Draw the note of a claim, and what opens the form in which it is written."""
    note = desk().note_on(claim)
    if note.text:
        st.html(f'<div class="note" role="note">✎ {escaped(note.text)}</div>')
    # Written by somebody else meanwhile, the form begins anew from what they wrote.
    key = f"note-{claim.claim_id}-{note.version}"
    with (
        st.popover("Note", type="tertiary", icon=":material/edit_note:", key="note"),
        st.form(f"noting-{key}", border=False),
    ):
        st.text_area("What colleagues must know of this claim", note.text, key=key, height=110)
        st.form_submit_button("Save the note", on_click=_write, args=(claim, key, note.version))


def _write(claim: ClaimView, key: str, version: int) -> None:
    text = str(st.session_state.get(key) or "")
    try:
        desk().note(claim, text, by=reviewer(), version=version)
    except ClaimdeskError as error:
        explain(claim.claim_id, error)
        return
    say("The note is saved" if text.strip() else "The note is taken away")
