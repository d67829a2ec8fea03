"""Exports as links, which the browser loads while they are written."""

import streamlit as st

from claims.ui.day import asked_day
from claims.ui.markup import escaped
from claims.ui.tickets import Order, issue
from db.filters import ClaimFilters


def draw_download(
    what: str,
    format: str,  # noqa: A002 - the desk's word
    name: str,
    *,
    everything: bool = False,
    bom: bool = False,
    claims: tuple[str, ...] = (),
    storyline: str = "",
    filters: ClaimFilters | None = None,
) -> None:
    """Draw a link that downloads an export.

    Args:
        what: ``claims``, ``links`` or ``log``; ``case`` or ``desk``, which are zip files.
        format: ``csv`` or ``jsonl``, of claims also ``claimreview`` or ``annotations``; "" for zip.
        name: what the link says.
        everything: also what is folded away.
        bom: begin with a byte-order mark, for Excel.
        claims: only these claims, by id.
        storyline: only this storyline.
        filters: only the claims that fit.
    """
    order = Order(
        what, format, everything, bom, claims, storyline, filters or {}, as_of=asked_day()
    )
    st.html(link(order, name), width="content")


def link(order: Order, name: str) -> str:
    """Return the link for an order as HTML."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    path = "/".join(filter(None, ("", base, "download", issue(order), order.file)))
    return (
        f'<a class="download" href="/{path}" download="{order.file}">'
        f'<span aria-hidden="true">⤓</span> {escaped(name)}</a>'
    )
