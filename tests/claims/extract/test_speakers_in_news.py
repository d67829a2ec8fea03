"""Who speaks, in the turns that news reports take; with the trained tagger, on fictitious names."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode

PUBLISHER = "The Example Times"
ANONYMOUS = f"anonymous source ({PUBLISHER})"


def spoken(text: str, title: str = "") -> list[Quote]:
    """Return the quotes that others than the publisher speak."""
    whole = f"{title}\n\n{text}" if title else text
    (quotes,) = LearntAttribution().extract([Document(whole, title, PUBLISHER)])
    return [quote for quote in quotes if quote.mode is not Mode.NARRATION]


def names(text: str) -> list[str]:
    """Return the speakers in the order of the text."""
    return [quote.speaker.name for quote in spoken(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norland Supreme Court Justice Ana Moreno said that the law was void.", "Ana Moreno"),
        ("Minister of Health Tom Reed said that the vaccine was safe.", "Tom Reed"),
        (
            "According to Norland's ambassador to the United States Tom Reed, the pact is dead.",
            "Tom Reed",
        ),
    ],
)
def test_office_is_no_part_of_a_name(text: str, speaker: str) -> None:
    """Courts, departments and countries before a name are the office of the person named."""
    assert names(text) == [speaker]


def test_slip_of_the_pen_is_the_same_person() -> None:
    """A family name but for one letter is that of the only person who bears the like."""
    text = (
        "Leslie Wimmer, a councillor, said that the pier was unsafe. "
        "Winmer believes that the council knew of it."
    )

    assert names(text) == ["Leslie Wimmer", "Leslie Wimmer"]


def test_pronoun_means_the_paragraphs_subject() -> None:
    """He is the subject of the sentence before, not who spoke in an earlier paragraph."""
    text = (
        "Tom Reed, the mayor, said that the bridge was safe.\n\n"
        "Adam Novak became known when his bridge in Exampleton fell. "
        "He said that the steel had been poor."
    )

    assert names(text) == ["Tom Reed", "Adam Novak"]


def test_who_is_introduced_before_a_quotation_speaks_it() -> None:
    """After a sentence that names one new person, "he said" behind a quotation is that person."""
    text = (
        'Tom Reed, the mayor, denied it. "The bridge is safe," he said.\n\n'
        "That is something which worries Adam Novak, president of the Exampleton guild.\n\n"
        '"Nobody has looked at the bolts for years," he said.'
    )

    assert names(text)[-1] == "Adam Novak"


def test_relative_clause_speaks_for_its_noun() -> None:
    """Who tells is the person or official before it, not the place between them."""
    text = (
        "The account came from Adam Novak, who told reporters that the bolts had been loose. "
        "It was an official in the cabinet who said that nobody had read the report."
    )

    assert names(text)[0] == "Adam Novak"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            (
                "The Norland Maritime Authority (NMA) and the Ministry of Transport said on Monday "
                "that the ferry was sound."
            ),
            ["Norland Maritime Authority and Ministry of Transport"],
        ),
        (
            "Ana Moreno, Tom Reed and Adam Novak said that the bridge was safe.",
            ["Ana Moreno, Tom Reed and Adam Novak"],
        ),
    ],
)
def test_several_speak_together(text: str, speakers: list[str]) -> None:
    """Names with nothing but their joints between them are one joint speaker."""
    assert names(text) == speakers


def test_a_letter_stands_for_its_author() -> None:
    """What the letter says is the word of who wrote in it a sentence before."""
    text = (
        "In a letter to the minister, Ana Moreno writes that her brother was abducted. "
        'The letter says that "nobody has looked for him".'
    )

    assert set(names(text)) == {"Ana Moreno"}


def test_a_report_stands_for_who_issued_it() -> None:
    """What a report says is the word of who published it."""
    text = (
        "The report, published on Monday by the Norland Maritime Authority, "
        "says that the ferry was overloaded."
    )

    assert names(text) == ["Norland Maritime Authority"]


def test_this_website_is_the_publisher() -> None:
    """What "this website" reported is the publisher's own word."""
    (quote,) = spoken("Last week, this website reported that the minister had resigned.")

    assert quote.speaker.name == PUBLISHER


def test_i_outside_quotations_is_the_publishers_own() -> None:
    """A column that says "I think" speaks for its publisher, not for who was quoted last."""
    text = (
        "Tom Reed, the mayor, said that the bridge was safe.\n\n"
        "This column is not so sure. I think that the bolts were loose."
    )

    assert names(text) == ["Tom Reed", PUBLISHER]


def test_a_lead_means_who_is_named_next() -> None:
    """A leading newspaper in the lead is the outlet that the next sentence names."""
    text = (
        "Two diplomats have been expelled from Norland, according to a leading newspaper. "
        "The Norland Herald said on Sunday that the two men had left by air."
    )

    assert names(text) == ["Norland Herald", "Norland Herald"]


def test_a_lead_is_no_body_of_another_kind() -> None:
    """A company without a name stays unnamed where a union speaks next."""
    text = (
        "A company said that the pier was safe. "
        "The Norland Teachers' Union said that nobody had looked at the bolts."
    )

    assert names(text) == [ANONYMOUS, "Norland Teachers' Union"]


def test_an_interview_passes_words_on() -> None:
    """The outlet that interviewed a speaker relays the words."""
    (quote,) = spoken(
        "In an interview with the BBC, Ana Moreno said that the bridge had never been tested."
    )

    assert quote.speaker.name == "Ana Moreno"
    assert [relay.name for relay in quote.via] == ["BBC"]


def test_a_spokesman_of_nobody_named_speaks_for_the_last_body() -> None:
    """A spokesman without a body speaks for the subject of the sentence before."""
    text = (
        "Exampleton police have treated it as an accident. "
        "A spokesman, Superintendent Tom Reed, said that nobody had been arrested."
    )

    assert names(text) == ["Exampleton police"]


@pytest.mark.parametrize(
    "text",
    [
        "The Norland Herald filed a motion to unseal the records on Monday.",
        "The girls were twice denied visas to enter the country.",
        "Norland retaliated by firing dozens of shells into the valley.",
    ],
)
def test_an_act_is_no_claim_of_who_acts(text: str) -> None:
    """What somebody does is told by the narrator; nobody is made to say it."""
    assert names(text) == []


def test_an_opinion_of_nobody_is_the_narrators() -> None:
    """What is believed, without an agent, is the publisher's own word, with its hedge."""
    (quotes,) = LearntAttribution().extract(
        [Document("The ship is believed to have sunk off Exampleton on Monday.", "", PUBLISHER)]
    )

    assert [quote.speaker.name for quote in quotes] == [PUBLISHER]
