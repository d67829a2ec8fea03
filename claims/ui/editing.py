"""Reading a claim otherwise than the machine did: its words, speaker, relays and stance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from claims import ConflictError, InputError
from claims.exchange import BY_HAND
from claims.ui import drafts
from claims.ui.dossier import Dossier
from claims.ui.drafts import Draft
from claims.ui.frame import desk, reviewer
from claims.ui.markup import Span, escaped, label, marked
from claims.ui.spans import find_words
from claims.ui.trying import attempt, draw_answer
from claims.ui.visitor import barred
from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView
from db.vocabulary import Stance

FORM = "edit"
AROUND = 240
_FIELDS = ("words", "speaker", "via", "stance")


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a claim a person can read otherwise."""

    words: str
    speaker: str
    via: tuple[str, ...]
    stance: Stance


def draw_editing(found: Dossier) -> None:
    """Draw the form, filled with how the claim is read, and how it was read at first."""
    claim = found.claim
    reading = Reading(claim.text, claim.speaker, claim.via, claim.stance)
    if drafts.must_fill(FORM, Draft(claim.claim_id, claim.version, reading), _written()):
        _fill(reading)
    _draw_first(found)
    span = _draw_words(found)
    _draw_chain(found)
    st.selectbox(
        "What the speaker does with it",
        list(Stance),
        key="edit-stance",
        format_func=_named,
        persist_state="session",
    )
    st.text_input(
        "Why it reads so",
        key="edit-reason",
        placeholder="The reason goes into the log",
        persist_state="session",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Save this reading",
            key="edit-save",
            icon=":material/save:",
            on_click=_save,
            args=(claim, found.article),
            disabled=span is None or bool(barred()),
            help=barred() or None,
        )
        if found.first:
            st.button(
                "As it was read at first",
                key="edit-first",
                icon=":material/settings_backup_restore:",
                on_click=_as_first_read,
                args=(claim,),
                disabled=bool(barred()),
            )
    draw_answer(FORM, claim.claim_id)


def _named(stance: Stance) -> str:
    return stance.value.replace("_", " ")


def _written() -> Reading | None:
    """Return what stands in the form; None where it was not drawn last time."""
    ss = st.session_state
    if any(f"edit-{name}" not in ss for name in _FIELDS):
        return None
    return Reading(
        ss["edit-words"], ss["edit-speaker"] or "", tuple(ss["edit-via"]), ss["edit-stance"]
    )


def _fill(reading: Reading) -> None:
    ss = st.session_state
    ss["edit-words"], ss["edit-speaker"] = reading.words, reading.speaker
    ss["edit-via"], ss["edit-stance"] = list(reading.via), reading.stance
    ss["edit-reason"] = ""


def _draw_first(found: Dossier) -> None:
    if (first := found.first) is None:
        return
    who = "Who added it" if found.claim.extractor == BY_HAND else "The machine"
    chain = " → ".join((first.speaker, *first.via))
    st.html(
        f'<div class="first-reading">{who} read: <b>{escaped(chain)}</b> '
        f"<i>{_named(first.stance)}</i> “{escaped(first.text)}”</div>"
    )


def _draw_words(found: Dossier) -> tuple[int, int] | None:
    """Draw the words to choose, with what stands around them; return where they stand."""
    st.text_area(
        "The words of the claim",
        key="edit-words",
        height=90,
        help="Copy the exact words from the article; the place nearest to the claim is meant.",
        persist_state="session",
    )
    claim, text = found.claim, found.article.text
    try:
        span = _span(claim, text)
    except InputError as error:
        st.html(f'<div class="notice" role="alert">{escaped(str(error))}</div>')
        span = None
    start, end = span or (claim.start, claim.end)
    opened, closed = max(0, start - AROUND), min(len(text), end + AROUND)
    shown = marked(text, [Span(start, end, "content")], start=opened, end=closed)
    st.html(f'<div class="article around" dir="auto">{shown}</div>')
    return span


def _span(claim: ClaimView, text: str) -> tuple[int, int]:
    """Return where the words of the form stand; raises InputError where that is not clear."""
    words = st.session_state["edit-words"]
    if words == claim.text:
        return claim.start, claim.end
    return find_words(text, words, (claim.start, claim.end))


def _draw_chain(found: Dossier) -> None:
    ss, names = st.session_state, _names(found)
    st.selectbox(
        "Who says it",
        sorted({*names, ss["edit-speaker"] or found.claim.speaker}),
        key="edit-speaker",
        format_func=_shown,
        accept_new_options=True,
        persist_state="session",
    )
    st.multiselect(
        "Heard through, from the speaker outwards",
        sorted({*names, *ss["edit-via"]}),
        key="edit-via",
        format_func=_shown,
        accept_new_options=True,
        persist_state="session",
        placeholder="Nobody between speaker and publisher",
        help=f"The publisher, {label(found.claim.publisher)}, comes last by itself.",
    )


def _names(found: Dossier) -> set[str]:
    """Return who may be meant: who is in the chains of this claim and the linked ones, and more."""
    linked: Sequence[LinkView] = (*found.links, *found.possible)
    near = {name for one in (found.claim, *(link.other for link in linked)) for name in one.chain}
    return near | {*desk().source_names()}


def _shown(name: str) -> str:
    return label(name, 80)


def _save(claim: ClaimView, article: ArticleView) -> None:
    kept, written = drafts.held(FORM), _written()
    if kept is None or written is None:
        return
    error = attempt(
        FORM,
        claim.claim_id,
        lambda: desk().edit(
            claim,
            by=reviewer(),
            reason=st.session_state["edit-reason"],
            version=kept.version,
            **_asked(kept.value, written, claim, article.text),
        ),
        lambda _event: "Read otherwise; the next run of the machine links the claim anew",
    )
    _after(claim, error)


def _asked(seen: Reading, written: Reading, claim: ClaimView, text: str) -> dict[str, Any]:
    """Return what somebody changed: the rest is a colleague's to set."""
    changed = {name for name in _FIELDS if getattr(seen, name) != getattr(written, name)}
    asked = {name: getattr(written, name) for name in changed - {"words"}}
    return asked | ({"span": _span(claim, text)} if "words" in changed else {})


def _as_first_read(claim: ClaimView) -> None:
    kept = drafts.held(FORM)
    error = attempt(
        FORM,
        claim.claim_id,
        lambda: desk().as_first_read(
            claim,
            by=reviewer(),
            reason=st.session_state["edit-reason"],
            version=kept.version if kept else claim.version,
        ),
        lambda _event: "Read as it was at first; the next run of the machine links it anew",
    )
    _after(claim, error)


def _after(claim: ClaimView, error: Exception | None) -> None:
    if error is None:
        drafts.drop(FORM)
    elif isinstance(error, ConflictError):
        drafts.look_again(FORM, desk().claim(claim.claim_id).version)
