"""What people decide about a source: its letter, which other it is, and taking either back."""

from collections.abc import Callable

import streamlit as st

from claims import ClaimdeskError
from claims.ui import words
from claims.ui.answers import draw_answers, forget, tell
from claims.ui.components import history
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped, label
from claims.ui.visitor import barred
from db.views.log import EventView
from db.views.sources import SourceProfile, SourceView
from db.vocabulary import ObjectType, Reliability, SourceKind

FOUND = 8
_NOBODY = (
    "No other source that it could be is called that. Who is named cannot be one with everybody "
    "whom an outlet did not name."
)


def save(about: str, act: Callable[[], object], said: str) -> bool:
    """Do what a press asks for, and keep for the page what came of it.

    Args:
        about: name of the source that the page shows.
        act: the decision.
        said: what to say where it was saved.
    """
    try:
        act()
    except ClaimdeskError as error:
        tell(about, f"Not saved: {escaped(str(error))}", "is-conflict")
        return False
    forget()
    st.session_state["flash"] = said
    return True


def draw_rating(source: SourceView) -> None:
    """Draw the letter that people gave, what the machine proposes, and the form to set it."""
    st.html("<h5>Reliability</h5>")
    draw_answers(source.name)
    held = source.reliability
    if held:
        st.html(f'<div class="letter-now"><b>{held}</b> {words.RELIABILITY[held]}</div>')
    else:
        st.html("<small>Nobody has set a letter.</small>")
    draw_proposal(source)
    with st.expander("Set the letter" if held is None else "Set another letter"):
        with st.form(f"rating-{source.source_id}-{source.version}", border=False):
            st.radio(
                "Letter",
                list(Reliability),
                index=list(Reliability).index(held) if held else None,
                format_func=lambda one: label(f"{one}: {words.RELIABILITY[one]}"),
                key="letter",
            )
            st.text_input("Reason", key="letter-reason", placeholder="Why? It goes into the log")
            st.form_submit_button(
                "Set letter",
                key="rate",
                disabled=bool(barred()),
                help=barred() or None,
                on_click=_rate,
                args=(source,),
            )
        st.html(f"<small>{words.LETTER_AND_DIGIT}</small>")


def _rate(source: SourceView) -> None:
    letter, reason = st.session_state["letter"], st.session_state["letter-reason"]
    if letter is None:
        tell(source.name, "Choose a letter first.")
        return
    said = f"{source.name}: {letter}, {words.RELIABILITY[letter].lower()}"
    save(source.name, lambda: desk().rate(source, letter, by=reviewer(), reason=reason), said)


def draw_proposal(source: SourceView) -> None:
    """Draw the letter that the machine proposes from the record, with its reason."""
    proposal = desk().reliability_proposal(source)
    if proposal is None:
        st.html("<small>The machine proposes none: too few reviewed claims, or no name.</small>")
        return
    st.html(
        f'<div class="notice">The machine proposes <b>{proposal.letter}</b>: '
        f"{escaped(proposal.reason)}. <small>A person sets the letter.</small></div>"
    )


def draw_merging(source: SourceView, profile: SourceProfile) -> None:
    """Draw which sources people said are this one, and the form that says it of another."""
    st.html("<h5>Is it another source?</h5>")
    if profile.merged:
        named = ", ".join(map(escaped, profile.merged))
        st.html(f"People merged into it: <b>{named}</b>. The log below takes them apart again.")
    with st.expander("Merge with another source"):
        sought = st.text_input(
            "The other source", key="other", type="search", live="300ms", placeholder="Its name"
        )
        names = [one.name for one in alike(source, sought)] if sought else []
        if not names:
            st.html(f"<small>{_NOBODY if sought else ''}</small>")
            return
        chosen = st.radio("Which of these?", names[:FOUND], format_func=label, key="other-is")
        if chosen:
            _draw_merger(source, chosen)


def alike(source: SourceView, sought: str) -> list[SourceView]:
    """Return the sources so called that a source can be: of the unnamed only other unnamed ones."""
    unnamed = source.kind is SourceKind.ANONYMOUS
    return [
        one
        for one in desk().sources(search=sought, limit=2 * FOUND)
        if one.source_id != source.source_id and (one.kind is SourceKind.ANONYMOUS) == unnamed
    ]


def _draw_merger(source: SourceView, other: str) -> None:
    """Draw which name would be kept and what would change, and the button that does it."""
    kept = st.radio(
        "Name that is kept", [other, source.name], format_func=label, key="kept", horizontal=True
    )
    lost = source.name if kept == other else other
    reach = desk().merger(lost, kept)
    st.html(
        f'<div class="notice" role="status">{escaped(lost)} would be read as '
        f"<b>{escaped(kept)}</b> in {words.count(reach.moved, 'claim')}. "
        f"{words.count(reach.assessed, 'claim')} would be assessed anew, and "
        f"{words.count(reach.corroborated, 'corroboration')} may change, for what two of them bore "
        "out would have one origin. It can be taken back.</div>"
    )
    st.text_input(
        "Reason", key="merge-reason", placeholder="Why are they one? It goes into the log"
    )
    st.button(
        label(f"Merge {lost} into {kept}", 90),
        key="merge",
        type="primary",
        disabled=bool(barred()),
        help=barred() or None,
        on_click=_merge,
        args=(source, lost, kept),
    )


def _merge(source: SourceView, lost: str, kept: str) -> None:
    reason = st.session_state["merge-reason"]
    # Only of the source that the page shows is it known which version was seen.
    one = source if lost == source.name else lost

    def act() -> EventView:
        return desk().merge_sources(one, kept, by=reviewer(), reason=reason)

    if save(source.name, act, f"{lost} is read as {kept} now"):
        for name in ("other", "other-is", "kept", "merge-reason"):
            st.session_state.pop(name, None)


def draw_history(source: SourceView) -> None:
    """Draw what people decided about the source, with a button for whatever can be taken back."""
    events = desk().source_log(source)
    st.html("<h5>History</h5>")
    if not events:
        st.html('<small class="progress">Nobody has decided anything about it yet</small>')
        return
    st.html(history(events))
    reason = barred()
    latest = {(one.object_type, one.object_id): one for one in events}
    with st.container(horizontal=True, gap="small"):
        for one in latest.values():
            st.button(
                label(_undoing(one), 60),
                key=f"undo-{one.event_seq}",
                icon=":material/undo:",
                disabled=bool(reason),
                help=reason or None,
                on_click=_undo,
                args=(source.name, one.event_seq),
            )


def _undoing(event: EventView) -> str:
    if event.object_type == ObjectType.MERGER and event.after:
        return f"Take {event.object_id} apart again"
    return f"Undo #{event.event_seq}"


def _undo(about: str, seq: int) -> None:
    save(about, lambda: desk().undo(seq, by=reviewer()), f"Taken back: #{seq}")
