"""Where a claim belongs: the name of its storyline, joining it to another, splitting it off."""

import re

import streamlit as st

from claims.ui import words
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped, label
from claims.ui.trying import attempt, draw_answer
from claims.ui.visitor import barred
from db.views.claims import ClaimView
from db.views.storylines import StorylineView

FORM = "storyline"
CHOICES = 200
_ADDRESS = re.compile(r"[?&]id=([^&\s]+)")


def claim_named(written: str) -> str:
    """Return the id of the claim that somebody names: by its id, or by the address of its page."""
    found = _ADDRESS.search(written)
    return found[1] if found else written.strip()


def draw_storyline(claim: ClaimView) -> None:
    """Draw what the storyline of a claim is called, and the ways to change which it belongs to."""
    stories = {one.storyline: one for one in desk().storylines(limit=CHOICES)}
    if claim.storyline is None:
        st.html("<small>This claim belongs to no storyline: nothing on the desk joins it.</small>")
    else:
        _draw_own(claim, desk().storyline(claim.storyline))
    _draw_joining(claim, {k: one for k, one in stories.items() if k != claim.storyline})
    draw_answer(FORM, claim.claim_id)


def _draw_own(claim: ClaimView, story: StorylineView) -> None:
    size = f"{words.count(story.claims, 'claim')}, {_when(story)}"
    st.html(f'<div class="story"><b>{escaped(story.name)}</b> <small>{size}</small></div>')
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input(
            "Name of the storyline",
            key=f"story-name-{claim.claim_id}",
            placeholder="Another name for it",
            label_visibility="collapsed",
        )
        st.button(
            "Name it", key="story-rename", on_click=_name, args=(claim,), disabled=bool(barred())
        )
        st.button(
            "Split this claim off",
            key="story-split",
            icon=":material/call_split:",
            on_click=_split,
            args=(claim,),
            disabled=bool(barred()),
        )


def _when(story: StorylineView) -> str:
    first, last = words.day(story.first), words.day(story.last)
    return first if first == last else f"{first} to {last}"


def _draw_joining(claim: ClaimView, others: dict[str, StorylineView]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        other = st.selectbox(
            "Join with another storyline",
            list(others),
            index=None,
            key=f"story-other-{claim.claim_id}",
            format_func=lambda one: _called(others[one]) if one in others else label(one),
            accept_new_options=True,
            placeholder="A storyline, or the id or address of a claim",
        )
        st.button(
            "Join",
            key="story-join",
            icon=":material/merge:",
            disabled=not other or bool(barred()),
            help=barred() or None,
            on_click=_join,
            args=(claim, other),
        )


def _called(story: StorylineView) -> str:
    return label(f"{story.name} ({words.count(story.claims, 'claim')})", 110)


def _name(claim: ClaimView) -> None:
    key = f"story-name-{claim.claim_id}"
    name = st.session_state[key]
    done = attempt(
        FORM,
        claim.claim_id,
        lambda: desk().name_storyline(claim, name, by=reviewer()),
        lambda event: f"The storyline is called “{event.after}”" if event.after else "Name gone",
    )
    if done is None:
        st.session_state[key] = ""


def _split(claim: ClaimView) -> None:
    attempt(
        FORM,
        claim.claim_id,
        lambda: desk().split(claim, by=reviewer())[0],
        lambda _event: "This claim is split off its storyline",
    )


def _join(claim: ClaimView, chosen: str) -> None:
    # A storyline is known by the id of its earliest claim.
    done = attempt(
        FORM,
        claim.claim_id,
        lambda: desk().merge(claim, claim_named(chosen), by=reviewer()),
        lambda _event: "The two storylines are one",
    )
    if done is None:
        st.session_state[f"story-other-{claim.claim_id}"] = None
