"""Adding a claim that the machine missed: its words are selected in the reader, or pasted."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from claims import ClaimdeskError
from claims.ui import words
from claims.ui.answers import forget, tell
from claims.ui.drafts import kept
from claims.ui.frame import HERE, desk, reviewer
from claims.ui.markup import escaped, plain
from db.views.articles import ArticleView
from db.views.claims import ClaimView
from db.vocabulary import Stance

# A component is made once for the whole server; what it shows comes with each drawing.
BUTTON = '<button type="button" disabled>Add the selected words as a claim</button>'
STYLE = """
button {
  font: inherit; padding: 0.25rem 0.75rem; border-radius: var(--st-base-radius);
  border: 1px solid var(--st-border-color); color: var(--st-text-color);
  background: var(--st-secondary-background-color); cursor: pointer;
}
button:not(:disabled):hover { border-color: var(--st-primary-color); }
button:disabled { opacity: 0.55; cursor: default; }
"""


FIELDS = ("missed-speaker", "missed-stance", "missed-via", "missed-reason")


@cache
def _script() -> str:
    return (Path(HERE) / "reader.js").read_text(encoding="utf-8")


def draw_chooser(article: ArticleView) -> None:
    """Draw the button that takes what is selected in the text, and the field for pasted words."""
    chooser = st.components.v2.component("selection", html=BUTTON, css=STYLE, js=_script())
    chooser(
        key="selection",
        data={"article": article.article_id},
        on_chosen_change=lambda: _choose(article),
    )
    with st.form("paste-words", border=False, clear_on_submit=True):
        left, right = st.columns([5, 1], vertical_alignment="bottom")
        left.text_input(
            "Or paste words of this article here",
            key="pasted-words",
            help="For phones and the keyboard. They are looked for letter by letter.",
        )
        right.form_submit_button("Find", key="find-words", on_click=_find, args=(article,))


def _choose(article: ArticleView) -> None:
    chosen: Any = st.session_state["selection"].get("chosen")
    if isinstance(chosen, dict) and chosen.get("article") == article.article_id:
        span = trimmed(article.text, chosen.get("start"), chosen.get("end"))
        _take(article, span, "Nothing was selected.")


def _find(article: ArticleView) -> None:
    found = places(article.text, st.session_state["pasted-words"])
    refusal = f"These words stand here {len(found)} times: give more of the sentence."
    if not found:
        refusal = "These words do not stand in this article; copy them from it."
    _take(article, found[0] if len(found) == 1 else None, refusal)


def _take(article: ArticleView, span: tuple[int, int] | None, refusal: str) -> None:
    forget()
    if span is None:
        tell(article.article_id, escaped(refusal))
    else:
        if st.session_state.get("missed", ("",))[0] != article.article_id:
            _empty()
        st.session_state["missed"] = (article.article_id, *span)


def trimmed(text: str, start: object, end: object) -> tuple[int, int] | None:
    """Return a span that a browser gave without the blanks around it; None where it holds nothing.

    Args:
        text: what it was taken from.
        start: where it begins; a browser may give anything.
        end: where it ends.
    """
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return None
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    return (first, first + len(inside.strip())) if inside.strip() else None


def places(text: str, pasted: str) -> list[tuple[int, int]]:
    """Return where pasted words stand in a text; blanks and line ends may differ."""
    parts = [re.escape(part) for part in pasted.split()]
    if not parts:
        return []
    return [found.span() for found in re.finditer(r"\s+".join(parts), text)]


def draw_missed(article: ArticleView, claims: Sequence[ClaimView]) -> None:
    """Draw the form that makes a claim of the chosen words, where some are."""
    about, start, end = st.session_state.get("missed", ("", 0, 0))
    if about != article.article_id:
        return
    speakers = dict.fromkeys([*(claim.speaker for claim in claims), article.publisher])
    with st.container(key="missed-claim", border=True):
        st.html(
            '<h5>A claim that was missed</h5><div class="claim-card">'
            f"<blockquote>{escaped(article.text[start:end])}</blockquote></div>"
        )
        st.selectbox(
            "Who says it?",
            list(speakers),
            index=None,
            key="missed-speaker",
            accept_new_options=True,
            placeholder="Choose, or type a name",
            format_func=plain,
            persist_state="session",
        )
        st.selectbox(
            "What do they do with it?",
            [one.value for one in Stance],
            key="missed-stance",
            format_func=lambda one: words.STANCES[Stance(one)],
            persist_state="session",
        )
        st.text_input(
            "Through whom? (optional)",
            help="The relays, from the speaker outwards, with > between them; not the publisher.",
            **kept("missed-via"),
        )
        st.text_input("Why is it a claim?", **kept("missed-reason"))
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Add this claim",
                key="add-missed",
                type="primary",
                on_click=_add,
                args=(article, (start, end)),
            )
            st.button("Not now", key="drop-missed", on_click=_drop)


def _drop() -> None:
    st.session_state.pop("missed", None)
    _empty()
    forget()


def _empty() -> None:
    for name in FIELDS:
        st.session_state.pop(name, None)


def _add(article: ArticleView, span: tuple[int, int]) -> None:
    ss = st.session_state
    try:
        event = desk().add(
            article,
            span,
            speaker=ss["missed-speaker"] or "",
            via=[name for one in ss["missed-via"].split(">") if (name := one.strip())],
            stance=Stance(ss["missed-stance"]),
            by=reviewer(),
            reason=ss["missed-reason"],
        )
    except ClaimdeskError as error:
        tell(article.article_id, f"Not added: {escaped(str(error))}")
        return
    _drop()
    ss["flash"] = f"Added as decision #{event.event_seq}"
