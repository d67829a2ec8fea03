"""Taking decisions from the page to the desk: the form for a verdict, and the judging of links."""

from collections.abc import Sequence

import streamlit as st

from claims import ClaimdeskError
from claims.ui import keys, words
from claims.ui.answers import draw_answers, explain, forget, say, tell
from claims.ui.drafts import kept
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped, label
from claims.ui.order import Move
from claims.ui.undoing import remember
from claims.ui.visitor import barred
from db.views.claims import ClaimView, LinkView
from db.vocabulary import Judgement, Verdict

REASONS = (
    "Official record seen",
    "Independent source agrees",
    "Later report contradicts it",
    "The source withdrew it",
    "Only one origin",
    "Cannot be checked",
)
NAMES = {
    Verdict.CONFIRMED: "Confirm",
    Verdict.REFUTED: "Refute",
    Verdict.UNDETERMINED: "Undetermined",
}


def draw_form(
    claim: ClaimView, then: Move, *, evidence: Sequence[LinkView], shortcuts: bool = False
) -> None:
    """Draw reason, verdict buttons and what is to be said about the last press.

    Where a press waits for its reason, only its button is drawn. It is no form of Streamlit's: what
    is half written in one is not sent, and must outlast a look at another page or claim.

    Args:
        claim: what is decided.
        then: where to go after a decision is saved, given the id of its claim.
        evidence: links that can be named as evidence.
        shortcuts: bind the keys; for pages that show one claim after another.
    """
    about, waiting = st.session_state.get("pending", ("", None))
    waiting = waiting if about == claim.claim_id else None
    with st.container():
        with st.container(horizontal=True, gap="small"):
            _draw_reason(claim, shortcuts=shortcuts)
            _draw_evidence(claim, evidence)
        closed = barred()
        with st.container(horizontal=True, gap="small", key="verdicts"):
            for verdict in (waiting,) if waiting else tuple(Verdict):
                _draw_verdict(
                    claim,
                    verdict,
                    then,
                    shortcuts=shortcuts,
                    waiting=bool(waiting),
                    closed=closed,
                )
            if waiting:
                st.button("Choose another verdict", key="change", type="tertiary", on_click=forget)
        with st.container(horizontal=True, gap="xsmall", key="chips"):
            if waiting:
                _draw_saving_chips(claim, then, shortcuts=shortcuts)
            else:
                _draw_chips(claim)
    # Below the buttons, where room is kept for it: a notice moves nothing under the pointer.
    with st.container(gap="xsmall", key="answers"):
        named = f"Logged under the name <b>{escaped(reviewer() or '(none)')}</b>; change it above"
        st.html(f"<small>{escaped(closed) or named}</small>")
        draw_answers(claim.claim_id)


def _draw_reason(claim: ClaimView, *, shortcuts: bool) -> None:
    st.text_input(
        "Reason",
        placeholder="Why? Write (W), or pick below" if shortcuts else "Why? Write, or pick below",
        label_visibility="collapsed",
        **kept(f"reason-{claim.claim_id}"),
    )


def _draw_evidence(claim: ClaimView, evidence: Sequence[LinkView]) -> None:
    """Draw what a verdict can be made to rest on, out of the way until it is asked for."""
    with st.popover("Evidence", icon=":material/attach_file:", key="evidence", width="content"):
        if evidence:
            by_id = {link.link_id: link for link in evidence}
            st.multiselect(
                "Linked claims that the verdict rests on",
                list(by_id),
                format_func=lambda link_id: _named(by_id[link_id]),
                key=f"evidence-{claim.claim_id}",
                persist_state="session",
            )
        st.text_area(
            "Addresses that the verdict rests on, one a line",
            height=68,
            **kept(f"addresses-{claim.claim_id}"),
        )


def _named(link: LinkView) -> str:
    return label(f"{words.relation(link)}: {words.told(link.other)}", 110)


