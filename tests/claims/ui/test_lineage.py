"""The provenance of a claim and its neighbours as a graph of three columns."""

from dataclasses import replace

from claims import Desk
from claims.ui import lineage


def test_paths_run_from_origin_over_relay_to_publisher(desk: Desk) -> None:
    """A withheld source, its relay and the paper stand in a column each; a paper alone is one."""
    cables = lineage.steps(desk.claim("c-cables"))
    own = lineage.steps(desk.claim("c-rain"))

    assert [column for column, _ in cables] == [
        lineage.ORIGIN,
        lineage.RELAY,
        lineage.PUBLISHER,
    ]
    assert own == ((lineage.PUBLISHER, "Fabricated Post"),)


def test_source_met_twice_is_one_node(desk: Desk) -> None:
    """The claim's own way is filled, those of others are open, and each opens a claim."""
    claim = desk.claim("c-shut")
    figure = lineage.lineage(claim, desk.links(claim))
    nodes = [trace for trace in figure.data if trace.customdata is not None]
    named = [name for trace in nodes for name in trace.text]
    symbols = dict(zip(named, (s for trace in nodes for s in trace.marker.symbol), strict=True))

    assert len(named) == len(set(named)) == 5
    assert symbols["Example Wire"] == "circle"
    assert symbols["Police"] == "circle-open"
    assert symbols["The Example Times"] == "square"
    assert {one for trace in nodes for one in trace.customdata} <= {
        "c-shut",
        "c-denial",
        "c-police",
    }


def test_large_neighbourhood_ends_at_fifty_nodes(desk: Desk) -> None:
    """Of a hundred linked claims with sources of their own so many are drawn as fit fifty nodes."""
    claim = desk.claim("c-shut")
    link = desk.links(claim)[0]
    links = [
        replace(link, later=replace(link.later, speaker=f"S{n}", publisher=f"P{n}"))
        for n in range(100)
    ]
    found = lineage.paths(claim, links)

    assert len(lineage.places(found)) <= lineage.NODES
    assert len(found) == 25
