"""Review: one claim after another that waits for a decision, beside its article and its links."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from claims import NotFoundError
from claims.ui import alarms, components, keys, order, words
from claims.ui.answers import draw_answers, show_change
from claims.ui.day import asked_day
from claims.ui.deciding import draw_form
from claims.ui.frame import desk, empty, page_link
from claims.ui.linked import draw_sides
from claims.ui.markup import label
from claims.ui.notes import draw_note, note_card
from claims.ui.progress import draw_progress, why_here
from claims.ui.sight import colleague, keep_in_sight
from claims.ui.undoing import undo_mine
from claims.ui.visitor import barred
from claims.ui.ways import way
from db.views.claims import ClaimView, LinkView

LISTED = 12
WATCHED = "5s"


@st.fragment
def draw_review() -> None:
    """Draw the claim in sight; only this part of the page is drawn anew after a press."""
    ss = st.session_state
    claim_id = ss.get("current", "")
    keep_in_sight(claim_id)
    if not claim_id or ss.get("notice", ("-",))[0] == "":
        draw_answers("")
    if not claim_id:
        draw_end()
        return
    try:
        claim = desk().claim(claim_id)
    except NotFoundError:
        empty("This claim is gone", "The machine has read its article anew and finds others.")
        st.button("To the queue", key="again", on_click=order.start_again, type="primary")
        return
    st.query_params["id"] = ss["wrote"] = claim_id
    ss["seen"] = (claim_id, claim.version)
    draw_claim(claim, desk().links(claim))
    keys.draw_help()
    keys.arm(claim_id)


def draw_claim(claim: ClaimView, links: Sequence[LinkView]) -> None:
    """Draw a claim and the decision about it, above what both rest on: article and links."""
    with st.container(key="review"):
        draw_bar(claim.claim_id)
        left, right = st.columns([5, 6], gap="medium")
        with left:
            decision = desk().decision(claim) if claim.challenged_by else None
            card = components.claim_card(claim, links, decision=decision, aside=why_here(claim))
            st.html(alarms.notice(desk().alarm(claim)) + card)
            draw_noting(claim)
        with right:
            draw_form(claim, order.go_next, evidence=links, shortcuts=True)
        left, right = st.columns([5, 6], gap="medium")
        with left:
            draw_article(claim)
        with right:
            draw_sides(claim, links)


def draw_noting(claim: ClaimView) -> None:
    """Draw what is noted of a claim, and what opens the form in which it is written."""
    note = desk().note_on(claim)
    if note.text:
        st.html(note_card(note))
    with st.popover(
        "Note", type="tertiary", icon=":material/edit_note:", key="note", on_change="rerun"
    ) as popover:
        if popover.open:
            draw_note(claim.claim_id, note)


def draw_bar(claim_id: str) -> None:
    """Draw the way through the queue, and how far the reviewer has come."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="bar"):
        for name, key, icon, act, args in (
            ("Back", keys.BACK, "arrow_back", order.go_back, (claim_id,)),
            ("Next", keys.NEXT, "arrow_forward", order.skip, (claim_id,)),
            ("Undo", keys.UNDO, "undo", undo_mine, (claim_id, order.go)),
            ("Help", keys.HELP, "keyboard", keys.toggle_help, ()),
        ):
            st.button(
                name,
                key=name.lower(),
                shortcut=key,
                icon=f":material/{icon}:",
                disabled=act is undo_mine and bool(barred()),
                on_click=act,
                args=args,
            )
        with st.popover("Queue", icon=":material/list:", key="queue", on_change="rerun") as queue:
            if queue.open:
                draw_queue()
        draw_progress(claim_id)


def draw_queue() -> None:
    """Draw the claims most worth a decision, each to be jumped to, and why each stands there."""
    today = datetime.now(UTC).date()
    for claim in desk().queue(limit=LISTED):
        other = colleague(claim.claim_id)
        open_to = f"; open to {other} now, and passed over" if other else ""
        st.button(
            label(f"{words.STATUS_SIGNS[claim.status]} {words.told(claim)}", 110),
            key=f"queue-{claim.claim_id}",
            type="tertiary",
            icon=":material/visibility:" if other else None,
            help=label(words.pressing(claim, today) + open_to),
            disabled=claim.claim_id == st.session_state["current"],
            on_click=order.go,
            args=(claim.claim_id,),
        )


def draw_article(claim: ClaimView) -> None:
    """Draw the article of a claim, opened where the claim stands."""
    article = desk().article(claim.article_id)
    st.html(
        f"{components.article_head(article)}"
        f"{components.pane(components.article_around(article, claim))}"
        f'<div class="ways">{components.LEGEND}'
        f"{way('claim', 'All about this claim', id=claim.claim_id)}</div>"
    )


def draw_end() -> None:
    """Draw what to do where no claim is in sight."""
    waiting = desk().progress("").waiting
    if not desk().count_articles():
        empty("This desk is empty", "Add articles; their claims then come here for review.")
        page_link("articles", "Add articles")
    elif waiting:
        empty(
            "You have come to the end of the queue",
            f"{words.count(waiting, 'claim')} that you passed over remain open.",
        )
        st.button("Start again from the top", key="again", on_click=order.start_again)
    else:
        empty(
            "Nothing is left to decide",
            "Every claim on show has its verdict. Read the log, or add more articles.",
        )
        page_link("log", "Read the log")
        page_link("articles", "Add articles")
    if desk().head() != "0:" and not barred():
        st.button("Undo", key="undo", shortcut=keys.UNDO, on_click=undo_mine, args=("", order.go))


@st.fragment(run_every=WATCHED)
def watch() -> None:
    """Show what a colleague does to the claim in sight before the reviewer decides over it."""
    claim_id, version = st.session_state.get("seen", ("", 0))
    keep_in_sight(st.session_state.get("current", ""))
    if claim_id and desk().claim_version(claim_id) != version:
        show_change(claim_id, "While you looked at this claim:")
        keys.rearm()
        st.rerun()


if asked_day():
    empty("Nothing is decided in the past", "What waited then stands among the claims.")
    page_link("claims", "Claims that nobody had decided", verdict="undecided")
else:
    order.settle()
    order.follow_address()
    draw_review()
    watch()
