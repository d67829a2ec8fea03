"""Who visits the dashboard, what they may do, and the way in and out."""

import time
from functools import cache
from typing import cast

import streamlit as st
from streamlit import runtime
from streamlit.runtime import RuntimeState

from claims import ClaimdeskError
from claims.access.identity import Identity
from claims.access.proof import by_header, by_login, by_machine
from claims.settings import current_settings
from claims.ui.day import read_only
from claims.ui.markup import escaped, label
from db.vocabulary import Role

# A page asks dozens of times as it is drawn, and then not until the next press.
KNOWN_FOR = 0.1


def visitor() -> Identity:
    """Return who visits, as far as it is proven; asked anew at each press, for roles may change.

    What a page does for somebody who has closed it meanwhile ends here.

    Raises:
        ConfigurationError: what is to prove it is not set up well.
        NotPermittedError: nothing proves it, or they may not look.
    """
    if not is_served():
        return Identity()
    known, until = st.session_state.get("visitor-known", (None, 0.0))
    if known is None or time.monotonic() > until:
        known = _proven()
        st.session_state["visitor-known"] = known, time.monotonic() + KNOWN_FOR
    return cast("Identity", known)


def _proven() -> Identity:
    settings = current_settings()
    if has_login():
        return by_login(st.user.to_dict(), settings)
    sent = st.context.headers
    headers = {name.lower(): sent.get_all(name) for name in sent}
    if not headers:
        # Every browser sends some: whoever asked has closed the page, and nobody is left to answer.
        st.stop()
    # Streamlit tells no address where it is this machine's own.
    peer = st.context.ip_address or "127.0.0.1"
    if settings.trusted_header:
        return by_header(headers, peer, settings)
    return by_machine(headers, peer, st.get_option("server.address"))


def is_served() -> bool:
    """Tell whether a server runs; a page that is tested by itself is reached by nobody."""
    return runtime.exists() and isinstance(runtime.get_instance().state, RuntimeState)


@cache
def has_login() -> bool:
    """Tell whether an OpenID provider is set up in Streamlit's secrets, as the server began.

    Where there are none, Streamlit would look for them on the disk at every call.
    """
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def admit() -> None:
    """Let pass whoever may look at the desk; for anybody else the page ends here."""
    try:
        visitor()
    except ClaimdeskError as error:
        st.error(label(str(error)))
        if has_login():
            draw_login()
        st.stop()


def draw_login() -> None:
    """Draw a button for each way to log in, and the way out for who is logged in as somebody."""
    providers = [name for name, value in st.secrets["auth"].items() if hasattr(value, "keys")]
    for name in providers or [""]:
        st.button(
            label(f"Log in with {name}" if name else "Log in"),
            key=f"login-{name}",
            type="primary",
            on_click=st.login,
            args=(name,) if name else (),
        )
    if st.user.is_logged_in:
        st.button("Log out", key="logout", on_click=st.logout)


def barred() -> str:
    """Return why nothing can be decided here by whoever visits; "" where they can."""
    return read_only() or outranked()


def outranked() -> str:
    """Return why whoever visits can decide nothing on any day; "" where they can."""
    one = visitor()
    if one.may(Role.REVIEWER):
        return ""
    return f"Your role is {one.role}: deciding takes that of a reviewer"


def draw_visitor() -> None:
    """Draw who visits: the name that they give, or what was proven, with the way out."""
    one = visitor()
    if not one.proven:
        st.text_input(
            "Reviewer",
            key="reviewer",
            placeholder="Your name",
            icon=":material/person:",
            label_visibility="collapsed",
            help="Decisions are logged under this name.",
            max_chars=80,
        )
        return
    with st.popover(label(f"{one.name}, {one.role}", 40), icon=":material/person:", key="visitor"):
        reason = outranked()
        said = "You are" if reason else "Decisions are logged under"
        st.html(f"{said}<br><b>{escaped(one.signature)}</b>")
        if reason:
            st.html(f"<small>{escaped(reason)}; an admin grants it.</small>")
        if has_login():
            st.button("Log out", key="logout", icon=":material/logout:", on_click=st.logout)
