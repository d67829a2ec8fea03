"""Who speaks, where no register knows countries, papers and bodies; with the trained tagger."""

import pytest
import spacy

from claims.extract.names.places import add_places
from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote
from claims.extract.register import Register
from db.vocabulary import Mode

PUBLISHER = "The Example Times"
ANONYMOUS = f"anonymous source ({PUBLISHER})"
NORLAND = "Norland's parliament met in Exampleton. "


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
    ("text", "country"),
    [
        ("The government of Norlandia fell. A Norlandian ship sank.", ("Norlandia", "Norlandian")),
        ("Zabria's foreign ministry wrote to the Zabrian embassy.", ("Zabria", "Zabrian")),
        ("The Quess embassy was closed; few travel to Quess.", ("Quess", "Quess")),
        ("Meanwhile Zabria's army withdrew. Zabria is poor.", ("Zabria", "Zabria")),
    ],
)
def test_what_only_states_have_tells_a_country(text: str, country: tuple[str, str]) -> None:
    """A name that owns a ministry is a country's, and the word made of it its adjective."""
    register = add_places(spacy.blank("en")(text), Register())
    found = [(one.name, one.adjective) for one in register.countries]

    assert found == [country]


@pytest.mark.parametrize(
    "text",
    ["Conservative government fell.", "Northwind Capital grew.", "Novak's government fell."],
)
def test_parties_firms_and_people_are_no_countries(text: str) -> None:
    """What a man or a company may have too is not enough."""
    assert not add_places(spacy.blank("en")(text), Register()).countries


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norland said that the ship was sound.", "Norland government"),
        ("Norland's foreign ministry said that the ship was sound.", "Norland foreign ministry"),
        ("Norland's Ministry of Health said that it was safe.", "Norland Ministry of Health"),
        ("Norland has denied this. Its embassy said that it was safe.", "Norland embassy"),
        ("The presidency said that the ship was sound.", "Norland presidency"),
        ("A police spokeswoman denied the charge.", "Norland police"),
        (
            (
                "Norland's interior minister, Tom Reed, left. "
                "The ministry said that the ship was sound."
            ),
            "Norland interior ministry",
        ),
    ],
)
def test_state_bodies_bear_their_country(text: str, speaker: str) -> None:
    """A country that the register misses has a government, ministries and police like any other."""
    assert names(NORLAND + text)[-1] == speaker


def test_bare_noun_in_capitals_is_the_name_before() -> None:
    """In capitals, "the Ministry" is the ministry named last."""
    text = "The Exampleton Ministry of Health closed. The Ministry said that it was safe."
    assert names(text) == ["Exampleton Ministry of Health"]


def test_initials_are_an_alias() -> None:
    """A body "known by its initials as the XQO" is that body below."""
    text = "Police met the State Rescue Committee, known as the XQO. The XQO said that it was safe."
    assert names(text) == ["State Rescue Committee"]


def test_court_in_a_town_bears_its_name() -> None:
    """A court is told from others by its town."""
    text = "A court in the port city of Exampleton ruled that the sale was void."
    assert names(text) == ["Exampleton court"]


def test_spokesman_of_the_subject_before() -> None:
    """A spokesman with no body beside him speaks for the subject of the sentence before."""
    text = (
        "The Exampleton police have closed the case. "
        "A spokesman, Inspector Tom Reed, said that nothing was found."
    )
    assert names(text) == ["Exampleton police"]


def test_description_of_a_spokesman_is_the_body() -> None:
    """A general who speaks for the air force is the air force."""
    text = NORLAND + (
        "General Tom Reed, a spokesman for the Norland air force, said that it was hit. "
        "The general replied that nobody had died."
    )
    assert names(text) == ["Norland air force", "Norland air force"]


def test_letter_is_passed_on_by_the_paper_that_published_it() -> None:
    """Whoever makes a letter public relays what its author says, in later sentences too."""
    text = (
        "In a letter that was made public by the weekly Kropka, Ana Moreno writes that the "
        "bridge was weak. She adds that the mayor knew it."
    )
    assert chains(text) == [("Ana Moreno", "Kropka"), ("Ana Moreno", "Kropka")]


