"""Who said what where articles tangle it: accounts that go on, namesakes; with the tagger."""

import pytest

from claims.extract.names.kinds import is_authority
from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode

PUBLISHER = "The Example Times"
ANONYMOUS = f"anonymous source ({PUBLISHER})"


def found(text: str, publisher: str = PUBLISHER) -> list[Quote]:
    """Return all quotes of a text."""
    (quotes,) = LearntAttribution().extract([Document(text, "", publisher)])
    return quotes


def speaker_of(text: str, words: str, publisher: str = PUBLISHER) -> str:
    """Return who says what begins with some words."""
    at = text.index(words)
    return next(one.speaker.name for one in found(text, publisher) if one.start == at)


@pytest.mark.parametrize(
    ("goes_on", "speaker"),
    [
        ("She had thought nothing of it.", "Ines Quarrie"),
        ("The lamp would burn all night.", "Ines Quarrie"),
        ("Rumours had been going round since May.", PUBLISHER),
        ("Ben Roe had left the town.", PUBLISHER),
        ("She was 41 years old when she came to the town in 2019.", PUBLISHER),
    ],
)
def test_an_account_goes_on_by_its_tense(goes_on: str, speaker: str) -> None:
    """Behind a report in the past, "she had" and "the lamp would" are still the speaker's words."""
    text = f"Ines Quarrie said on Monday that she saw the surgeon in the archive. {goes_on}"

    assert speaker_of(text, goes_on[:8]) == speaker


def test_an_account_ends_with_its_paragraph() -> None:
    """What a new paragraph tells in the pluperfect is the publisher's own."""
    text = "Ines Quarrie said that the lamp was out.\n\nThe hospital had closed in May 2020."

    assert speaker_of(text, "The hospital") == PUBLISHER


def test_a_neighbouring_sentence_is_not_said_with_it() -> None:
    """The sentence that brings in who speaks is the narrator's, and names whom "she" means."""
    text = (
        '"This is no fraud," said Ben Lie. Ana Saar is less gentle. '
        "Anyone who had opened the file would have seen it, she told the weekly."
    )

    assert speaker_of(text, "Anyone who") == "Ana Saar"
    assert "Ana Saar is less gentle" not in {
        text[one.start : one.end] for one in found(text) if one.speaker.name != PUBLISHER
    }


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            (
                "Denise Halloran denies it. Peter Halloran does too.\n\n"
                "Mr Halloran told police that he had lent his key to nobody."
            ),
            "he had lent",
            "Peter Halloran",
        ),
        (
            (
                "Felicity Marr wrote the paper. Felicity Marr said that it was right.\n\n"
                "Its editor, Sverre Marr, is her brother. Marr said that somebody had to be."
            ),
            "somebody had",
            "Sverre Marr",
        ),
        (
            "Marcus Tillotson KC spoke first. Tillotson said that the page had been burnt.",
            "the page",
            "Marcus Tillotson",
        ),
    ],
)
def test_namesakes_are_told_apart(text: str, words: str, speaker: str) -> None:
    """A title, or the full name in the same paragraph, tells which of two a family name means."""
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "A surgeon burnt the notes of an operation, a jury at Exampleton was told on Monday.",
            "A surgeon",
            ANONYMOUS,
        ),
        (
            (
                "Nordic Gazette published two pages of a report of the maritime inspectorate. "
                "The report says that the ship was struck by a mine."
            ),
            "the ship",
            "maritime inspectorate",
        ),
        (
            (
                "In a preprint posted last week, Ana Lie and Ben Saar argue that the fish were "
                "counted twice. According to the preprint, 212 of the tags bear two names."
            ),
            "212 of",
            "Ana Lie and Ben Saar",
        ),
        (
            (
                "Its envoy handed a note to the Norland foreign ministry. "
                "The ministry confirmed that it had received the note."
            ),
            "it had",
            "Norland foreign ministry",
        ),
        (
            (
                "The electoral commission ordered a recount. The Free League was ahead. "
                "The commission said that the recount would take four days."
            ),
            "the recount would",
            "electoral commission",
        ),
        (
            "A resident of the town, who gave her name only as Maria, said that the bridge fell.",
            "the bridge",
            "Maria",
        ),
        (
            (
                "Amara Teele said that she had closed the port.\n\nThe captain's wife said that "
                "the ship had been old. According to her, the pumps had failed."
            ),
            "the pumps",
            ANONYMOUS,
        ),
    ],
)
def test_papers_and_bodies_speak_as_the_article_calls_them(
    text: str, words: str, speaker: str
) -> None:
    """A document speaks for whose it is, a bare noun for the body that was called so in full."""
    assert speaker_of(text, words) == speaker


