"""Sources: who speaks and publishes, page by page, and each at an address of its own."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from claims import NotFoundError
from claims.ui import charts, words
from claims.ui.day import kept
from claims.ui.frame import desk, empty, page, page_link
from claims.ui.markup import escaped
from claims.ui.source import draw_source, facts, letter, shield
from claims.ui.ways import rows, way
from db.filters import SourceFilters
from db.views.sources import SourceView
from db.vocabulary import SourceKind

PAGE = 25
LEAST = (0, 1, 5, 20)


def follow_address() -> None:
    """Take filters and page from the address where it was changed from outside: a link, or Back."""
    ss, address = st.session_state, st.query_params.to_dict()
    if address == ss.get("sources_wrote") and "source-q" in ss:
        return
    kind, least, shown = (address.get(name, "") for name in ("kind", "min", "page"))
    ss["source-q"] = address.get("q", "")
    ss["source-kind"] = kind if kind in list(SourceKind) else None
    ss["source-min"] = int(least) if least in map(str, LEAST) else LEAST[0]
    ss["source-page"] = int(shown) if shown.isdecimal() and int(shown) else 1


def write_address() -> None:
    """Write filters and page into the address, so that the view can be sent to a colleague.

    Streamlit can bind a widget to the address, but then loses what others write into it. The keys
    are this page's own, for what is bound on another page stays in the session under its key.
    """
    ss = st.session_state
    asked = {name: ss[f"source-{name}"] for name in ("q", "kind", "min")}
    asked["page"] = ss["source-page"] if ss["source-page"] > 1 else None
    address = {name: str(value) for name, value in asked.items() if value} | kept()
    # Also where nothing seems to change: after a link the browser may still show what was before.
    st.query_params.from_dict(address)
    ss["sources_wrote"] = address


def turn(to: int) -> None:
    """Go to a page, as a callback: of the buttons, and to the first of the filters."""
    st.session_state["source-page"] = to


def draw_facets() -> SourceFilters:
    """Draw the filters and return them."""
    left, middle, right = st.columns([3, 2, 4], vertical_alignment="bottom")
    search = left.text_input(
        "Search",
        key="source-q",
        type="search",
        live="300ms",
        placeholder="A name, in any of its forms",
        on_change=turn,
        args=(1,),
    )
    kind = middle.selectbox(
        "Kind",
        [one.value for one in SourceKind],
        index=None,
        key="source-kind",
        placeholder="Any",
        on_change=turn,
        args=(1,),
    )
    least = right.segmented_control(
        "Reviewed claims, at least",
        LEAST,
        required=True,
        key="source-min",
        help="Only sources of whose claims at least so many were confirmed or refuted.",
        on_change=turn,
        args=(1,),
    )
    return {"search": search, "kind": SourceKind(kind) if kind else None, "reviewed": least or 0}


def draw_list() -> None:
    """Draw one page of the sources, and the record of those on it that have one."""
    follow_address()
    filters = draw_facets()
    total = desk().count_sources(**filters)
    n_pages = max(-(-total // PAGE), 1)
    shown = st.session_state["source-page"] = min(st.session_state["source-page"], n_pages)
    write_address()
    if not total:
        empty("No source fits", "Take a filter away, or search for fewer letters.")
        return
    found = desk().sources(limit=PAGE, offset=(shown - 1) * PAGE, **filters)
    draw_turning(total, shown, n_pages)
    reviewed = [one for one in found if one.n_confirmed + one.n_refuted]
    left, right = st.columns([11, 10], gap="medium") if reviewed else (st.container(), None)
    with left:
        draw_rows(found)
    if right:
        with right:
            draw_records(reviewed)


def draw_turning(total: int, shown: int, n_pages: int) -> None:
    """Draw how many sources there are, and the ways to the pages before and after."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        last = min(shown * PAGE, total)
        part = f", {(shown - 1) * PAGE + 1:,} to {last:,}" if n_pages > 1 else ""
        st.html(f"<b>{words.count(total, 'source')}</b>{part}<small>, most claims first</small>")
        if n_pages > 1:
            st.button("Back", key="back", disabled=shown == 1, on_click=turn, args=(shown - 1,))
            more = shown < n_pages
            st.button("More", key="more", disabled=not more, on_click=turn, args=(shown + 1,))


def draw_rows(found: Sequence[SourceView]) -> None:
    """Draw some sources, each with its letter and what is known of it, and the way to it."""
    st.html(rows((str(one.source_id), _row(one)) for one in found))


def _row(one: SourceView) -> str:
    name = way("sources", one.name, name=one.name)
    return f"{name}{letter(one)} {shield(one)} {facts(one)}"


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
        st.switch_page(page("sources"), query_params=kept() | {"name": point["customdata"]})
    st.html(f"<small>{words.BIASED} Click a point to open its source.</small>")


def draw_one(name: str) -> None:
    """Draw the source that a name leads to, or say that none does."""
    page_link("sources", "← All sources")
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
    # On the way here from the list the browser leaves the filters of the list in the address.
    st.query_params.from_dict(kept() | {"name": name})
    draw_source(source)


if name := st.query_params.get("name", ""):
    draw_one(name)
elif desk().count_sources():
    draw_list()
else:
    empty("There are no sources yet", "They come with the articles: whoever speaks or publishes.")
    page_link("articles", "Add articles")
