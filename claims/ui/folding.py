"""What is folded away is drawn only once somebody unfolds it: a thousand cards cost seconds."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def draw_some(
    things: Sequence[T], draw: Callable[[T], None], *, at_once: int, more: str, key: str
) -> None:
    """Draw the first of some things, and the others where they are unfolded.

    Args:
        things: what there is, the most important first.
        draw: draws one of them.
        at_once: how many stand open.
        more: what is written on the fold, with ``{}`` for how many lie in it.
        key: names the fold on its page.
    """
    for one in things[:at_once]:
        draw(one)
    if rest := things[at_once:]:
        fold = st.expander(more.replace("{}", f"{len(rest):,}", 1), key=key, on_change="rerun")
        if fold.open:
            with fold:
                for one in rest:
                    draw(one)
