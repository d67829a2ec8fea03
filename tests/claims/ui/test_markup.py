"""Hostile text becomes harmless markup, and nothing of it is lost."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.ui.markup import Span, differing, escaped, label, marked, plain, shortened


class Reader(HTMLParser):
    """Reads tags and text the way a browser would."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag that opens."""
        self.tags.add(tag)
        self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes."""
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</div><style>body{display:none}</style>",
        '" onmouseover="alert(1)',
    ],
)
def test_escaped_has_no_tags_of_the_text(text: str) -> None:
    """No tag of an article's text survives as a tag."""
    read = Reader(escaped(text))

    assert read.tags == set()
    assert read.text == text


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041", "\x07"])
def test_hidden_characters_show(hidden: str) -> None:
    """A character that hides or reorders text shows as its number, in HTML and elsewhere."""
    name = f"U+{ord(hidden):04X}"

    assert f'<span class="hidden-char">{name}</span>' in escaped(f"a{hidden}b")
    assert plain(f"a{hidden}b") == f"a[{name}]b"


def test_joiners_stay_where_a_script_needs_them() -> None:
    """Joiners inside emoji and Persian words are left alone; between Latin letters they show."""
    family = "👨\u200d👩\u200d👧"
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"

    assert (plain(family), plain(persian)) == (family, persian)
    assert plain("pay\u200dpal") == "pay[U+200D]pal"


def test_label_disarms_markdown() -> None:
    """Nothing that Markdown or Streamlit gives a meaning stands in a label without a backslash."""
    found = label("![x](http://evil.example/m) $a$ :material/home: `c` <b> *d*\n# e")

    assert "![" not in found.replace("\\!", "").replace("\\[", "")
    assert "http\\:\u2060\\/\\/evil\\.example" in found
    assert "\n" not in found


def test_shortened_cuts_at_a_word() -> None:
    """A long text ends with a whole word and an ellipsis; a short one stays."""
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one", 9) == "one"


def test_differing_words_are_set_off() -> None:
    """What differs is set off on both sides, in any case; a word that only joins others is not."""
    open_, shut = "The bridge is OPEN to cars", "the bridge was shut to the cars"
    denied, agreed = "He did not go home", "he did go home"

    assert differing(open_, shut) == 'The bridge is <b class="differs">OPEN</b> to cars'
    assert differing(shut, open_) == 'the bridge was <b class="differs">shut</b> to the cars'
    assert differing(denied, agreed) == 'He did <b class="differs">not</b> go home'
    assert differing(agreed, denied) == agreed
    assert "differs" in differing("Ana accused Ben", "Ben accused Ana")


def test_overlapping_spans_nest_properly() -> None:
    """Spans that overlap halfway give balanced tags and keep the text."""
    html = marked("abcdef", [Span(0, 4, "content"), Span(2, 6, "cue")])

    read = Reader(html)
    assert read.text == "abcdef"
    assert read.depth == 0
    assert '<span class="mark mark-content mark-cue">cd</span>' in html


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=6))
def test_each_character_is_marked_by_what_covers_it(spans: list[tuple[int, int]]) -> None:
    """A character bears the numbers of exactly the spans over it, however they overlap."""
    html = marked("abcdefghij", [Span(s, e, "content", n) for n, (s, e) in enumerate(spans, 1)])

    found = re.findall(r'<span[^>]*data-claims="([\d ]+)"[^>]*>(\w+)</span>', html)
    borne = {one: numbers for numbers, letters in found for one in letters}
    for at, letter in enumerate("abcdefghij"):
        over = [n for n, (start, end) in enumerate(spans, 1) if start <= at < end]
        assert borne.get(letter, "") == " ".join(map(str, over))


@given(
    text=st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), max_size=40),
    spans=st.lists(
        st.tuples(st.integers(-5, 50), st.integers(-5, 50), st.sampled_from(["cue", "content"])),
        max_size=5,
    ),
)
def test_marking_loses_no_character(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Whatever spans are given, in range or not, the text comes out whole and balanced."""
    read = Reader(marked(text, [Span(*span) for span in spans]))

    assert read.text == text
    assert read.depth == 0
