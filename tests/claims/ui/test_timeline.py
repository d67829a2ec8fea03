"""The time line of a storyline can be read at ten, a hundred and a thousand claims."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims import Desk
from claims.ui import timeline
from db.views.claims import ClaimView
from db.views.storylines import TieView
from db.vocabulary import Relation, Status, Verdict

Storyline = tuple[list[ClaimView], list[TieView]]
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def storyline(write_shared_desk: Callable[[], Any]) -> Callable[[int], Storyline]:
    """Make a storyline of so many claims by up to twenty speakers, each linked to one before."""
    writer = write_shared_desk()
    writer.article("a1", "Shut", "Police said it was shut.", publisher="Post", day=5)
    writer.claim("c1", "a1", "it was shut", speaker="Police")
    with Desk.open(writer.finish()) as desk:
        pattern = desk.claim("c1")

    def make(n: int) -> Storyline:
        draw = random.Random(n)
        claims = [
            replace(
                pattern,
                claim_id=f"c{i:04}",
                article_id=f"a{i:04}",
                speaker=f"Speaker {min(int(draw.expovariate(0.3)), 19)}",
                publisher=f"Paper {i % 3}",
                status=draw.choice(list(Status)),
                verdict=draw.choice([None, None, *Verdict]),
                ordered_at=BEGIN + timedelta(days=draw.randrange(200)),
            )
            for i in range(n)
        ]
        ids = [one.claim_id for one in sorted(claims, key=timeline.order)]
        relations = list(Relation)
        ties = [
            TieView(ids[i], ids[draw.randrange(i)], relations[i % len(relations)])
            for i in range(1, n)
        ]
        return claims, ties

    return make


def marks(figure: Any) -> list[Any]:
    """The traces of a figure that hold claims."""
    return [trace for trace in figure.data if trace.customdata is not None]


def n_arcs(figure: Any) -> int:
    """How many arcs a figure has: each ends in a gap, and the keys of the legend are none."""
    lines = [trace for trace in figure.data if trace.mode == "lines" and trace.x != (None,)]
    return sum(trace.x.count(None) for trace in lines)


@pytest.mark.parametrize(
    ("n", "by"), [(1, "speaker"), (10, "publisher"), (100, "speaker"), (1000, "speaker")]
)
def test_every_claim_has_a_mark_within_the_window(
    storyline: Callable[[int], Storyline], n: int, by: str
) -> None:
    """Each claim is one point, in twelve lanes and a rest at most, no higher than a screen."""
    claims, ties = storyline(n)
    figure = timeline.timeline(claims, ties, by=by)
    drawn = [claim_id for trace in marks(figure) for claim_id in trace.customdata]

    assert sorted(drawn) == sorted(one.claim_id for one in claims)
    assert len(figure.layout.yaxis.ticktext) <= timeline.LANES + 1
    assert figure.layout.height <= 700
    assert {trace.type for trace in marks(figure)} == {"scattergl" if n > 400 else "scatter"}


def test_small_sources_share_the_last_lane(storyline: Callable[[int], Storyline]) -> None:
    """The twelve largest speakers have a lane, in order of first appearance; the rest share one."""
    claims, _ = storyline(1000)
    lanes = timeline.lanes(claims, "speaker")
    *own, rest = lanes
    firsts = [timeline.order(lanes[name][0]) for name in own]

    assert rest == timeline.REST
    assert len(own) == timeline.LANES
    assert firsts == sorted(firsts)
    assert not {one.speaker for one in lanes[rest]} & {*own}
    assert sum(map(len, lanes.values())) == 1000


@pytest.mark.parametrize(
    ("n", "selected", "expected"), [(100, "", 99), (150, "c0001", 149), (151, "", 0)]
)
def test_arcs_of_a_large_storyline_wait_for_a_claim(
    storyline: Callable[[int], Storyline], n: int, selected: str, expected: int
) -> None:
    """Up to 150 claims all links are drawn; beyond that none until a claim is chosen."""
    claims, ties = storyline(n)

    assert n_arcs(timeline.timeline(claims, ties, by="speaker", selected=selected)) == expected


def test_arcs_of_the_chosen_claim_are_its_links(storyline: Callable[[int], Storyline]) -> None:
    """In a storyline of a thousand claims the arcs are the links of the chosen one, and a ring."""
    claims, ties = storyline(1000)
    own = [one for one in ties if "c0007" in {one.later_id, one.earlier_id}]
    figure = timeline.timeline(claims, ties, by="speaker", selected="c0007")

    assert n_arcs(figure) == len(own) > 0
    assert figure.data[-1].marker.symbol == "circle-open"
    assert figure.data[-1].customdata is None


def test_claims_of_one_moment_stand_apart(storyline: Callable[[int], Storyline]) -> None:
    """Thirty claims of one speaker on one day have thirty places, all in the speaker's lane."""
    claims, _ = storyline(30)
    same = [replace(one, speaker="Police", ordered_at=BEGIN) for one in claims]
    layout = timeline.arranged(same, "speaker")

    assert len(set(layout.places.values())) == 30
    assert all(0 <= place.y <= layout.height for place in layout.places.values())


def test_standing_shows_by_shape_and_colour() -> None:
    """No two standings share a shape, so that colour alone says nothing; so do arcs by dashes."""
    assert {*timeline.MARKS} == {*Status, *Verdict}
    assert len({shape for shape, _ in timeline.MARKS.values()}) == len(timeline.MARKS)
    assert len({dash for _, dash in timeline.ARCS.values()}) == len(timeline.ARCS)


def test_verdict_outranks_status(storyline: Callable[[int], Storyline]) -> None:
    """A refuted claim is drawn as refuted, whatever the evidence says."""
    claims, _ = storyline(1)
    one = replace(claims[0], status=Status.CORROBORATED, verdict=Verdict.REFUTED)
    (trace,) = marks(timeline.timeline([one], [], by="speaker"))

    assert trace.name == "refuted by a person"
    assert trace.marker.symbol == "x"


def test_hostile_names_and_words_are_escaped(hostile_desk: str) -> None:
    """No tag of an article reaches Plotly, which would read it."""
    with Desk.open(hostile_desk) as desk:
        text = timeline.timeline(desk.claims(), [], by="speaker").to_json()

    assert "<script" not in text
    assert "<img" not in text
