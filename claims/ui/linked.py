"""The linked claims of a claim, with buttons to accept or reject each link."""

from collections.abc import Sequence

import streamlit as st

from claims.ui import words
from claims.ui.components import link_card
from claims.ui.deciding import judge
from claims.ui.frame import claim_link, desk
from claims.ui.keys import JUDGEMENTS, LINK, rearm
from claims.ui.visitor import barred
from claims.ui.ways import way
from db.views.claims import ClaimView, LinkView
from db.vocabulary import Judgement

AT_ONCE = 6
BUTTONS = {
    Judgement.ACCEPTED: ("Accept", ":material/link:"),
    Judgement.REJECTED: ("Reject", ":material/link_off:"),
}


def draw_sides(claim: ClaimView, links: Sequence[LinkView]) -> None:
    """Draw what speaks for a claim beside what speaks against it, then what does neither.

    The strongest link that nobody has judged is in focus: the keys judge that one, or pass it
    over. It always stands at the top, for nobody must judge what is out of sight.
    """
    groups = {
        "For it": [link for link in links if link.relation in words.SUPPORTING],
        "Against it": [link for link in links if link.relation in words.OPPOSING],
    }
    rest = [link for link in links if link.relation not in words.SUPPORTING | words.OPPOSING]
    sided = [link for link in links if link not in rest]
    waiting = [*_unjudged(sided), *_unjudged(rest)]
    focus = in_turn(claim.claim_id, waiting)
    above, below = st.container(), st.container()
    with below:
        for column, (name, some) in zip(st.columns(2, gap="small"), groups.items(), strict=True):
            with column:
                draw_group(claim, name, some, focus=focus)
    if rest:
        with above if focus in rest else below:
            draw_group(claim, "Neither for nor against", rest, focus=focus)


def in_turn(claim_id: str, waiting: Sequence[LinkView]) -> LinkView | None:
    """Return the first link that was not passed over; after the last one, the first again."""
    about, passed = st.session_state.get("passed-links", ("", ()))
    fresh = [one for one in waiting if about != claim_id or one.link_id not in passed]
    return next(iter(fresh or waiting), None)


def pass_over(claim_id: str, link_id: str) -> None:
    """Go on to the next link of a claim and leave this one as it is, as a callback."""
    about, passed = st.session_state.get("passed-links", ("", ()))
    one_round = (*passed, link_id) if about == claim_id else (link_id,)
    waiting = _unjudged(desk().links(claim_id))
    if {one.link_id for one in waiting} <= {*one_round}:
        one_round = ()
    st.session_state["passed-links"] = (claim_id, one_round)
    # The one that comes must be looked at before a key judges it.
    rearm()


def _unjudged(links: Sequence[LinkView]) -> list[LinkView]:
    return [link for link in links if link.judgement is Judgement.UNREVIEWED]


def draw_group(
    claim: ClaimView, name: str, links: Sequence[LinkView], *, focus: LinkView | None
) -> None:
    """Draw a heading and some links; where they are many, the others are on the claim's page.

    Args:
        claim: whose links they are.
        name: of the group.
        links: strongest first; those that wait for a judgement go before the others.
        focus: the link that the keys judge.
    """
    none = "" if links else '<small class="progress">No linked claim</small>'
    st.html(f"<h5>{name} ({standing(links)})</h5>{none}")
    waiting_first = sorted(
        links, key=lambda link: (link != focus, link.judgement is not Judgement.UNREVIEWED)
    )
    for link in waiting_first[:AT_ONCE]:
        draw_link(claim, link, in_focus=link == focus)
    if len(links) > AT_ONCE:
        claim_link(claim, f"{len(links) - AT_ONCE} more on the page of this claim")


def standing(links: Sequence[LinkView]) -> int:
    """Return how many links nobody has rejected."""
    return sum(link.judgement is not Judgement.REJECTED for link in links)


def draw_link(claim: ClaimView, link: LinkView, *, in_focus: bool = False) -> None:
    """Draw one link as a card with its buttons; those of the one in focus have keys."""
    reason = barred()
    # One container, in which the card takes a line of its own: each element is a message.
    with st.container(key=f"link-{link.link_id}", horizontal=True, gap="xsmall"):
        opened = way("claim", "Open", id=link.other.claim_id)
        st.html(link_card(link, claim, in_focus=in_focus, aside=opened))
        for judgement, (name, icon) in BUTTONS.items():
            st.button(
                name,
                key=f"{judgement}-{link.link_id}",
                icon=icon,
                shortcut=JUDGEMENTS[judgement] if in_focus else None,
                disabled=link.judgement is judgement or bool(reason),
                help=reason or None,
                on_click=judge,
                args=(claim.claim_id, link.link_id, link.version, judgement),
            )
        if in_focus:
            st.button(
                "Next link",
                key="next-link",
                type="tertiary",
                shortcut=LINK,
                on_click=pass_over,
                args=(claim.claim_id, link.link_id),
            )