def test_lead_means_the_writer_of_the_letter() -> None:
    """Somebody without a name in a lead is who writes the letter below."""
    text = (
        "The sister of a missing sailor alleged that he was lured away, in a letter published by "
        "the weekly Kropka. In the letter, Ana Moreno writes that he had been called."
    )
    assert names(text) == ["Ana Moreno", "Ana Moreno"]


def test_lead_means_the_body_introduced_below() -> None:
    """An unnamed charity is "the charity, X," of a later sentence."""
    text = (
        "A medical charity insisted that the building was a clinic. Nobody was hurt. "
        "A nurse from the charity, Exampleton Relief Trust, left."
    )
    assert names(text) == ["Exampleton Relief Trust"]


def test_headline_means_who_bears_its_noun_below() -> None:
    """The magazine of a headline is the magazine of the text."""
    text = "A weekly magazine said that the dam was weak. The magazine, Kropka, printed a map."
    assert names(text, "Dam was weak, magazine says") == ["Kropka", "Kropka"]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Ana Moreno was quoted by the daily Kropka as saying that the law was void.",
            ("Ana Moreno", "Kropka"),
        ),
        (
            "The daily Kropka quoted two diplomats as saying that the law was void.",
            ("anonymous source (Kropka)", "Kropka"),
        ),
        (
            '"It is void," Ana Moreno told the broadcaster Radio Example.',
            ("Ana Moreno", "Radio Example"),
        ),
        (
            "In a statement to the daily Kropka, Ana Moreno said that the law was void.",
            ("Ana Moreno", "Kropka"),
        ),
        (
            "In a column for the weekly Kropka, Ana Moreno said that the law was void.",
            ("Ana Moreno", "Kropka"),
        ),
    ],
)
def test_papers_pass_on_whom_they_quote(text: str, chain: tuple[str, ...]) -> None:
    """Whoever is quoted or told it speaks; the paper relays."""
    assert chains(text) == [chain]


def test_opposing_clause_is_no_part_of_what_was_said_before() -> None:
    """In "X ruled that A, but Y says that B", X is no relay of Y."""
    text = (
        "A coroner, Tom Reed, ruled that he had drowned, but his widow, Ana Moreno, has always "
        "maintained that he was poisoned."
    )
    assert chains(text)[-1] == ("Ana Moreno",)


def test_relative_clause_alone_is_according_to_somebody() -> None:
    """In "a rule which, according to X, failed", X says the relative clause alone."""
    text = "The town has kept a rule which, according to Ana Moreno, the courts have criticised."
    (quote,) = spoken(text)
    assert "The town" not in text[quote.start : quote.end]


@pytest.mark.parametrize(
    "text",
    [
        "The minister asked officials how the papers wound up on the street.",
        "Norland responded by closing the consulate in the city of Brod.",
    ],
)
def test_questions_and_deeds_are_nobodys_statement(text: str) -> None:
    """To ask how, and to respond by an act, states nothing."""
    assert spoken(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It should be noted that the bridge had been closed in March.",
        "The bridge, it should be noted, had been closed in March.",
    ],
)
def test_narrators_own_remark_is_the_publishers(text: str) -> None:
    """What "should be noted" is said by the narrator, not by somebody who is withheld."""
    (quotes,) = LearntAttribution().extract([Document(text, "", PUBLISHER)])
    assert [(one.speaker.name, one.mode) for one in quotes] == [(PUBLISHER, Mode.NARRATION)]


def test_what_became_known_is_nobodys_statement() -> None:
    """In "it became known that", nobody states anything, and "it" is no body named before."""
    text = "The Exampleton Trust met. It became known that the bridge had been closed."
    assert spoken(text) == []


