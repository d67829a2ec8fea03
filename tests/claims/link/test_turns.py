"""Turns of phrase in which a word means something else than the knowledge files have it."""

import pytest

from claims.link.axes import axes
from claims.link.lexicon import lexicon
from claims.link.turns import meant_otherwise, turns
from claims.link.words import stem


def test_turns_are_of_axes_and_families() -> None:
    """Whatever a turn is said not to mean is an axis or a family."""
    known = lexicon()
    families = {
        hit.family for hits in (*known.single.values(), *known.several.values()) for hit in hits
    }
    ends = {end.axis for entries in axes().ends.values() for end in entries}

    assert turns().patterns.keys() <= families | ends | known.phrases.keys()


@pytest.mark.parametrize(
    ("text", "family", "word"),
    [
        ("she is widely seen as an ally of the mayor", "seen", "see"),
        ("she appeared to be nervous", "seen", "appear"),
        ("she was shown a copy of the letter", "seen", "show"),
        ("she died of a cardiac arrest", "held", "arrest"),
        ("she faces up to ten years in prison", "held", "prison"),
        ("they held a meeting", "held", "hold"),
        ("the joke killed the mood", "dead", "kill"),
        ("the film was shot on location", "dead", "shoot"),
        ("the picture hangs in the hall", "dead", "hang"),
        ("asked where she was, he hung up", "dead", "hang"),
        ("news of the execution of Ana proved to be wrong", "dead", "execution"),
        ("she will be named if she is alive", "alive", "alive"),
        ("out of sight since May, when she was photographed at a fair", "seen", "photograph"),
        ("she is free to travel", "free", "free"),
        ("she released a statement", "free", "release"),
        ("she dismissed the claims", "dismissed", "dismiss"),
        ("she fired two shots", "dismissed", "fire"),
        ("trading was suspended", "dismissed", "suspend"),
        ("pages are missing from the file", "missing", "missing"),
        ("it was clear that she had left", "innocent", "clear"),
        ("it lay on the table", "incorrect", "lie"),
        ("human rights were at stake", "correct", "right"),
        ("she won praise for it", "won", "win"),
        ("she lost her father", "lost", "lose"),
        ("she declined to comment", "fell", "decline"),
        ("she fell ill", "fell", "fall"),
        ("the inquiry was dropped", "fell", "drop"),
        ("she raised questions about it", "rose", "raise"),
        ("she is close to the president", "closed", "close"),
        ("they opened an inquiry", "open", "open"),
        ("she showed signs of fatigue", "signed", "sign"),
        ("she left hospital", "pulled_out", "leave"),
        ("she took part in it", "stolen", "take"),
        ("they met the deadline", "meets", "meet"),
    ],
)
def test_word_means_something_else(text: str, family: str, word: str) -> None:
    """In such a turn a word does not speak of its family; where it also stands alone it does."""
    assert stem(word) in meant_otherwise(text)[family]
    assert stem(word) not in meant_otherwise(f"{word}: {text}").get(family, ())


@pytest.mark.parametrize(
    ("text", "axis"),
    [
        ("she was arrested last week", "end"),
        ("a quarrel over an audit", "end"),
        ("she released a statement", "arrest"),
        ("she missed the meeting", "missing"),
        ("she has two days left", "leave"),
        ("she is in charge of it", "charge"),
        ("they struck a deal", "hit"),
        ("late on Monday", "delay"),
        ("she has known him since school", "know"),
        ("they passed a law", "pass"),
        ("the border controls", "control"),
        ("it is clear that she left", "guilt"),
    ],
)
def test_axis_is_not_met(text: str, axis: str) -> None:
    """Such a turn stands at no end of the axis."""
    assert axis not in {pole.axis for pole in axes().find(text)}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("she was seen as she left the hall", "seen"),
        ("she was killed in her car", "dead"),
        ("she was held at the airport", "held"),
        ("she was dismissed by the board", "dismissed"),
        ("the bridge was closed on Friday", "closed"),
        ("they signed the treaty", "signed"),
        ("she won the election", "won"),
    ],
)
def test_plain_words_mean_what_they_say(text: str, family: str) -> None:
    """News in plain words is no turn of phrase."""
    assert not meant_otherwise(text).get(family)
