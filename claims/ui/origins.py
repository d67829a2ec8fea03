"""The number of origins, spelled out: who a claim rests on, and which articles only pass it on."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from claims.desk import in_words
from claims.ui import components, words
from claims.ui.folding import draw_some
from claims.ui.frame import page_link
from claims.ui.markup import escaped, label
from db.views.origins import OriginView, WitnessView
from db.vocabulary import Tie

AT_ONCE = 5

WHY: Mapping[Tie, str] = {
    Tie.ROOT: "the origin itself: nobody else counted here stands behind it",
    Tie.SAME_SOURCE: "the same source again, not a second one",
    Tie.SAME_FAMILY: "the same publisher family",
    Tie.CARRIES: "heard through this origin: a relay is no second witness",
    Tie.CARRIED: "this origin is heard through it: a relay is no second witness",
    Tie.SAME_TEXT: "the same text, printed again",
    Tie.OWNER_UNKNOWN: "it is not known who stands behind one of the two: they may be of one house",
    Tie.UNPROVEN: "shows no source that is proven to be another one",
}
RULE = "Unproven independence counts as dependence: what may rest on the same source is not added."


def draw_origins(found: tuple[OriginView, ...], claim_id: str) -> None:
    """Draw the sentence that counts the origins, and below it each with its articles.

    Args:
        found: the origins.
        claim_id: the claim in sight, to which no link leads.
    """
    joined = any(len(one.witnesses) > 1 for one in found)
    rule = f"<small>{RULE}</small>" if joined else ""
    st.html(f'<div class="origins"><b>{escaped(in_words(found))}</b>{rule}</div>')
    for one in found:
        draw_some(
            one.witnesses,
            partial(_draw_witness, claim_id),
            at_once=AT_ONCE,
            more="{} more counted with " + label(one.name, 60),
            key=f"origin-{one.witnesses[0].claim.claim_id}",
        )


def _draw_witness(claim_id: str, witness: WitnessView) -> None:
    claim = witness.claim
    is_root = witness.tie is Tie.ROOT
    why = "this claim" if claim.claim_id == claim_id else WHY[witness.tie]
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key=f"witness-{claim.claim_id}"
    ):
        st.html(
            f'<div class="witness{"" if is_root else " joined"}">{components.chain(claim)}'
            f"<small>{escaped(words.day(claim.published_at))}: {escaped(why)}</small></div>",
            width="stretch",
        )
        if claim.claim_id != claim_id:
            page_link("claim", "Open", id=claim.claim_id)
