"""Text that no journalist wrote: it is read to its end, and every offset holds."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extract.pipeline import LearntAttribution, load_pipeline, parse
from claims.extract.quote import Document, Quote
from claims.extract.text.segments import LONGEST_BATCH, LONGEST_SEGMENT, batches, segment

SAID = 'Mayor Ana Example said that the bridge was closed. "It is not safe," she told reporters. '
CASES = {
    "unbroken run": "x" * 20_000,
    "unbroken marks": '"' * 1_500,
    "apostrophes": "'" * 1_500,
    "quotation marks apart": '" ' * 1_500,
    "marks that open and never close": "“ " * 1_500,
    "an opened mark before every word": "".join(f" 'word{n} b" for n in range(500)),
    "one long paragraph": SAID * 100,
    "capitals": SAID.upper() * 30,
    "no punctuation": SAID.translate(str.maketrans("", "", ',."')) * 30,
    "list": "- said Ana Example\n" * 300,
    "table": "| Example | 12 | said |\n" * 200,
    "tabs": "a\t1\t2\t3\n" * 400,
    "mixed scripts": "The 장관 said that мост الجسر 关闭 了. " * 100,
    "nested brackets": "(" * 700 + SAID + ")" * 700,
    "nested words": "(he said " * 200 + ")" * 200,
    "one-word lines": "word\n" * 2_000,
    "blank lines": "a\n \n" * 500,
    "line ends": "a" + "\n" * 20_000 + "b",
    "emoji": "Ana said 😀👩‍👩‍👧 was closed. " * 100,
    "combining marks": "e" + "\u0301" * 5_000,
    "words of combining marks": "e\u0301a\u0300 said " * 200,
    "right to left": "قال الوزير إن الجسر مغلق. \u202e" * 60,
    "right to left inside": 'Ana said, "\u202e\u0645\u063a\u0644\u0642\u202c is closed." ' * 60,
    "invisible": "Ana\u200b said\u00ad that\ufeff it was\u2028 closed.\x85 " * 60,
    "control characters": "Ana said\x1b[31m that it\x07 was closed. " * 60,
    "semicolons": "he said; " * 300,
    "he said that": "he said that " * 300,
    "according to": "according to Example, " * 200,
    "citing": "citing Reuters, " * 200,
    "acronyms": "National Office (NO) " * 200,
    "addresses": "http://a.b/c?d=e said " * 100,
    "numbers": "1,234.5 said " * 300,
    "a cue ends it without a full stop": 'School\'s "1995" for Pang false, passport shows',
    "a statement ends it without a full stop": "Nobody would comment on the party's statement",
    "surrogates of nothing": "\ud7ff\ue000\uffff said so. " * 60,
}


def read(text: str, title: str = "") -> Sequence[Quote]:
    """The quotes of a text."""
    return next(iter(LearntAttribution().extract([Document(text, title, "The Example Times")])))


def check(text: str, quotes: Sequence[Quote]) -> None:
    """Every offset of every quote points at what it says it does."""
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.start == quote.fragments[0][0]
        assert quote.end == quote.fragments[-1][1]
        borders = [at for fragment in quote.fragments for at in fragment]
        assert borders == sorted(borders)
        assert all(start < end for start, end in quote.fragments)
        if quote.cue:
            assert text[quote.cue_start : quote.cue_end] == quote.cue
        for mention in (quote.speaker, *quote.via):
            if mention.start >= 0:
                assert mention.surface.split() == text[mention.start : mention.end].split()


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_hostile_text_is_read_with_exact_offsets(text: str) -> None:
    """It is read without an error, and what is found stands where it is said to stand."""
    check(text, read(text))


@pytest.mark.parametrize("name", ["capitals", "list", "emoji", "semicolons"])
def test_honest_text_beside_hostile_text_is_still_read(name: str) -> None:
    """An attribution in a paragraph of its own is found, whatever stands before and after it."""
    text = f"{CASES[name]}\n\nMinister Ben Sample said on Friday that the road was open.\n\n"
    found = [
        quote.speaker.surface
        for quote in read(text + CASES[name])
        if "road" in text[quote.start : quote.end]
    ]

    assert any("Sample" in surface for surface in found)


MARKS = "\"'()[],.;:!?- \n\t\u201c\u201d\u2018\u2019«»—\u00a0\u200b\u202e"
WORDS = (
    "said|said that|told|according to|denied|citing|he|She|it|they|Ana Example|Ben|Reuters|(NO)|"
    "The Example Times|the minister|a source|bridge|was closed|is|not|and|who|that|12|e\u0301|"
    "\n\n|😀|장관|الجسر|мост"
)
PIECES = st.sampled_from([*MARKS, *WORDS.split("|"), "x" * 250])


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=60), st.booleans())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_with_exact_offsets(pieces: list[tuple[str, str]], titled: bool) -> None:
    """Words, marks and scripts in any order are read, and every offset holds."""
    text = "".join(piece + space for piece, space in pieces)
    title = text.split("\n", 1)[0] if titled else ""

    check(text, read(text, title))


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_characters_are_read_with_exact_offsets(text: str) -> None:
    """Any code points are read, and every offset holds."""
    check(text, read(text))


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_parse_is_the_text(text: str) -> None:
    """The tokens cover the text once, and there are no more of them than characters."""
    doc = parse(load_pipeline(), Document(text))
    solid = [token for token in doc if not token.is_space]

    assert len(doc.text) == len(text)
    assert len(doc) <= len(text)
    assert all(
        token.text == text[token.idx : token.idx + len(token)]
        for token in solid
        if not any(c.isspace() for c in text[token.idx : token.idx + len(token)])
        and len(token) < 100
    )


@pytest.mark.parametrize("unit", ["word ", "word. ", "x", '"', "a\n", "(", "e\u0301"])
def test_what_the_model_reads_at_once_is_bounded(unit: str) -> None:
    """Of a million characters no piece and no batch is longer than the model can bear."""
    text = unit * (1_000_000 // len(unit))
    pieces = [text[start:end] for start, end in segment(text)]
    together = list(batches(pieces))

    assert max(map(len, pieces)) <= LONGEST_SEGMENT
    assert max(sum(map(len, batch)) for batch in together) <= LONGEST_BATCH
    assert [piece for batch in together for piece in batch] == pieces


@pytest.mark.parametrize(
    "unit", ["he said; ", "he said that ", SAID, "Ana said so. ", '"It is," she said. ', "said\n"]
)
def test_claims_grow_no_faster_than_the_text(unit: str) -> None:
    """A text that repeats an attribution has no more claims than attributions, at any length."""
    for characters in (2_000, 6_000):
        times = characters // len(unit)
        attributions = times * (unit.count("said") + unit.count("told"))

        assert len(read(unit * times)) <= attributions
