"""Plain text and Markdown, with or without YAML front matter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from claims.ingest.compose import Finding, compose
from claims.ingest.decode import Decoded, decode
from claims.ingest.given import Given, Readings, told

FIELDS = frozenset({"title", "author", "published", "publisher", "url", "language"})
FENCE = re.compile(r"---[ \t]*\n(?P<matter>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# What begins something else than plain text in YAML.
MARKUP = frozenset("[]{}'\"*&!|>%@`")
LONGEST_MATTER = 16_384
LONGEST_VALUE = 1_000
# Longer first lines are paragraphs, not headlines.
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text file holds.

    Attributes:
        title: headline, "" where none was found.
        text: the stored text.
        matter: the known fields of the front matter, as written.
        notes: what a person should know about the front matter.
    """

    title: str
    text: str
    matter: Mapping[str, str]
    notes: tuple[str, ...] = ()


def read_text(given: Given) -> Readings:
    """Read a text file: one article, or several with a declared line between them."""
    raw = given.read()
    decoded = decode(raw, charset=given.hints.charset)
    parts = list(articles(decoded.text, given.options.separator))
    if len(parts) < 2:  # noqa: PLR2004 - nothing was split: the file is the article
        yield from article(given, decoded, decoded.text, None)
        return
    for place, text in enumerate(parts, 1):
        part = given.part(place, given.file)
        yield from told(part, article(part, decoded, text, text.encode()))


def articles(text: str, separator: str) -> Iterator[str]:
    """Yield what stands between lines that are the separator, blank stretches aside."""
    if not separator.strip():
        return
    line = re.compile(rf"^[ \t]*{re.escape(separator.strip())}[ \t]*$\n?", re.MULTILINE)
    yield from (part for part in line.split(text) if part.strip())


def article(given: Given, decoded: Decoded, text: str, raw: bytes | None) -> Readings:
    """Read one article's text; ``raw`` is None where that is the whole file."""
    parts = split_text(text)
    matter = parts.matter
    found = Finding(
        raw=raw,
        title=parts.title,
        text=parts.text,
        publisher=matter.get("publisher", ""),
        author=matter.get("author", ""),
        url=matter.get("url", ""),
        language=matter.get("language", ""),
        published=matter.get("published", ""),
        origin="front matter",
        encoding=decoded.encoding if raw is None else "utf-8",
        notes=(*decoded.notes, *parts.notes),
        whole=True,
    )
    yield compose(given, found)


def split_text(text: str) -> Parts:
    """Split a decoded text file into headline, stored text and front matter.

    With front matter the stored text is title, blank line, body; without, it is the text as it
    is, and its first line is the title if a blank line follows. Front matter that cannot be read
    is kept as text, with a note: nothing is lost.

    Args:
        text: the decoded file, LF line ends.
    """
    if not text.startswith("---"):
        return Parts(first_line(text), text, {})
    fenced = FENCE.match(text, 0, LONGEST_MATTER)
    if fenced is None:
        return Parts("", text, {}, ("front matter that no line --- closes was kept as text",))
    read = read_matter(fenced["matter"])
    notes: tuple[str, ...] = ()
    if isinstance(read, str):
        plain = read_lines(fenced["matter"])
        if plain is None:
            return Parts("", text, {}, (f"front matter was kept as text: {read}",))
        notes = (f"front matter was read line by line: {read}",)
        read = plain
    matter, more = known(read)
    notes += more
    body = text[fenced.end() :].strip()
    title = matter.get("title", "")
    if not title:
        return Parts(first_line(body), body, matter, notes)
    if not body:
        return Parts(title, title, matter, (*notes, "no text stands below the front matter"))
    return Parts(title, f"{title}\n\n{body}", matter, notes)


def read_matter(matter: str) -> Mapping[str, object] | str:
    """Read YAML into a mapping; where it is none, return in words why not."""
    try:
        # The base loader makes no objects, and leaves "No", 2019 and dates as they are written.
        values = yaml.load(matter, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 2}" if error.problem_mark else ""
        return f"it is not YAML{line}; {error.problem or 'check its form'}"
    except (yaml.YAMLError, RecursionError, ValueError):
        return "it is not YAML that can be read"
    return values if isinstance(values, dict) else "it holds no fields like 'title: …'"


def read_lines(matter: str) -> Mapping[str, object] | None:
    """Read "field: value" lines as they stand, or return None where another line is among them.

    People write "title: Inquiry: the dairy knew" without the quotation marks that YAML wants.
    """
    rows = [line.partition(":") for line in matter.splitlines() if line.strip()]
    values = {key.strip().lower(): value.strip() for key, _, value in rows}
    plain = all(value.isprintable() and value[:1] not in MARKUP for value in values.values())
    return values if plain and values and values.keys() <= FIELDS else None


def known(values: Mapping[str, object]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Keep the known fields that hold a line of text; note the others by name."""
    matter: dict[str, str] = {}
    notes: list[str] = []
    for key, value in values.items():
        name = key.strip().lower()
        if name not in FIELDS:
            notes.append(f"front matter field {key[:60]!r} is not known and was ignored")
        elif not isinstance(value, str) or len(value) > LONGEST_VALUE:
            notes.append(f"front matter field {name!r} is not one line of text and was ignored")
        else:
            matter[name] = one_line(value)
    return matter, tuple(notes)


def one_line(value: str) -> str:
    """Fold a value onto one line; YAML's words for nothing become ""."""
    folded = re.sub(r"\s*\n\s*", " ", value).strip()
    return "" if folded in {"~", "null"} else folded


def first_line(text: str) -> str:
    """Return the first line if a blank line follows and it is short enough for a headline."""
    first, _, rest = text.partition("\n")
    second, _, _ = rest.partition("\n")
    if not rest.strip() or second.strip() or len(first) > LONGEST_TITLE:
        return ""
    return first.strip()
