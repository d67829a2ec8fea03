"""The lexicon of cues."""

import pytest

from claims.extract.cues import inflect, lexicon
from db.vocabulary import Stance


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("warning", "warn"),
        ("admitted", "admit"),
        ("told", "tell"),
    ],
)
def test_every_form_leads_to_its_verb(form: str, lemma: str) -> None:
    """Regular and irregular forms are in the lexicon."""
    assert lexicon().verbs[form].lemma == lemma


def test_stance_survives_the_merge_of_two_groups() -> None:
    """A verb in a plain group and in a denying one denies."""
    assert lexicon().verbs["denied"].stance is Stance.DENIES


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("express", ["express", "expresses", "expressed", "expressing"]),
        ("declare", ["declare", "declares", "declared", "declaring"]),
        ("convey", ["convey", "conveys", "conveyed", "conveying"]),
    ],
)
def test_regular_verbs_are_inflected(verb: str, forms: list[str]) -> None:
    """Spelling rules for -y, -e and sibilants hold."""
    assert inflect(verb) == forms