def _draw_verdict(
    claim: ClaimView, verdict: Verdict, then: Move, *, shortcuts: bool, waiting: bool, closed: str
) -> None:
    st.button(
        f"Save: {verdict}" if waiting else NAMES[verdict],
        key=f"save-{verdict}" if waiting else verdict.value,
        icon=words.VERDICT_ICONS[verdict],
        type="primary" if waiting else "secondary",
        shortcut=keys.VERDICTS[verdict] if shortcuts else None,
        disabled=bool(closed),
        help=closed or None,
        on_click=_press,
        args=(claim, verdict, then),
    )


def _draw_chips(claim: ClaimView) -> None:
    """Draw the common reasons; what is picked is sent with the next press."""
    st.pills(
        "Common reasons",
        REASONS,
        selection_mode="multi",
        key=f"chips-{claim.claim_id}",
        label_visibility="collapsed",
        on_change="ignore",
        persist_state="session",
    )


def _draw_saving_chips(claim: ClaimView, then: Move, *, shortcuts: bool) -> None:
    """Draw the common reasons as buttons, each of which saves the verdict that waits for one."""
    for number, reason in enumerate(REASONS, 1):
        st.button(
            reason,
            key=f"reason-{number}",
            shortcut=str(number) if shortcuts else None,
            on_click=_pick,
            args=(claim, reason, then),
        )


def _chosen(claim_id: str) -> list[str]:
    return list(st.session_state.get(f"chips-{claim_id}") or ())


def _pick(claim: ClaimView, reason: str, then: Move) -> None:
    """Save the verdict that waits with a common reason, as a callback."""
    st.session_state[f"chips-{claim.claim_id}"] = [reason]
    about, waiting = st.session_state.get("pending", ("", None))
    if about == claim.claim_id:
        _save(claim, waiting, then)


def _press(claim: ClaimView, verdict: Verdict, then: Move) -> None:
    claim_id = claim.claim_id
    if why := keys.refusal():
        tell(claim_id, why)
    elif _reason(claim_id):
        _save(claim, verdict, then)
    else:
        st.session_state["pending"] = (claim_id, verdict)
        tell(
            claim_id,
            f"<b>{verdict.capitalize()}</b> is waiting for its reason: write one and press Enter, "
            "or pick one.",
        )


def _save(claim: ClaimView, verdict: Verdict, then: Move) -> None:
    ss, claim_id = st.session_state, claim.claim_id
    try:
        event = desk().decide(
            claim,
            verdict,
            by=reviewer(),
            reason=_reason(claim_id),
            evidence=_evidence(claim_id),
        )
    except ClaimdeskError as error:
        explain(claim_id, error)
        return
    forget()
    say(f"{verdict.capitalize()}: {words.told(claim)}")
    remember(event)
    for name, value in (("reason", ""), ("chips", []), ("evidence", []), ("addresses", "")):
        if f"{name}-{claim_id}" in ss:
            ss[f"{name}-{claim_id}"] = value
    then(claim_id)


def _reason(claim_id: str) -> str:
    written = (st.session_state.get(f"reason-{claim_id}") or "").strip()
    return "; ".join(filter(None, [*_chosen(claim_id), written]))


def _evidence(claim_id: str) -> list[str]:
    addresses = st.session_state.get(f"addresses-{claim_id}", "").splitlines()
    chosen = st.session_state.get(f"evidence-{claim_id}", [])
    return [*chosen, *filter(None, map(str.strip, addresses))]


def judge(claim_id: str, link_id: str, version: int, judgement: Judgement) -> None:
    """Record what the reviewer thinks of a link, as a callback of its buttons."""
    if why := keys.refusal():
        tell(claim_id, why)
        return
    try:
        before = desk().claim(claim_id).status
        event = desk().judge(link_id, judgement, by=reviewer(), version=version)
        after = desk().claim(claim_id).status
    except ClaimdeskError as error:
        explain(claim_id, error)
        return
    # A verdict that waits for its reason goes on waiting.
    if "pending" not in st.session_state:
        forget()
    say(f"Link {judgement}; the claim {'stays' if after == before else 'is now'} {after}")
    remember(event)
