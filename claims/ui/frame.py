"""What every page stands in: the desk, who is reviewing, and the way to other pages."""

import gc
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit as st

from claims.desk import Desk
from claims.progress import Tick, unseen
from claims.settings import current_settings
from claims.ui import keys, ways
from claims.ui.day import asked_day, draw_choice
from claims.ui.markup import label
from claims.ui.visitor import draw_visitor, visitor
from claims.ui.ways import way
from db.views.claims import ClaimView

HERE = Path(str(files("claims.ui")))
TITLES = {
    "review": "Review",
    "claims": "Claims",
    "articles": "Articles",
    "sources": "Sources",
    "storylines": "Storylines",
    "overview": "Overview",
    "log": "Log",
    "claim": "Claim",
}


@st.cache_resource(show_spinner="Opening the desk")
def open_desk(url: str) -> Desk:
    """Open the desk at ``url`` once for all sessions."""
    return Desk.open(url)


def todays_desk() -> Desk:
    """Return the desk that ``CLAIMS_DB`` names, for whoever visits: the desk checks their role."""
    return open_desk(current_settings().db).acting_as(visitor())


def desk() -> Desk:
    """Return the desk for whoever visits, as it stands on the day that the address asks for.

    Raises:
        InputError: that is no day, or lies in the future.
        LedgerError: the log cannot be walked back.
    """
    asked = asked_day()
    if not asked:
        return todays_desk()
    if st.session_state.get("past", ("",))[0] != asked:
        go_back(asked)
    past: Desk = st.session_state["past"][1]
    return past.acting_as(visitor())


def go_back(asked: str, tick: Tick = unseen) -> None:
    """Take the desk as it stood on a day in hand, so that it is the same one all over a page.

    Args:
        asked: the day.
        tick: is told how far it is, where nobody asked for that day before; raises as
            :func:`desk` does.
    """
    st.session_state["past"] = asked, todays_desk().kept_as_of(asked, tick)


def stay() -> None:
    """Let go of the past that was looked at."""
    st.session_state.pop("past", None)


def reviewer() -> str:
    """Return the name under which this session decides; "" where it was emptied."""
    one = visitor()
    return one.signature if one.proven else str(st.session_state.get("reviewer", "")).strip()


def new_page(name: str) -> Any:
    """Return the page of that name for the navigation, which runs each but once."""
    # The first page stands at the root, whatever path it is given: its name leads there.
    path = "first" if name == "review" else name
    return st.Page(
        HERE / f"{name}.py",
        title=TITLES[name],
        url_path=path,
        default=name == "review",
        visibility="hidden" if name == "claim" else "visible",
    )


def review_by_name() -> Any:
    """Return what stands at the address that the review would have if it were not the first page.

    Whoever guesses it from those of the other pages is led on.
    """
    return st.Page(_to_review, title="Review", url_path="review", visibility="hidden")


def _to_review() -> None:
    st.switch_page(page("review"), query_params=st.query_params.to_dict())


@cache
def page(name: str) -> Any:
    """Return the page of that name, to switch to; it is made once, for that asks the disk."""
    return new_page(name)


def warm() -> None:
    """Load what the first reader would wait for, and let the collector of garbage pass it over."""
    for name in ("pandas", "pyarrow", "spacy", "claims.ui.charts"):
        import_module(name)
    gc.collect()
    gc.freeze()


@cache
def style() -> str:
    """Return our style rules: a sheet for all pages, and one for each page that needs it."""
    sheets = sorted((HERE / "theme").glob("*.css"))
    return f"<style>{''.join(sheet.read_text(encoding='utf-8') for sheet in sheets)}</style>"


def draw_frame() -> None:
    """Draw what stands on every page: our style rules, which day it is, and who visits."""
    st.html(style())
    if "reviewer" not in st.session_state:
        st.session_state["reviewer"] = current_settings().reviewer
    with st.container(key="whoami", horizontal=True, gap="small"):
        # Texts of our own, and the only scripts on all pages.
        st.html(keys.IN_BROWSER + ways.IN_BROWSER, unsafe_allow_javascript=True)
        draw_choice()
        draw_visitor()


def claim_link(claim: ClaimView, words: str) -> None:
    """Draw a link to the page of a claim."""
    page_link("claim", words, id=claim.claim_id)


def page_link(name: str, words: str, /, **params: str) -> None:
    """Draw a link to another page; ``params`` go into its address."""
    st.html(way(name, words, **params), width="content")


def empty(headline: str, remedy: str) -> None:
    """Draw an empty state: what is not there, and what to do next."""
    st.subheader(label(headline), anchor=False)
    st.write(label(remedy))
