"""Claims: search and facets, page by page, and the whole as a file."""

from typing import Any

import streamlit as st

from claims.settings import Settings
from claims.ui import charts, components, words
from claims.ui.downloads import draw_download
from claims.ui.frame import claim_link, desk, empty, page_link
from claims.ui.markup import plain
from db.vocabulary import Status, Verdict

PAGE = 25


@st.cache_data(show_spinner=False, max_entries=8)
def names(*key: object) -> tuple[list[str], list[str]]:  # noqa: ARG001 - the cache compares it
    """Return who publishes and who speaks; read again only where the key is a new one."""
    publishers = {one.publisher for one in desk().articles()}
    return sorted(publishers), sorted(one.name for one in desk().sources() if one.n_claims)


def facets() -> dict[str, Any]:
    """Draw the filters, whose values stand in the page's address, and return them."""
    counts = desk().counts()
    publishers, speakers = names(Settings().db, counts["articles"], counts["claims"])
    search, *rest = st.columns([3, 2, 2, 2, 2], vertical_alignment="bottom")
    chosen: dict[str, Any] = {
        "search": search.text_input(
            "Search",
            key="q",
            type="search",
            bind="query-params",
            live="300ms",
            placeholder="Words in claim, speaker, chain or title",
        )
    }
    options = {
        "status": [one.value for one in Status],
        "verdict": [one.value for one in Verdict],
        "publisher": publishers,
        "speaker": speakers,
    }
    for column, (name, values) in zip(rest, options.items(), strict=True):
        chosen[name] = column.selectbox(
            name.capitalize(),
            values,
            index=None,
            key=name,
            bind="query-params",
            placeholder="Any",
            format_func=plain,
        )
    with st.container(horizontal=True, gap="medium"):
        chosen["everything"] = st.toggle(
            "Show everything, background included",
            key="everything",
            bind="query-params",
            help="The narrator's background claims are folded away until something links to them.",
        )
        chosen["flagged"] = st.toggle(
            "Only doubtful origins",
            key="flagged",
            bind="query-params",
            help="Claims that come from a circle of citations, or from one unnamed source alone.",
        )
    chosen["status"] = Status(chosen["status"]) if chosen["status"] else None
    chosen["verdict"] = Verdict(chosen["verdict"]) if chosen["verdict"] else None
    return {name: value for name, value in chosen.items() if value}


def turn(cursors: list[str]) -> None:
    """Go to the page after the last of these claims, as a callback."""
    st.session_state["cursors"] = cursors


def draw_list(filters: dict[str, Any]) -> None:
    """Draw one page of claims, and the ways to the pages before and after."""
    ss = st.session_state
    if ss.get("filtered") != filters:
        ss["filtered"], ss["cursors"] = filters, []
    cursors: list[str] = ss["cursors"]
    total = desk().count_claims(**filters)
    found = desk().claims(**filters, limit=PAGE + 1, after=cursors[-1] if cursors else "")
    page, more = found[:PAGE], len(found) > PAGE
    first = len(cursors) * PAGE + 1
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(
            f"<b>{words.count(total, 'claim')}</b>"
            + (f", {first:,} to {first + len(page) - 1:,}" if total > PAGE else "")
        )
        st.button("Newer", key="newer", disabled=not cursors, on_click=turn, args=(cursors[:-1],))
        after = [*cursors, page[-1].claim_id] if page else cursors
        st.button("Older", key="older", disabled=not more, on_click=turn, args=(after,))
        draw_download("claims", "csv", "Download all claims")
        draw_download("links", "csv", "Download all links")
    for claim in page:
        with st.container(key=f"row-{claim.claim_id}", gap=None):
            st.html(
                f"{components.badge(claim)}{components.flags(claim)} {components.said(claim)} "
                f"{components.where(claim)}"
            )
            claim_link(claim)


def draw_overview(counts: dict[str, int]) -> None:
    """Draw how the claims stand; each number leads to its claims."""
    st.plotly_chart(
        charts.overview(counts), key="overview", config=charts.CONFIG, alt="Claims by standing"
    )
    with st.container(horizontal=True, gap="small"):
        for facet, signs in (("status", words.STATUS_SIGNS), ("verdict", words.VERDICT_SIGNS)):
            for word, sign in signs.items():
                if counts[word]:
                    st.button(
                        f"{sign} {counts[word]:,} {word}",
                        key=f"only-{word}",
                        type="tertiary",
                        on_click=narrow,
                        args=(facet, word.value),
                    )


def narrow(facet: str, word: str) -> None:
    """Show only the claims of one standing, as a callback."""
    st.session_state.update({"status": None, "verdict": None, facet: word})


counts = desk().counts()
if counts["claims"]:
    draw_overview(counts)
    chosen = facets()
    draw_list(chosen)
    if not desk().count_claims(**chosen):
        empty("No claim fits", "Take a filter away, or search for fewer words.")
else:
    empty("There are no claims yet", "Add articles; the claims in them are found at once.")
    page_link("articles", "Add articles")
