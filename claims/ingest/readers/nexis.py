"""Exports of press databases in the form of Nexis: many articles in one document.

Each begins with its headline, its publisher and its date, a line each, goes on with fields like
"Byline: …" and the word "Body", and ends with "End of Document".
"""

import re
from collections.abc import Iterator, Sequence

from claims.errors import UnreadableError
from claims.ingest.compose import Finding, compose
from claims.ingest.given import Given, Readings, told

END = "end of document"
BODY = "body"
FIELD = re.compile(
    r"(?P<name>copyright|section|length|byline|dateline|highlight|load-date|language|url|"
    r"graphic|classification|subject|publication-type|journal code)\b[:\s\xa0]*(?P<value>.*)",
    re.IGNORECASE,
)
HEAD_LINES = 3  # headline, publisher, date
NOTHING = "no headline, publisher and date could be told apart; save this article by itself"


def is_export(lines: Sequence[str]) -> bool:
    """Tell whether a document is such an export."""
    folded = [line.casefold() for line in lines]
    return END in folded and BODY in folded


def read_export(given: Given, lines: Sequence[str]) -> Readings:
    """Read each article of an export."""
    for place, article in enumerate(split(lines), 1):
        part = given.part(place, given.file)
        yield from told(part, read_article(part, article))


def split(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each article; what follows the last one is no article."""
    held: list[str] = []
    for line in lines:
        if line.casefold() == END:
            yield held
            held = []
        else:
            held.append(line)
    if any(line.casefold() == BODY for line in held):
        yield held


def read_article(given: Given, lines: Sequence[str]) -> Readings:
    """Read one article; raises UnreadableError where it has another form."""
    at = next((n for n, line in enumerate(lines) if line.casefold() == BODY), None)
    if at is None:
        raise UnreadableError(NOTHING)
    above = [line for line in lines[:at] if line]
    first = next((n for n, line in enumerate(above) if FIELD.match(line)), len(above))
    if first < HEAD_LINES:
        raise UnreadableError(NOTHING)
    title, publisher, date = above[first - HEAD_LINES : first]
    body = [line for line in lines[at + 1 :] if line]
    fields = read_fields([*above[first:], *trailing(body)])
    raw = "\n".join(lines).encode("utf-8", "replace")
    yield compose(
        given,
        Finding(
            raw=raw,
            title=title,
            text="\n\n".join(body),
            publisher=publisher,
            author=fields.get("byline", ""),
            url=fields.get("url", ""),
            published=date,
        ),
    )


def trailing(body: list[str]) -> list[str]:
    """Take the fields off the end of a body and return them."""
    taken: list[str] = []
    while body and FIELD.match(body[-1]) and len(body[-1]) < 200:  # noqa: PLR2004
        taken.append(body.pop())
    return taken


def read_fields(lines: Sequence[str]) -> dict[str, str]:
    """Return the fields by name; the first of a name counts."""
    found: dict[str, str] = {}
    for line in lines:
        if field := FIELD.match(line):
            found.setdefault(field["name"].casefold(), field["value"].strip())
    return found
