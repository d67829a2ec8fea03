"""What was known of a claim on a day: the days to choose from, and the desk as it stood then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st

from claims import NotFoundError
from claims.desk import Desk
from claims.settings import current_settings
from claims.ui import words
from claims.ui.dossier import Dossier, dossier
from claims.ui.frame import desk
from claims.ui.markup import escaped, label, plain

TODAY = ""
PARAM = "as_of"


def asked_day() -> str:
    """Return the day or moment that the address asks for; "" for today."""
    return st.query_params.get(PARAM, TODAY)


def turning_days(found: Dossier, today: str) -> list[str]:
    """Return the days on which something changed for a claim, as ISO dates in their order.

    Args:
        found: the claim as it stands.
        today: what lies after it is left out, and so is today itself.
    """
    linked = [link.other.ordered_at for link in found.links]
    days = {one.astimezone(UTC).date().isoformat() for one in (found.article.ordered_at, *linked)}
    days |= {event.event_time_utc[:10] for event in found.history}
    return sorted(day for day in days if day < today)


def day_in_words(asked: str) -> str:
    """Return a day as ``3 June 2019``; a moment, and what is none, as it was asked for."""
    try:
        return words.day(datetime.strptime(asked, "%Y-%m-%d").replace(tzinfo=UTC))
    except ValueError:
        return plain(asked)


@contextmanager
def desk_then(today: Desk, asked: str) -> Iterator[Desk]:
    """Give today's desk, or as it stood where a day is asked for; raises as ``Desk.as_of``."""
    if not asked:
        yield today
        return
    with today.as_of(asked) as past:
        yield past


def as_it_stood(claim_id: str, asked: str) -> Dossier | None:
    """Return all about a claim on a day; None where it was not known yet.

    Going back copies the desk, so what was found is kept until somebody decides anything.

    Raises:
        InputError: it is no day, or lies in the future.
        LedgerError: the log cannot be walked back.
    """
    last = desk().log(limit=1)
    return _stood(current_settings().db, claim_id, asked, last[-1].row_hash if last else "")


@st.cache_data(ttl="10m", max_entries=64, show_spinner="Going back")
def _stood(url: str, claim_id: str, asked: str, head: str) -> Dossier | None:  # noqa: ARG001
    # The desk and the head of its log are arguments only to be part of what is remembered.
    with desk_then(desk(), asked) as past:
        try:
            return dossier(claim_id, past)
        except NotFoundError:
            return None


def draw_days(found: Dossier, asked: str) -> None:
    """Draw the days to choose from, today last; the address is the truth of which is chosen."""
    days = sorted({*turning_days(found, datetime.now(UTC).date().isoformat()), asked} - {TODAY})
    if not days:
        return
    st.session_state["day"] = asked
    st.select_slider(
        "What was known on",
        [*days, TODAY],
        key="day",
        format_func=lambda one: label(day_in_words(one)) if one else "today",
        on_change=_turn,
        help="Status, verdict, links and origins as they stood at the end of that day.",
    )


def _turn() -> None:
    go_to(st.session_state["day"])


def go_to(day: str) -> None:
    """Turn the page to a day, as a callback; "" for today."""
    if day:
        st.query_params[PARAM] = day
    else:
        st.query_params.pop(PARAM, None)


def draw_banner(asked: str) -> None:
    """Draw what nobody must overlook: that this is the past."""
    with st.container(horizontal=True, key="past", vertical_alignment="center"):
        st.html(
            f'<div role="status"><b>As of {escaped(day_in_words(asked))}</b> '
            "<small>This is what was known then. Nothing can be decided here.</small></div>",
            width="stretch",
        )
        st.button(
            "Back to today", key="to-today", icon=":material/today:", on_click=go_to, args=(TODAY,)
        )
