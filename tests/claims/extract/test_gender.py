"""What given names tell of "he" and "she"."""

import pytest

from claims.extract.names.gender import agrees, is_given_name

BOTH = (
    "Alexis Andrea Nicola Simone Jean Kelly Shannon Tracy Yuki Robin Kim Sasha Leslie Ashley Jamie "
    "Casey Jan Lesley Sam Chris"
)


@pytest.mark.parametrize("given", BOTH.split())
def test_name_of_both_sexes_forbids_no_pronoun(given: str) -> None:
    """A name that men and women bear is a given name, and tells nothing of its bearer."""
    verdicts = [agrees(pronoun, f"{given} Example") for pronoun in ("he", "she")]

    assert verdicts == [None, None]
    assert is_given_name(given)


@pytest.mark.parametrize("given", ["Jordan", "Morgan", "Taylor"])
def test_name_of_places_and_companies_forbids_no_pronoun(given: str) -> None:
    """A name that is no given name to us tells nothing of its bearer either."""
    assert agrees("he", f"{given} Example") is agrees("she", f"{given} Example") is None


def test_title_tells_what_the_name_does_not() -> None:
    """Of a name of both sexes the article's own word for its bearer decides."""
    words = frozenset({"spokeswoman"})

    assert agrees("she", "Jean Example", words) is True
    assert agrees("he", "Jean Example", words) is False
