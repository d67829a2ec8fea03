"""Plain text and Markdown, with and without front matter."""

import pytest

from claims.ingest.readers.text import split_text

BODY = "First paragraph.\n\nSecond paragraph."


def test_front_matter() -> None:
    """With front matter the stored text is title, blank line, stripped body."""
    parts = split_text(
        "---\ntitle: 'Ministry: \"no\"'\nauthor: Ben Sample\npublished: 2019-02-22\n"
        "publisher: the Example Times\nurl: https://example.org/a\nlanguage: en\n---\n"
        f"\n\n{BODY}\n\n"
    )

    assert parts.title == 'Ministry: "no"'
    assert parts.text == f'Ministry: "no"\n\n{BODY}'
    assert parts.matter["published"] == "2019-02-22"
    assert parts.matter["publisher"] == "the Example Times"
    assert parts.notes == ()


@pytest.mark.parametrize("value", ["No", "2019", "1e3", "2019-02-22", "0x1F"])
def test_values_stay_as_written(value: str) -> None:
    """A title that YAML would take for a truth value, number or date stays as it is written."""
    assert split_text(f"---\ntitle: {value}\n---\n{BODY}").title == value


@pytest.mark.parametrize("value", ["", "~", "null", '""'])
def test_nothing_is_nothing(value: str) -> None:
    """YAML's words for nothing give an empty field."""
    assert split_text(f"---\ntitle: T\nurl: {value}\n---\n{BODY}").matter["url"] == ""


def test_a_title_over_two_lines() -> None:
    """A title that goes over two lines becomes one."""
    assert split_text(f"---\ntitle: |\n  One\n  two\n---\n{BODY}").title == "One two"


def test_front_matter_without_a_title() -> None:
    """Front matter without a title leaves the first line to be it, if a blank line follows."""
    parts = split_text("---\npublisher: X\n---\nHeadline\n\nBody.\n")

    assert (parts.title, parts.text) == ("Headline", "Headline\n\nBody.")


def test_a_title_alone() -> None:
    """A title with nothing below it is kept, with a note."""
    parts = split_text("---\ntitle: Headline\n---\n")

    assert parts.text == "Headline"
    assert parts.notes == ("no text stands below the front matter",)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Headline\n\nBody.\n", "Headline"),
        ("Headline\n \nBody.", "Headline"),
        ("First line\nsecond line\n\nBody.", ""),
        ("Only line", ""),
        ("Only line\n\n\n", ""),
        ("\nHeadline\n\nBody.", ""),
        ("x" * 301 + "\n\nBody.", ""),
        ("<script>alert(1)</script>\n\nBody.", "<script>alert(1)</script>"),
    ],
)
def test_without_front_matter(text: str, title: str) -> None:
    """Without front matter the text is kept as it is, and its first line may be the title."""
    parts = split_text(text)

    assert (parts.title, parts.text, parts.notes) == (title, text, ())


def test_unknown_fields() -> None:
    """Unknown fields are ignored, each with a note."""
    parts = split_text(f"---\ntitle: T\nmood: grim\nTags: [a, b]\n---\n{BODY}")

    assert parts.matter == {"title": "T"}
    assert len(parts.notes) == 2
    assert "'mood'" in parts.notes[0]


@pytest.mark.parametrize("value", ["[a, b]", "{a: b}", "x" * 2000])
def test_fields_that_are_no_line(value: str) -> None:
    """A known field that holds a list, a mapping or a very long text is ignored with a note."""
    parts = split_text(f"---\ntitle: T\nauthor: {value}\n---\n{BODY}")

    assert "author" not in parts.matter
    assert "'author'" in parts.notes[0]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "matter",
    [
        "title: [unclosed\n",
        "title: 'a\n",
        "- a\n- b\n",
        "just words\n",
        "",
        "? [a]\n: b\n",
        "[" * 5000 + "\n",
        "title: *unknown\n",
        "title: \x01\n",
    ],
)
def test_broken_front_matter(matter: str) -> None:
    """Front matter that cannot be read is kept as text, with a note that says why."""
    text = f"---\n{matter}---\n{BODY}"
    parts = split_text(text)

    assert parts.text == text
    assert parts.notes[0].startswith("front matter was kept as text")


def test_front_matter_without_an_end() -> None:
    """Front matter that nothing closes is kept as text, with a note."""
    text = f"---\ntitle: T\n\n{BODY}"
    parts = split_text(text)

    assert parts.text == text
    assert "no line --- closes" in parts.notes[0]


def test_a_bomb_in_yaml() -> None:
    """Fields that grow when written out are not written out."""
    parts = split_text(f"---\n{BOMB}title: T\n---\n{BODY}")

    assert parts.title == "T"
    assert max(map(len, parts.notes)) < 200


def test_no_objects_are_made() -> None:
    """A tag that asks for a Python object gives none."""
    parts = split_text(f"---\ntitle: !!python/object/apply:os.getcwd []\n---\n{BODY}")

    assert parts.title == "First paragraph."


def test_front_matter_with_a_colon_in_the_title() -> None:
    """A title with an unquoted colon is no valid YAML, and is read all the same, with a note."""
    parts = split_text("---\ntitle: Inquiry: the dairy knew\npublished: 2024-03-01\n---\n\nBody.\n")

    assert parts.title == "Inquiry: the dairy knew"
    assert parts.matter["published"] == "2024-03-01"
    assert "line by line" in parts.notes[0]
