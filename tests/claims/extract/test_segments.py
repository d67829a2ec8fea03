"""Cutting texts for the parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extract.pipeline import load_pipeline, parse
from claims.extract.quote import Document
from claims.extract.text.quotations import find_quotations
from claims.extract.text.segments import LONGEST_RUN, LONGEST_SEGMENT, legible, segment


@given(st.text(alphabet=st.sampled_from("ab .\n\"'"), max_size=3000))
def test_pieces_are_the_text(text: str) -> None:
    """Put together, the pieces give back every character once and in order."""
    assert "".join(text[start:end] for start, end in segment(text)) == text


@given(st.text(max_size=500))
def test_the_parsers_view_has_the_same_length(text: str) -> None:
    """Replacing line ends and breaking runs moves no offset."""
    assert len(legible(text)) == len(text)


def test_unbroken_runs_are_broken() -> None:
    """No run reaches the tokenizer that would take it quadratic time."""
    assert max(map(len, legible("x" * 10_000).split())) < LONGEST_RUN


def test_pieces_are_short_enough_for_the_parser() -> None:
    """A line of a million characters is cut like any other."""
    assert max(end - start for start, end in segment("word " * 50_000)) <= LONGEST_SEGMENT


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One paragraph.\n\nAnother one.", 2),
        ("One paragraph.\nAnother one.", 2),
        ("A long line of a paragraph that was wrapped at its\nend and goes on.", 1),
    ],
)
def test_wrapped_lines_belong_together(text: str, count: int) -> None:
    """A line end parts paragraphs unless it only wraps a long line."""
    assert len(segment(text)) == count


def test_quotation_runs_over_the_cut_of_a_long_paragraph() -> None:
    """Where a long paragraph is cut for the parser, what is quoted stays quoted."""
    filling = "The report is due in May. " * 152
    said = '"The bridge is closed. It will stay closed until the autumn," the mayor said.'
    text = f"{filling}{said} The opposition disagreed. Nobody was hurt."

    doc = parse(load_pipeline(), Document(text))
    quotations = find_quotations(text, doc._.claims_paragraphs)

    assert [text[one.inner_start : one.inner_end] for one in quotations] == [
        "The bridge is closed. It will stay closed until the autumn,"
    ]