def test_post_by_an_unknown_author_is_unsigned() -> None:
    """Whoever shared a post whose author is unknown did not write it."""
    text = "Ana Moreno shared a post. The post by an unknown author said that the bridge was weak."
    assert names(text) == [ANONYMOUS]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A gang calling itself Grey Tide said that it had the files.", "Grey Tide"),
        ("Other sites such as Example Radio said that they would keep it.", "Example Radio"),
        ("Its director, Lothar Pym, said that it was safe.", "Lothar Pym"),
        ("The trade unionist Heo Mun-cheol said that it was safe.", "Heo Mun-cheol"),
        (
            "Vsevolod Ostrozhny-Lach, 71, was ill. Ostrozhny-Lach said that it was safe.",
            "Vsevolod Ostrozhny-Lach",
        ),
    ],
)
def test_names_that_the_recogniser_misses(text: str, speaker: str) -> None:
    """Words beside a name tell where it begins and ends."""
    assert names(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norland's tax office closed. The tax office said it was full. The office said so.",
         "Norland tax office"),
        ("The council of magistrates met. The council said that it was full.",
         "council of magistrates"),
        ("The Ministry of Health was closed. The health ministry said it was safe.",
         "Ministry of Health"),
        ("The Red Cross came. The association of banks called it a crime.", "association of banks"),
        ("The tax office said so. Tom Reed, spokesman for the fish agency, denied the report.",
         "fish agency"),
        ("Norland's health ministry met. A spokesman for the ministry said it was so.",
         "Norland health ministry"),
    ],
)  # fmt: skip
def test_common_nouns_bear_the_fullest_form_of_the_article(text: str, speaker: str) -> None:
    """A body without a proper name is what the article calls it in full, or a name that says it."""
    assert names(NORLAND + text)[-1] == speaker


def test_dateline_names_nobody_and_tells_the_country() -> None:
    """What is written from a capital speaks of that country's government, and not of another's."""
    text = (
        "TOKYO, May 20 - Japan's fish agency said that it was sure. "
        "Mongolia was silent. A government spokesman said that it was true."
    )
    assert names(text) == ["Japanese fish agency", "Japanese government"]


def test_country_named_once_in_passing_owns_no_ministry() -> None:
    """A country that an article names but once, and late, is not what it is about."""
    padding = "The boat went down in the night and the sea was rough there. " * 5
    text = f"{padding}The quay is of German make. The transport ministry said that it was safe."
    assert names(text) == ["transport ministry"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Dr Mwila Brandt of Example Hospital said it was safe. Dr Ana Brandt left.",
         "Mwila Brandt"),
        ("The owner, Beatrice Brandt, said it was safe.", "Beatrice Brandt"),
        ("It was safe, said Superintendent of Police Anwar Brandt.", "Anwar Brandt"),
        ("The broadcaster Haeundae TV said it was safe.", "Haeundae TV"),
        ("Norland's army has withdrawn from Exampleton, it said.", "Norland army"),
    ],
)  # fmt: skip
def test_roles_stand_beside_names(text: str, speaker: str) -> None:
    """A title or role is no part of a name, and whom it stands beside speaks."""
    assert names(NORLAND + text)[0] == speaker


def test_spokesperson_stays_with_the_body() -> None:
    """Who has spoken for a body speaks for it when another one is named in between."""
    text = (
        "Norland's army said that it was over. Spokesman Tom Reed said that nobody was hurt.\n\n"
        "The Red Cross said that it was not. Reed said that the road was open."
    )
    assert names(NORLAND + text) == ["Norland army", "Norland army", "Red Cross", "Norland army"]


def test_headline_role_is_nobody_by_name() -> None:
    """The driver of "Driver says" in a headline bears no name."""
    assert names("A man slept.", title="Driver says signal was green") == [ANONYMOUS]


def test_union_is_not_the_person_who_is_named_next() -> None:
    """A body without a name is not whom a pronoun means in the next sentence."""
    text = (
        "Dr Nasreen Haque closed the ward. A union of nurses said that it was full. "
        "She said that it was not."
    )
    assert names(text)[0] == "union of nurses"
