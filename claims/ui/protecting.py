"""Whether exports may give a source away: how it stands, and the form by which people say so."""

import streamlit as st

from claims.ui import words
from claims.ui.frame import desk, reviewer, todays_desk
from claims.ui.sourcing import save
from claims.ui.visitor import barred
from db.views.sources import SourceView


def draw_protection(source: SourceView) -> None:
    """Draw what exports do with the source, and the form that protects it, or does so no more."""
    st.html(f"<h5>Protection</h5>{_standing(source)}")
    deed = "Let exports name it again" if source.protected else "Protect this source"
    with (
        st.expander(deed),
        st.form(f"protection-{source.source_id}-{source.version}", border=False),
    ):
        st.text_input("Reason", key="protection-reason", placeholder="Why? It goes into the log")
        st.form_submit_button(
            deed,
            key="protect",
            disabled=bool(barred()),
            help=barred() or None,
            on_click=_protect,
            args=(source,),
        )


def draw_note() -> None:
    """Draw, beside exports, how many sources they hide; nothing where none is protected."""
    # Also what is handed over of the past hides who is protected now.
    if number := todays_desk().count_sources(protected=True):
        hidden = "goes by a pseudonym" if number == 1 else "go by pseudonyms"
        st.html(
            f'<small class="progress">{words.PROTECTED_SIGN} '
            f"{words.count(number, 'protected source')} {hidden} in every file but the whole desk, "
            "which has all names.</small>"
        )


def _standing(source: SourceView) -> str:
    called = f"<b>protected source {source.source_id}</b>"
    if source.protected:
        return (
            f'<div class="notice is-flag" role="status">{words.PROTECTED_SIGN} <b>Protected.</b> '
            f"No export names it, nor tells what else would give it away: there it is {called}. "
            "On the desk itself nothing is hidden, and a whole desk is handed over with every "
            "name.</div>"
        )
    return (
        "<small>Exports name this source. Protected, it would be "
        f"{called} in every one of them, and whatever else gives it away would be left out.</small>"
    )


def _protect(source: SourceView) -> None:
    reason = st.session_state["protection-reason"]
    act, said = desk().protect, f"{source.name} is protected now"
    if source.protected:
        act, said = desk().unprotect, f"Exports may name {source.name} again"
    save(source.name, lambda: act(source, by=reviewer(), reason=reason), said)
