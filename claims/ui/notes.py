"""What people note of a claim, for one another."""

import streamlit as st

from claims import ConflictError
from claims.ui import drafts
from claims.ui.drafts import Draft
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped
from claims.ui.trying import attempt, draw_answer
from claims.ui.visitor import barred
from db.views.claims import NoteView

FORM = "note"
TEXT = "note-text"


def note_card(note: NoteView) -> str:
    """Return a note as HTML; "" where nobody noted anything."""
    if not note.text:
        return ""
    return f'<div class="note" role="note"><b>✎ Note</b>{escaped(note.text)}</div>'


def draw_note(claim_id: str, note: NoteView) -> None:
    """Draw the form in which the note is written; emptied, it takes the note away."""
    seen = Draft(claim_id, note.version, note.text)
    if drafts.must_fill(FORM, seen, st.session_state.get(TEXT)):
        st.session_state[TEXT] = note.text
    st.text_area(
        "The note",
        key=TEXT,
        height=110,
        placeholder="What colleagues must know of this claim",
        label_visibility="collapsed",
        persist_state="session",
    )
    st.button(
        "Save the note",
        key="note-save",
        icon=":material/save:",
        on_click=_save,
        args=(claim_id,),
        disabled=bool(barred()),
        help=barred() or None,
    )
    draw_answer(FORM, claim_id)


def _save(claim_id: str) -> None:
    kept = drafts.held(FORM)
    error = attempt(
        FORM,
        claim_id,
        lambda: desk().note(
            claim_id,
            st.session_state[TEXT],
            by=reviewer(),
            version=kept.version if kept else None,
        ),
        lambda event: "Noted" if event.after else "The note is taken away",
    )
    if error is None:
        drafts.drop(FORM)
    elif isinstance(error, ConflictError):
        drafts.look_again(FORM, desk().note_on(claim_id).version)
