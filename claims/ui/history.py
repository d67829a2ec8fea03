"""Everything that people decided about a claim and what it hangs on, each with a way to undo it."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from claims.ui import keys, words
from claims.ui.answers import say, tell
from claims.ui.dossier import Dossier
from claims.ui.folding import draw_some
from claims.ui.markup import escaped, shortened
from claims.ui.order import stay
from claims.ui.undoing import undo
from claims.ui.visitor import barred
from db.views.log import EventView
from db.vocabulary import Action, ObjectType

AT_ONCE = 8
WORDS = 160


def undoable(events: Sequence[EventView]) -> set[int]:
    """Return the numbers of the last event on each object, undone or not."""
    newest = {(one.object_type, one.object_id): one.event_seq for one in events}
    return set(newest.values())


def told(event: EventView, found: Dossier | None = None) -> str:
    """Return what an event did, in a clause: ``read the claim otherwise: speaker “NIS”``.

    Args:
        event: a row of the log.
        found: the claim in sight, out of which links and words are named.
    """
    if event.action == Action.UNDO:
        now = f": {_state(event, found)} again" if event.after else ""
        return f"took back #{event.evidence.removeprefix('event ')}{now}"
    if event.object_type == ObjectType.LINK:
        return _judged(event, found)
    if event.object_type == ObjectType.READING:
        return f"read the claim {_state(event, found)}"
    teller = _TOLD.get(event.object_type)
    return teller(event) if teller else words.event(event)


def _state(event: EventView, found: Dossier | None = None) -> str:
    if event.object_type == ObjectType.READING:
        return _reading(event.after, found.article.text if found else "")
    return f"“{shortened(event.after, WORDS)}”"


def _judged(event: EventView, found: Dossier | None) -> str:
    links = (*found.links, *found.possible) if found else ()
    link = next((one for one in links if one.link_id == event.object_id), None)
    if link is None:
        return words.event(event)
    other = shortened(words.told(link.other), WORDS)
    return f"{event.after} that it {words.relation(link)} “{other}”"


def _reading(written: str, text: str) -> str:
    """Return what a person set of a claim, which the log has as JSON."""
    if not written:
        return "as it was at first"
    asked = json.loads(written)
    parts = [f"speaker “{asked['speaker']}”"] if "speaker" in asked else []
    if "via" in asked:
        parts.append(f"relays “{' → '.join(asked['via'])}”" if asked["via"] else "no relays")
    if "stance" in asked:
        parts.append(f"stance “{asked['stance'].replace('_', ' ')}”")
    if "start" in asked:
        spoken = text[asked["start"] : asked["end"]] or f"{asked['start']} to {asked['end']}"
        parts.append(f"words “{shortened(spoken, WORDS)}”")
    return f"otherwise: {', '.join(parts)}"


_TOLD: Mapping[str, Callable[[EventView], str]] = {
    ObjectType.NOTE: lambda event: f"noted {_state(event)}" if event.after else "took a note away",
    ObjectType.ADDED: lambda event: "added the claim" if event.after else "took the claim away",
    ObjectType.RATING: lambda event: f"gave {event.object_id} the letter {event.after}",
    ObjectType.MERGER: lambda event: f"said that {event.object_id} is {event.after}",
    ObjectType.WITHDRAWAL: lambda _event: "withdrew the article",
    ObjectType.DATE: lambda event: f"dated the article {event.after}",
}


def draw_history(found: Dossier, *, past: bool = False) -> None:
    """Draw what people decided about a claim, the newest first.

    Args:
        found: the claim.
        past: show it as it stood, with no way to undo anything.
    """
    events = found.history
    if not events:
        st.html('<small class="progress">Nobody has decided anything here yet</small>')
    ways = set() if past else undoable(events) | {found.stands}
    draw_some(
        events[::-1],
        partial(_draw_event, found, ways),
        at_once=AT_ONCE,
        more="{} earlier",
        key="history-more",
    )


def _draw_event(found: Dossier, ways: set[int], event: EventView) -> None:
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key=f"event-{event.event_seq}"
    ):
        st.html(_row(event, found), width="stretch")
        if event.event_seq in ways:
            again = event.action == Action.UNDO
            st.button(
                f"Redo #{event.event_seq}" if again else f"Undo #{event.event_seq}",
                key=f"undo-{event.event_seq}",
                icon=":material/redo:" if again else ":material/undo:",
                shortcut=keys.UNDO if event.event_seq == found.stands else None,
                disabled=bool(barred()),
                help=barred() or None,
                on_click=_take_back,
                args=(found.claim.claim_id, event, told(event, found)),
            )


def _row(event: EventView, found: Dossier) -> str:
    # Of a judged link the log keeps as evidence what was suggested, of an undo what it undid.
    named = event.object_type == ObjectType.LINK or event.action == Action.UNDO
    below = [event.reason, "" if named or not event.evidence else f"Evidence: {event.evidence}"]
    return (
        f'<div class="event"><b>#{event.event_seq}</b> {escaped(event.reviewer)} '
        f"{escaped(told(event, found))} "
        f"<small>{event.event_time_utc[:16].replace('T', ' ')} UTC</small>"
        f"{''.join(f'<div>{escaped(one)}</div>' for one in below if one)}</div>"
    )


def _take_back(claim_id: str, event: EventView, what: str) -> None:
    # What is undone can be undone in turn: a held key would go to and fro.
    if why := keys.refusal():
        tell(claim_id, why)
        return
    undo(claim_id, event.event_seq, stay)
    if "flash" in st.session_state:
        # In this page's words, for not every state is a word that people know.
        say(f"Taken back: {event.reviewer} {what}")
