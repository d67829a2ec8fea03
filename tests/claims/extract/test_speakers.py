"""Who speaks, on short texts with fictitious names."""

import pytest

from claims.extract.pipeline import CueAttribution
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode, SourceKind

PUBLISHER = "The Example Times"
ANONYMOUS = f"anonymous source ({PUBLISHER})"


def spoken(text: str) -> list[Quote]:
    """Return the quotes that others than the publisher speak."""
    (quotes,) = CueAttribution().extract([Document(text, "", PUBLISHER)])
    return [quote for quote in quotes if quote.mode is not Mode.NARRATION]


def names(text: str) -> list[str]:
    """Return the speakers in the order of the text."""
    return [quote.speaker.name for quote in spoken(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We never got it," said its chief executive, Lena Example.', "Lena Example"),
        ("The mayor of Exampleton, Ana Moreno, said the bridge was safe.", "Ana Moreno"),
        ("Ilse Brandt, a prosecutor, said the ferry had been overloaded.", "Ilse Brandt"),
        ("The ferry was overloaded, prosecutor Ilse Brandt told reporters.", "Ilse Brandt"),
        ("Captain Pavel Example said that the ship was sound.", "Pavel Example"),
        ("A spokesman for Borealis, Tom Reed, said the ship was sound.", "Tom Reed"),
        ("Its spokesman, Commander Idris Bey, said that the ship was sound.", "Idris Bey"),
        ("Borealis spokeswoman Eva Lind said the ship was sound.", "Eva Lind"),
        ("Novak's lawyer, Tom Reed, said the charge was absurd.", "Tom Reed"),
        ("Altro's chief executive, Ingrid Sorel, denied that it had lied.", "Ingrid Sorel"),
        (
            (
                "There will be no rethink unless Norland changes its attitude, "
                "foreign minister Kim Ka-na said."
            ),
            "Kim Ka-na",
        ),
    ],
)
def test_name_beside_a_role_speaks(text: str, speaker: str) -> None:
    """A role with a name in apposition is the person named, not the role."""
    assert names(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            (
                "Transport Minister Josef Novak said that the captain had been arrested. "
                "The search would go on, Novak added."
            ),
            "Josef Novak",
        ),
        (
            "Altro Motors said that the brake was sound. Altro added that nobody had been hurt.",
            "Altro Motors",
        ),
        (
            (
                "The Norland Herald reported that the check had failed. "
                "The Herald said that the ministry knew."
            ),
            "Norland Herald",
        ),
    ],
)
def test_short_name_is_the_articles_full_one(text: str, speaker: str) -> None:
    """A family name or first word stands for the only full name of the article that has it."""
    assert names(text) == [speaker, speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            (
                "The Norland Maritime Authority (NMA) confirmed that the ferry had failed a test. "
                "Inspectors had found cracks, the agency said."
            ),
            "Norland Maritime Authority",
        ),
        (
            (
                "The Norland Ministry of Health said that 12 people had died. "
                "The virus is under control, the ministry said."
            ),
            "Norland Ministry of Health",
        ),
        (
            (
                "Veltra, the maker of the drug, said that it is safe. "
                "It has been tested for years, the company said."
            ),
            "Veltra",
        ),
        (
            (
                "The Norland Teachers' Union said that 4,000 teachers would strike. "
                "The talks had failed, the union said."
            ),
            "Norland Teachers' Union",
        ),
        (
            (
                "St Mary Hospital said that three patients had died. "
                "The hospital denied that they had been infected."
            ),
            "St Mary Hospital",
        ),
        (
            (
                "Norland Radio said that the minister had resigned. "
                "She will leave on Friday, the broadcaster reported."
            ),
            "Norland Radio",
        ),
        (
            (
                "The Financial Conduct Commission said the bank had lied. "
                "The fine will be paid in May, the regulator said."
            ),
            "Financial Conduct Commission",
        ),
        (
            (
                "The Exampleton District Court ruled that the sale was void. "
                "The bank had known of the fraud, the court found."
            ),
            "Exampleton District Court",
        ),
    ],
)
def test_description_leads_back_to_the_body_of_its_kind(text: str, speaker: str) -> None:
    """Bodies that no register knows are told by the head noun of their name or by apposition."""
    assert names(text) == [speaker, speaker]


