"""Sources: who speaks and publishes, and what became of the claims of each."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from claims.ui import charts, components, words
from claims.ui.frame import claim_link, desk, empty, page_link
from claims.ui.markup import escaped, plain
from db.views import SourceView

SHOWN = 10
RANKED = 15
ROWS = 14


def draw_table(sources: Sequence[SourceView]) -> None:
    """Draw all sources; clicking a row chooses that source."""
    rows: dict[str, list[Any]] = {
        "Name": [plain(one.name) for one in sources],
        "Kind": [one.kind.value for one in sources],
        "Also called": [plain(", ".join(one.aliases)) for one in sources],
        "Claims": [one.n_claims for one in sources],
        "Confirmed": [one.n_confirmed for one in sources],
        "Refuted": [one.n_refuted for one in sources],
    }
    names = [one.name for one in sources]

    def choose() -> None:
        rows = st.session_state["table"]["selection"]["rows"]
        if rows:
            st.session_state["name"] = names[rows[0]]

    st.dataframe(
        rows,
        key="table",
        on_select=choose,
        selection_mode="single-row",
        height=_height(len(sources)),
        column_config={"Name": st.column_config.TextColumn(width="medium")},
        alt="Sources",
    )


def _height(n: int) -> int | Literal["content"]:
    """Return the height of the table: low where a chosen source stands below it."""
    if st.session_state.get("name") or st.query_params.get("name"):
        return 280
    return 520 if n > ROWS else "content"


def draw_source(source: SourceView) -> None:
    """Draw one source and its newest claims."""
    aliases = f"; also {escaped(', '.join(source.aliases))}" if source.aliases else ""
    st.html(f"<h4>{escaped(source.name)}</h4><small>{source.kind}{aliases}</small>")
    st.html(
        f"{words.count(source.n_claims, 'claim')}; of those that were decided, "
        f"{source.n_confirmed} confirmed and {source.n_refuted} refuted"
    )
    for claim in desk().claims(speaker=source.name, limit=SHOWN):
        with st.container(key=f"row-{claim.claim_id}", gap=None):
            st.html(f"{components.badge(claim)} {components.said(claim)} {components.where(claim)}")
            claim_link(claim)
    if source.n_claims > SHOWN:
        page_link("claims", f"All {source.n_claims} claims", speaker=source.name)


def draw_record(sources: Sequence[SourceView]) -> None:
    """Draw the record of those sources that have one."""
    reviewed = sorted(
        (one for one in sources if one.n_confirmed + one.n_refuted),
        key=lambda one: -(one.n_confirmed + one.n_refuted),
    )[:RANKED]
    if reviewed:
        st.html("<h4>Share of reviewed claims that were confirmed</h4>")
        st.plotly_chart(
            charts.record(reviewed),
            key="record",
            config=charts.CONFIG,
            alt="Share of reviewed claims confirmed",
        )
        st.html(
            "<small>With 95 % interval. Reviewers choose what they check: "
            "this says nothing about the claims that nobody checked.</small>"
        )


sources = desk().sources()
if sources:
    draw_table(sources)
    by_name = {one.name: one for one in sources}
    name = st.selectbox(
        "Look at one source",
        list(by_name),
        index=None,
        key="name",
        bind="query-params",
        placeholder="Choose here, or click a row above",
        format_func=plain,
    )
    if name:
        draw_source(by_name[name])
    draw_record(sources)
else:
    empty("There are no sources yet", "They come with the articles: whoever speaks or publishes.")
    page_link("articles", "Add articles")
