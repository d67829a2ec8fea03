"""The words of a claim as a way to its page."""

from dataclasses import replace

import pytest

from claims.ui.ways import claim_way, lead
from tests.claims.evaluate.annotated import F_LEAD


@pytest.mark.parametrize(
    ("prefix", "text", "before"),
    [
        ("nts. The embassy gave no answer on ", "the channel", "The embassy gave no answer on"),
        (
            "mbassy in the other town had no answer on",
            "the channel",
            "in the other town had no answer on",
        ),
        ("Title\n\nShe denied ", "this", "She denied"),
        ("He asked.\n\n", "There was a nexus", ""),
        ("The ministry said that ", "the channel was shut in May", ""),
    ],
)
def test_few_words_are_led_by_their_sentence(prefix: str, text: str, before: str) -> None:
    """A claim of few words has those of its sentence before it, whole; a longer one has none."""
    assert lead(replace(F_LEAD, text=text, prefix=prefix[-40:])) == before


def test_a_lead_is_escaped() -> None:
    """What stands before a claim is as hostile as the claim."""
    html = claim_way(replace(F_LEAD, text="this", prefix="<img src=x> denied "))

    assert "<img" not in html
    assert "&lt;img" in html
