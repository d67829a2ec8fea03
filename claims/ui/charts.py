"""Figures: views in, Plotly figures out. Names are escaped, for Plotly reads tags in its labels."""

from collections.abc import Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import Any

import pandas as pd  # noqa: F401 - Plotly trips over a pandas that another session is importing
import plotly.graph_objects as go

from claims.desk.reliability import interval
from claims.ui import words
from claims.ui.markup import plain, shortened
from db.views.claims import ClaimView, LinkView
from db.views.sources import SourceView
from db.vocabulary import Relation, SourceKind, Status, Verdict

CONFIG = {"displayModeBar": False}
GOOD, BAD, OPEN, MIXED, OTHER = "#2e8f5b", "#cc4b3f", "#8a9097", "#c58a17", "#3b7dc4"
LIGHT, DARK = "#ffffff", "#14171a"
# Colour and hatching, so that neither alone carries the meaning.
STYLES: Mapping[str, tuple[str, str]] = {
    Status.UNVERIFIED: (OPEN, ""),
    Status.CORROBORATED: (GOOD, ""),
    Status.DISPUTED: (MIXED, "/"),
    Status.RETRACTED: (BAD, "x"),
    "undecided": (OPEN, ""),
    Verdict.CONFIRMED: (GOOD, ""),
    Verdict.REFUTED: (BAD, "x"),
    Verdict.UNDETERMINED: (MIXED, "/"),
}
SIGNS: Mapping[str, str] = {
    **{one.value: sign for one, sign in words.STATUS_SIGNS.items()},
    **{one.value: sign for one, sign in words.VERDICT_SIGNS.items()},
    "undecided": "·",
}
BARS: Mapping[str, Sequence[str]] = {
    "By the evidence": tuple(Status),
    "By people": ("undecided", *Verdict),
}
RELATION_COLOURS = {
    Relation.CONFIRMS: GOOD,
    Relation.CONTRADICTS: BAD,
    Relation.REPEATS: OTHER,
    Relation.UPDATES: MIXED,
    Relation.RETRACTS: BAD,
    Relation.CANNOT_CONFIRM: OPEN,
}
LANES = 10
NAME, LINE = 30, 20


def overview(counts: Mapping[str, int]) -> go.Figure:
    """Return two bars: the claims on show by status, and by what people decided.

    Args:
        counts: as ``Desk.counts`` gives them.
    """
    figure = go.Figure()
    for lane, parts in BARS.items():
        for part in parts:
            if counts.get(part):
                figure.add_trace(_part(lane, part, counts[part]))
    # A label that does not fit its bar is left out; the number stands below the figure, too.
    figure.update_layout(
        barmode="stack",
        showlegend=False,
        uniformtext={"mode": "hide", "minsize": 11},
        **_frame(height=84),
    )
    total = sum(counts.get(status, 0) for status in Status)
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, total])
    figure.update_yaxes(autorange="reversed", fixedrange=True, ticksuffix="  ")
    return figure


def _part(lane: str, part: str, n: int) -> go.Bar:
    colour, hatching = STYLES[part]
    return go.Bar(
        y=[lane],
        x=[n],
        orientation="h",
        text=f"{SIGNS[part]} {n:,} {part}",
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        marker={
            "color": colour,
            "pattern": {
                "shape": hatching,
                # Wide and faint: a label is read on top of it.
                "size": 14,
                "solidity": 0.1,
                "bgcolor": colour,
                "fgcolor": "rgba(255,255,255,0.3)",
            },
        },
        textfont={"color": DARK if colour in (OPEN, MIXED) else LIGHT, "weight": 600},
        hovertemplate=f"{n:,} {part}<extra>{lane}</extra>",
    )


def provenance(claim: ClaimView, links: Sequence[LinkView]) -> go.Figure:
    """Return where a claim and those linked to it come from, one row each, oldest first.

    Each row runs from the origin over its relays to the publisher. A source of the claim itself
    is filled wherever it stands, so that a common origin shows.

    Args:
        claim: the claim in question.
        links: its links, seen from it, strongest first; the first ten are drawn.
    """
    rows: list[tuple[ClaimView, LinkView | None]] = [(claim, None)]
    rows += [(link.other, link) for link in links[:LANES]]
    rows.sort(key=lambda row: (row[0].ordered_at, row[0].start))
    longest = max(len(one.chain) for one, _ in rows)
    figure = go.Figure()
    for y, (one, link) in enumerate(rows):
        figure.add_trace(_lane(one, link, y, longest, own=set(claim.chain)))
    figure.update_layout(showlegend=False, clickmode="event+select", **_frame(60 + 56 * len(rows)))
    figure.update_xaxes(visible=False, range=[-0.1, longest - 0.9], fixedrange=True)
    figure.update_yaxes(
        autorange="reversed",
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        tickvals=list(range(len(rows))),
        ticktext=[_row_name(one, link) for one, link in rows],
        ticksuffix="  ",
    )
    return figure


