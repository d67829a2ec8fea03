"""Extraction as callers see it, on sentences with fictitious names."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import ConfigurationError
from claims.extract import pipeline
from claims.extract.pipeline import CueAttribution, NoOp, load_pipeline
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode, SourceKind, Stance

PUBLISHER = "The Example Times"


def read(text: str, title: str = "") -> list[Quote]:
    """Return all quotes of one text."""
    document = Document(text, title, PUBLISHER, datetime(2024, 5, 6, tzinfo=UTC))
    (quotes,) = CueAttribution().extract([document])
    return quotes


def spoken(text: str) -> list[Quote]:
    """Return the quotes that others than the publisher speak."""
    return [quote for quote in read(text) if quote.mode is not Mode.NARRATION]


def content(text: str, quote: Quote) -> str:
    """Return the pieces of what is said."""
    return " ... ".join(text[start:end] for start, end in quote.fragments)


@pytest.mark.parametrize(
    ("text", "expected", "speaker"),
    [
        (
            "Reuters said on Monday that the bridge had been closed.",
            "the bridge had been closed",
            "Reuters",
        ),
        ("The bridge had been closed, Reuters reported.", "The bridge had been closed", "Reuters"),
        (
            "According to the BBC, the mayor left the town.",
            "the mayor left the town",
            "BBC",
        ),
        (
            "The mayor left the town, according to the BBC.",
            "The mayor left the town",
            "BBC",
        ),
        (
            "The channel, the BBC said, has been closed for years.",
            "The channel ... has been closed for years",
            "BBC",
        ),
        (
            '"The bridge is safe," said John Example.',
            "The bridge is safe",
            "John Example",
        ),
        (
            "The South Korean government said that the pact will not be renewed.",
            "the pact will not be renewed",
            "South Korean government",
        ),
        (
            "The State Department said that the talks had failed.",
            "the talks had failed",
            "US Department of State",
        ),
        (
            "North Korea said that the test had been of a bomb.",
            "the test had been of a bomb",
            "North Korean government",
        ),
        (
            "It was reported that the bridge had been closed.",
            "the bridge had been closed",
            f"anonymous source ({PUBLISHER})",
        ),
        (
            "Officials said that the bridge had been closed.",
            "the bridge had been closed",
            f"anonymous source ({PUBLISHER})",
        ),
        (
            "There were rumours that the minister had lost her post.",
            "the minister had lost her post",
            f"anonymous source ({PUBLISHER})",
        ),
    ],
)
def test_content_and_speaker_of_common_frames(text: str, expected: str, speaker: str) -> None:
    """Speaker, cue, conjunction and marks stay outside the content."""
    quotes = spoken(text)

    assert [content(text, quote) for quote in quotes] == [expected]
    assert quotes[0].speaker.name == speaker


@pytest.mark.parametrize(
    ("text", "stance", "expected"),
    [
        (
            "The BBC denied that it had paid for the story.",
            Stance.DENIES,
            "it had paid for the story",
        ),
        (
            "The White House dismissed reports that the talks had failed.",
            Stance.DENIES,
            "the talks had failed",
        ),
        (
            "The FBI declined to comment on open investigations.",
            Stance.DECLINES_COMMENT,
            "open investigations",
        ),
        (
            "The CIA could not confirm whether the man was alive.",
            Stance.CANNOT_CONFIRM,
            "the man was alive",
        ),
        (
            "Most observers expect that the pact will run out.",
            Stance.PREDICTS,
            "the pact will run out",
        ),
        (
            'That was not "what I meant" by it, John Example said.',
            Stance.RETRACTS,
            'That was not "what I meant" by it',
        ),
        (
            "The BBC said it had not found the letter.",
            Stance.ASSERTS,
            "it had not found the letter",
        ),
    ],
)
def test_stance_is_the_speakers(text: str, stance: Stance, expected: str) -> None:
    """A denial keeps the proposition denied, and a bare negation stays inside the text."""
    quotes = [quote for quote in spoken(text) if quote.stance is stance]

    assert [content(text, quote) for quote in quotes] == [expected]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        (
            "An anonymous source told Reuters that the bridge had been closed.",
            "anonymous source (Reuters)",
            ["Reuters"],
        ),
        (
            "The bridge had been closed, according to a source quoted by Reuters.",
            "anonymous source (Reuters)",
            ["Reuters"],
        ),
        (
            "The BBC said that Italian officials said that the bridge had been closed.",
            "anonymous source (BBC)",
            ["BBC"],
        ),
        (
            "John Example told reporters that the bridge had been closed.",
            "John Example",
            [],
        ),
    ],
)
def test_chain_runs_from_the_speaker_outwards(text: str, speaker: str, via: list[str]) -> None:
    """Who publishes what others say is a relay; reporters at large are none."""
    (quote,) = spoken(text)

    assert quote.speaker.name == speaker
    assert [relay.name for relay in quote.via] == via


def test_coordinate_propositions_become_quotes_of_their_own() -> None:
    """Two clauses with subjects of their own under one cue are two claims."""
    text = "Reuters said that the envoy had left in May, and that his wife had stayed in Rome."

    assert [content(text, quote) for quote in spoken(text)] == [
        "the envoy had left in May",
        "his wife had stayed in Rome",
    ]


def test_pronoun_and_description_lead_back_to_the_outlet() -> None:
    """Both "the paper" and "it" are the newspaper named before."""
    text = (
        "The Wall Street Journal said that the channel was secret. "
        "The contacts were rare, the paper said. It added that they ended in May."
    )

    assert {quote.speaker.name for quote in spoken(text)} == {"The Wall Street Journal"}


def test_an_acronym_in_brackets_is_an_alias() -> None:
    """The article's own abbreviation names the same source, and is kept as its alias."""
    text = (
        "The National Road Safety Agency (NRSA) said that nine people had died. "
        "The NRSA said that the roads were safe."
    )
    quotes = spoken(text)

    assert {quote.speaker.name for quote in quotes} == {"National Road Safety Agency"}
    assert "NRSA" in quotes[0].speaker.aliases


