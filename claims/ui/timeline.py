"""The time line of a storyline: lanes of sources, a mark for each claim, arcs between them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from textwrap import wrap

import pandas as pd  # noqa: F401 - Plotly trips over a pandas that another session is importing
import plotly.graph_objects as go

from claims.ui import words
from claims.ui.charts import BAD, GOOD, MIXED, OPEN, OTHER
from claims.ui.markup import escaped, plain, shortened
from db.views.claims import ClaimView
from db.views.storylines import TieView
from db.vocabulary import Relation, Status, Verdict

LANES = 12
REST = "Other"
# Beyond so many claims, the arcs of all of them are a mesh that nobody reads.
ARCS_OF_ALL = 150
# Beyond so many marks the browser draws on its canvas, which is faster and shows less.
CANVAS = 400
SLOTS = 40
LANE = 34
NAME, TOLD = 24, 220


@dataclass(frozen=True, slots=True)
class Scale:
    """How large things are drawn: rows of a lane, pixels of a row and of a mark."""

    rows: int
    row: int
    mark: int


ROOMY, DENSE = Scale(rows=6, row=15, mark=11), Scale(rows=4, row=10, mark=8)

# A shape and a colour for each standing; those of a person are larger.
MARKS: Mapping[str, tuple[str, str]] = {
    Status.UNVERIFIED: ("circle-open", OPEN),
    Status.CORROBORATED: ("circle", GOOD),
    Status.DISPUTED: ("diamond", MIXED),
    Status.RETRACTED: ("triangle-down", BAD),
    Verdict.CONFIRMED: ("star", GOOD),
    Verdict.REFUTED: ("x", BAD),
    Verdict.UNDETERMINED: ("hourglass", OTHER),
}
# Colour and dashes for each sort of arc.
FOR, AGAINST, BESIDE = "confirms or repeats", "contradicts or retracts", "otherwise linked"
ARCS: Mapping[str, tuple[str, str]] = {
    FOR: (GOOD, "solid"),
    AGAINST: (BAD, "dash"),
    BESIDE: (OPEN, "dot"),
}
STEPS = 12
FEW_ARCS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: a moment, and a height counted in rows from the top."""

    x: datetime
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        lanes: the names of the lanes, from the top, with the height of the middle of each.
        places: for each claim its place.
        height: how many rows there are.
        slot: the time in which claims share a place.
        scale: how large things are drawn.
    """

    lanes: Mapping[str, float]
    places: Mapping[str, Place]
    height: float
    slot: timedelta
    scale: Scale


def lane_of(claim: ClaimView, by: str) -> str:
    """Return the name that a claim stands under; ``by`` is ``speaker`` or ``publisher``."""
    return claim.publisher if by == "publisher" else claim.speaker


def lanes(claims: Sequence[ClaimView], by: str) -> dict[str, list[ClaimView]]:
    """Return the claims by lane, each in order of time.

    The largest twelve sources have a lane of their own, who was first stands on top, and the rest
    share the last one.
    """
    sizes = Counter(lane_of(one, by) for one in claims)
    kept = {name for name, _ in sorted(sizes.items(), key=lambda one: (-one[1], one[0]))[:LANES]}
    found: defaultdict[str, list[ClaimView]] = defaultdict(list)
    for one in sorted(claims, key=order):
        name = lane_of(one, by)
        found[name if name in kept else REST].append(one)
    rest = found.pop(REST, [])
    return {**found, REST: rest} if rest else dict(found)


def order(claim: ClaimView) -> tuple[datetime, str, int, str]:
    """Return the place of a claim in the one order of time."""
    return claim.ordered_at, claim.article_id, claim.start, claim.claim_id


def arranged(claims: Sequence[ClaimView], by: str) -> Layout:
    """Return where each claim stands: those of one moment and lane beside and below one another."""
    moments = [one.ordered_at for one in claims]
    slot = max((max(moments) - min(moments)) / SLOTS, timedelta(hours=1))
    scale = DENSE if len(claims) > CANVAS else ROOMY
    places: dict[str, Place] = {}
    middles: dict[str, float] = {}
    top = 0.0
    for name, some in lanes(claims, by).items():
        crowds: defaultdict[int, list[ClaimView]] = defaultdict(list)
        for one in some:
            crowds[(one.ordered_at - min(moments)) // slot].append(one)
        height = min(scale.rows, max(map(len, crowds.values()))) + 0.6
        middles[name] = top + height / 2
        for crowd in crowds.values():
            places |= _packed(crowd, middles[name], int(height), slot)
        top += height
    return Layout(middles, places, top, slot, scale)


def _packed(
    crowd: Sequence[ClaimView], middle: float, rows: int, slot: timedelta
) -> dict[str, Place]:
    """Return the places of claims of one moment and lane: in columns about the middle."""
    columns = -(-len(crowd) // rows)
    used = -(-len(crowd) // columns)
    step = slot * min(0.6, 0.9 / columns)
    return {
        one.claim_id: Place(
            one.ordered_at + (i // used - (columns - 1) / 2) * step,
            middle + i % used - (used - 1) / 2,
        )
        for i, one in enumerate(crowd)
    }


def arcs(ties: Sequence[TieView], n_claims: int, selected: str = "") -> list[TieView]:
    """Return the links to draw: all of a small storyline, else those of the selected claim."""
    if n_claims <= ARCS_OF_ALL:
        return list(ties)
    return [one for one in ties if selected and selected in {one.later_id, one.earlier_id}]


def timeline(
    claims: Sequence[ClaimView], ties: Sequence[TieView], *, by: str, selected: str = ""
) -> go.Figure:
    """Return the time line of a storyline.

    Args:
        claims: those of the storyline, at least one.
        ties: the links between them.
        by: what a lane is: ``speaker`` or ``publisher``.
        selected: id of the claim that is looked at; "" for none.
    """
    layout = arranged(claims, by)
    figure = go.Figure()
    _draw_arcs(figure, layout, arcs(ties, len(claims), selected), selected)
    draw = go.Scattergl if len(claims) > CANVAS else go.Scatter
    for word in MARKS:
        if some := [one for one in claims if (one.verdict or one.status) == word]:
            figure.add_trace(_marks(draw, layout, word, some))
    if place := layout.places.get(selected):
        figure.add_trace(_ring(place))
    _frame(figure, layout)
    return figure


def _draw_arcs(figure: go.Figure, layout: Layout, drawn: Sequence[TieView], selected: str) -> None:
    sorts: defaultdict[tuple[str, bool], list[TieView]] = defaultdict(list)
    for one in drawn:
        if {one.later_id, one.earlier_id} <= layout.places.keys():
            own = selected in {one.later_id, one.earlier_id}
            sorts[sort_of(one.relation), own].append(one)
    faint = 0.35 if selected else 0.8 if len(drawn) < FEW_ARCS else 0.5
    for name in dict.fromkeys(name for name, _ in sorts):
        figure.add_trace(_arc_key(name))
    # Those of the claim that is looked at are drawn last, and so stand before the others.
    for (name, own), some in sorted(sorts.items(), key=lambda one: one[0][1]):
        trace = _arc_trace(layout, name, some)
        trace.update(opacity=1 if own else faint, line_width=2.5 if own else 1.3)
        figure.add_trace(trace)


def _arc_trace(layout: Layout, name: str, some: Sequence[TieView]) -> go.Scatter:
    """Return all arcs of a sort as one trace: the browser draws few traces faster than many."""
    colour, dash = ARCS[name]
    ends = [(layout.places[one.earlier_id], layout.places[one.later_id]) for one in some]
    curves = [_curve(*pair, layout.slot) for pair in ends]
    return go.Scatter(
        x=[*chain.from_iterable([*(p.x for p in curve), None] for curve in curves)],
        y=[*chain.from_iterable([*(p.y for p in curve), None] for curve in curves)],
        mode="lines",
        line={"color": colour, "dash": dash},
        hoverinfo="skip",
        legendgroup=name,
        showlegend=False,
    )


def _arc_key(name: str) -> go.Scatter:
    """Return what the legend shows of a sort of arc: at full strength, however faint its arcs."""
    colour, dash = ARCS[name]
    return go.Scatter(
        x=[None],
        y=[None],
        mode="lines",
        line={"color": colour, "dash": dash},
        name=name,
        legendgroup=name,
    )


def sort_of(relation: Relation) -> str:
    """Return what an arc of this relation is drawn as."""
    if relation in words.SUPPORTING:
        return FOR
    return AGAINST if relation in words.OPPOSING else BESIDE


def _curve(one: Place, other: Place, slot: timedelta) -> list[Place]:
    """Return points of an arc; it bulges so that arcs along one lane or day hide no other."""
    across = abs(other.x - one.x) < slot
    aside, up = (slot * 1.6, 0.0) if across else (timedelta(), 0.7)
    points = []
    for i in range(STEPS + 1):
        t = i / STEPS
        bend = 4 * t * (1 - t)
        x = one.x + (other.x - one.x) * t + aside * bend
        points.append(Place(x, one.y + (other.y - one.y) * t - up * bend))
    return points


def _marks(
    draw: type[go.Scatter], layout: Layout, word: str, claims: Sequence[ClaimView]
) -> go.Scatter:
    shape, colour = MARKS[word]
    places = [layout.places[one.claim_id] for one in claims]
    by_person = word in set(Verdict)
    # A click must not fade the others: it shows a claim, it filters nothing.
    solid = {"marker": {"opacity": 1}}
    return draw(
        x=[one.x for one in places],
        y=[one.y for one in places],
        mode="markers",
        name=f"{word} by a person" if by_person else word,
        marker={
            "symbol": shape,
            "color": colour,
            "size": layout.scale.mark + (3 if by_person else 0),
            "line": {"width": 2 if shape.endswith("-open") else 1, "color": colour},
        },
        selected=solid,
        unselected=solid,
        customdata=[one.claim_id for one in claims],
        hovertext=[hover(one) for one in claims],
        hoverinfo="text",
    )


def hover(claim: ClaimView) -> str:
    """Return what is shown of a claim under the pointer; Plotly reads tags, so it is escaped."""
    told = wrap(shortened(plain(words.told(claim)), TOLD), 60)
    where = f"{words.day(claim.published_at)}, {shortened(plain(claim.publisher), NAME)}"
    return "<br>".join(escaped(line) for line in (where, *told))


def _ring(place: Place) -> go.Scatter:
    return go.Scatter(
        x=[place.x],
        y=[place.y],
        mode="markers",
        marker={"symbol": "circle-open", "size": 24, "color": OTHER, "line": {"width": 3}},
        hoverinfo="skip",
        showlegend=False,
    )


def _frame(figure: go.Figure, layout: Layout) -> None:
    edge = 0.0
    for middle in layout.lanes.values():
        edge += 2 * (middle - edge)
        if edge < layout.height - 0.1:
            figure.add_hline(y=edge, line={"width": 1, "color": "rgba(128,128,128,0.25)"})
    figure.update_layout(
        height=int(100 + max(layout.scale.row * layout.height, LANE * len(layout.lanes))),
        margin={"l": 0, "r": 8, "t": 8, "b": 8},
        clickmode="event+select",
        dragmode="zoom",
        hovermode="closest",
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "title": None},
    )
    figure.update_xaxes(showgrid=True, zeroline=False, type="date")
    figure.update_yaxes(
        range=[layout.height + 0.3, -1.0],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        tickvals=[*layout.lanes.values()],
        ticktext=[_lane_name(name) for name in layout.lanes],
        ticksuffix="  ",
    )


def _lane_name(name: str) -> str:
    lines = wrap(plain(name), NAME, max_lines=2, placeholder="…")
    return "<br>".join(escaped(line) for line in lines)


def undated(claims: Sequence[ClaimView]) -> int:
    """Count the claims whose article has no date; they stand where their text says at least."""
    return sum(one.published_at is None for one in claims)
