"""Who speaks in stories of families, papers, interviews and bodies; with the tagger."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote

PUBLISHER = "The Example Times"
ANONYMOUS = f"anonymous source ({PUBLISHER})"


def found(text: str, publisher: str = PUBLISHER, title: str = "") -> list[Quote]:
    """Return all quotes of a text."""
    (quotes,) = LearntAttribution().extract([Document(text, title, publisher)])
    return quotes


def said(text: str, words: str, publisher: str = PUBLISHER) -> Quote:
    """Return the quote that holds some words."""
    at = text.index(words)
    return next(one for one in found(text, publisher) if one.start <= at < one.end)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            (
                "The wife of jailed banker Oleg Marn insisted he is alive.\n\n"
                "Zdena Marn, 52, wept as she spoke."
            ),
            "he is alive",
            "Zdena Marn",
        ),
        ("Oleg Marn was moved on Friday, his son Vilko said.", "Oleg Marn was", "Vilko Marn"),
        (
            (
                "Oleg Marn is in custody. His brother Petr Marn lives abroad. The wife of Oleg "
                "Marn, who has not been named, fled. The wife said the house was empty."
            ),
            "the house was",
            ANONYMOUS,
        ),
        (
            "Oleg Marn, whose wife is Zdena Marn, fell ill. Mrs Marn said it was the heart.",
            "it was the heart",
            "Zdena Marn",
        ),
    ],
)
def test_a_relative_is_not_the_one_whose_relative_it_is(
    text: str, words: str, speaker: str
) -> None:
    """A wife or a son speaks under a name of her or his own, or under none, never under X's."""
    assert said(text, words).speaker.name == speaker


@pytest.mark.parametrize("role", ["friend", "other player", "man"])
def test_a_person_whom_nobody_names_is_anonymous(role: str) -> None:
    """Who stays without a name in the whole article is no source of the name "the friend"."""
    text = f'Ben Roe left the club in May. The {role} said: "He was never ill."'

    assert said(text, "He was never").speaker.name == ANONYMOUS


@pytest.mark.parametrize(
    ("publisher", "short"),
    [
        ("The Aldmoor Ledger", "the Ledger"),
        ("Corvane Press", "Corvane"),
        ("Daily Blaze", "the Blaze"),
    ],
)
def test_a_publisher_told_under_its_short_name_is_no_relay(publisher: str, short: str) -> None:
    """What somebody tells "the Ledger" in the Aldmoor Ledger has no other outlet in its chain."""
    text = f'"The gate was open," Ben Roe told {short} on Monday.'
    quote = said(text, "The gate", publisher)

    assert (quote.speaker.name, quote.via) == ("Ben Roe", ())


def test_a_translated_paper_is_told_by_our_correspondent() -> None:
    """A source that told "our newspaper" has told its publisher, whatever stands in brackets."""
    text = "A source in the police told our newspaper that two clerks were questioned."
    quote = said(text, "two clerks", "Vecherny Ostrel (translated)")

    assert quote.speaker.name == "anonymous source (Vecherny Ostrel (translated))"
    assert quote.via == ()


@pytest.mark.parametrize("name", ["Slovo i Pravo", "Recht und Freiheit", "Brenn og Bygden"])
def test_a_foreign_and_stands_inside_a_name(name: str) -> None:
    """The newspaper X i Y is one outlet, not two."""
    text = f"The newspaper {name} reported on Monday that the bridge was closed."

    assert said(text, "the bridge").speaker.name == name


