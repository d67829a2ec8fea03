"""What a speaker stands by, on short texts with fictitious names."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode, Stance

PUBLISHER = "The Example Times"


def spoken(text: str) -> list[Quote]:
    """Return the quotes that others than the publisher speak."""
    (quotes,) = LearntAttribution().extract([Document(text, "", PUBLISHER)])
    return [quote for quote in quotes if quote.mode is not Mode.NARRATION]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Example did not say that the minister had resigned.",
        "Ana Example never claimed that the bridge was safe.",
        "Ana Example stopped short of saying that Bo Sample had been shot.",
        "Ana Example could say that the bridge was safe.",
        "Ana Example asked whether the bridge was safe.",
        "If the minister says that the bridge is safe, people will drive over it.",
        "No official has said that the dam is safe.",
        "Neither the minister nor the mayor said that the dam was safe.",
        "Ana Example did not deny that she had met Bo Sample.",
        "The minister has not denied reports that the bridge was closed.",
        "Patients who do not respond to the drug are given surgery.",
        "Doctors could not tell the twins apart after the crash.",
        "The dog would not answer to its name.",
    ],
)
def test_what_was_not_said_is_nobodys_claim(text: str) -> None:
    """Words that somebody did not say, might say or asked are claimed by nobody."""
    assert spoken(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ministry has not confirmed that Bo Sample was shot.", "Bo Sample was shot"),
        ("The ministry has yet to confirm that Bo Sample was shot.", "Bo Sample was shot"),
    ],
)
def test_what_was_not_confirmed_stays_open(text: str, claim: str) -> None:
    """Who has not confirmed something leaves it open."""
    (quote,) = spoken(text)

    assert (text[quote.start : quote.end], quote.stance) == (claim, Stance.CANNOT_CONFIRM)


def test_who_does_not_believe_it_denies_it() -> None:
    """A negated belief is a belief in the contrary."""
    (quote,) = spoken("The mayor does not believe that the bridge is safe.")

    assert quote.stance is Stance.DENIES


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("The ministry will not comment on the raid.", "the raid"),
        ("The ministry has not commented on the raid.", "the raid"),
        ("The minister won't say whether the envoy is alive.", "the envoy is alive"),
        ("The mayor would not answer questions about the raid.", "questions about the raid"),
    ],
)
def test_silence_is_told_as_silence(text: str, matter: str) -> None:
    """Who gives no comment declines, in every tense."""
    (quote,) = spoken(text)

    assert (text[quote.start : quote.end], quote.stance) == (matter, Stance.DECLINES_COMMENT)


def test_quotation_that_runs_on_is_stated() -> None:
    """What a denier says in the next paragraph is what they state, not what they deny."""
    text = (
        "The minister denied that the bridge was closed.\n\n"
        "“We checked every pillar in May and all of them were sound.”"
    )

    stances = {text[q.start : q.end]: q.stance for q in spoken(text)}

    assert stances["the bridge was closed"] is Stance.DENIES
    assert stances["We checked every pillar in May"] is Stance.ASSERTS


def test_source_spoken_of_again_stands_where_it_is_named() -> None:
    """The words that name a speaker lie in the sentence of the claim, whoever was meant before."""
    text = (
        "A source told Reuters that the bridge was closed. "
        "The next day the source said that it was open."
    )

    *_, quote = spoken(text)

    assert text[quote.speaker.start : quote.speaker.end] == quote.speaker.surface == "the source"
