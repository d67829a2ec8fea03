"""Looking at the desk as it stood on a day: the way there, and what nobody must overlook."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

import streamlit as st

from claims import ClaimdeskError
from claims.progress import Tick
from claims.ui.day import TODAY, asked_day, day_in_words, go_to, this_day
from claims.ui.dossier import Dossier
from claims.ui.frame import desk, empty, go_back, stay
from claims.ui.markup import escaped, label


def enter() -> None:
    """Go to the day that the address asks for and say so; where that cannot be, the page ends.

    Only the first one who asks for a day waits, and sees how far it is.
    """
    asked = st.session_state["day-drawn"] = asked_day()
    # A place of its own, banner or not: what is below stays where it is when the day is turned.
    with st.container():
        if not asked:
            stay()
            return
        draw_banner(asked)
        try:
            with _telling(f"Going back to {day_in_words(asked)}") as tick:
                go_back(asked, tick)
        except ClaimdeskError as error:
            st.html(f'<div class="notice" role="alert">{escaped(str(error))}</div>')
            st.stop()
        if not desk().count_articles():
            empty("Nothing was known yet", "No article on this desk was published by that day.")
            st.stop()


def follow() -> None:
    """Draw all of the page anew where a part of it, which is drawn by itself, turned the day."""
    if st.session_state.get("day-drawn", TODAY) != asked_day():
        st.rerun()


@contextmanager
def _telling(what: str) -> Iterator[Tick]:
    place = st.empty()

    def tick(done: int, total: int | None) -> None:
        place.progress(done / total if total else 0.0, f"{done:,} of {total or 0:,}")

    with st.spinner(what, show_time=True):
        yield tick
    place.empty()


def draw_banner(asked: str) -> None:
    """Draw that this is the past, and the way out of it."""
    with st.container(horizontal=True, key="past", vertical_alignment="center"):
        st.html(
            f'<div role="status"><b>The desk as of {escaped(day_in_words(asked))}</b> '
            "<small>This is what was known then. Nothing can be decided here.</small></div>",
            width="stretch",
        )
        st.button(
            "Back to now", key="to-today", icon=":material/today:", on_click=go_to, args=(TODAY,)
        )


# ---- the days of one claim --------------------------------------------------------------------


def turning_days(found: Dossier, until: str) -> list[str]:
    """Return the days on which something changed for a claim, as ISO dates in their order.

    Args:
        found: the claim as it stands.
        until: what lies after this day is left out, and so is it itself.
    """
    linked = [link.other.ordered_at for link in found.links]
    days = {one.astimezone(UTC).date().isoformat() for one in (found.article.ordered_at, *linked)}
    days |= {event.event_time_utc[:10] for event in found.history}
    return sorted(day for day in days if day < until)


def draw_days(found: Dossier, asked: str) -> None:
    """Draw the days to choose from, today last; the address is the truth of which is chosen."""
    days = sorted({*turning_days(found, this_day()), asked} - {TODAY})
    if not days:
        return
    st.session_state["day-turned"] = asked
    st.select_slider(
        "What was known on",
        [*days, TODAY],
        key="day-turned",
        format_func=lambda one: label(day_in_words(one)) if one else "today",
        on_change=lambda: go_to(st.session_state["day-turned"]),
        help="Status, verdict, links and origins as they stood at the end of that day.",
    )
