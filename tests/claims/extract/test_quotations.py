"""Finding quotation marks."""

import pytest

from claims.extract.text.quotations import Quotations, find_quotations


def quoted(text: str) -> list[str]:
    """Return what stands in marks."""
    found = find_quotations(text, [(0, len(text))])
    return [text[one.inner_start : one.inner_end] for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "it rains" today.', ["it rains"]),
        ("He said “it rains” today.", ["it rains"]),
        ("He said \u2018it rains hard\u2019 today.", ["it rains hard"]),
        ("The workers' union and the owners' club", []),
        ('A 5" pipe', []),
        (
            '"A quotation that goes on in the next paragraph.',
            ["A quotation that goes on in the next paragraph."],
        ),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    """Apostrophes and stray marks quote nothing; an open quotation runs to the paragraph's end."""
    assert quoted(text) == expected


def test_quoted_characters_are_counted() -> None:
    """Only what stands between the marks counts as quoted."""
    text = 'So "much" for "this".'
    quotations = Quotations(find_quotations(text, [(0, len(text))]))

    assert quotations.quoted(0, len(text)) == len("muchthis")
