"""Whether exports may give a source away: how it stands, and the form by which people say so."""

import streamlit as st

from claims.ui.frame import desk, reviewer
from claims.ui.sourcing import save
from claims.ui.visitor import barred
from db.views import SourceView


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


def _standing(source: SourceView) -> str:
    called = f"<b>protected source {source.source_id}</b>"
    if source.protected:
        return (
            '<div class="notice is-flag" role="status">⛨ <b>Protected.</b> No export names it, nor '
            f"tells what else would give it away: there it is {called}. On the desk itself nothing "
            "is hidden, and a whole desk is handed over with every name.</div>"
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