def _lane(
    one: ClaimView, link: LinkView | None, y: int, longest: int, *, own: set[str]
) -> go.Scatter:
    steps = one.chain
    places = [*range(len(steps) - 1), longest - 1]
    colour = RELATION_COLOURS[link.relation] if link else MIXED
    return go.Scatter(
        x=places,
        y=[y] * len(steps),
        mode="lines+markers+text",
        text=[wrapped(name) for name in steps],
        textposition=[_beside(i, len(steps) - 1) for i in range(len(steps))],
        line={"color": colour, "width": 3 if link is None else 1.5, "dash": _dash(link)},
        marker={
            "size": 13,
            "color": colour,
            "symbol": [_symbol(one, i, name in own) for i, name in enumerate(steps)],
        },
        customdata=[one.claim_id] * len(steps),
        hovertext=_safe(words.told(one), 160),
        hoverinfo="text",
        cliponaxis=False,
    )


def _beside(i: int, last: int) -> str:
    """Return where a name stands: the outer ones lead inwards, and those between keep clear."""
    if i == last:
        return "bottom left"
    return "top center" if i else "bottom right"


def _symbol(one: ClaimView, i: int, is_own: bool) -> str:
    if i == len(one.chain) - 1:
        shape = "square"
    elif i:
        shape = "diamond"
    else:
        shape = "star" if one.speaker_kind is SourceKind.ANONYMOUS else "circle"
    return shape if is_own else f"{shape}-open"


def _dash(link: LinkView | None) -> str:
    return "dash" if link and link.relation in words.OPPOSING else "solid"


def _row_name(one: ClaimView, link: LinkView | None) -> str:
    day = words.day(one.published_at)
    if link is None:
        return f"<b>this claim</b><br>{day}"
    return f"{words.RELATION_SIGNS[link.relation]} {words.relation(link)}<br>{day}"


def record(sources: Sequence[SourceView]) -> go.Figure:
    """Return, for each source, the share of its reviewed claims that were confirmed.

    The bar is the 95 % interval of Wilson, "Probable inference" (1927). Reviewers choose what they
    check, so this is no measure of truthfulness.

    Args:
        sources: those with at least one reviewed claim.
    """
    ranked = sorted(sources, key=_interval)
    shares = [s.n_confirmed / (s.n_confirmed + s.n_refuted) for s in ranked]
    bounds = [_interval(source) for source in ranked]
    figure = go.Figure(
        go.Scatter(
            x=shares,
            y=[f"{_safe(s.name)} (n={s.n_confirmed + s.n_refuted})" for s in ranked],
            mode="markers",
            marker={"size": 11, "color": OTHER},
            customdata=[s.name for s in ranked],
            error_x={
                "symmetric": False,
                "array": [high - x for x, (_, high) in zip(shares, bounds, strict=True)],
                "arrayminus": [x - low for x, (low, _) in zip(shares, bounds, strict=True)],
            },
            hovertemplate="%{x:.0%}<extra></extra>",
        )
    )
    figure.update_layout(clickmode="event+select", **_frame(70 + 28 * len(ranked)))
    figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%", fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    return figure


def _interval(source: SourceView) -> tuple[float, float]:
    return interval(source.n_confirmed, source.n_confirmed + source.n_refuted)


def _safe(text: str, limit: int = NAME) -> str:
    return escape(shortened(plain(text), limit))


def wrapped(name: str, lines: int = 2) -> str:
    """Return the name of a source for a figure, escaped, on some short lines."""
    found = wrap(plain(name), LINE, max_lines=lines, placeholder="…")
    return "<br>".join(escape(line) for line in found)


def _frame(height: int) -> dict[str, Any]:
    return {"height": height, "margin": {"l": 0, "r": 20, "t": 4, "b": 18}}
