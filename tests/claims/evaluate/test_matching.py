"""Which found claim is which expected one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.evaluate.matching import Span, match, overlap, span

TEXT = "The ministry said that the envoy left in March and that nobody knew why."


def at(words: str, *fragments: str) -> Span:
    """Return the span of some words of the text."""
    pieces = [(TEXT.index(one), TEXT.index(one) + len(one)) for one in fragments]
    start = TEXT.index(words)
    return span(words, start, start + len(words), pieces)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("the envoy left", "the envoy left", 1.0),
        ("the envoy left in", "the envoy left", 0.75),
        ("the envoy left in", "envoy left in March", 0.6),
        ("the envoy left", "nobody knew why", 0.0),
        ("the envoy left in March", "the envoy left in March ", 1.0),
    ],
)
def test_overlap(one: str, other: str, share: float) -> None:
    """Overlap is the share of words that both cover; marks and spaces do not count."""
    assert overlap(at(one), at(other)) == pytest.approx(share)


def test_fragments() -> None:
    """What lies between the fragments of a claim does not count as its words."""
    whole = "the envoy left in March and that nobody knew why"
    pieces = at(whole, "the envoy left", "nobody knew why")

    assert overlap(pieces, at("the envoy left")) == 0.5
    assert overlap(pieces, at("in March and")) == 0.0


def test_the_same_words_elsewhere() -> None:
    """Equal words at another place of the article are another claim."""
    assert overlap(span("he left", 0, 7, ()), span("he left", 50, 57, ())) == 0.0


def test_no_words() -> None:
    """A claim without a word overlaps with nothing, itself included."""
    assert overlap(span("…", 0, 1, ()), span("…", 0, 1, ())) == 0.0


def test_the_best_first() -> None:
    """The greatest overlap is matched first, and nothing is matched twice."""
    expected = [at("the envoy left in March"), at("the envoy left")]
    found = [at("the envoy left in"), at("the envoy left in March")]

    assert match(expected, found) == {0: 1, 1: 0}
    assert match(expected, found[:1]) == {0: 0}


def test_too_little() -> None:
    """Less than half of the words in common is no match."""
    assert match([at("the envoy left in March")], [at("the envoy")]) == {}


def test_equal_overlaps() -> None:
    """Between equal overlaps the agreement in other things decides."""
    twins = [at("the envoy left"), at("the envoy left")]

    assert match(twins, twins, agreement=lambda e, f: int(e != f)) == {0: 1, 1: 0}
    assert match(twins, twins) == {0: 0, 1: 1}


spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 10)).map(
        lambda at: span("a " * at[1], 2 * at[0], 2 * (at[0] + at[1]), ())
    ),
    max_size=8,
)


@given(expected=spans, found=spans)
def test_one_to_one(expected: list[Span], found: list[Span]) -> None:
    """Whatever the claims, none is matched twice and every match is close enough."""
    matched = match(expected, found)

    assert len(set(matched.values())) == len(matched)
    assert all(overlap(expected[e], found[f]) >= 0.5 for e, f in matched.items())
