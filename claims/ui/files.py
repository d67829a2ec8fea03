"""What is told of each file of a job: a table of all, and those left out as a file to keep."""

from collections.abc import Mapping, Sequence

import streamlit as st

from claims.jobs import Job, Outcome
from claims.jobs.outcome import left_out
from claims.ui.markup import plain


def draw_table(columns: Mapping[str, Sequence[str]], *, key: str, alt: str) -> int | None:
    """Draw a table with a row for each file, and return which row was chosen.

    Args:
        columns: the cells by heading; they may hold what strangers wrote.
        key: of the table in the session.
        alt: what it shows, for who cannot see it.
    """
    st.dataframe(
        {heading: [plain(cell) for cell in cells] for heading, cells in columns.items()},
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        alt=alt,
    )
    rows: list[int] = st.session_state[key]["selection"]["rows"]
    return rows[0] if rows else None


def offer_left_out(outcomes: Sequence[Outcome], said: str, job: Job) -> None:
    """Draw the button that gives the files which were left out, and why, as CSV.

    Args:
        outcomes: of the files; those that were read are passed over.
        said: what the button says.
        job: whose files they are.
    """
    st.download_button(
        said,
        lambda: left_out(outcomes),
        file_name="left-out.csv",
        mime="text/csv",
        key=f"left-out-{job.job_id}",
        icon=":material/download:",
        on_click="ignore",
    )
