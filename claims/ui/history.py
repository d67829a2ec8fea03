"""Everything that people decided about a claim and what it hangs on, each with a way to undo it."""

import json
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from claims.ui import words
from claims.ui.deciding import stay, undo
from claims.ui.markup import escaped, shortened
from db.views import EventView, LinkView
from db.vocabulary import Action, ObjectType

RECENT = 8
WORDS = 160

Links = Mapping[str, LinkView]


def undoable(events: Sequence[EventView]) -> set[int]:
    """Return the numbers of those events that nothing has changed since."""
    newest = {(one.object_type, one.object_id): one.event_seq for one in events}
    return set(newest.values())


def told(event: EventView, links: Links | None = None) -> str:
    """Return what an event did, in a clause: ``read the claim otherwise: speaker “NIS”``.

    Args:
        event: a row of the log.
        links: those of the claim in sight, by id, to name the other claim of a judged link.
    """
    link = (links or {}).get(event.object_id)
    if event.action == Action.UNDO:
        now = f": {_state(event)} again" if event.after else ""
        return f"took back #{event.evidence.removeprefix('event ')}{now}"
    if event.object_type == ObjectType.LINK and link:
        other = shortened(words.told(link.other), WORDS)
        return f"{event.after} that it {words.relation(link)} “{other}”"
    teller = _TOLD.get(event.object_type)
    return teller(event) if teller else words.event(event)


def _state(event: EventView) -> str:
    is_reading = event.object_type == ObjectType.READING
    return _reading(event.after) if is_reading else f"“{shortened(event.after, WORDS)}”"


def _reading(written: str) -> str:
    """Return what a person set of a claim, which the log has as JSON."""
    asked = json.loads(written)
    parts = [f"speaker “{asked['speaker']}”"] if "speaker" in asked else []
    if "via" in asked:
        parts.append(f"relays “{' → '.join(asked['via'])}”" if asked["via"] else "no relays")
    if "stance" in asked:
        parts.append(f"stance “{asked['stance'].replace('_', ' ')}”")
    if "start" in asked:
        parts.append(f"characters {asked['start']:,} to {asked['end']:,}")
    return ", ".join(parts)


def _read(event: EventView) -> str:
    if not event.after:
        return "read the claim as it was at first"
    return f"read the claim otherwise: {_reading(event.after)}"


def _noted(event: EventView) -> str:
    return f"noted {_state(event)}" if event.after else "took the note away"


_TOLD: Mapping[str, Callable[[EventView], str]] = {
    ObjectType.READING: _read,
    ObjectType.NOTE: _noted,
    ObjectType.ADDED: lambda event: "added the claim" if event.after else "took the claim away",
    ObjectType.RATING: lambda event: f"gave {event.object_id} the letter {event.after}",
    ObjectType.MERGER: lambda event: f"said that {event.object_id} is {event.after}",
    ObjectType.WITHDRAWAL: lambda _event: "withdrew the article",
    ObjectType.DATE: lambda event: f"dated the article {event.after}",
}


def draw_history(
    claim_id: str, events: Sequence[EventView], links: Links, *, past: bool = False
) -> None:
    """Draw the events, the newest first.

    Args:
        claim_id: the claim in sight.
        events: what the log says of it, in order.
        links: its links by their ids.
        past: show them as they stood, with no way to undo any.
    """
    if not events:
        st.html('<small class="progress">Nobody has decided anything here yet</small>')
    ways = set() if past else undoable(events)
    newest_first = events[::-1]
    for one in newest_first[:RECENT]:
        _draw_event(claim_id, one, links, ways, is_last=one is events[-1])
    if earlier := newest_first[RECENT:]:
        with st.expander(f"{words.count(len(earlier), 'earlier decision')}"):
            for one in earlier:
                _draw_event(claim_id, one, links, ways)


def _draw_event(
    claim_id: str, event: EventView, links: Links, ways: set[int], *, is_last: bool = False
) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(_row(event, links), width="stretch")
        if event.event_seq in ways:
            st.button(
                f"Undo #{event.event_seq}",
                key=f"undo-{event.event_seq}",
                icon=":material/undo:",
                shortcut="U" if is_last else None,
                on_click=_take_back,
                args=(claim_id, event, told(event, links)),
            )


def _row(event: EventView, links: Links) -> str:
    # Of a judged link the log keeps as evidence what was suggested, of an undo what it undid.
    named = event.object_type == ObjectType.LINK or event.action == Action.UNDO
    below = [event.reason, "" if named or not event.evidence else f"Evidence: {event.evidence}"]
    return (
        f'<div class="event"><b>#{event.event_seq}</b> {escaped(event.reviewer)} '
        f"{escaped(told(event, links))} "
        f"<small>{event.event_time_utc[:16].replace('T', ' ')} UTC</small>"
        f"{''.join(f'<div>{escaped(one)}</div>' for one in below if one)}</div>"
    )


def _take_back(claim_id: str, event: EventView, what: str) -> None:
    undo(claim_id, event.event_seq, stay)
    if "flash" in st.session_state:
        # In this page's words, for not every state is a word that people know.
        st.session_state["flash"] = f"Taken back: {event.reviewer} {what}"
