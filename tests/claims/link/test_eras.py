"""When what a claim tells was so."""

import pytest

from claims.link.eras import era, recalled

from .conftest import Maker


@pytest.mark.parametrize(
    ("text", "word", "year"),
    [
        (
            "In 2016 he was suspended for weeks, and was reinstated after an inquiry",
            "suspended",
            2016,
        ),
        (
            "In 2016 he was suspended for weeks, and was reinstated after an inquiry",
            "reinstated",
            2016,
        ),
        ("In 2016 he was suspended, and is now in prison", "prison", 0),
        ("He was arrested on Friday, five years after he was suspended in 2016", "arrested", 0),
        ("He was arrested on Friday, five years after he was suspended in 2016", "suspended", 2016),
        ("This was filmed in the summer of 2018", "filmed", 2018),
        ("She has run the bank since 2017", "run", 0),
        ("She was jailed two years ago", "jailed", 2019),
        ("She was jailed a decade ago", "jailed", 2011),
        ("She went missing as a child", "missing", 2001),
        ("She won last year", "won", 2020),
        ("She was arrested in March 2021", "arrested", 0),
        ("She will be freed in 2024", "freed", 0),
        ("She was freed", "freed", 0),
    ],
)
def test_era(statement: Maker, text: str, word: str, year: int) -> None:
    """A clause is set in the year before this one that it names, or that opens the claim."""
    assert era(statement(text), word) == year


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("In 2016 she was freed", "She was freed", 1),
        ("She was freed", "In 2016 she was freed", -1),
        ("In 2016 she was freed", "She was freed in 2016", 0),
        ("In 2016 she was freed", "She was freed in 2018", 1),
        ("She was freed", "She was freed", 0),
    ],
)
def test_recalled(statement: Maker, one: str, other: str, before: int) -> None:
    """What a claim recalls was before what another tells as news, or recalls of another year."""
    assert recalled(statement(one), "freed", statement(other), "freed") == before


def test_late_last_year_is_of_today(statement: Maker) -> None:
    """In January, what happened in December is no other time."""
    december = statement("She was freed in December 2020", day=-150)
    january = statement("She was freed", day=-150)

    assert recalled(december, "freed", january, "freed") == 0
