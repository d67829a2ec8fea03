"""What a form was filled with, kept so that nothing that somebody writes is lost or overwritten.

A form shows what stood when it was filled. While somebody writes, a colleague may change that: the
form keeps the words, and what it is saved against keeps the version that was seen.
"""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form was filled with: of which claim, at which version, and what stood there."""

    claim_id: str
    version: int
    value: Any


def must_fill(name: str, seen: Draft, written: Any) -> bool:
    """Tell whether a form is to be filled anew, and keep what it is filled with.

    Args:
        name: the form.
        seen: what stands now.
        written: what stands in the form; None where it was not drawn last time.
    """
    kept = held(name)
    untouched = kept is not None and written == kept.value
    if kept is None or kept.claim_id != seen.claim_id or written is None or untouched:
        st.session_state[_key(name)] = seen
        return kept is None or kept.value != seen.value or written is None
    if kept.value == seen.value:
        # What else was decided about the claim is no rival of what is being written.
        st.session_state[_key(name)] = seen
    return False


def held(name: str) -> Draft | None:
    """Return what a form was filled with, or None."""
    found: Draft | None = st.session_state.get(_key(name))
    return found


def look_again(name: str, version: int) -> None:
    """Note that somebody has been shown what a colleague changed; saving goes over it now."""
    if (kept := held(name)) is not None:
        st.session_state[_key(name)] = replace(kept, version=version)


def drop(name: str) -> None:
    """Forget what a form was filled with, so that it is filled anew."""
    st.session_state.pop(_key(name), None)


def kept(key: str) -> dict[str, Any]:
    """Return the arguments of a field, of text or a day, that keeps its words while out of sight.

    What was written goes along as the default, too: Streamlit tells a browser but once what a field
    holds, and one that is set up twice while its page comes in would stand there empty.
    """
    written = st.session_state.get(key)
    return {"key": key, "persist_state": "session"} | ({"value": written} if written else {})


def _key(name: str) -> str:
    return f"draft-{name}"
