"""Adding by address: the form that fetches pages and feeds, or has them watched."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from claims.jobs import Web
from claims.ui import words
from claims.ui.frame import desk
from claims.ui.starting import attempt, start

EVERY = {
    "15 minutes": timedelta(minutes=15),
    "hour": timedelta(hours=1),
    "6 hours": timedelta(hours=6),
    "day": timedelta(days=1),
}
NONE = "Give at least one address first."


def draw_fetch(draw_submits: Callable[[str, str, Callable[[bool], None]], None]) -> None:
    """Draw the form.

    Args:
        draw_submits: draws the buttons that all forms for adding have.
    """
    with st.form("fetch", border=False):
        st.text_area(
            "Addresses of pages, documents or feeds, one a line",
            key="addresses",
            height=100,
            placeholder="https://",
            help="Only public addresses are fetched, and what a site's robots.txt asks to leave "
            "alone is not.",
        )
        st.checkbox("Also fetch the pages that a feed's entries name", key="fetch-pages")
        draw_submits("Fetch and add", "fetch", fetch)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.selectbox("Or look again every", list(EVERY), key="watch-every", width=160)
            st.form_submit_button(
                "Watch from now on",
                key="watch",
                icon=":material/rss_feed:",
                on_click=watch,
            )


def given() -> list[str]:
    """Return the addresses that stand in the form; where there are none, have that told."""
    found = [line.strip() for line in st.session_state["addresses"].splitlines()]
    addresses = list(dict.fromkeys(filter(None, found)))
    if not addresses:
        st.session_state["adding-told"] = NONE
    return addresses


def fetch(preview: bool) -> None:
    """Start fetching what stands in the form, as a callback."""
    if addresses := given():
        web = Web(tuple(addresses), pages=st.session_state["fetch-pages"])
        if start({}, title(addresses), preview=preview, web=web):
            st.session_state["addresses"] = ""


def watch() -> None:
    """Watch what stands in the form, and ask it for the first time, as a callback."""
    addresses = given()
    if not addresses:
        return
    every = EVERY[st.session_state["watch-every"]]
    pages = st.session_state["fetch-pages"]
    if attempt(lambda: desk().watch(*addresses, every=every, pages=pages)):
        st.session_state["addresses"] = ""
        start({}, title(addresses), web=Web(poll=True))


def title(addresses: list[str]) -> str:
    """Return what a job is called that fetches these."""
    return (
        addresses[0] if len(addresses) == 1 else words.count(len(addresses), "address", "addresses")
    )
