"""Exports as downloads, written when somebody presses."""

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from claims.desk import WHOLE, Selection
from claims.ui.frame import desk

MIME = {"csv": "text/csv", "jsonl": "application/jsonl"}


def exported(
    what: str,
    format: str,  # noqa: A002 - the desk's word
    *,
    everything: bool = False,
    bom: bool = False,
    selection: Selection = WHOLE,
) -> bytes:
    """Return an export as bytes; arguments as of ``Desk.export``."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{what}.{format}"
        desk().export(
            what, format=format, to=path, everything=everything, bom=bom, selection=selection
        )
        return path.read_bytes()


def draw_download(
    what: str,
    format: str,  # noqa: A002 - the desk's word
    name: str,
    *,
    everything: bool = False,
    bom: bool = False,
    selection: Selection = WHOLE,
) -> None:
    """Draw a button that downloads an export.

    Args:
        what: ``claims``, ``links`` or ``log``.
        format: ``csv`` or ``jsonl``.
        name: what the button says.
        everything: also what is folded away.
        bom: begin with a byte-order mark, for Excel.
        selection: only what it names.
    """
    st.download_button(
        name,
        lambda: exported(what, format, everything=everything, bom=bom, selection=selection),
        file_name=f"{what}.{format}",
        mime=MIME[format],
        key=f"download-{what}-{format}",
        icon=":material/download:",
        on_click="ignore",
    )
