"""Claim: everything about one claim, at an address of its own."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import streamlit as st

from claims import NotFoundError
from claims.ui import charts, components, words
from claims.ui.deciding import arm, draw_form, stay, undo
from claims.ui.frame import desk, empty, page, page_link
from claims.ui.linked import draw_link, standing
from claims.ui.visitor import barred
from db.views import ClaimView, EventView, LinkView


@st.fragment
def draw_claim(claim_id: str) -> None:
    """Draw the claim; only this part of the page is drawn anew after a press."""
    claim = desk().claim(claim_id)
    arm(claim_id)
    links = desk().links(claim)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        st.html(components.claim_card(claim, links))
        draw_context(claim)
    with right:
        draw_form(claim, stay, evidence=links)
        draw_history(claim_id, desk().log(claim_id))
    draw_links(claim, links)


def draw_context(claim: ClaimView) -> None:
    """Draw the part of the article around the claim."""
    article = desk().article(claim.article_id)
    st.html(components.article_head(article))
    with st.container(height=260):
        st.html(components.article_around(article, claim, 200))
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.html(components.LEGEND, width="content")
        page_link("articles", "Whole article", id=article.article_id)
        page_link("claims", "All of this speaker", speaker=claim.speaker)


def draw_history(claim_id: str, events: Sequence[EventView]) -> None:
    """Draw what people decided about the claim and its links, and the way to take it back."""
    st.html("<h5>History</h5>")
    if not events:
        st.html('<small class="progress">Nobody has decided anything here yet</small>')
        return
    st.html(components.history(events))
    stands = desk().undoable(claim_id)
    # Where all was taken back, the last undo can be, which does its decision again.
    seq = (stands or events[-1]).event_seq
    st.button(
        f"Undo #{seq}" if stands else f"Redo #{seq}",
        key="undo",
        icon=":material/undo:" if stands else ":material/redo:",
        disabled=bool(barred()),
        help=barred() or None,
        on_click=undo,
        args=(claim_id, seq, stay),
    )


def draw_links(claim: ClaimView, links: Sequence[LinkView]) -> None:
    """Draw where the claim and the linked ones come from, and each link, grouped by relation."""
    if links:
        st.html("<h5>Where it comes from</h5>")
        chosen: Any = st.plotly_chart(
            charts.provenance(claim, links),
            key=f"provenance-{claim.claim_id}",
            config=charts.CONFIG,
            on_select="rerun",
            selection_mode="points",
            alt="The chains of this claim and of the linked ones, oldest first",
        )
        for point in chosen["selection"]["points"]:
            if point["customdata"] != claim.claim_id:
                st.switch_page(page("claim"), query_params={"id": point["customdata"]})
        st.html(
            "<small>● origin, ★ withheld origin, ◆ relay, ■ publisher; filled where the source "
            "also stands in this claim's own chain. Click one to open its claim.</small>"
        )
    groups: defaultdict[str, list[LinkView]] = defaultdict(list)
    for link in links:
        groups[words.relation(link)].append(link)
    columns = st.columns([11, 10], gap="medium")
    for i, (name, group) in enumerate(groups.items()):
        with columns[i % 2]:
            st.html(f"<h5>{name.capitalize()} ({standing(group)})</h5>")
            for link in group:
                draw_link(claim, link)
    strong = {link.link_id for link in links}
    possible = [link for link in desk().links(claim, possible=True) if link.link_id not in strong]
    if possible:
        with st.expander(f"{words.count(len(possible), 'possible link')}, too weak to count"):
            for link in possible:
                draw_link(claim, link)


wanted = st.query_params.get("id", "")
try:
    found = desk().claim(wanted)
except NotFoundError:
    empty(
        f"There is no claim “{wanted}” on this desk" if wanted else "Which claim?",
        "Look for it among the claims, or go on with the review.",
    )
    page_link("claims", "All claims")
    page_link("review", "Review")
else:
    draw_claim(found.claim_id)
