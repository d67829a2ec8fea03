"""Marking many claims at once: which are selected, one verdict and reason for all, and its undo."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from claims import ClaimdeskError
from claims.ui import words
from claims.ui.deciding import NAMES
from claims.ui.frame import HERE, desk, reviewer
from claims.ui.markup import escaped, shortened
from claims.ui.visitor import barred
from db.views.claims import ClaimView
from db.vocabulary import Verdict


def selected() -> dict[str, int]:
    """Return the selected claims of this session, with the version of each as it was last shown."""
    found: dict[str, int] = st.session_state.setdefault("selected", {})
    return found


def pick_box(claim: ClaimView) -> str:
    """Return the box that selects a claim as HTML; :func:`draw_picking` makes it work."""
    named = f"Select {shortened(words.told(claim), 90)}"
    box = f'value="{escaped(claim.claim_id)}" aria-label="{escaped(named)}"'
    return f'<input type="checkbox" class="pick" {box}>'


def draw_picking(page: Sequence[ClaimView]) -> None:
    """Draw what joins the boxes of a page to the selection, which stays on other pages of the list.

    Args:
        page: the claims whose boxes are in sight.
    """
    versions = {claim.claim_id: claim.version for claim in page}
    selected().update({one: versions[one] for one in selected().keys() & versions})
    picking = st.components.v2.component("picking", js=_script())
    picking(
        key="picking",
        data={"selected": [*selected()]},
        on_ticked_change=lambda: _pick(versions),
    )


@cache
def _script() -> str:
    return (Path(HERE) / "picking.js").read_text(encoding="utf-8")


def _pick(versions: Mapping[str, int]) -> None:
    ticked: Any = st.session_state["picking"].get("ticked")
    # A browser may give anything.
    for claim_id, version in versions.items() if isinstance(ticked, dict) else ():
        if ticked.get(claim_id) is True:
            selected()[claim_id] = version
        elif claim_id in ticked:
            selected().pop(claim_id, None)


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


def draw_bar(page: Sequence[ClaimView]) -> None:
    """Draw what can be done with the selected claims, where there are any.

    Args:
        page: the claims in sight; those that are selected beside them are told of, lest somebody
            mark what they do not see.
    """
    if not selected():
        return
    with st.container(key="marking", horizontal=True, vertical_alignment="bottom", gap="small"):
        unseen = selected().keys() - {claim.claim_id for claim in page}
        beside = f", <b>{len(unseen):,} not in sight</b>" if unseen else ""
        st.html(f"<b>{words.count(len(selected()), 'claim')}</b> selected{beside}")
        if unseen:
            st.button(
                "Keep only those in sight",
                key="drop-unseen",
                type="tertiary",
                on_click=_drop,
                args=(unseen,),
            )
        st.text_input(
            "Reason for all of them",
            key="reason-for-all",
            placeholder="Why; it goes into the log of each",
            label_visibility="collapsed",
            max_chars=2000,
            persist_state="session",
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


def _drop(unseen: Iterable[str]) -> None:
    for claim_id in unseen:
        selected().pop(claim_id, None)


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
