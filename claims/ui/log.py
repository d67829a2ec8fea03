"""Log: every decision, the check of its chain, and everything as files."""

from collections.abc import Sequence

import streamlit as st

from claims.ui import words
from claims.ui.downloads import draw_download
from claims.ui.frame import desk, empty, page, page_link
from claims.ui.markup import escaped, plain
from db.views import EventView

PAGE = 50


def draw_downloads() -> None:
    """Draw the exports."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        bom = st.checkbox(
            "For Excel",
            key="bom",
            help="Begins CSV files with a byte-order mark, so that Excel reads Korean names.",
        )
        draw_download("log", "csv", "Log, CSV", bom=bom)
        draw_download("log", "jsonl", "Log, JSONL")
        draw_download("claims", "csv", "Claims, CSV", bom=bom)
        draw_download("links", "csv", "Links, CSV", bom=bom)


def draw_check(newest: EventView) -> None:
    """Draw the head of the log, and what checking the chain finds."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        check = st.button("Check the chain", key="check", icon=":material/verified:")
        st.html(
            f"<small>Head: <code>{newest.event_seq}:{newest.row_hash}</code>. Keep it elsewhere: "
            "only a head kept elsewhere shows that nobody rewrote the whole log.</small>"
        )
    if not check:
        return
    found = desk().verify()
    if found.ok:
        st.html(
            '<div class="notice is-confirmed" role="status">✓ The chain holds: '
            f"{words.count(found.n_rows, 'decision')}, each sealed to the one before, and every "
            f"claim and link stands as the log says.<br><code>{escaped(found.head)}</code></div>"
        )
        return
    problems = "".join(f"<li>{escaped(problem)}</li>" for problem in found.problems)
    st.html(
        '<div class="notice is-conflict" role="alert">✗ The log does not hold together:'
        f"<ul>{problems}</ul></div>"
    )


def draw_events(newest_first: Sequence[EventView]) -> None:
    """Draw one page of the log as a table, and the way to the claim of a row."""
    n_pages = -(-len(newest_first) // PAGE)
    shown = 1
    if n_pages > 1:
        shown = st.pagination(n_pages, key="log-page")
    rows = newest_first[(shown - 1) * PAGE : shown * PAGE]
    st.dataframe(
        {
            "#": [one.event_seq for one in rows],
            "When (UTC)": [one.event_time_utc[:16].replace("T", " ") for one in rows],
            "Who": [plain(one.reviewer) for one in rows],
            "What": [plain(words.event(one)) for one in rows],
            "Speaker": [plain(one.speaker) for one in rows],
            "Claim": [plain(one.claim_text) for one in rows],
            "Why": [plain(one.reason) for one in rows],
            "Status then": [one.status_after for one in rows],
            "Verdict then": [one.verdict_after for one in rows],
        },
        key=f"events-{shown}",
        on_select="rerun",
        selection_mode="single-row",
        alt="The verification log, newest first",
    )
    chosen = st.session_state[f"events-{shown}"]["selection"]["rows"]
    # What is decided about a source or an article is about no claim.
    if chosen and (claim_id := rows[chosen[0]].claim_id):
        st.switch_page(page("claim"), query_params={"id": claim_id})
    st.html("<small>Choose a row to open its claim, where it is about one.</small>")


draw_downloads()
events = desk().log()
if events:
    draw_check(events[-1])
    draw_events(events[::-1])
else:
    empty("Nothing has been decided yet", "Every decision of the review will stand here.")
    page_link("review", "Review")