def test_a_publisher_answers_to_its_short_name() -> None:
    """Where Mercator News publishes, "Mercator" is itself, and no relay of its own."""
    text = "Colonel Dragan Iliev told Mercator by radio that his men held the bridge."
    quote = next(one for one in found(text, "Mercator News") if one.mode is not Mode.NARRATION)

    assert (quote.speaker.name, quote.via) == ("Dragan Iliev", ())


def test_whoever_passes_words_on_is_a_relay() -> None:
    """What a closed session heard comes by the member who then passes it on."""
    text = (
        "Anton Rell told the committee that the papers were genuine. "
        "Its chairwoman Ulla Mertens passed his words on to journalists."
    )
    quote = next(one for one in found(text) if one.speaker.name == "Anton Rell")

    assert [relay.name for relay in quote.via] == ["Ulla Mertens"]


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("said that the valves were safe", "Norland Maritime Authority"),
        ("said that, personally, she thought the valves were safe", "Ana Example"),
    ],
)
def test_a_spokeswoman_may_speak_for_herself(said: str, speaker: str) -> None:
    """A spokesperson speaks for the body, unless the sentence says that she does not."""
    text = f"Ana Example, a spokeswoman for the Norland Maritime Authority, {said}."

    assert {one.speaker.name for one in found(text) if one.mode is not Mode.NARRATION} == {speaker}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Ben Jo is thought to have had leave to bring his wife.",
            "Ben Jo is thought to have had leave to bring his wife",
        ),
        (
            "The judges are said to be considering a complaint.",
            "The judges are said to be considering a complaint",
        ),
        (
            "Kestrel Mobility expects deliveries to start again in February.",
            "deliveries to start again in February",
        ),
        (
            "Hugo Ferrand denied the allegations in a letter to shareholders.",
            "the allegations",
        ),
    ],
)
def test_a_claim_is_whole_and_no_more(text: str, content: str) -> None:
    """What is said to be so stands with whom it is said of, and without the letter it stands in."""
    assert content in {text[one.start : one.end] for one in found(text)}


def test_what_she_rejects_is_not_alleged_by_the_paper() -> None:
    """Of "an allegation that she has always rejected" only the noun is spoken of."""
    text = "The hall was used as a depot, an allegation that Norland has always rejected."

    assert not any(text[one.start :].startswith("Norland has") for one in found(text))


@pytest.mark.parametrize(
    "word",
    [
        "Christmas came",
        "Spring arrived",
        "Monday brought",
        "Winter kills",
        "Democracy suffered",
        "Hurricane Ada hit",
    ],
)
def test_an_ordinary_word_that_opens_a_sentence_is_no_body(word: str) -> None:
    """What owes its capital to its place is not "the airline" of the next sentence."""
    text = f"{word} in many towns at once. The airline said that forty flights were late."

    assert word.split(maxsplit=1)[0] not in speaker_of(text, "forty flights")


def test_the_us_is_no_pronoun() -> None:
    """What "the US" says it says, which "we" and "us" do not."""
    text = "The US denied that the ship had been there. From the US, Ben Roe has gone to China."
    shown = {text[one.start : one.end]: one.shown for one in found(text)}

    assert shown["From the US, Ben Roe has gone to China"]
    assert speaker_of(text, "the ship") == "US government"


def test_an_authority_is_no_newsroom() -> None:
    """Of agencies that no register knows, those with news in their names may have owners."""
    assert [is_authority(name) for name in ("Norland Maritime Agency", "Norland News Agency")] == [
        True,
        False,
    ]
