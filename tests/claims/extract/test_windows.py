"""Articles are packed into windows without losing or moving a word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from claims.extract.attribution.tagger import MODEL
from claims.extract.attribution.windows import Shape, pack, shape_of
from claims.settings import packaged

WORDS = st.text(min_size=1, max_size=12).filter(lambda word: not word.isspace())
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=60), max_size=8)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The tokenizer that ships."""
    return Tokenizer.from_file(str(packaged(MODEL) / "tokenizer.json"))


@settings(max_examples=60, deadline=None)
@given(paragraphs=PARAGRAPHS)
def test_no_window_is_too_long_and_words_keep_their_order(
    tokenizer: Tokenizer, paragraphs: list[list[str]]
) -> None:
    """Every window fits, each word stands in at most one window, in the order of the text."""
    windows = pack(tokenizer, paragraphs, longest=32)
    words = [word for window in windows for word in window.words]
    assert words == sorted(set(words))
    for window in windows:
        assert len(window.ids) == len(window.shapes) <= 32
        assert all(first < len(window.ids) for first in window.firsts)


def test_a_plain_text_loses_no_word(tokenizer: Tokenizer) -> None:
    """All words of an English text stand in the windows."""
    paragraphs = [
        ["The", "mayor", "said", "on", "Monday", "that", "the", "bridge", "was", "safe", "."]
    ] * 30
    windows = pack(tokenizer, paragraphs, longest=64)
    assert [w for one in windows for w in one.words] == list(range(30 * 11))


def test_a_long_paragraph_is_cut_after_a_sentence(tokenizer: Tokenizer) -> None:
    """A paragraph of many sentences that fits no window is cut behind a full stop."""
    words = ["The", "mayor", "said", "that", "the", "bridge", "was", "safe", "."] * 20
    first = pack(tokenizer, [words], longest=64)[0]
    assert words[first.words[-1]] == "."


def test_paragraphs_that_fit_share_a_window(tokenizer: Tokenizer) -> None:
    """Short paragraphs stand together in one window, divided by markers."""
    (window,) = pack(tokenizer, [["One", "."], ["Two", "."]])
    assert window.ids.count(tokenizer.token_to_id("[SEP]")) == 2


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("bridge", Shape.LOWER),
        ("Bridge", Shape.TITLE),
        ("NIS", Shape.UPPER),
        ("A", Shape.TITLE),
        ("iPhone", Shape.MIXED),
        ("Hyok-chol", Shape.TITLE),
        ("2019", Shape.DIGIT),
        (",", Shape.OTHER),
    ],
)
def test_shape(word: str, shape: Shape) -> None:
    """A word's capitals and digits give its shape."""
    assert shape_of(word) is shape
