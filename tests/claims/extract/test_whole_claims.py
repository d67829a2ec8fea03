"""Propositions told whole and apart, and talk of which nothing is told; with the tagger."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode, Stance

PUBLISHER = "The Example Times"


def found(text: str) -> list[Quote]:
    """Return what a desk shows of a text."""
    (quotes,) = LearntAttribution().extract([Document(text, "", PUBLISHER)])
    return [one for one in quotes if one.shown]


def said(text: str) -> list[tuple[str, Stance, str]]:
    """Return who says what in which sense, the publisher as "", pieces joined by an ellipsis."""
    return [
        (
            "" if one.mode is Mode.NARRATION else one.speaker.name,
            one.stance,
            " … ".join(text[start:end] for start, end in one.fragments),
        )
        for one in found(text)
    ]


def test_what_takes_words_back_is_told_whole() -> None:
    """Of a withdrawal the claim is who withdraws what, not the thing alone."""
    whole = "Radio Example on Friday withdrew its report of 3 May"

    assert [(stance, words) for _, stance, words in said(f"{whole}.")] == [(Stance.RETRACTS, whole)]


def test_a_denial_may_point_back() -> None:
    """What "X denied this" tells is a denial of X, and no sentence of the narrator."""
    text = "The paper wrote that the bridge had been sold. Mayor Ana Moreno denied this."

    assert said(text)[-1] == ("Ana Moreno", Stance.DENIES, "denied this")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The paper Le Stade identified it as oxandrolone.", "identified it as oxandrolone"),
        ("Her source speaks of $40 million.", "speaks of $40 million"),
    ],
)
def test_an_estimate_needs_no_clause(text: str, claim: str) -> None:
    """What somebody puts a thing at, or speaks of, is their claim."""
    assert claim in [words for _, _, words in said(text)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "There has been no confession, she told the Courier; the paper had torn it apart.",
            [
                "There has been no confession",
                "the paper had torn it apart",
            ],
        ),
        (
            "Ana Moreno says it was delivered by hand and that a receptionist signed for it.",
            ["it was delivered by hand", "a receptionist signed for it"],
        ),
        (
            "Ana Moreno said that the fungus had been found in two patients, neither of whom died.",
            ["the fungus had been found in two patients, neither of whom died"],
        ),
        (
            "The paper said that it came from Ana Moreno, the deputy minister, at a meeting.",
            ["it came from Ana Moreno, the deputy minister, at a meeting"],
        ),
        (
            "A leaked memo warned the spy chief that tapping judges was illegal.",
            ["tapping judges was illegal"],
        ),
        (
            "Ben Roe claimed that the service had known since May that the bridge was closed.",
            ["the service had known since May that the bridge was closed"],
        ),
    ],
)
def test_propositions_are_cut_where_they_end(text: str, claims: list[str]) -> None:
    """Neither two in one nor one in two; with what hangs on them, without whom they are told."""
    assert [words for _, _, words in said(text)] == claims


@pytest.mark.parametrize(
    ("text", "stance", "claim"),
    [
        (
            "Whether Ben Roe is the man of the letter is unclear.",
            Stance.CANNOT_CONFIRM,
            "Ben Roe is the man of the letter",
        ),
        (
            "A diplomat in Lima said he could not confirm either account.",
            Stance.CANNOT_CONFIRM,
            "either account",
        ),
        (
            "The accused surveyor is said to have admitted meetings.",
            Stance.ASSERTS,
            "The accused surveyor … to have admitted meetings",
        ),
    ],
)
def test_what_is_open_or_only_said_is_found(text: str, stance: Stance, claim: str) -> None:
    """What nobody confirms, and what is said of somebody, is told with what it is about."""
    assert [(one, words) for _, one, words in said(text)] == [(stance, claim)]


@pytest.mark.parametrize(
    "text",
    [
        "They spoke on condition of anonymity because the procedure is confidential.",
        "Outside the court Ana Moreno was asked about the payment.",
        "A less comforting account was given by an official of the cabinet.",
        "The ministry of health has not commented.",
        "The ministry of health did not respond to a request for comment.",
    ],
)
def test_talk_of_which_nothing_is_told_is_folded_away(text: str) -> None:
    """That somebody spoke, was asked or kept silent on no matter is nothing to check."""
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    ["Captain Ben Roe has not spoken in public.", "Police arrested Ben Roe on Monday."],
)
def test_silence_and_deeds_are_shown(text: str) -> None:
    """That somebody has not spoken can be checked, like what is done."""
    assert said(text) == [("", Stance.ASSERTS, text.rstrip("."))]


def test_lives_are_not_claimed_in_words() -> None:
    """A flood that claims lives says nothing."""
    text = "A flood claimed 12 lives on Monday."

    assert [speaker for speaker, _, _ in said(text)] in ([""], [])


def test_an_account_goes_on_between_two_words_of_its_speaker() -> None:
    """A name in the pluperfect is the speaker's where the speaker goes on behind it."""
    text = (
        "Keld had agreed, the council's head, Ana Moreno, said. Ardovia had not answered. {} "
        "the insurers would wait."
    )

    account = ("Ana Moreno", Stance.ASSERTS, "Ardovia had not answered")
    assert account in said(text.format("Moreno added that"))
    assert account not in said(text.format("Police said that"))
