"""What to know of a claim before deciding: what met its verdict, and what colleagues noted."""

from collections.abc import Sequence

import streamlit as st

from claims import ClaimdeskError
from claims.ui import words
from claims.ui.answers import explain, say
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped
from db.views import ClaimView, LinkView, NoteView


def draw_known(claim: ClaimView, links: Sequence[LinkView]) -> None:
    """Draw what has come up against the verdict of a claim, its note, and the way to write one."""
    decision = desk().decision(claim) if claim.challenged_by else None
    if why := words.challenge(claim, decision, links):
        st.html(f'<div class="notice is-flag" role="note">⚑ {escaped(why)}</div>')
    if (note := desk().note_on(claim)).text:
        st.html(f'<div class="note">✎ {escaped(note.text)}</div>')
    _draw_note(claim, note)


def _draw_note(claim: ClaimView, note: NoteView) -> None:
    key = f"note-{claim.claim_id}-{note.version}"
    with (
        st.popover("Note", type="tertiary", icon=":material/edit_note:", key="note"),
        st.form(f"noting-{key}", border=False),
    ):
        st.text_area("What colleagues should know of this claim", note.text, key=key, height=110)
        st.form_submit_button("Save the note", on_click=_write, args=(claim, key, note.version))


def _write(claim: ClaimView, key: str, version: int) -> None:
    text = str(st.session_state.get(key) or "")
    try:
        desk().note(claim, text, by=reviewer(), version=version)
    except ClaimdeskError as error:
        explain(claim.claim_id, error)
        return
    say("The note is saved" if text.strip() else "The note is taken away")
