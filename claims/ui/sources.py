"""Sources: who speaks and publishes, page by page, and each at an address of its own."""

from collections.abc import Sequence
from typing import Any, cast

import streamlit as st

from claims import NotFoundError
from claims.ui import charts, words
from claims.ui.frame import desk, empty, page, page_link
from claims.ui.markup import escaped
from claims.ui.source import draw_source, facts, letter, source_link
from db.source_views import SourceFilters
from db.views import SourceView
from db.vocabulary import SourceKind

PAGE = 25
LEAST = {"": "Any", "1": "1 or more", "5": "5 or more", "20": "20 or more"}


def facets() -> SourceFilters:
    """Draw the filters, whose values stand in the page's address, and return them."""
    left, middle, right = st.columns([3, 2, 4], vertical_alignment="bottom")
    search = left.text_input(
        "Search",
        key="q",
        type="search",
        bind="query-params",
        live="300ms",
        placeholder="A name, in any of its forms",
    )
    kind = middle.selectbox(
        "Kind",
        [one.value for one in SourceKind],
        index=None,
        key="kind",
        bind="query-params",
        placeholder="Any",
    )
    least = right.segmented_control(
        "Reviewed claims",
        list(LEAST),
        default="",
        required=True,
        key="min",
        bind="query-params",
        format_func=LEAST.__getitem__,
        help="Only sources of whose claims at least so many were confirmed or refuted.",
    )
    return {
        "search": search or "",
        "kind": SourceKind(kind) if kind else None,
        "reviewed": int(least or 0),
    }


def draw_list() -> None:
    """Draw one page of the sources, and the record of those on it that have one."""
    filters = facets()
    total = desk().count_sources(**filters)
    if not total:
        empty("No source fits", "Take a filter away, or search for fewer letters.")
        return
    n_pages = -(-total // PAGE)
    shown = turn(n_pages, filters)
    found = desk().sources(limit=PAGE, offset=(shown - 1) * PAGE, **filters)
    first = (shown - 1) * PAGE + 1
    counted = f"<b>{words.count(total, 'source')}</b>"
    counted += f", {first:,} to {first + len(found) - 1:,}" if n_pages > 1 else ""
    st.html(f"{counted}<small>, most claims first</small>")
    reviewed = [one for one in found if one.n_confirmed + one.n_refuted]
    left, right = st.columns([11, 10], gap="medium") if reviewed else (st.container(), None)
    with left:
        draw_rows(found)
    if right:
        with right:
            draw_records(reviewed)
    if n_pages > 1:
        st.pagination(n_pages, key="page", bind="query-params")


def turn(n_pages: int, filters: SourceFilters) -> int:
    """Return which page is asked for: the first where other filters were set, never past the last.

    The turning stands below the list and is drawn after it, so its state is read here.
    """
    ss = st.session_state
    if ss.get("sources_filtered", filters) != filters:
        ss["page"] = 1
    ss["sources_filtered"] = filters
    asked = str(ss.get("page") or st.query_params.get("page", "1"))
    return min(int(asked) if asked.isdecimal() and int(asked) else 1, n_pages)


def draw_rows(found: Sequence[SourceView]) -> None:
    """Draw some sources, each with its letter and what is known of it, and the way to it."""
    for one in found:
        with st.container(key=f"row-{one.source_id}", gap=None):
            source_link(one.name, icon=None)
            st.html(f"{letter(one)} {facts(one)}")


def draw_records(reviewed: Sequence[SourceView]) -> None:
    """Draw the share confirmed of each of some sources; a click on one opens it."""
    st.html("<h5>Share of reviewed claims that were confirmed</h5>")
    chosen: Any = st.plotly_chart(
        charts.record(reviewed),
        key="record",
        config=charts.CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt="Share of reviewed claims confirmed, of the sources listed",
    )
    for point in chosen["selection"]["points"]:
        st.switch_page(page("sources"), query_params={"name": cast("str", point["customdata"])})
    st.html(f"<small>{words.BIASED} Click a point to open its source.</small>")


def draw_one(name: str) -> None:
    """Draw the source that a name leads to, or say that none does."""
    page_link("sources", "All sources", icon=":material/arrow_back:")
    try:
        source = desk().source(name)
    except NotFoundError:
        empty(
            f"There is no source “{name}” on this desk",
            "Look for it among all sources; part of the name is enough.",
        )
        return
    if source.name != name:
        st.html(f'<div class="notice">{escaped(name)} is another name of this source.</div>')
    draw_source(source)


if name := st.query_params.get("name", ""):
    draw_one(name)
elif desk().counts()["sources"]:
    draw_list()
else:
    empty("There are no sources yet", "They come with the articles: whoever speaks or publishes.")
    page_link("articles", "Add articles")
