"""Marking many claims at once: which are selected, one verdict and reason for all, and its undo."""

import re
from collections.abc import Sequence

import streamlit as st

from claims import ClaimdeskError
from claims.ui import words
from claims.ui.deciding import NAMES
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped, shortened
from claims.ui.visitor import barred
from db.views.claims import ClaimView
from db.vocabulary import Verdict


def selected() -> dict[str, int]:
    """Return the selected claims of this session, with the version of each as it was last shown."""
    found: dict[str, int] = st.session_state.setdefault("selected", {})
    return found


def draw_pick(claim: ClaimView) -> None:
    """Draw the box that selects a claim; what is selected stays so on other pages of the list."""
    chosen, key = selected(), f"pick-{claim.claim_id}"
    if claim.claim_id in chosen:
        chosen[claim.claim_id] = claim.version
    st.session_state[key] = claim.claim_id in chosen
    st.checkbox(
        # Read aloud as it is, backslashes and all; so what Markdown would read is left out of it.
        " ".join(re.findall(r"[^\W_]+", f"Select {shortened(words.told(claim), 90)}")),
        key=key,
        label_visibility="collapsed",
        on_change=_pick,
        args=(claim.claim_id, claim.version),
    )


def _pick(claim_id: str, version: int) -> None:
    if selected().pop(claim_id, None) is None:
        selected()[claim_id] = version


def draw_pick_all(page: Sequence[ClaimView]) -> None:
    """Draw the button that selects all claims of a page, or none of them."""
    whole = bool(page) and all(claim.claim_id in selected() for claim in page)
    st.button(
        "Unselect this page" if whole else "Select this page",
        key="pick-all",
        icon=":material/check_box:" if whole else ":material/check_box_outline_blank:",
        disabled=not page,
        on_click=_pick_all,
        args=([(claim.claim_id, claim.version) for claim in page], whole),
    )


def _pick_all(page: Sequence[tuple[str, int]], whole: bool) -> None:
    for claim_id, version in page:
        if whole:
            selected().pop(claim_id, None)
        else:
            selected()[claim_id] = version


def draw_bar() -> None:
    """Draw what can be done with the selected claims, where there are any."""
    if not selected():
        return
    with st.container(key="marking", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.html(f"<b>{words.count(len(selected()), 'claim')}</b> selected")
        st.text_input(
            "Reason for all of them",
            key="reason-for-all",
            placeholder="Why; it goes into the log of each",
            label_visibility="collapsed",
            max_chars=2000,
        )
        barring = barred()
        for verdict, name in NAMES.items():
            st.button(
                name,
                key=f"mark-{verdict}",
                icon=words.VERDICT_ICONS[verdict],
                disabled=bool(barring),
                help=barring or None,
                on_click=_mark,
                args=(verdict,),
            )
        st.button("Select none", key="pick-none", type="tertiary", on_click=selected().clear)


def _mark(verdict: Verdict) -> None:
    """Mark all that is selected, as a callback; what was refused stays selected."""
    reason = str(st.session_state.get("reason-for-all", ""))
    try:
        done = desk().decide_each(dict(selected()), verdict, by=reviewer(), reason=reason)
    except ClaimdeskError as error:
        st.session_state["told-of-all"] = (f"Nothing was saved: {error}", {}, ())
        return
    st.session_state["told-of-all"] = (
        f"{words.count(len(done.events), 'claim')} marked {verdict}",
        dict(done.refused),
        tuple(event.event_seq for event in done.events),
    )
    for event in done.events:
        selected().pop(event.claim_id, None)
    st.session_state["reason-for-all"] = ""


def draw_outcome() -> None:
    """Draw what came of the last marking: what was refused and why, and the way to take it back."""
    said, refused, events = st.session_state.get("told-of-all", ("", {}, ()))
    if not said:
        return
    kind = "is-conflict" if refused or not events else "is-confirmed"
    listed = "".join(f"<li>{_named(one)}: {escaped(why)}</li>" for one, why in refused.items())
    left = f"{words.count(len(refused), 'other')} left as they are:" if refused else ""
    with st.container(key="outcome", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<div class="notice {kind}" role="status">{escaped(said)}. {left}'
            f"{f'<ul>{listed}</ul>' if listed else ''}</div>"
        )
        if events:
            st.button(
                f"Undo {'these ' if len(events) > 1 else ''}{words.count(len(events), 'mark')}",
                key="undo-all",
                icon=":material/undo:",
                disabled=bool(barred()),
                help=barred() or None,
                on_click=_undo,
                args=(events,),
            )
        st.button("Close", key="close-outcome", type="tertiary", on_click=_close)


def _named(one: str) -> str:
    if one.startswith("event "):
        return escaped(one)
    try:
        return f"“{escaped(shortened(words.told(desk().claim(one)), 90))}”"
    except ClaimdeskError:
        return escaped(one)


def _undo(events: Sequence[int]) -> None:
    try:
        done = desk().undo_each(events, by=reviewer())
    except ClaimdeskError as error:
        st.session_state["told-of-all"] = (f"Nothing was taken back: {error}", {}, tuple(events))
        return
    taken = words.count(len(done.events), "mark")
    st.session_state["told-of-all"] = (f"{taken} taken back", dict(done.refused), ())


def _close() -> None:
    st.session_state.pop("told-of-all", None)
