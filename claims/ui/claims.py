"""Claims: search and facets, page by page, many marked at once, and what is shown as a file."""

from collections.abc import Sequence

import streamlit as st

from claims.ui import components, words
from claims.ui.address import Asked, asked
from claims.ui.day import asked_day
from claims.ui.downloads import draw_download
from claims.ui.facets import count, draw_boxes, draw_chosen, draw_search, draw_standing, how_many
from claims.ui.frame import desk, empty, page_link
from claims.ui.marking import draw_bar, draw_outcome, draw_pick_all, draw_picking, pick_box
from claims.ui.ways import claim_way, rows
from db.filters import ClaimFilters, Facets
from db.views.claims import ClaimView

PAGE = 25
# Excel takes a file that begins with no byte-order mark for one in its own code page.
FILES = (("csv", False, "CSV"), ("csv", True, "CSV for Excel"), ("jsonl", False, "JSONL"))


def draw_list(now: Asked, facets: Facets) -> Sequence[ClaimView]:
    """Draw one page of claims, and the ways to the pages before and after; return the page."""
    said = how_many(facets)
    after = st.query_params.get("after", "")
    found = desk().claims(**now.filters, limit=PAGE + 1, after=after)
    page = found[:PAGE]
    with st.container(key="turning", horizontal=True, gap="small", vertical_alignment="center"):
        st.html(f"<b>{said}</b>{_span(page, facets.total)}")
        at = (now.filters, page[0].claim_id) if page else ({}, "")
        st.button("Newer", key="newer", disabled=not after, on_click=turn_back, args=at)
        last = page[-1].claim_id if page else ""
        more = len(found) > PAGE
        st.button("Older", key="older", disabled=not more, on_click=turn, args=(last,))
        if not asked_day():
            draw_pick_all(page)
        draw_downloads(now.filters, said)
    n_links = desk().link_counts(claim.claim_id for claim in page)
    # One element for all: each would be a message, and drawn by itself.
    st.html(rows((one.claim_id, row(one, n_links.get(one.claim_id, 0))) for one in page))
    if not asked_day():
        draw_picking(page)
    return page


def _span(page: Sequence[ClaimView], total: int) -> str:
    if total <= PAGE or not page:
        return ""
    newest, oldest = (words.day(claim.published_at) for claim in (page[0], page[-1]))
    return f" · {newest}" if newest == oldest else f" · {newest} back to {oldest}"


def turn(after: str) -> None:
    """Show the claims after one, as a callback; the newest where it is ""."""
    st.query_params.pop("after", None)
    if after:
        st.query_params["after"] = after


def turn_back(filters: ClaimFilters, first: str) -> None:
    """Show the page before a claim, as a callback."""
    before = desk().claims(**filters, before=first, limit=PAGE + 1)
    turn(before[0].claim_id if len(before) > PAGE else "")


def row(claim: ClaimView, n_links: int) -> str:
    """Return a claim with how it stands, who says it where, and how much bears on it, as HTML."""
    box = "" if asked_day() else pick_box(claim)
    return (
        f"{box}{components.badge(claim)}{components.flags(claim)} {components.said(claim)} "
        f'<small class="bearing">{words.origins(claim)}, {words.count(n_links, "link")}</small>'
        f"{components.where(claim)}{claim_way(claim)}"
    )


def draw_downloads(filters: ClaimFilters, said: str) -> None:
    """Draw the ways to take what is listed along as a file."""
    popover = st.popover("Download", icon=":material/download:", key="download", on_change="rerun")
    if popover.open:
        with popover:
            for format_, bom, kind in FILES:
                draw_download("claims", format_, f"{said}, {kind}", bom=bom, filters=filters)


def draw_page() -> None:
    """Draw the list of what the address asks for."""
    now = asked()
    draw_search(now)
    facets = count(now)
    draw_standing(now, facets)
    draw_boxes(now, facets)
    draw_chosen(now, facets)
    if not asked_day():
        draw_outcome()
    page: Sequence[ClaimView] = ()
    if facets.total:
        page = draw_list(now, facets)
    else:
        empty("No claim fits", "Take a filter away, or search for fewer words.")
    if not asked_day():
        draw_bar(page)


if desk().claims(everything=True, limit=1):
    draw_page()
else:
    empty("There are no claims yet", "Add articles; the claims in them are found at once.")
    page_link("articles", "Add articles")
