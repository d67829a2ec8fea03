"""The linked claims of a claim, with buttons to accept or reject each link."""

from collections.abc import Sequence

import streamlit as st

from claims.ui import words
from claims.ui.components import link_card
from claims.ui.deciding import judge
from claims.ui.frame import claim_link
from claims.ui.keys import JUDGEMENTS
from db.views import ClaimView, LinkView
from db.vocabulary import Judgement

AT_ONCE = 6
BUTTONS = {
    Judgement.ACCEPTED: ("Accept", ":material/link:"),
    Judgement.REJECTED: ("Reject", ":material/link_off:"),
}


def draw_sides(claim: ClaimView, links: Sequence[LinkView]) -> None:
    """Draw what speaks for a claim beside what speaks against it, the rest below.

    The strongest link that nobody has judged is in focus: the keys judge that one.
    """
    waiting = [link.link_id for link in links if link.judgement is Judgement.UNREVIEWED]
    focus = next(iter(waiting), "")
    sides = {
        "For it": [link for link in links if link.relation in words.SUPPORTING],
        "Against it": [link for link in links if link.relation in words.OPPOSING],
    }
    for column, (name, some) in zip(st.columns(2, gap="small"), sides.items(), strict=True):
        with column:
            draw_group(claim, name, some, focus=focus)
    rest = [link for link in links if link.relation not in words.SUPPORTING | words.OPPOSING]
    if rest:
        draw_group(claim, "Neither for nor against", rest, focus=focus)


def draw_group(claim: ClaimView, name: str, links: Sequence[LinkView], *, focus: str = "") -> None:
    """Draw a heading and some links; where they are many, the others are on the claim's page.

    Args:
        claim: whose links they are.
        name: of the group.
        links: strongest first; those that wait for a judgement go before the others.
        focus: the link that the keys judge.
    """
    st.html(f"<h5>{name} ({standing(links)})</h5>")
    if not links:
        st.html('<small class="progress">No linked claim</small>')
    first = sorted(links, key=lambda link: link.judgement is not Judgement.UNREVIEWED)[:AT_ONCE]
    for link in (link for link in links if link in first):
        draw_link(claim, link, in_focus=link.link_id == focus)
    if len(links) > AT_ONCE:
        claim_link(claim, f"{len(links) - AT_ONCE} more on the page of this claim")


def standing(links: Sequence[LinkView]) -> int:
    """Return how many links nobody has rejected."""
    return sum(link.judgement is not Judgement.REJECTED for link in links)


def draw_link(claim: ClaimView, link: LinkView, *, in_focus: bool = False) -> None:
    """Draw one link as a card with its buttons; those of the one in focus have keys."""
    with st.container(key=f"link-{link.link_id}", gap="xsmall"):
        st.html(link_card(link, claim, in_focus=in_focus))
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            for judgement, (name, icon) in BUTTONS.items():
                st.button(
                    name,
                    key=f"{judgement}-{link.link_id}",
                    icon=icon,
                    shortcut=JUDGEMENTS[judgement] if in_focus else None,
                    disabled=link.judgement is judgement,
                    on_click=judge,
                    args=(claim.claim_id, link.link_id, link.version, judgement),
                )
            claim_link(link.other, "Open")
