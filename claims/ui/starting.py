"""Starting long work from a page, and acts on it: what cannot be is told on the next run."""

from collections.abc import Callable

import streamlit as st

from claims import ClaimdeskError
from claims.jobs import Jobs, Web
from claims.settings import current_settings
from claims.ui.frame import reviewer
from claims.ui.visitor import barred, visitor


def jobs() -> Jobs:
    """Return the jobs of the desk that ``CLAIMS_DB`` names, for whoever visits."""
    return Jobs(current_settings().db, visitor())


def start(
    files: dict[str, bytes],
    title: str,
    *,
    preview: bool = False,
    web: Web = Web(),  # noqa: B008 - frozen
) -> bool:
    """Start a job and follow it in this session; tell why where it cannot be, and return whether.

    Args:
        files: the bytes by name; none: finish what is unfinished.
        title: what the job is called.
        preview: only tell what would come of it.
        web: what is to be fetched.
    """

    def begin() -> None:
        follow(jobs().start(files, title=title, by=reviewer(), preview=preview, web=web))

    return attempt(begin)


def finish() -> None:
    """Read and link whatever is unfinished, as a callback."""
    start({}, "what was left unfinished")


def follow(job_id: str) -> None:
    """Show a job in this session until it is dismissed."""
    mine: list[str] = st.session_state.setdefault("jobs", [])
    if job_id not in mine:
        mine.insert(0, job_id)


def tell(message: str) -> None:
    """Have something told above the jobs on the next run."""
    st.session_state["job-told"] = message


def attempt(act: Callable[[], None]) -> bool:
    """Do something with jobs, unless it is barred today; return whether it was done."""
    try:
        if reason := barred():
            tell(f"Not done. {reason}.")
            return False
        act()
    except ClaimdeskError as error:
        tell(str(error))
        return False
    return True
