"""Sentences without a model, and those in which nothing was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extract.text.sentences import sentences, silent

TEXT = (
    "Bridge shut, paper says\n\nMr. Smith said on Jan. 5 that the U.S. bridge was shut. It rained. "
    "“No,” he said. She left at 5 p.m. on Monday.\n   \n다리가 닫혔다. 비가 왔다."
)


def test_sentences_end_where_a_reader_would_end_them() -> None:
    """Abbreviations end none, a quotation keeps its opening mark, a headline stands alone."""
    assert [TEXT[start:end] for start, end in sentences(TEXT)] == [
        "Bridge shut, paper says",
        "Mr. Smith said on Jan. 5 that the U.S. bridge was shut.",
        "It rained.",
        "“No,” he said.",
        "She left at 5 p.m. on Monday.",
        "다리가 닫혔다.",
        "비가 왔다.",
    ]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ([], ["One.", "Two.", "Three."]),
        (["wo"], ["One.", "Three."]),
        (["ne. Tw"], ["Three."]),
        (["Three", "One"], ["Two."]),
    ],
)
def test_silent_sentences_are_those_that_nothing_touches(words: list[str], left: list[str]) -> None:
    """Whatever stands partly in a sentence breaks its silence, in any order."""
    text = "One. Two. Three."
    spans = [(text.index(one), text.index(one) + len(one)) for one in words]

    assert [text[start:end] for start, end in silent(text, spans)] == left


@given(st.text(alphabet="ab .\n!?“”\u202e🙂　가", max_size=80))
def test_sentences_never_overlap_and_lose_no_letter(text: str) -> None:
    """Of any text, sentences come in order, and every letter stands in one of them."""
    found = list(sentences(text))
    flat = [at for span in found for at in span]

    assert flat == sorted(flat)
    inside = {at for start, end in found for at in range(start, end)}
    assert all(at in inside for at, letter in enumerate(text) if letter.isalnum())