def test_company_inside_the_content_announces() -> None:
    """Where the only company stands inside what is announced, it is the one that announces."""
    text = "Lena Example has resigned as chief executive of Borealis Lines, the company announced."

    (quote,) = spoken(text)

    assert (quote.speaker.name, quote.speaker.kind) == ("Borealis Lines", SourceKind.COMPANY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The captain was arrested on Friday, the police said.", ["Police"]),
        (
            "Norland police said that the captain was arrested. Police said that he was free.",
            ["Norland police", "Norland police"],
        ),
        ("Police in Exampleton said that nobody had been arrested.", ["Exampleton police"]),
        (
            "The search went on, the Norland coast guard said. It is over, the coast guard said.",
            ["Norland coast guard", "Norland coast guard"],
        ),
        (
            "The coast guard said that it is over. The Norland coast guard said that it is cold.",
            ["Norland coast guard", "Norland coast guard"],
        ),
    ],
)
def test_police_and_coast_guard_are_institutions(text: str, expected: list[str]) -> None:
    """A bare institution takes the article's fuller name, and is no anonymous source."""
    quotes = spoken(text)

    assert [quote.speaker.name for quote in quotes] == expected
    assert {quote.speaker.kind for quote in quotes} == {SourceKind.OFFICIAL}


def test_pronoun_agrees_with_the_given_name() -> None:
    """A woman named nearer is passed over for "he", who is the speaker of the sentence before."""
    text = (
        'Josef Novak denied that Lena Hofmann had known. "It was a mistake," said Lena Hofmann. '
        "Novak denied that the state would pay. Borealis would bear the cost, he said."
    )

    assert names(text)[-2:] == ["Josef Novak", "Josef Novak"]


@pytest.mark.parametrize(
    "text",
    [
        "The captain is free, according to his lawyer.",
        "A union official, who asked not to be named, told reporters that the test had failed.",
        "Residents said the water had risen within an hour.",
        "Two officials said the water had risen within an hour.",
        "A source close to the talks said the deal was dead.",
    ],
)
def test_people_without_a_name_stay_anonymous(text: str) -> None:
    """An unnamed person is an anonymous source, whatever is said about him."""
    assert names(text) == [ANONYMOUS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "The Norland Herald and the Example Post said that the plan was secret. "
                "The minister knew of it, the newspapers said."
            ),
            ["Norland Herald and Example Post"] * 2,
        ),
        (
            "Ana Moreno and Julia Brandt arrived on Monday. Both women said that they were free.",
            ["Ana Moreno and Julia Brandt"],
        ),
    ],
)
def test_pairs_keep_both_members(text: str, expected: list[str]) -> None:
    """Several sources speak under all their names, also where only "both" or "the" recalls them."""
    assert names(text) == expected


def test_quotation_around_a_cue_with_an_adverb_is_one_claim() -> None:
    """The adverb behind the cue is no part of the content."""
    text = 'The Norland Water Board met. "The wall held," it said later, "but the gate failed."'

    (quote,) = spoken(text)

    assert [text[start:end] for start, end in quote.fragments] == [
        "The wall held",
        "but the gate failed",
    ]


def test_safety_agency_that_is_told_something_is_no_relay() -> None:
    """Only who publishes passes on what it is told."""
    (quote,) = spoken("Tom Reed told the Norland Maritime Authority that the hull had cracks.")

    assert (quote.speaker.name, quote.via) == ("Tom Reed", ())


def test_place_of_a_dateline_says_nothing() -> None:
    """The company of the first sentence speaks, not the town before the dash."""
    text = "VELLMAR - Altro Motors will recall 40,000 vans, the company said on Monday."

    assert names(text) == ["Altro Motors"]


@pytest.mark.parametrize(
    "spokesman", ["A company spokeswoman", "A spokesman for the company", "The company's spokesman"]
)
def test_spokesman_of_a_body_speaks_for_it(spokesman: str) -> None:
    """Who speaks for a body named before is that body."""
    text = f"Altro Motors denied that it had lied. {spokesman} said that the brake was sound."

    assert names(text) == ["Altro Motors", "Altro Motors"]


def test_speakers_may_be_the_last_word_of_the_text() -> None:
    """A plural that ends a headline without a full stop is read like any other."""
    assert names("Grain carrier is in pirate hands, according to owners") == [ANONYMOUS]
