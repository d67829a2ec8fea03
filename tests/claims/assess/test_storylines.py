"""Which claims make a storyline."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from claims.assess.storylines import Place, gather

claim_ids = st.sampled_from("abcdefgh")
pairs = st.lists(st.tuples(claim_ids, claim_ids), max_size=10)


def test_linked_claims_are_one_storyline_known_by_the_earliest() -> None:
    """Links join, over others too; what nothing joins stands alone."""
    assert gather("abcd", [("c", "b"), ("d", "c")], {}) == [["a"], ["b", "c", "d"]]


def test_person_puts_two_storylines_together() -> None:
    """A claim put beside another brings its own storyline along."""
    found = gather("abcd", [("b", "a"), ("d", "c")], {"d": Place(beside=("a",))})

    assert found == [["a", "b", "c", "d"]]


def test_person_takes_claims_out_of_their_storyline() -> None:
    """Links of a claim that is set apart join nothing; those set apart together stay together."""
    places = {"c": Place(apart=True), "d": Place(beside=("c",), apart=True)}

    assert gather("abcd", [("b", "a"), ("c", "b"), ("d", "a")], places) == [["a", "b"], ["c", "d"]]


@given(pairs, st.randoms())
def test_order_of_links_makes_no_difference(links: list[tuple[str, str]], rng: Random) -> None:
    """The same links in any order give the same storylines, and each claim is in one of them."""
    shuffled = rng.sample(links, len(links))

    found = gather("abcdefgh", links, {})

    assert gather("abcdefgh", shuffled, {}) == found
    assert sorted(one for story in found for one in story) == list("abcdefgh")


@given(st.booleans(), st.sampled_from([(), ("abc123",), ("abc123", "def456")]))
def test_place_survives_its_words(apart: bool, beside: tuple[str, ...]) -> None:
    """What the log says of a place is read back as it was."""
    assert Place.of(Place(beside, apart).words) == Place(beside, apart)
