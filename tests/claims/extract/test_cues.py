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
        ("agreeing", "agree"),
        ("regretted", "regret"),
        ("signalled", "signal"),
        ("signaling", "signal"),
        ("hoped", "hope"),
        ("ruling", "rule"),
    ],
)
def test_every_form_leads_to_its_verb(form: str, lemma: str) -> None:
    """Regular and irregular forms are in the lexicon."""
    assert lexicon().verbs[form].lemma == lemma


@pytest.mark.parametrize("form", ["agreing", "regreted", "regreting", "newss"])
def test_no_form_is_made_up(form: str) -> None:
    """What nobody writes is no cue."""
    assert form not in lexicon().verbs.keys() | lexicon().nouns.keys()


def test_irregular_forms_are_irregular() -> None:
    """No verb is listed with the forms that the rules give it anyway."""
    assert [verb for verb, forms in lexicon().irregular.items() if forms == inflect(verb)] == []


def test_stance_survives_the_merge_of_two_groups() -> None:
    """A verb in a plain group and in a denying one denies."""
    assert lexicon().verbs["denied"].stance is Stance.DENIES


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("express", ["express", "expresses", "expressed", "expressing"]),
        ("declare", ["declare", "declares", "declared", "declaring"]),
        ("agree", ["agree", "agrees", "agreed", "agreeing"]),
        ("convey", ["convey", "conveys", "conveyed", "conveying"]),
    ],
)
def test_regular_verbs_are_inflected(verb: str, forms: list[str]) -> None:
    """Spelling rules for -y, -e, -ee and sibilants hold."""
    assert inflect(verb) == forms