def test_headline_speaks_of_those_named_below() -> None:
    """A newspaper in the headline is the newspaper of the story."""
    title = "Minister has left the town, newspaper says"
    text = f"{title}\n\nThe minister has left the town, the Chosun Ilbo said on Friday.\n"
    quotes = read(text, title)

    assert {quote.speaker.name for quote in quotes if quote.cue} == {"Chosun Ilbo"}


def test_what_nothing_resolves_stays_visibly_unresolved() -> None:
    """A pronoun without an antecedent keeps its words and the kind unknown."""
    (quote,) = spoken("She said that the bridge had been closed.")

    assert (quote.speaker.name, quote.speaker.kind) == ("She", SourceKind.UNKNOWN)


def test_narration_is_the_publishers_own_claim() -> None:
    """A plain statement is claimed by who publishes it, with no cue."""
    (quote,) = read("Three men raided the embassy in Madrid on 22 February 2024.")

    assert (quote.mode, quote.speaker.name, quote.cue) == (Mode.NARRATION, PUBLISHER, "")
    assert quote.shown


@pytest.mark.parametrize(
    "text", ["Who raided the embassy in Madrid?", "", " \n\n ", "Closed.", "((((", '"', "a" * 5000]
)
def test_questions_and_scraps_claim_nothing(text: str) -> None:
    """What states nothing gives no quote."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000,
        '"' * 5_000,
        "x" * 100_000,
        "said " * 2_000,
        "\n" * 20_000,
        '"A," he said. ' * 200,
        "He said that " + "it was and " * 500,
    ],
    ids=["brackets", "marks", "one run", "cues", "line ends", "quotations", "coordination"],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    """Masses of one thing neither crash nor move an offset."""
    for quote in read(text):
        assert 0 <= quote.start < quote.end <= len(text)


PIECES = st.sampled_from(
    [
        "Ana Example",
        "Reuters",
        "said",
        "that",
        "the bridge",
        "is closed",
        ",",
        ".",
        '"',
        "“",
        "”",
        "according to",
        "denied",
        "told",
        "a source",
        "(NIS)",
        "\n\n",
        "\n",
        "who",
        "and",
        "'s",
        "it",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=300)))
def test_offsets_are_exact_on_any_text(text: str) -> None:
    """Fragments, cue and speaker stand where the quote says, inside the envelope and in order."""
    quotes = read(text)

    assert [(q.start, q.end) for q in quotes] == sorted((q.start, q.end) for q in quotes)
    for quote in quotes:
        assert (quote.start, quote.end) == (quote.fragments[0][0], quote.fragments[-1][1])
        borders = [offset for fragment in quote.fragments for offset in fragment]
        assert borders == sorted(borders)
        assert text[quote.start : quote.end].strip() == text[quote.start : quote.end] != ""
        if quote.cue:
            assert text[quote.cue_start : quote.cue_end] == quote.cue
        if quote.speaker.surface:
            assert quote.speaker.end - quote.speaker.start == len(quote.speaker.surface)


def test_documents_are_answered_in_order() -> None:
    """Each document gets its own list, an empty one too."""
    documents = [Document("Reuters said that it rains."), Document(""), Document("It rains.")]

    assert [len(quotes) > 0 for quotes in CueAttribution().extract(documents)][:2] == [True, False]


def test_no_op_finds_nothing() -> None:
    """The extractor for tests answers every document with an empty list."""
    assert list(NoOp().extract([Document("Reuters said that it rains."), Document("")])) == [[], []]


def test_a_missing_model_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its model the extractor says which folder it misses and what to do."""
    monkeypatch.setattr(pipeline, "MODEL", str(tmp_path / "nowhere"))
    load_pipeline.cache_clear()

    with pytest.raises(ConfigurationError, match=r"nowhere.*reinstall"):
        load_pipeline()

    load_pipeline.cache_clear()
