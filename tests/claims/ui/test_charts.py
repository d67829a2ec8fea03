"""Figures say what the views say, in signs as well as colours, and obey no text of an article."""

import pytest

from claims import Desk, Verdict
from claims.ui import charts
from db.views.sources import SourceView
from db.vocabulary import SourceKind


def source(name: str, confirmed: int, refuted: int) -> SourceView:
    """A source with a record."""
    return SourceView(1, name, SourceKind.OUTLET, "", "", (), 9, confirmed, refuted)


def test_overview_shows_every_count(desk: Desk) -> None:
    """Both bars add up to the claims on show, and every part names itself."""
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    figure = charts.overview(desk.counts())
    lanes = {"By the evidence": 0, "By people": 0}
    for bar in figure.data:
        lanes[bar.y[0]] += bar.x[0]

    assert lanes == {"By the evidence": 4, "By people": 4}
    assert any(bar.text == "✗ 1 refuted" for bar in figure.data)


def test_overview_labels_can_be_read(desk: Desk) -> None:
    """Labels on the pale colours are dark, and one that does not fit is left out."""
    figure = charts.overview(desk.counts())
    colours = {bar.marker.color: bar.textfont.color for bar in figure.data}

    assert colours[charts.MIXED] == colours[charts.OPEN] == charts.DARK
    assert figure.layout.uniformtext.mode == "hide"


def test_overview_of_an_empty_desk_is_empty() -> None:
    """Without claims there are no bars, and no error."""
    assert len(charts.overview({}).data) == 0


def test_provenance_runs_from_origin_to_publisher(desk: Desk) -> None:
    """Rows stand oldest first; what the claim's own chain shares is filled, the rest is open."""
    claim = desk.claim("c-shut")
    figure = charts.provenance(claim, desk.links(claim))

    assert [row.customdata[0] for row in figure.data] == ["c-shut", "c-denial", "c-police"]
    assert list(figure.data[0].text) == ["Example Wire", "The Example Times"]
    assert list(figure.data[0].marker.symbol) == ["circle", "square"]
    assert list(figure.data[1].marker.symbol) == ["circle-open", "square-open"]
    assert [row.line.dash for row in figure.data] == ["solid", "dash", "solid"]


def test_provenance_escapes_names(hostile_desk: str) -> None:
    """No tag of a name reaches Plotly, which would read it."""
    with Desk.open(hostile_desk) as desk:
        claim = desk.claim("c-well")
        text = charts.provenance(claim, desk.links(claim)).to_json()

    assert "<script" not in text
    assert "<img" not in text


def test_record_ranks_by_what_is_certain() -> None:
    """Nine of ten stands above one of one, for its lower bound is higher."""
    figure = charts.record([source("once", 1, 0), source("often", 9, 1)])

    assert list(figure.data[0].y) == ["once (n=1)", "often (n=10)"]


@pytest.mark.parametrize(("confirmed", "refuted"), [(1, 0), (0, 1), (5, 5), (100, 0)])
def test_record_interval_holds_the_share(confirmed: int, refuted: int) -> None:
    """The interval stays within 0 and 1 and holds the share itself."""
    trace = charts.record([source("x", confirmed, refuted)]).data[0]
    low, high = trace.x[0] - trace.error_x.arrayminus[0], trace.x[0] + trace.error_x.array[0]

    assert -1e-9 <= low <= trace.x[0] + 1e-9
    assert trace.x[0] - 1e-9 <= high <= 1 + 1e-9
