"""Taking decisions from the page to the desk: the form, the guard, undo, and what to say.

A press is lost in no case without a word: one that came too soon, that lacks a reason, or that
meets another reviewer's decision is answered beside the form.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from claims import ClaimdeskError, ConflictError
from claims.ui import words
from claims.ui.components import history
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped, label, shortened
from claims.ui.visitor import barred
from db.views import ClaimView, EventView, LinkView
from db.vocabulary import Action, Judgement, ObjectType, Verdict

# A held key repeats up to thirty times a second; nobody reads a claim in less than this.
DWELL = 0.6

REASONS = (
    "Official record seen",
    "Independent source agrees",
    "Later report contradicts it",
    "The source withdrew it",
    "Only one origin",
    "Cannot be checked",
)
BUTTONS = {
    Verdict.CONFIRMED: ("Confirm", "A"),
    Verdict.REFUTED: ("Refute", "X"),
    Verdict.UNDETERMINED: ("Undetermined", "D"),
}

Move = Callable[[str], None]


def stay(_claim_id: str) -> None:
    """Move nowhere after a decision."""


def arm(claim_id: str) -> None:
    """Note that a claim has come into sight; presses count only a moment later."""
    if st.session_state.get("armed_for") != claim_id:
        st.session_state["armed_for"] = claim_id
        st.session_state["armed_at"] = time.monotonic()


def _ready() -> bool:
    # Every press re-arms the guard, so that a held key never gets through again.
    now = time.monotonic()
    early = now - st.session_state.get("armed_at", 0.0) < DWELL
    st.session_state["armed_at"] = now
    return not early


# ---- what the page says -----------------------------------------------------------------------


def tell(claim_id: str, html: str, kind: str = "") -> None:
    """Keep a notice to be shown beside a claim."""
    st.session_state["notice"] = (claim_id, html, kind)


def forget() -> None:
    """Drop the notice and the press that waits for a reason; another claim comes into sight."""
    st.session_state.pop("notice", None)
    st.session_state.pop("pending", None)


def draw_answers(claim_id: str) -> None:
    """Draw the notice about a claim, and the toast of the last success.

    The toast is drawn here and not where it arises: what a callback draws replaces the page's
    own elements.
    """
    if flash := st.session_state.pop("flash", ""):
        st.toast(label(flash))
    about, html, kind = st.session_state.get("notice", ("", "", ""))
    if about == claim_id:
        st.html(f'<div class="notice {kind}" role="alert">{html}</div>')


def _explain(claim_id: str, error: ClaimdeskError) -> None:
    if not isinstance(error, ConflictError):
        tell(claim_id, f"Not saved: {escaped(str(error))}")
        return
    # Whoever decides over a colleague chooses the verdict anew.
    st.session_state.pop("pending", None)
    latest = desk().log(claim_id)[-1:]
    tell(
        claim_id,
        "Your press was not saved, because this changed while you looked:"
        f"{history(latest) if latest else escaped(str(error))}"
        "You now see it as it stands. Press again to decide over it.",
        "is-conflict",
    )


# ---- decisions --------------------------------------------------------------------------------


def draw_form(
    claim: ClaimView,
    then: Move,
    *,
    shortcuts: bool = False,
    evidence: Sequence[LinkView] | None = None,
) -> None:
    """Draw reason, verdict buttons and what is to be said about the last press.

    Where a press waits for its reason, only its button is drawn.

    Args:
        claim: what is decided.
        then: where to go after a decision is saved, given the id of its claim.
        shortcuts: bind the keys; for pages that show one claim after another.
        evidence: links that can be named as evidence; None asks for no evidence at all.
    """
    about, waiting = st.session_state.get("pending", ("", None))
    waiting = waiting if about == claim.claim_id else None
    with st.form(
        f"decision-{claim.claim_id}-{waiting}",
        border=False,
        enter_to_submit=waiting is not None,
    ):
        _draw_reason(claim, evidence)
        with st.container(horizontal=True, gap="small"):
            for verdict in (waiting,) if waiting else tuple(Verdict):
                _draw_verdict(claim, verdict, then, shortcuts=shortcuts, waiting=bool(waiting))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        named = f"Logged under the name <b>{escaped(reviewer() or '(none)')}</b>"
        st.html(f"<small>{escaped(barred()) or named}</small>", width="content")
        if waiting:
            st.button("Choose another verdict", key="change", type="tertiary", on_click=forget)
    # Below the buttons: a notice above them would move them under the pointer.
    draw_answers(claim.claim_id)


def _draw_reason(claim: ClaimView, evidence: Sequence[LinkView] | None) -> None:
    st.text_input(
        "Reason",
        key=f"reason-{claim.claim_id}",
        placeholder="Why? In your own words, or pick below",
        label_visibility="collapsed",
    )
    st.pills(
        "Common reasons",
        REASONS,
        selection_mode="multi",
        key=f"chips-{claim.claim_id}",
        label_visibility="collapsed",
    )
    if evidence:
        by_id = {link.link_id: link for link in evidence}
        st.multiselect(
            "Linked claims that the verdict rests on",
            list(by_id),
            format_func=lambda link_id: _named(by_id[link_id]),
            key=f"evidence-{claim.claim_id}",
        )
    if evidence is not None:
        st.text_area(
            "Addresses that the verdict rests on, one a line",
            key=f"addresses-{claim.claim_id}",
            height=68,
        )


def _named(link: LinkView) -> str:
    return label(f"{words.relation(link)}: {words.told(link.other)}", 110)


def _draw_verdict(
    claim: ClaimView, verdict: Verdict, then: Move, *, shortcuts: bool, waiting: bool
) -> None:
    name, key = BUTTONS[verdict]
    reason = barred()
    st.form_submit_button(
        f"Save: {verdict}" if waiting else name,
        key=f"save-{verdict}" if waiting else verdict.value,
        icon=words.VERDICT_ICONS[verdict],
        type="primary" if waiting else "secondary",
        shortcut=key if shortcuts else None,
        disabled=bool(reason),
        help=reason or None,
        on_click=_press,
        args=(claim, verdict, then),
    )


def _press(claim: ClaimView, verdict: Verdict, then: Move) -> None:
    ss, claim_id = st.session_state, claim.claim_id
    if not _ready():
        tell(claim_id, "That press came too soon after the last one: nothing was saved.")
        return
    reason = _reason(claim_id)
    if not reason:
        ss["pending"] = (claim_id, verdict)
        tell(
            claim_id,
            f"<b>{verdict.capitalize()}</b> is waiting for its reason: write one and press Enter, "
            "or pick one and press the button again.",
        )
        return
    try:
        event = desk().decide(
            claim, verdict, by=reviewer(), reason=reason, evidence=_evidence(claim_id)
        )
    except ClaimdeskError as error:
        _explain(claim_id, error)
        return
    _done(event, f"{verdict.capitalize()}: {words.told(claim)}")
    count_progress(event)
    for name, value in (("reason", ""), ("chips", []), ("evidence", []), ("addresses", "")):
        if f"{name}-{claim_id}" in ss:
            ss[f"{name}-{claim_id}"] = value
    then(claim_id)


def _reason(claim_id: str) -> str:
    written = (st.session_state.get(f"reason-{claim_id}") or "").strip()
    return "; ".join(filter(None, [*(st.session_state.get(f"chips-{claim_id}") or ()), written]))


def _evidence(claim_id: str) -> list[str]:
    addresses = st.session_state.get(f"addresses-{claim_id}", "").splitlines()
    chosen = st.session_state.get(f"evidence-{claim_id}", [])
    return [*chosen, *filter(None, map(str.strip, addresses))]


def _done(event: EventView, said: str) -> None:
    ss = st.session_state
    forget()
    ss["flash"] = shortened(said, 120)
    ss.setdefault("mine", []).append(event.event_seq)


def judge(claim_id: str, link_id: str, version: int, judgement: Judgement) -> None:
    """Record what the reviewer thinks of a link, as a callback of its buttons."""
    try:
        before = desk().claim(claim_id).status
        event = desk().judge(link_id, judgement, by=reviewer(), version=version)
        after = desk().claim(claim_id).status
    except ClaimdeskError as error:
        _explain(claim_id, error)
        return
    _done(event, f"Link {judgement}; the claim {'stays' if after == before else 'is now'} {after}")


# ---- undo -------------------------------------------------------------------------------------


def undo_mine(claim_id: str, then: Move) -> None:
    """Take back the reviewer's last decision, as a callback.

    Args:
        claim_id: the claim in sight, beside which a refusal is explained.
        then: where to go, given the id of the claim whose decision was taken back.
    """
    if not _ready():
        return
    seq = (st.session_state.get("mine") or [_last_in_log()])[-1]
    if not seq:
        tell(claim_id, f"There is no decision by {escaped(reviewer() or 'you')} to take back.")
        return
    undo(claim_id, seq, then)


def undo(claim_id: str, seq: int, then: Move) -> None:
    """Take back one event, as a callback; arguments as of :func:`undo_mine`."""
    mine = st.session_state.get("mine", [])
    try:
        event = desk().undo(seq, by=reviewer())
    except ClaimdeskError as error:
        _explain(claim_id, error)
        return
    finally:
        if seq in mine:
            mine.remove(seq)
    forget()
    st.session_state["flash"] = f"Taken back: {event.before}"
    if event.object_type == ObjectType.CLAIM:
        count_progress(event)
        then(event.object_id)


def _last_in_log() -> int:
    """Return the reviewer's last event that stands; 0 where there is none."""
    event = desk().undoable(by=reviewer())
    return event.event_seq if event else 0


def take_stock() -> None:
    """Count what is open and what the reviewer has decided today, once for a visit of the page."""
    st.session_state["open"] = desk().counts()["undecided"]
    st.session_state["today"] = _decided_today()


def count_progress(event: EventView) -> None:
    """Bring the counts up to date after a verdict; on a large desk counting anew takes too long."""
    ss = st.session_state
    ss["open"] = ss.get("open", 0) + (event.after == "") - (event.before == "")
    ss["today"] = max(ss.get("today", 0) + (-1 if event.action == Action.UNDO else 1), 0)


def _decided_today() -> int:
    today = datetime.now(UTC).date().isoformat()
    last: dict[str, EventView] = {}
    for event in reversed(desk().log()):
        if not event.event_time_utc.startswith(today):
            break
        if event.object_type == ObjectType.CLAIM:
            last.setdefault(event.object_id, event)
    return sum(
        event.action == Action.DECIDE and event.reviewer == reviewer() for event in last.values()
    )
