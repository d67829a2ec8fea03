"""Claims that can be read alone, and sentences that are not lost; with the tagger."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document
from db.vocabulary import Mode, Stance


def found(text: str) -> list[tuple[str, str]]:
    """Return who says what in a text, the publisher as "", pieces joined by an ellipsis."""
    (quotes,) = LearntAttribution().extract([Document(text, "", "The Example Times")])
    return [
        (
            "" if one.mode is Mode.NARRATION else one.speaker.name,
            " … ".join(text[start:end] for start, end in one.fragments),
        )
        for one in quotes
    ]


def contents(text: str) -> list[str]:
    """Return what is said in a text, whoever says it."""
    return [words for _, words in found(text)]


@pytest.mark.parametrize(
    "dateline", ["LIMA - ", "SAN JUAN, June 3 (Example) -- ", "NUR-SULTAN \u2013 "]
)
def test_a_dateline_is_no_part_of_what_is_said(dateline: str) -> None:
    """The place before the dash is no claim, no speaker and no part of either."""
    text = f"{dateline}A ferry has sunk near the coast, the coastguard said on Monday."
    other = f"{dateline}The harbour commission of Peru said on Monday that a ferry had sunk."

    assert contents(text) == ["A ferry has sunk near the coast"]
    assert found(other) == [("harbour commission of Peru", "a ferry had sunk")] or not any(
        dateline.split(maxsplit=1)[0] in name for name, _ in found(other)
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The country's bonds recovered on Friday after losing six percent during the week.",
        "Families in Exampleton spend the nights in cellars because of the noise overhead.",
        "Its chairman lives in Geneva.",
        "Security sources in Exampleton stuck to their version.",
    ],
)
def test_a_sentence_is_the_narrators_though_the_parse_sees_no_verb(sentence: str) -> None:
    """What is written as a sentence is stated, be its verb taken for a noun or a participle."""
    assert found(sentence) == [("", sentence.rstrip("."))]


@pytest.mark.parametrize(
    ("sentence", "own", "said"),
    [
        (
            (
                "Minister Ana Example stepped down on Wednesday after a report found that the "
                "office had been told of the leak three weeks before it acted."
            ),
            "Minister Ana Example stepped down on Wednesday",
            "the office had been told of the leak three weeks before it acted",
        ),
        (
            "Ana Example resigned on 26 June, saying that she had forgotten the letter.",
            "Ana Example resigned on 26 June",
            "she had forgotten the letter",
        ),
    ],
)
def test_what_happened_is_told_beside_what_was_said(sentence: str, own: str, said: str) -> None:
    """The main clause is the narrator's, who speaks in the other clause or found it out."""
    assert own in [words for name, words in found(sentence) if not name]
    assert said in [words for name, words in found(sentence) if name]


def test_an_act_of_words_is_no_act() -> None:
    """Who ridicules findings, and says why, has done nothing beside saying it."""
    text = "Ana Example ridiculed the findings, saying that her country needed no maps."

    assert not any("ridiculed" in words for words in contents(text))


def test_a_verb_of_saying_states_nothing_by_itself() -> None:
    """Of "two members told reporters" nothing is left for the narrator without what they told."""
    text = "The agency could not say what he was accused of, two members of the board said."

    assert all(name for name, _ in found(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '"As you see, I eat, I sleep and I fight," said Tom Example.',
            "I eat, I sleep and I fight",
        ),
        (
            "The inquiry of the council found that two guards and not one died in the attack.",
            "two guards and not one died in the attack",
        ),
    ],
)
def test_what_is_no_proposition_is_not_parted(text: str, said: str) -> None:
    """Two words, a noun without a verb, a verb without its object stay with their neighbours."""
    assert [words for words in contents(text) if words.endswith(said)]
    assert len(contents(text)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Example called the letter a forgery.", "called the letter a forgery"),
        ("Ana Example promised to publish the recordings.", "promised to publish the recordings"),
        (
            "Ana Example accused the office of hiding the truth about the leak.",
            "the office … hiding the truth about the leak",
        ),
        ('Ana Example called the note "a fairy tale".', 'called the note "a fairy tale"'),
        ("Ana Example said that the letter was a forgery.", "the letter was a forgery"),
        ("Ana Example claimed to have seen the letter.", "to have seen the letter"),
    ],
)
def test_a_fragment_is_read_with_its_verb(text: str, said: str) -> None:
    """What says nothing without the verb before it is given with that; a clause is not."""
    assert found(text) == [("Ana Example", said)]


def test_what_is_denied_stays_what_is_denied() -> None:
    """A denial names its object alone, which what others say is compared with."""
    (quote,) = next(LearntAttribution().extract([Document("Ana Example denied the charge.")]))

    assert (quote.stance, quote.end - quote.start) == (Stance.DENIES, len("the charge"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "Ana Example, 51, presented herself at the agency's office on Saturday, it said "
                "in a short statement."
            ),
            "Ana Example, 51, presented herself at the agency's office on Saturday",
        ),
        (
            "The recording had been cut in four places, according to defence lawyer Ana Example.",
            "The recording had been cut in four places",
        ),
        ("The authorities could not say on Tuesday whether it was genuine.", "it was genuine"),
        (
            (
                "An audit found that 57 officers left over the affair, more than the service has "
                "admitted."
            ),
            "57 officers left over the affair, more than the service has admitted",
        ),
    ],
)
def test_what_is_said_has_its_own_bounds(text: str, said: str) -> None:
    """It reaches to ", X said", and takes in no name of the speaker and no mere weekday."""
    assert said in contents(text)


def test_who_maintains_one_thing_and_says_another_is_heard_twice() -> None:
    """Beside "but said" the clause of "maintained that" is not lost."""
    text = "Ana Example maintained that a letter was sent to the bank, but said it was late."

    assert ("Ana Example", "a letter was sent to the bank") in found(text)
