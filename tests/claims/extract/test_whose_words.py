"""Whose words they are, and who passes them on, in stories of people and bodies unknown to all."""

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


def names(text: str, title: str = "") -> list[str]:
    """Return the speakers in the order of the text."""
    return [quote.speaker.name for quote in spoken(text, title)]


def chains(text: str) -> list[tuple[str, ...]]:
    """Return each speaker with the relays, in the order of the text."""
    return [(one.speaker.name, *(relay.name for relay in one.via)) for one in spoken(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Belarus rejected it. "This is a lie," foreign ministry spokesman Pavel Brandt said.',
         "Belarusian foreign ministry"),
        ("Lithuania was sure. The foreign ministry said in Minsk that it was a lie.",
         "Belarusian foreign ministry"),
        (("The Norlandian embassy closed, far from Norway and Sweden. The foreign ministry said "
         "that it was true."), "Norlandian foreign ministry"),
        (("Belarus was named. And Poland? A spokesman for the embassy in London said that it was "
         "a lie. Poland was silent; Poland had no more to say."), "Polish embassy in London"),
        ("A spokesman for the Polish consulate general in Exampleton said that it was a lie.",
         "Polish consulate general in Exampleton"),
        ("The Polish side said that it was a lie.", "Polish government"),
        ("Poland and Sweden met. The interior ministry said that it was true.",
         "Polish interior ministry"),
        ("North Korea was silent. The unification ministry said that it was not sure.",
         "Ministry of Unification"),
    ],
)  # fmt: skip
def test_body_of_a_state_is_that_of_the_country_beside_it(text: str, speaker: str) -> None:
    """A ministry is of who acts before it or whose capital it speaks from, no embassy of a seat."""
    assert names(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (("Ingrida Morkute, defending, told the court that he was ill. Ms Morkute was sure. "
         "He had paid a man called Anton, she said."), "Ingrida Morkute"),
        (("Belarus wrote to the Red Cross. Baltvika Terminal, where he worked, said that it was "
         "sorry. The company said that it was insured."), "Baltvika Terminal"),
        ('The newspaper Exampler wept. "It is over," said Ingrida Morkute, who was tired.',
         "Ingrida Morkute"),
        ("Park Sol-mi, a researcher in Daejeon, disagrees. She said that the picture was old.",
         "Park Sol-mi"),
        ("According to a source in the delegation, Ryang Gyu-sok looked thinner.", ANONYMOUS),
        ("His colleague Seo Min-ha, who had told the world, wrote that it was false.",
         "Seo Min-ha"),
        ("The health authority said that it was safe. The inspectorate said that it was not.",
         "inspectorate"),
        ("The Norwegian navy sailed. The navy's press office said that it was late.",
         "Norwegian navy"),
        ("A rival bidder, the Wexley Trust, says that it offered more.", "Wexley Trust"),
        ("A hospital in Trevik said that he was ill. The hospital said that he slept.",
         "hospital in Trevik"),
        (("The press service of the Norwegian government said that it was true. The press service "
         "said that it was sure."), "Norwegian government"),
        ("The Office of the Special Prosecutor was shut. Prosecutors said that he was guilty.",
         "Office of the Special Prosecutor"),
        (("The Ledger Board met, as did the FDA. Ivo Marash won. The 29-year-old said that he was "
         "glad."), "Ivo Marash"),
        ("Ana Moreno and the Liberal Susan Roe voted. Both said that they had been threatened.",
         "Ana Moreno and Susan Roe"),
    ],
)  # fmt: skip
def test_who_is_meant_is_told_by_what_stands_beside_a_name(text: str, speaker: str) -> None:
    """Titles, roles, seats and clauses tell who a name, a pronoun or a description means."""
    assert names(text)[-1] == speaker


def test_headline_means_whom_the_lead_brings_in() -> None:
    """The whistleblower of a headline is the accountant without a name of the lead."""
    text = (
        "The firm kept two books, a former accountant says in a statement. The accountant, "
        "Mirela Dobbs, says that there was a third."
    )
    assert names(text, title="Firm knew of it, says whistleblower")[0] == "Mirela Dobbs"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (("The harbour was shut, according to a draft report of the Maritime Safety Board of which "
         "details appeared yesterday in the Morning Ledger."),
         ("Maritime Safety Board", "Morning Ledger")),
        (('"It was wrong," the Maritime Safety Board said in a statement quoted by Example News '
         "Agency."), ("Maritime Safety Board", "Example News Agency")),
        ("The Maritime Safety Board told the committee that the door was open, Ana Moreno said.",
         ("Maritime Safety Board", "Ana Moreno")),
        ("Ana Moreno said that she was told that the door was open.",
         ("anonymous source (Ana Moreno)", "Ana Moreno")),
        ("Kjell Moe wrote in a column for the daily Harstadt Tidende that it was over.",
         ("Kjell Moe", "Harstadt Tidende")),
        (("My client slept, he told Channel One. The lawyer, Tom Reed, told the station that he "
         "was ill."), ("Tom Reed", "Channel One")),
    ],
)  # fmt: skip
def test_words_pass_through_who_makes_them_public(text: str, chain: tuple[str, ...]) -> None:
    """Outlets pass on leaks, statements and columns, and people what others have told them."""
    assert chains(text)[-1] == chain


def test_who_declines_to_comment_does_so_to_the_publisher() -> None:
    """A relay that passed on a body's words does not pass on its silence."""
    text = (
        "The Maritime Safety Board told the committee that the door was open, Ana Moreno said. "
        "The Maritime Safety Board declined to comment on the matter."
    )
    assert chains(text)[-1] == ("Maritime Safety Board",)
