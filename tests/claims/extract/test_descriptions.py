"""Whom descriptions mean in news about people and bodies that nobody knows; with the tagger."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode

PUBLISHER = "The Example Times"
ANONYMOUS = f"anonymous source ({PUBLISHER})"


def spoken(text: str) -> list[Quote]:
    """Return the quotes that others than the publisher speak."""
    (quotes,) = LearntAttribution().extract([Document(text, "", PUBLISHER)])
    return [quote for quote in quotes if quote.mode is not Mode.NARRATION]


def last(text: str) -> str:
    """Return the last speaker."""
    return spoken(text)[-1].speaker.name


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            (
                "Brightwater, the charity that runs the camp, closed it in June. "
                "The charity said 40 people were ill."
            ),
            "Brightwater",
        ),
        (
            (
                "Trident Analytics, a security consultancy, published its findings on Monday. "
                "The consultancy said the malware came from Corvania."
            ),
            "Trident Analytics",
        ),
        (
            (
                "The union of dockers, Havenbond, called a strike. "
                "The union said 900 men would stay at home."
            ),
            "Havenbond",
        ),
        (
            "Skyvane cancelled forty flights on Monday. The airline said the pilots were ill.",
            "Skyvane",
        ),
        (
            (
                "The State Directorate for Borders arrested him. The Customs Service did not. "
                "The directorate said he carried a false passport."
            ),
            "State Directorate for Borders",
        ),
        (
            (
                "The mayor of Tosk, Adela Pruss, opened the bridge. She praised the builders. "
                "The mayor said it would last a century."
            ),
            "Adela Pruss",
        ),
        (
            (
                "Berthold Quill found the bones in 2019. "
                "The archaeologist said they were 3,000 years old."
            ),
            "Berthold Quill",
        ),
        (
            (
                "Sprint champion Delia Okoro-Lindt has been suspended. "
                "The 26-year-old said she was innocent."
            ),
            "Delia Okoro-Lindt",
        ),
    ],
)
def test_a_description_means_who_was_called_so_or_was_just_named(text: str, speaker: str) -> None:
    """What a body or a person is, told when it comes in, stands for it afterwards."""
    assert last(text) == speaker


@pytest.mark.parametrize(
    "text",
    [
        (
            "The nurses' union and Castellan Group met in Tosk. Castellan Group said it would pay. "
            "The nurses' union said nothing had been paid."
        ),
        "Castellan Group said it would pay. The nurses' union said nothing had been paid.",
    ],
)
def test_a_members_body_is_no_other_body(text: str) -> None:
    """The nurses' union is never a group that somebody else has named."""
    assert last(text).removeprefix("The ") == "nurses' union"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            (
                "Arvo Lill wrote that the service was slow. Lill said it had failed.\n\n"
                "I have spoken to a Western official who follows Tarva closely. He believes that "
                "the service leaked the story itself."
            ),
            ANONYMOUS,
        ),
        (
            "In June two officers knocked at her door. They told her that her lodger had died.",
            ANONYMOUS,
        ),
        (
            (
                "An officer was at the airport, but Ana Hofmann was not. "
                "The officer said the man was let go."
            ),
            ANONYMOUS,
        ),
        (
            (
                "The federation's president, Uwe Kranz, spoke of a black day. "
                "He confirmed that she would not start."
            ),
            "Uwe Kranz",
        ),
    ],
)
def test_who_came_in_without_a_name_keeps_none(text: str, speaker: str) -> None:
    """A pronoun or "the officer" means whom the paragraph just brought in, named or not."""
    assert last(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            '"We heard the water," said Dusan Pavlik, a retired postman whose house was gone.',
            "Dusan Pavlik",
        ),
        (
            (
                "Fiske & Holm audited the yard. The auditors, Fiske & Holm, said in a statement on "
                "Monday that they had never been asked."
            ),
            "Fiske & Holm",
        ),
        (
            "She had the receipts, she said. Colin Astley said that he dined with many people.",
            "Colin Astley",
        ),
        (
            (
                "The bridge would close, a prosecutor told the court on Monday.\n\n"
                "The prosecutor, Henrik Soltau, said that the bolts were rotten."
            ),
            "Henrik Soltau",
        ),
    ],
)
def test_every_speaker_of_a_text_is_the_named_one(text: str, speaker: str) -> None:
    """Appositions, partners and the sentence itself tell who speaks."""
    assert spoken(text)[0].speaker.name in {speaker, "she"}
    assert last(text) == speaker


def test_the_security_police_are_not_the_police() -> None:
    """Police of two countries are told apart, whatever sort of police they are."""
    text = (
        "The Tarvan police arrested a man. The Norrland security police said he was theirs. "
        "The Tarvan police said he was not."
    )

    assert [one.speaker.name for one in spoken(text)] == [
        "Norrland security police",
        "Tarvan police",
    ]


def test_an_outlet_that_cites_somebody_passes_them_on() -> None:
    """Behind "which cites an officer" the officer speaks, and the outlet is the relay."""
    text = "There were two men, according to the magazine Dossier, which cites an officer."
    (quote,) = spoken(text)

    assert quote.speaker.name == "anonymous source (Dossier)"
    assert [relay.name for relay in quote.via] == ["Dossier"]


def test_whom_somebody_would_not_name_is_folded_away() -> None:
    """A name that is withheld is no proposition; what is not told of a matter still is shown."""
    named, told = spoken(
        "Borealis Lines would not name the supplier. It declined to comment on the raid."
    )

    assert (named.shown, told.shown) == (False, True)
