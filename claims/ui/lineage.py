"""The provenance of one claim and its neighbours as a graph: origin, relay, publisher."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import pandas as pd  # noqa: F401 - Plotly trips over a pandas that another session is importing
import plotly.graph_objects as go

from claims.ui import words
from claims.ui.charts import MIXED, wrapped
from claims.ui.timeline import ARCS, hover, sort_of
from db.views.claims import ClaimView, LinkView
from db.vocabulary import SourceKind

COLUMNS = ("Origin", "Relay", "Publisher")
ORIGIN, RELAY, PUBLISHER = range(3)
# Beyond so many nodes a graph of three columns is a tangle.
NODES = 50
THIS = "this claim"

Node = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Path:
    """The way of one claim from its origin to its publisher.

    Attributes:
        claim: the claim.
        sort: what its edges are drawn as: this claim itself, or how it bears on it.
        nodes: column and name of each step.
    """

    claim: ClaimView
    sort: str
    nodes: tuple[Node, ...]


def paths(claim: ClaimView, links: Sequence[LinkView]) -> list[Path]:
    """Return the ways of a claim and of those linked to it, until there are fifty nodes.

    Args:
        claim: the claim in question.
        links: its links, seen from it, strongest first.
    """
    found = [Path(claim, THIS, steps(claim))]
    known = set(found[0].nodes)
    for link in links:
        nodes = steps(link.other)
        if len(known | {*nodes}) > NODES:
            break
        known |= {*nodes}
        found.append(Path(link.other, sort_of(link.relation), nodes))
    return found


def steps(claim: ClaimView) -> tuple[Node, ...]:
    """Return the chain of a claim as nodes; who publishes its own word is a publisher alone."""
    *before, publisher = claim.chain
    columns = [ORIGIN, *[RELAY] * (len(before) - 1)] if before else []
    return (*zip(columns, before, strict=True), (PUBLISHER, publisher))


def places(found: Sequence[Path]) -> dict[Node, tuple[float, float]]:
    """Return where each node stands: publishers by time, the others beside those they lead to."""
    by_column: defaultdict[int, list[Node]] = defaultdict(list)
    for path in sorted(found, key=lambda one: (one.claim.ordered_at, one.claim.claim_id)):
        for node in path.nodes:
            if node not in by_column[node[0]]:
                by_column[node[0]].append(node)
    tallest = max(map(len, by_column.values()))
    heights = dict(_spread(by_column[PUBLISHER], tallest))
    for column in (RELAY, ORIGIN):
        ahead: defaultdict[Node, list[float]] = defaultdict(list)
        for one, other in _edges(found):
            if one[0] == column and other in heights:
                ahead[one].append(heights[other])
        settled = sorted(by_column[column], key=lambda node: _mean(ahead[node]))
        heights |= dict(_spread(settled, tallest))
    return {node: (float(node[0]), y) for node, y in heights.items()}


def _spread(nodes: Sequence[Node], tallest: int) -> Iterator[tuple[Node, float]]:
    yield from ((node, (i + 0.5) * tallest / len(nodes)) for i, node in enumerate(nodes))


def _edges(found: Sequence[Path]) -> Iterator[tuple[Node, Node]]:
    yield from chain.from_iterable(pairwise(path.nodes) for path in found)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def lineage(claim: ClaimView, links: Sequence[LinkView]) -> go.Figure:
    """Return the graph of :func:`paths`; a source that is met twice is drawn once.

    Args:
        claim: the claim in question.
        links: its links, seen from it, strongest first.
    """
    found = paths(claim, links)
    at = places(found)
    figure = go.Figure()
    # Its own way lies below, so that claims that came the same way are still seen.
    for sort in (THIS, *ARCS):
        if some := [path for path in found if path.sort == sort]:
            figure.add_trace(_edge_trace(sort, some, at))
    for column in range(3):
        if nodes := [node for node in at if node[0] == column]:
            figure.add_trace(_node_trace(nodes, found, at))
    tallest = max(y for _, y in at.values()) + 0.5
    _frame(figure, tallest)
    return figure


def _edge_trace(
    sort: str, some: Sequence[Path], at: Mapping[Node, tuple[float, float]]
) -> go.Scatter:
    colour, dash = ARCS.get(sort, (MIXED, "solid"))
    ends = [(at[one], at[other]) for one, other in _edges(some)]
    return go.Scatter(
        x=[*chain.from_iterable((one[0], other[0], None) for one, other in ends)],
        y=[*chain.from_iterable((one[1], other[1], None) for one, other in ends)],
        mode="lines",
        name=sort,
        line={"color": colour, "dash": dash, "width": 3.5 if sort == THIS else 1.6},
        hoverinfo="skip",
    )


def _node_trace(
    nodes: Sequence[Node], found: Sequence[Path], at: Mapping[Node, tuple[float, float]]
) -> go.Scatter:
    column = nodes[0][0]
    through = {node: [path for path in found if node in path.nodes] for node in nodes}
    solid = {"marker": {"opacity": 1}}
    return go.Scatter(
        x=[at[node][0] for node in nodes],
        y=[at[node][1] for node in nodes],
        mode="markers+text",
        text=[wrapped(node[1], lines=3) for node in nodes],
        textposition=("middle left", "top center", "middle right")[column],
        marker={
            "color": MIXED,
            "opacity": 1,
            "size": [11 + min(3 * len(some), 15) for some in through.values()],
            "symbol": [_symbol(column, some) for some in through.values()],
        },
        selected=solid,
        unselected=solid,
        customdata=[some[0].claim.claim_id for some in through.values()],
        hovertext=[_told(some) for some in through.values()],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _symbol(column: int, through: Sequence[Path]) -> str:
    shape = ("circle", "diamond", "square")[column]
    if column == ORIGIN and through[0].claim.speaker_kind is SourceKind.ANONYMOUS:
        shape = "star"
    # Filled where the claim itself came this way.
    return shape if any(path.sort == THIS for path in through) else f"{shape}-open"


def _told(through: Sequence[Path]) -> str:
    shown = [hover(path.claim) for path in through[:3]]
    more = len(through) - len(shown)
    rest = [f"and {words.count(more, 'claim')} more"] if more else []
    return "<br>".join([*shown, *rest])


def _frame(figure: go.Figure, tallest: float) -> None:
    figure.update_layout(
        height=int(min(130 + 52 * tallest, 680)),
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        clickmode="event+select",
        dragmode=False,
        hovermode="closest",
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.06, "x": 0, "title": None},
    )
    figure.update_xaxes(
        # Room for the names beside the outer columns.
        range=[-0.75, 2.75],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        tickvals=[0, 1, 2],
        ticktext=list(COLUMNS),
    )
    figure.update_yaxes(range=[tallest, -0.3], visible=False, fixedrange=True)
