"""Which claims only tell again what another said."""

import pytest

from claims.link.compare import Pair
from claims.link.likeness import other_subject
from claims.link.reading import read
from claims.link.relaying import relays
from claims.proposition import Predicate

from .conftest import Maker


@pytest.mark.parametrize(
    ("earlier_speaker", "earlier", "later", "relayed"),
    [
        ("Institute Fiktia Watch", "Troops have gathered", "So says Fiktia Watch of troops", True),
        ("Former envoy Ana Example", "The islands were offered", "Example's memoirs tell it", True),
        ("Mayor of Marisol", "The bridge is safe", "Engineers in Marisol found it sound", False),
        ("Minister Ana Example", "My phone was tapped", "A trace was on Example's phone", False),
        ("Minister Ana Example", "My phone was tapped", "It was, Ms Example says in a film", True),
        ("Nurses' union of Fiktia", "One ward had a nurse", "One nurse, the union tells us", True),
        ("Brewery Marisol", "We use less water", "Use is down, by the brewer's release", True),
        ("Police in Marisol", "Ten are ill", "Ten, according to the police in the town", True),
        ("Envoy of Marisol", "He left", "He left, a nurse in Marisol said", False),
    ],
)
def test_who_names_the_source_relays_it(
    statement: Maker, earlier_speaker: str, earlier: str, later: str, *, relayed: bool
) -> None:
    """A claim that gives its words to who stated the other relays it; naming them is not enough."""
    pair = Pair(
        read(statement(later, speaker="The Courier", day=1)),
        read(statement(earlier, speaker=earlier_speaker)),
    )

    assert relays(pair) is relayed


def test_nameless_speakers_of_themselves_may_be_they(statement: Maker) -> None:
    """Those said "to have offered phones" may be the "they" who offered phones elsewhere."""
    own = statement("to have offered phones", Predicate("offer", object="phone"), anonymous=True)
    they = statement(
        "they offered phones", Predicate("offer", subject="they", object="phone"), day=1
    )

    assert not other_subject(Pair(read(they), read(own)))
