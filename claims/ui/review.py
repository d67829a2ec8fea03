"""Review: one undecided claim after another, beside its article and what is linked to it."""

import streamlit as st

from claims import NotFoundError
from claims.ui import components, words
from claims.ui.deciding import (
    arm,
    draw_answers,
    draw_form,
    forget,
    take_stock,
    tell,
    undo_mine,
)
from claims.ui.frame import claim_link, desk, empty, page_link
from claims.ui.linked import draw_sides
from claims.ui.markup import escaped, label
from db.views import ClaimView

AHEAD = 25
LISTED = 12


def refill() -> None:
    """Keep the claims up to the current one and take the rest of the order from the queue anew."""
    ss = st.session_state
    order: list[str] = ss.get("order", [])
    current = ss.get("current", "")
    visited = order[: order.index(current) + 1] if current in order else list(order)
    queue = desk().queue(limit=AHEAD + len(visited))
    ss["order"] = visited + [one.claim_id for one in queue if one.claim_id not in visited]


def go(claim_id: str) -> None:
    """Bring a claim into sight; one that the order lacks comes in at the current place."""
    ss = st.session_state
    order: list[str] = ss.setdefault("order", [])
    if claim_id and claim_id not in order:
        at = order.index(ss["current"]) + 1 if ss.get("current") in order else 0
        order.insert(at, claim_id)
    ss["current"] = claim_id
    forget()


def go_next(claim_id: str) -> None:
    """Go to the claim after this one; "" stands for the end of the queue."""
    ss = st.session_state
    if ss.get("current") != claim_id:
        return
    if ss["order"][-1] == claim_id:
        refill()
    at = ss["order"].index(claim_id) + 1
    go(ss["order"][at] if at < len(ss["order"]) else "")


def go_back(claim_id: str) -> None:
    """Go to the claim before this one; from the end of the queue, to its last."""
    order: list[str] = st.session_state["order"]
    at = order.index(claim_id) - 1 if claim_id in order else len(order) - 1
    if order and at >= 0:
        go(order[at])


def start_again() -> None:
    """Begin at the head of the queue."""
    st.session_state["order"] = []
    refill()
    go(next(iter(st.session_state["order"]), ""))


def follow_address() -> None:
    """Take the claim from the address where it was changed from outside: a link, or Back."""
    wanted = st.query_params.get("id", "")
    if not wanted or wanted == st.session_state.get("wrote"):
        return
    st.session_state["wrote"] = wanted
    try:
        go(desk().claim(wanted).claim_id)
    except NotFoundError:
        tell("", f"There is no claim <b>{escaped(wanted)}</b> on this desk. Here is the queue.")


@st.fragment
def draw_review() -> None:
    """Draw the claim in sight; only this part of the page is drawn anew after a press."""
    ss = st.session_state
    claim_id = ss.get("current", "")
    if ss.get("notice", ("-",))[0] == "":
        draw_answers("")
    if not claim_id:
        draw_end()
        return
    try:
        claim = desk().claim(claim_id)
    except NotFoundError:
        empty("This claim is gone", "The machine has read its article anew and finds others.")
        st.button("To the queue", key="again", on_click=start_again, type="primary")
        return
    st.query_params["id"] = ss["wrote"] = claim_id
    arm(claim_id)
    links = desk().links(claim)
    draw_bar(claim_id)
    with st.container(key="facing"):
        left, right = st.columns([11, 10], gap="medium")
    with left:
        draw_article(claim)
    with right:
        st.html(components.claim_card(claim, links))
        draw_form(claim, go_next, shortcuts=True)
    draw_sides(claim, links)


def draw_bar(claim_id: str) -> None:
    """Draw the way through the queue, and how far the reviewer has come."""
    ss = st.session_state
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="bar"):
        for name, key, icon, act, args in (
            ("Back", "K", "arrow_back", go_back, (claim_id,)),
            ("Next", "J", "arrow_forward", go_next, (claim_id,)),
            ("Undo", "U", "undo", undo_mine, (claim_id, go)),
        ):
            st.button(
                name,
                key=name.lower(),
                shortcut=key,
                icon=f":material/{icon}:",
                on_click=act,
                args=args,
            )
        with st.popover("Queue", icon=":material/list:", key="queue", on_change="rerun") as queue:
            if queue.open:
                draw_queue()
        st.html(
            f'<span class="progress" data-current="{escaped(claim_id)}">'
            f"{ss['today']:,} decided today, {ss['open']:,} open</span>"
        )


def draw_queue() -> None:
    """Draw the undecided claims most worth a decision, each to be jumped to."""
    for claim in desk().queue(limit=LISTED):
        st.button(
            label(f"{words.STATUS_SIGNS[claim.status]} {words.told(claim)}", 110),
            key=f"queue-{claim.claim_id}",
            type="tertiary",
            disabled=claim.claim_id == st.session_state["current"],
            on_click=go,
            args=(claim.claim_id,),
        )


def draw_article(claim: ClaimView) -> None:
    """Draw the article of a claim, opened where the claim stands."""
    article = desk().article(claim.article_id)
    st.html(components.article_head(article))
    with st.container(height=350):
        st.html(components.article_around(article, claim))
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.html(components.LEGEND, width="content")
        claim_link(claim, "All about this claim")


def draw_end() -> None:
    """Draw what to do where no claim is in sight."""
    counts = desk().counts()
    if not counts["articles"]:
        empty("This desk is empty", "Add articles; their claims then come here for review.")
        page_link("articles", "Add articles")
    elif counts["undecided"]:
        empty(
            "You have come to the end of the queue",
            f"{words.count(counts['undecided'], 'claim')} that you passed over remain open.",
        )
        st.button("Start again from the top", key="again", on_click=start_again, type="primary")
    else:
        empty(
            "Nothing is left to decide",
            "Every claim on show has its verdict. Read the log, or add more articles.",
        )
        page_link("log", "Read the log")
        page_link("articles", "Add articles")
    if counts["events"]:
        st.button("Undo", key="undo", shortcut="U", on_click=undo_mine, args=("", go))


def settle() -> None:
    """Bring the order up to date; from its end, go on to what is new in the queue."""
    passed = len(st.session_state.get("order", []))
    refill()
    if not st.session_state.get("current"):
        st.session_state["current"] = next(iter(st.session_state["order"][passed:]), "")


take_stock()
settle()
follow_address()
draw_review()
