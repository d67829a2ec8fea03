"""Feeds that are watched, what the last fetches brought, and sentences that changed silently."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from claims.jobs import Web
from claims.ui import words
from claims.ui.frame import desk, page
from claims.ui.markup import differing, escaped, label, plain
from claims.ui.starting import attempt, start
from claims.ui.visitor import barred
from db.views.web import AlarmView, FeedView

ALARMS = 8


def draw_watched() -> None:
    """Draw the feeds that are watched or were, and what was fetched lately; nothing for none."""
    feeds = desk().feeds(stopped=True)
    fetches = desk().fetches()
    if not (feeds or fetches):
        return
    # A name that counted them would change at a press, and close what it names.
    with st.expander("Watched and fetched", icon=":material/rss_feed:"):
        for one in feeds:
            draw_feed(one)
        if any(not one.stopped for one in feeds):
            st.button(
                "Ask those now whose time has come",
                key="poll",
                icon=":material/refresh:",
                disabled=bool(barred()),
                help="`claims watch` goes on asking by itself.",
                on_click=poll,
            )
        if fetches and st.toggle("What was fetched lately", key="fetched-lately"):
            st.dataframe(
                {
                    "When (UTC)": [f"{one.fetched_at:%Y-%m-%d %H:%M}" for one in fetches],
                    "Address": [plain(one.url) for one in fetches],
                    "Came": ["✗ failed" if one.failed else "✓ came" for one in fetches],
                    "What came of it": [plain(one.note) for one in fetches],
                },
                alt="What was fetched lately, and what came of it",
            )


def draw_feed(one: FeedView) -> None:
    """Draw a feed with the button that stops it or starts it again."""
    with st.container(
        key=f"feed-{one.url}", horizontal=True, gap="small", vertical_alignment="center"
    ):
        st.html(feed_row(one))
        name, icon, act = (
            ("Start again", ":material/play_arrow:", go_on)
            if one.stopped
            else ("Stop", ":material/stop_circle:", stop)
        )
        st.button(
            name,
            key=f"{name}-{one.url}",
            icon=icon,
            disabled=bool(barred()),
            on_click=act,
            args=(one,),
        )


def feed_row(one: FeedView) -> str:
    """Return what is said of a feed as escaped HTML."""
    asked = f"asked {one.polled_at:%d %b %H:%M} UTC" if one.polled_at else "not asked yet"
    due = "due now" if one.next_at <= datetime.now(UTC) else f"again {one.next_at:%d %b %H:%M} UTC"
    facts = [
        "watched no more" if one.stopped else f"{one.rhythm}, {due}",
        asked,
        "with the pages of its entries" if one.pages else "",
        escaped(one.note),
    ]
    times = words.count(one.failures, "time")
    badge = f'<span class="badge is-refuted">✗ failed {times}</span> '
    return (
        f'<div class="feed-row">{badge if one.failures else ""}{escaped(one.url)}<br>'
        f"<small>{'; '.join(filter(None, facts))}</small></div>"
    )


def poll() -> None:
    """Ask the feeds whose time has come, as a callback."""
    start({}, "the watched addresses", web=Web(poll=True))


def stop(one: FeedView) -> None:
    """Watch a feed no more, as a callback."""
    attempt(lambda: desk().unwatch(one.url))


def go_on(one: FeedView) -> None:
    """Watch a feed again, as a callback."""
    every = timedelta(seconds=one.every)
    attempt(lambda: desk().watch(one.url, every=every, pages=one.pages))


def draw_alarms() -> None:
    """Draw the claims whose sentence was changed or taken out since people saw it."""
    found = desk().alarms()
    if not found:
        return
    said = f"⚑ {words.count(len(found), 'claim')} on sentences that were changed or taken out"
    with st.expander(said):
        for one in found[:ALARMS]:
            draw_alarm(one)
        if len(found) > ALARMS:
            st.html(f"<small>and {len(found) - ALARMS:,} more, all in the queue of Review</small>")


def draw_alarm(one: AlarmView) -> None:
    """Draw a claim with what became of its sentence."""
    with st.container(key=f"row-alarm-{one.claim_id}", gap=None):
        st.page_link(page("claim"), label=label(one.text, 160), query_params={"id": one.claim_id})
        st.html(changed(one.was, one.now, f"since {words.day(one.since)}"))


def changed(was: str, now: str, when: str = "") -> str:
    """Return what stood and what stands in its place as escaped HTML, the differing words marked.

    Args:
        was: a stretch of an earlier text, "" where nothing stood there.
        now: what stands there now, "" where it is gone.
        when: since when.
    """
    said = f"<small>{escaped(when)}</small>" if when else ""
    before = f'<blockquote class="was">{differing(was, now)}</blockquote>' if was else ""
    after = f'<blockquote class="now">{differing(now, was)}</blockquote>' if now else ""
    gone = "" if now else "<small>✗ It was taken out.</small>"
    new = "" if was else "<small>+ It is new.</small>"
    return f'<div class="changed">{said}{new}{before}{after}{gone}</div>'
