"""How files are to be read otherwise: what tables hold, and what parts the texts in one file."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import streamlit as st

from claims.jobs import FIELDS, Job, Preview
from claims.ui import words
from claims.ui.markup import escaped, label, plain
from claims.ui.starting import attempt, jobs, tell

# Tables of so many kinds are asked about at once.
KINDS = 6
SAID = {"url": "Address"}
MUST = "is a table of which nobody said where its text or its addresses stand; choose that column"


def draw_otherwise(job: Job, previews: Sequence[Preview]) -> None:
    """Draw the form that says how tables, and texts that hold several articles, are to be read."""
    kinds = alike(offered(job, previews))[:KINDS]
    asked = any(one.columns for one in previews)
    with (
        st.expander("Read them otherwise", expanded=asked, icon=":material/tune:"),
        st.form(f"otherwise-{job.job_id}", border=False),
    ):
        for names, columns in kinds:
            draw_kind(job, names, columns)
        st.text_input(
            "Line between two articles in one text file",
            job.order.separator,
            key=f"separator-{job.job_id}",
            placeholder="For example ###",
        )
        st.form_submit_button(
            "Read again this way", key=f"again-{job.job_id}", on_click=again, args=(job, kinds)
        )


def offered(job: Job, previews: Sequence[Preview]) -> dict[str, Sequence[str]]:
    """Return the columns of each table that asks what they hold, or asked before."""
    return {**job.order.offered, **{one.file: one.columns for one in previews if one.columns}}


def alike(tables: Mapping[str, Sequence[str]]) -> list[tuple[list[str], Sequence[str]]]:
    """Return tables of the same columns together: what holds of one of them holds of all."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, columns in tables.items():
        found[tuple(columns)].append(name)
    return [(names, columns) for columns, names in found.items()]


def draw_kind(job: Job, names: Sequence[str], columns: Sequence[str]) -> None:
    """Draw the choices for tables of the same columns."""
    more = f" and {words.count(len(names) - 1, 'table')} like it" if len(names) > 1 else ""
    st.html(
        f"<small>Which column of <b>{escaped(names[0])}</b>{more} holds what? "
        "One for the text, or for addresses, is a must.</small>"
    )
    with st.container(horizontal=True, gap="small"):
        for field in FIELDS:
            draw_column(job, names[0], field, columns)


def draw_column(job: Job, table: str, field: str, columns: Sequence[str]) -> None:
    """Draw the choice of the column that holds a field."""
    stands = job.order.tables.get(table, {}).get(field)
    like = stands or next((one for one in columns if one.casefold() == field), None)
    st.selectbox(
        label(SAID.get(field, field.capitalize())),
        columns,
        index=columns.index(like) if like in columns else None,
        format_func=plain,
        key=f"column-{field}-{table}-{job.job_id}",
        placeholder="None",
        width=136,
    )


def again(job: Job, kinds: Sequence[tuple[Sequence[str], Sequence[str]]]) -> None:
    """Read the files as the form says, as a callback."""
    tables: dict[str, dict[str, str]] = {}
    for names, _ in kinds:
        columns = chosen(job, names[0])
        if columns and not {"text", "url"} & columns.keys():
            tell(f"{names[0]} {MUST}.")
            return
        if columns:
            tables |= dict.fromkeys(names, columns)
    separator = st.session_state[f"separator-{job.job_id}"]
    attempt(lambda: jobs().preview_again(job.job_id, tables=tables, separator=separator))


def chosen(job: Job, table: str) -> dict[str, str]:
    """Return the column that was chosen for each field of a table."""
    keys = {field: f"column-{field}-{table}-{job.job_id}" for field in FIELDS}
    found = {field: st.session_state.get(key) for field, key in keys.items()}
    return {field: column for field, column in found.items() if column}
