"""The day as of which the desk is looked at: it stands in the address, and every link keeps it."""

from datetime import UTC, date, datetime, timedelta

import streamlit as st

from claims.ui import words
from claims.ui.markup import plain

TODAY = ""
PARAM = "as_of"
FIRST_DAY = date(1700, 1, 1)


def asked_day() -> str:
    """Return the day or moment that the address asks for; "" for today."""
    asked = st.query_params.get(PARAM, TODAY)
    return TODAY if asked == this_day() else asked


def this_day() -> str:
    """Return the day, UTC, as it stands in an address."""
    return datetime.now(UTC).date().isoformat()


def kept() -> dict[str, str]:
    """Return what of the address goes along to every other page."""
    asked = asked_day()
    return {PARAM: asked} if asked else {}


def day_in_words(asked: str) -> str:
    """Return a day as ``3 June 2019``; a moment, and what is none, as it was asked for."""
    try:
        return words.day(datetime.strptime(asked, "%Y-%m-%d").replace(tzinfo=UTC))
    except ValueError:
        return plain(asked)


def go_to(day: str) -> None:
    """Turn the dashboard to a day, as a callback; "" for today."""
    if day:
        st.query_params[PARAM] = day
    else:
        st.query_params.pop(PARAM, None)


def read_only() -> str:
    """Return why nothing can be decided on the desk of the day asked for; "" where it can."""
    asked = asked_day()
    return asked and f"This is the desk as of {day_in_words(asked)}: nothing can be decided on it"


def draw_choice() -> None:
    """Draw where a day is chosen, for all pages."""
    popover = st.popover("As of", icon=":material/history:", key="as-of", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.date_input(
            "The desk as it stood at the end of",
            value=None,
            key="day-chosen",
            min_value=FIRST_DAY,
            max_value=datetime.now(UTC).date() - timedelta(days=1),
            format="YYYY-MM-DD",
            on_change=_choose,
            help="Articles count from their publication, decisions from when they were made (UTC).",
        )


def _choose() -> None:
    chosen = st.session_state["day-chosen"]
    st.session_state["as-of"] = False
    go_to(chosen.isoformat() if isinstance(chosen, date) else TODAY)
