"""The linked claims of a claim, with buttons to accept or reject each link."""

from collections.abc import Sequence

import streamlit as st

from claims.ui import words
from claims.ui.components import link_card
from claims.ui.deciding import judge
from claims.ui.frame import claim_link
from claims.ui.visitor import barred
from db.views import ClaimView, LinkView
from db.vocabulary import Judgement

AT_ONCE = 6


def draw_sides(claim: ClaimView, links: Sequence[LinkView]) -> None:
    """Draw what speaks for a claim beside what speaks against it, the rest below."""
    sides = {
        "For it": [link for link in links if link.relation in words.SUPPORTING],
        "Against it": [link for link in links if link.relation in words.OPPOSING],
    }
    for column, (name, some) in zip(st.columns([11, 10], gap="medium"), sides.items(), strict=True):
        with column:
            draw_group(claim, name, some)
    rest = [link for link in links if link.relation not in words.SUPPORTING | words.OPPOSING]
    if rest:
        draw_group(claim, "Neither for nor against", rest)


def draw_group(claim: ClaimView, name: str, links: Sequence[LinkView]) -> None:
    """Draw a heading and the strongest of some links; the others are on the claim's page."""
    st.html(f"<h5>{name} ({standing(links)})</h5>")
    if not links:
        st.html('<small class="progress">No linked claim</small>')
    for link in links[:AT_ONCE]:
        draw_link(claim, link)
    if len(links) > AT_ONCE:
        claim_link(claim, f"{len(links) - AT_ONCE} more on the page of this claim")


def standing(links: Sequence[LinkView]) -> int:
    """Return how many links nobody has rejected."""
    return sum(link.judgement is not Judgement.REJECTED for link in links)


def draw_link(claim: ClaimView, link: LinkView) -> None:
    """Draw one link as a card with its buttons."""
    st.html(link_card(link, claim))
    reason = barred()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for judgement, name, icon in (
            (Judgement.ACCEPTED, "Accept link", ":material/link:"),
            (Judgement.REJECTED, "Reject link", ":material/link_off:"),
        ):
            st.button(
                name,
                key=f"{judgement}-{link.link_id}",
                icon=icon,
                disabled=link.judgement is judgement or bool(reason),
                help=reason or None,
                on_click=judge,
                args=(claim.claim_id, link.link_id, link.version, judgement),
            )
        claim_link(link.other, "Open claim")
