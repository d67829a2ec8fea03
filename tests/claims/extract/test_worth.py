"""How much a claim deserves checking."""

from datetime import UTC, datetime

import pytest

from claims.extract.pipeline import load_pipeline
from claims.extract.worth import weigh

PUBLISHED = datetime(2019, 6, 26, tzinfo=UTC)


def worth(text: str, published: datetime | None = PUBLISHED) -> float:
    """Weigh a whole text that somebody said."""
    doc = load_pipeline()(text)
    return weigh(doc, [(0, len(doc))], attributed=True, published=published)


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("The storm killed people in 1998.", True),
        ("The storm killed people in June, 1998.", True),
        ("The storm (1998) killed people.", True),
        ("The storm killed people before the 2016 election.", True),
        ("The storm killed people from 2014 to 2016.", True),
        ("The storm killed people from 2014 to 2019.", False),
        ("The storm killed people in 2018.", False),
        ("The storm killed 1500 people.", False),
        ("The storm killed 1950 people.", False),
        ("The storm killed people with 1950 shells.", False),
        ("The storm killed people in 1066.", False),
    ],
)
def test_only_years_long_ago_are_background(text: str, *, background: bool) -> None:
    """A year long ago lowers the worth; a count that looks like one does not."""
    assert (worth(text) < worth(text, None)) is background
