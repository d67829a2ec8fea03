"""Decisions about an article itself: to withdraw it, to correct its date, to take either back."""

from collections.abc import Callable, Sequence

import streamlit as st

from claims import ClaimdeskError, ConflictError
from claims.ui import words
from claims.ui.answers import forget, tell
from claims.ui.components import history
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped, label
from claims.ui.previewing import FIRST_DAY
from db.views.articles import ArticleView
from db.views.log import EventView


def draw_decisions(article: ArticleView, events: Sequence[EventView]) -> None:
    """Draw what was decided about an article."""
    if article.withdrawn:
        st.html(
            '<div class="notice is-conflict" role="note">↩ <b>Withdrawn.</b> It is kept, and its '
            "claims count for nothing.</div>"
        )
    if events:
        st.html(history(events))


def draw_forms(article: ArticleView, events: Sequence[EventView]) -> None:
    """Draw the buttons that take decisions back, and the forms to decide something else."""
    # What comes and goes stands last, so that nothing is drawn twice for a moment.
    with st.popover("Correct its date", icon=":material/event:"):
        draw_dating(article)
    if not article.withdrawn:
        with st.popover("Withdraw", icon=":material/delete_sweep:"):
            draw_withdrawing(article)
    for event in standing(events):
        st.button(
            f"Undo #{event.event_seq}",
            key=f"undo-{event.event_seq}",
            icon=":material/undo:",
            help=label(f"Takes back that {event.reviewer} {words.event(event)}"),
            on_click=undo,
            args=(article, event.event_seq),
        )


def standing(events: Sequence[EventView]) -> list[EventView]:
    """Return the decisions that are in force, which can be taken back."""
    last = {event.object_type: event for event in events}
    return [event for event in last.values() if event.after]


def draw_withdrawing(article: ArticleView) -> None:
    """Draw the form that withdraws an article."""
    with st.form("withdraw", border=False, clear_on_submit=False):
        st.html("<small>Its claims count for nothing until this is taken back.</small>")
        st.text_input("Why?", key="withdraw-reason", placeholder="The paper took it back")
        st.form_submit_button(
            "Withdraw this article", key="withdraw", on_click=withdraw, args=(article,)
        )


def draw_dating(article: ArticleView) -> None:
    """Draw the form that corrects when an article was published."""
    with st.form("redate", border=False, clear_on_submit=False):
        stands = article.published_at.date() if article.published_at else None
        st.date_input("Published on", value=stands, key="redate-day", min_value=FIRST_DAY)
        st.text_input("Why?", key="redate-reason", placeholder="The printed page says so")
        st.form_submit_button("Set the date", key="redate", on_click=redate, args=(article,))


def withdraw(article: ArticleView) -> None:
    """Withdraw an article as it was shown, as a callback."""
    reason = st.session_state["withdraw-reason"]
    _decide(article, lambda: desk().withdraw(article, by=reviewer(), reason=reason), "Withdrawn")


def redate(article: ArticleView) -> None:
    """Correct the date of an article as it was shown, as a callback."""
    day, reason = st.session_state["redate-day"], st.session_state["redate-reason"]
    if day is None:
        tell(article.article_id, "Not saved: choose a day first.")
        return
    _decide(
        article,
        lambda: desk().redate(article, day.isoformat(), by=reviewer(), reason=reason),
        f"Dated {day.isoformat()}",
    )


def undo(article: ArticleView, event_seq: int) -> None:
    """Take a decision about an article back, as a callback."""
    _decide(article, lambda: desk().undo(event_seq, by=reviewer()), f"Taken back: #{event_seq}")


def _decide(article: ArticleView, decide: Callable[[], EventView], done: str) -> None:
    try:
        decide()
    except ConflictError as error:
        latest = desk().decisions_on(article)[-1:]
        tell(
            article.article_id,
            "Not saved, because this article changed while you looked:"
            f"{history(latest) if latest else escaped(str(error))}"
            "You now see it as it stands.",
            "is-conflict",
        )
    except ClaimdeskError as error:
        tell(article.article_id, f"Not saved: {escaped(str(error))}")
    else:
        forget()
        st.session_state["flash"] = done
        for name in ("withdraw-reason", "redate-reason"):
            st.session_state[name] = ""
