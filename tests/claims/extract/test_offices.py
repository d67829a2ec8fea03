"""For which government somebody speaks, as an article tells it; on fictitious people."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("French Defence Minister Luc Vernier said the strike had failed.", "French government"),
        ("Ana Moreno, Spain's foreign minister, said the talks had failed.", "Spanish government"),
        (
            "Tomas Reis, the health minister of Mozambique, said that 12 people had died.",
            "Mozambican government",
        ),
        ("Italy's prime minister, Pia Rossi, said the ship had sunk.", "Italian government"),
        ("Polish President Jan Nowak said the troops would leave.", "Polish government"),
        ("Former Polish president Jan Nowak said the troops would leave.", ""),
        ("Anna Dahl, the president of Borealis Lines, said the ship had sunk.", ""),
        ("Lena Hofmann, a French historian, said the talks had failed.", ""),
    ],
)
def test_office_tells_whose_government_speaks(text: str, state: str) -> None:
    """A minister, premier or president of a country speaks for it while the office lasts."""
    ((quote, *_),) = LearntAttribution().extract([Document(text, publisher="The Example Times")])

    assert quote.speaker.state == state
