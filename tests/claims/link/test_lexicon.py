"""The knowledge file and the words that lead into it."""

import pytest

from claims.link.lexicon import lexicon, read
from claims.link.names import country_in, is_place, name_key
from claims.link.words import spelling, stem


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("put its negotiator to death", "dead"),
        ("die before firing squad", "dead"),
        ("send to labor camp", "held"),
        ("lose its post", "dismissed"),
        ("hand over", "given"),
        ("execution", "dead"),
        ("sacked", "dismissed"),
    ],
)
def test_find_families(words: str, family: str) -> None:
    """Words and turns of phrase lead to their family, in any form and with words between."""
    assert family in {hit.family for hit in lexicon().find(words.split())}


def test_particles_say_nothing_alone() -> None:
    """The "back" of "send back" is no support."""
    assert "supports" not in {h.family for h in lexicon().find(["send", "back"], particles=1)}


def test_oppositions_hold_both_ways() -> None:
    """What excludes another is excluded by it."""
    assert all((b, a) in lexicon().opposed for a, b in lexicon().opposed)


def test_unknown_family_is_an_error() -> None:
    """A pair that names no family is refused with its name."""
    table = {"families": {}, "oppositions": [["dead", "alive"]]}

    with pytest.raises(ValueError, match="dead"):
        read(table)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Wall Street Journal", "wall street journal"),
        ("US Central Intelligence Agency", "cia"),
        ("CIA", "cia"),
        ("Central Intelligence Agency's", "cia"),
        ("General Kim Yong-chol", "kim yong-chol"),
        ("Jos\N{LATIN SMALL LETTER E WITH ACUTE} Example", "jose example"),
        ("Pyongyang", "north korea"),
        ("North Korean", "north korea"),
        ("Spanish Foreign Ministry", "spanish foreign ministry"),
        ("Kim Example Uk", "kim example uk"),
    ],
)
def test_name_key(name: str, key: str) -> None:
    """Forms of one name share a key; people do not become initials."""
    assert name_key(name) == key


def test_places() -> None:
    """Countries are told from people, and found inside the names of their bodies."""
    assert is_place(name_key("Seoul"))
    assert not is_place(name_key("Ana Example"))
    assert country_in("the central bank of Chile") == "chile"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("negotiator", "negotiate"),
        ("defection", "defect"),
        ("labour", "labor"),
        ("organise", "organize"),
    ],
)
def test_stems_meet(one: str, other: str) -> None:
    """Noun and verb of one root, British and American, share a stem."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["rise", "promise", "television"])
def test_spelling_leaves_alone(word: str) -> None:
    """Words that only look British stay as they are."""
    assert spelling(word) == word