@pytest.mark.parametrize(
    ("text", "words", "via"),
    [
        (
            (
                "Its spokesman, Ben Roe, told the state news agency Norinform on Monday that the "
                "bridge was safe."
            ),
            "the bridge was safe",
            ["Norinform"],
        ),
        (
            "The lawyer, Ben Roe, as the agency Norinform reports, said that the man is innocent.",
            "the man is innocent",
            ["Norinform"],
        ),
        (
            (
                "The broadcaster Kanal Nord reported that the captain was drunk. It cited a "
                "paramedic it did not name."
            ),
            "the captain was drunk",
            ["Kanal Nord"],
        ),
    ],
)
def test_who_passes_it_on_stands_in_the_chain(text: str, words: str, via: list[str]) -> None:
    """An agency that is told, that transmits, or that cites in its next sentence is a relay."""
    assert [one.name for one in said(text, words).via] == via


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "The coastguard put the number of dead at 19. It admitted that the list was wrong.",
            "the list was wrong",
            "Coastguard",
        ),
        (
            (
                "The club HC Orlec signed him in May. The Norland Handball Federation said that he "
                "was free. The club said that it had paid."
            ),
            "it had paid",
            "HC Orlec",
        ),
        (
            (
                "Lindmark's Foreign Information Service told parliament that he was arrested. "
                "The news agency Norinform said nothing had happened. "
                "The service said that it stood by its words."
            ),
            "it stood by",
            "Foreign Information Service",
        ),
        (
            (
                "The Sports Tribunal in Lerne freed him. The three arbitrators found that the "
                "bottles had been changed."
            ),
            "the bottles had",
            "Sports Tribunal",
        ),
        (
            (
                "The paper was sent to the county council last week. The daily Kurier told of it. "
                "A spokeswoman for the council said that it knew nothing."
            ),
            "it knew nothing",
            "county council",
        ),
    ],
)
def test_a_common_noun_means_the_body_that_it_can_mean(text: str, words: str, speaker: str) -> None:
    """A federation is no "club", a news agency no "service"; "it" is who was just told of."""
    assert said(text, words).speaker.name.lower() == speaker.lower()


def test_an_interview_is_answered_by_whom_it_introduces() -> None:
    """What stands between questions in bold is said by who spoke to the paper before them."""
    text = (
        "The captain's lawyer, Edda Quill, spoke to the paper on Monday.\n\n"
        "**Did he know that the door was open?**\n\nThe lamp on his bridge showed green.\n\n"
        "**Why did he sail?**\n\nThe company ordered him to leave the harbour.\n\n"
        "The port closed its gates on Tuesday."
    )
    assert said(text, "The lamp").speaker.name == said(text, "The company").speaker.name
    assert said(text, "The lamp").speaker.name == "Edda Quill"
    assert said(text, "The port").speaker.name == PUBLISHER


def test_questions_that_only_head_sections_are_no_interview() -> None:
    """Where nobody is said to be asked, what follows a question is the publisher's own."""
    text = (
        "The show was broadcast on Monday in Exampleton.\n\n**Is he dead?**\n\n"
        "The Example Courant withdrew its report.\n\n**Was he arrested?**\n\n"
        "The police searched his house on Friday."
    )
    assert said(text, "The police").speaker.name == PUBLISHER


def test_a_quotation_of_several_paragraphs_stays_hers() -> None:
    """Who says "he said" herself speaks on in the paragraphs that follow, and not he."""
    text = (
        'Zdena Marn broke down. She said: "A doctor phoned me on Friday. He told me so.\n\n'
        '"He said he is weak. He asked for his glasses.\n\n"Nobody arrested my husband."'
    )
    assert said(text, "Nobody arrested").speaker.name == "Zdena Marn"


def test_a_town_is_no_man_and_a_ship_no_lady() -> None:
    """A word behind "in" is a place's, and "the Lady X" a ship's: neither is ever "he" or "she"."""
    text = (
        "A mate of the Lady Ansa, who does not want to be named, tells another tale. The Lady Ansa "
        "lay in Trevik. The lamp had been broken, he says."
    )
    assert said(text, "The lamp").speaker.name == ANONYMOUS


def test_shares_in_a_firm_make_no_town_of_it() -> None:
    """The short name of a firm means the firm also where the text tells of shares in it."""
    text = (
        "The order against Brandell Paper was issued overnight.\n\nBrandell denied that its plant "
        "was the source of the outbreak.\n\nShares in Brandell fell 9 percent."
    )
    assert said(text, "its plant").speaker.name == "Brandell Paper"


def test_a_headline_means_the_prosecutor_of_the_text() -> None:
    """The role in a headline is that of the only one whom the text calls so."""
    title = "Banker will stand trial, military prosecutor says"
    text = (
        f"{title}\n\nThe banker is in custody. This was told to journalists by the Military "
        "Prosecutor, Colonel Arman Petkul. The Prosecutor denied that he was beaten."
    )
    speakers = {one.speaker.name for one in found(text, title=title) if one.cue}

    assert speakers == {"Arman Petkul"}
