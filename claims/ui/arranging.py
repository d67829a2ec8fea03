"""What people decide about a storyline: its name, its claims, and taking that back."""

from collections.abc import Callable, Sequence

import streamlit as st

from claims import ClaimdeskError
from claims.ui import components, words
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped, plain, shortened
from claims.ui.timeline import order
from claims.ui.visitor import barred
from db.views.claims import ClaimView
from db.views.log import EventView
from db.views.storylines import StorylineView
from db.vocabulary import Action

# So many of the largest storylines are offered; any other by the id of a claim.
OFFERED = 100
SHORT = 110
# A split is a decision for each of its claims; so many are looked at to find all of the last one.
LOOKED_AT, TOLD = 200, 10


def draw_arranging(story: StorylineView, claims: Sequence[ClaimView]) -> None:
    """Draw the forms by which people name, merge and split a storyline, and what they did so far.

    Args:
        story: the storyline.
        claims: its claims.
    """
    events = desk().story_events(story.storyline, limit=LOOKED_AT)
    problem = st.session_state.pop("story-problem", "")
    # One of its own for each storyline: open or not, it does not stay so on the next one.
    with st.expander(
        "Name, merge or split",
        icon=":material/edit:",
        expanded=bool(problem),
        key=f"arranging-{story.storyline}",
    ):
        if problem:
            st.html(f'<div class="notice is-conflict" role="alert">{escaped(problem)}</div>')
        if reason := barred():
            st.html(f"<small>{escaped(reason)}</small>")
        else:
            draw_forms(story, claims)
        if events:
            draw_events(events)


def draw_forms(story: StorylineView, claims: Sequence[ClaimView]) -> None:
    """Draw the forms, and under whose name the log has what is saved."""
    naming, merging, splitting = st.tabs(["Name", "Merge", "Split"])
    with naming:
        draw_naming(story)
    with merging:
        draw_merging(story)
    with splitting:
        draw_splitting(claims)
    named = f"<b>{escaped(reviewer() or '(none)')}</b>"
    st.html(f"<small>Logged under the name {named}; change it above</small>")


def draw_naming(story: StorylineView) -> None:
    """Draw the form that names a storyline."""
    with st.form("name-story", border=False):
        st.text_input(
            "Name", value=story.name, key=f"name-{story.storyline}", help="Empty: the headline."
        )
        draw_reason("name")
        st.form_submit_button("Save name", key="save-name", on_click=name, args=(story,))


def draw_merging(story: StorylineView) -> None:
    """Draw the form that makes two storylines one."""
    others = {
        one.storyline: one
        for one in desk().storylines(limit=OFFERED)
        if one.storyline != story.storyline
    }

    def called(one: str) -> str:
        known = others.get(one)
        told = f"{known.name} ({words.count(known.claims, 'claim')})" if known else one
        return plain(shortened(told, SHORT))

    with st.form("merge-story", border=False):
        st.selectbox(
            "Merge with",
            list(others),
            index=None,
            key="merge-with",
            format_func=called,
            accept_new_options=True,
            placeholder="Choose a storyline, or give the id of one or of any claim",
        )
        draw_reason("merge")
        st.form_submit_button("Merge", key="save-merge", on_click=merge, args=(story,))


def draw_splitting(claims: Sequence[ClaimView]) -> None:
    """Draw the form that takes claims out."""
    by_id = {one.claim_id: one for one in sorted(claims, key=order)}
    with st.form("split-story", border=False):
        st.multiselect(
            "Claims that are a storyline of their own",
            list(by_id),
            key="split-off",
            format_func=lambda one: plain(shortened(words.told(by_id[one]), SHORT)),
            placeholder="Choose the claims to take out",
        )
        draw_reason("split")
        st.form_submit_button("Split", key="save-split", on_click=split)


def draw_reason(act: str) -> None:
    """Draw the field for the reason of an act."""
    st.text_input("Reason", key=f"reason-{act}-story", placeholder="Why? May stay empty")


def draw_events(events: Sequence[EventView]) -> None:
    """Draw what was decided so far, and the way to take the last of it back."""
    st.html(components.history(events[-TOLD:]))
    if not (standing := in_force(events)):
        return
    last = batch(standing)
    several = f"Undo the split of {words.count(len(last), 'claim')}"
    st.button(
        several if len(last) > 1 else f"Undo #{last[0].event_seq}",
        key="undo-story",
        icon=":material/undo:",
        disabled=bool(barred()),
        on_click=take_back,
        args=([one.event_seq for one in last],),
    )


def in_force(events: Sequence[EventView]) -> list[EventView]:
    """Return the decisions that nobody took back."""
    gone: set[str] = set()
    for one in reversed(events):
        if one.action == Action.UNDO and f"event {one.event_seq}" not in gone:
            gone.add(one.evidence)
    decided = (one for one in events if one.action != Action.UNDO)
    return [one for one in decided if f"event {one.event_seq}" not in gone]


def batch(events: Sequence[EventView]) -> list[EventView]:
    """Return the last decision with those made at once with it: of a split, one for each claim."""
    last = events[-1]
    first = last.after.removeprefix("apart with ")
    for n, one in enumerate(reversed(events)):
        if one.event_seq != last.event_seq - n:
            break
        if (one.object_id, one.after) == (first, "apart"):
            return [*events[-n - 1 :]]
        if one.after != last.after:
            break
    return [last]


# ---- acts, as callbacks -----------------------------------------------------------------------


def name(story: StorylineView) -> None:
    """Call the storyline what was written."""
    written = str(st.session_state[f"name-{story.storyline}"]).strip()
    _try(
        "Named",
        lambda: desk().name_storyline(
            story.storyline, written, by=reviewer(), reason=_reason("name")
        ),
    )


def merge(story: StorylineView) -> None:
    """Make the storyline one with the one that was chosen."""
    other = str(st.session_state["merge-with"] or "").strip()
    if not other:
        st.session_state["story-problem"] = "Not saved: choose what to merge with first"
        return
    _try(
        "Merged",
        lambda: desk().merge(story.storyline, other, by=reviewer(), reason=_reason("merge")),
    )


def split() -> None:
    """Take the chosen claims out."""
    chosen: list[str] = st.session_state["split-off"]
    if not chosen:
        st.session_state["story-problem"] = "Not saved: choose the claims to take out first"
        return
    _try("Split", lambda: desk().split(*chosen, by=reviewer(), reason=_reason("split")))


def take_back(seqs: Sequence[int]) -> None:
    """Take decisions about a storyline back that were made at once."""
    if len(seqs) == 1:
        _try(f"Taken back: #{seqs[0]}", lambda: desk().undo(seqs[0], by=reviewer()))
        return
    done = desk().undo_each(seqs, by=reviewer())
    if done.refused:
        problems = "; ".join(done.refused.values())
        st.session_state["story-problem"] = f"Not all was taken back: {problems}"
    st.session_state["story-said"] = f"Taken back: {words.count(len(done.events), 'decision')}"


def _reason(act: str) -> str:
    return str(st.session_state[f"reason-{act}-story"]).strip()


def _try(said: str, act: Callable[[], object]) -> None:
    try:
        act()
    except ClaimdeskError as error:
        st.session_state["story-problem"] = f"Not saved: {error}"
    else:
        st.session_state["story-said"] = said
