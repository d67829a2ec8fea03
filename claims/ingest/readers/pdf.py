"""PDF files that hold text. Scanned ones hold pictures of it, and are told."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO

from pypdf import PdfReader

from claims.errors import UnreadableError
from claims.ingest.compose import Finding, compose
from claims.ingest.given import Given, Readings
from claims.ingest.page import BINARY
from claims.ingest.readers.text import first_line

MOST_PAGES = 2_000
MOST_CHARACTERS = 1_200_000
# What a PDF has in place of a title when nobody gave it one.
NO_TITLE = re.compile(r"(?i)untitled|microsoft \w+ - .*|.*\.(?:docx?|pdf|indd|qxp|tex|odt|rtf)|\W*")
SCANNED = (
    "holds no text, only pictures of it; run it through text recognition (OCR), or save the text"
)
LOCKED = "is protected by a password; save a copy without one"
# A word is looked at once: without the boundary also from its second letter, its third …
CUT_WORD = re.compile(r"\b(\w+)[\u2010-]\n(\w+)")
HYPHENATED = re.compile(r"\b\w+-\w+")
NUMBER = re.compile(r"\d+")
RUNNING = 3  # pages that must carry a line at their edge for it to be none of the text
EDGE = 2


def read_pdf(given: Given) -> Readings:
    """Read a PDF as one article."""
    reader = PdfReader(BytesIO(given.read()))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError(LOCKED)
    pages = texts(reader)
    body = flowing(without_running_lines(pages))
    if not any(char.isalnum() for char in body):
        raise UnreadableError(SCANNED if pages else "has no pages; there is nothing to read")
    title, author, published = metadata(reader)
    title = first_line(body) if NO_TITLE.fullmatch(title) else title
    found = Finding(
        raw=None,
        title=title,
        text=body.removeprefix(title).strip() if title else body,
        author=author,
        language=str(reader.root_object.get("/Lang", "")).partition("-")[0].lower(),
        published=published,
        encoding=BINARY,
        notes=tuple(told_of(pages, dated=bool(published))),
        top=pages[0],
    )
    yield compose(given, found)


def told_of(pages: Sequence[str], *, dated: bool) -> Iterable[str]:
    """Yield what a person should know of a PDF."""
    if empty := sum(not page.strip() for page in pages):
        yield f"{empty} of {len(pages)} pages hold no text, only pictures of it"
    if dated:
        yield "dated by when the PDF was made, as it says itself"


def texts(reader: PdfReader) -> list[str]:
    """Return the text of each page."""
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableError(
            f"has {len(reader.pages):,} pages, the limit is {MOST_PAGES:,}; split it"
        )
    found: list[str] = []
    for page in reader.pages:
        found.append(page.extract_text() or "")
        if sum(map(len, found)) > MOST_CHARACTERS:
            raise UnreadableError("holds more than 1,000,000 characters; split it by article")
    return found


def metadata(reader: PdfReader) -> tuple[str, str, str]:
    """Return title, author and time of making, as a PDF gives them of itself."""
    facts = reader.metadata
    if facts is None:
        return "", "", ""
    try:
        made = facts.creation_date
    except ValueError:  # "last Tuesday"
        made = None
    return str(facts.title or "").strip(), str(facts.author or ""), made.isoformat() if made else ""


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """Take away what stands at the head or foot of several pages, numbers aside."""
    lines = [page.strip().split("\n") for page in pages]
    whole = (page for page in lines if len(page) > 2 * EDGE)  # others are all edge
    edges = Counter(key for page in whole for key in {*map(bare, page[:EDGE] + page[-EDGE:])})
    return ["\n".join(kept(page, edges)) for page in lines]


def kept(page: Sequence[str], edges: Counter[str]) -> Iterable[str]:
    """Yield the lines of a page but for running heads and feet, and page numbers by themselves."""
    for place, text in enumerate(page):
        edge = (place < EDGE or place >= len(page) - EDGE) and len(page) > 2 * EDGE
        if not (edge and (edges[bare(text)] >= RUNNING or text.strip().isdigit())):
            yield text


def bare(text: str) -> str:
    """Return a line without its numbers, which differ from page to page."""
    return NUMBER.sub("#", text.strip())


def flowing(pages: Iterable[str]) -> str:
    """Join the lines of paragraphs, mend words that a line's end cut, keep blank lines.

    A paragraph ends with a blank line, or with a line that is markedly shorter than its
    neighbours and ends a sentence.
    """
    text = re.sub(r"[ \t]+\n", "\n", "\n".join(pages).replace("\r", ""))
    text = mended(text.replace("\u00ad\n", ""))
    return "\n\n".join(
        paragraph
        for block in re.split(r"\n{2,}", text)
        for paragraph in paragraphs(block.split("\n"))
    )


def mended(text: str) -> str:
    """Join words that a line's end cut; the hyphen stays where a name or the text itself has it."""
    known = {*HYPHENATED.findall(text)}

    def joined(cut: re.Match[str]) -> str:
        head, tail = cut.groups()
        keeps = not tail[0].islower() or f"{head}-{tail}" in known
        return f"{head}-{tail}" if keeps else head + tail

    return CUT_WORD.sub(joined, text)


def paragraphs(lines: Sequence[str]) -> Iterable[str]:
    """Yield the paragraphs of lines that no blank line parts."""
    full = max(map(len, lines)) * 0.8
    held: list[str] = []
    for text in lines:
        held.append(text.strip())
        if len(text) < full and text.rstrip().endswith((".", "?", "!", "”", '"', "。", ":")):
            yield " ".join(filter(None, held))
            held = []
    if any(held):
        yield " ".join(filter(None, held))
