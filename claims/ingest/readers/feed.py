"""RSS and Atom: an article for each entry that carries its text, and the others told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import feedparser

from claims.errors import OtherKindError, UnreadableError
from claims.ingest.compose import Finding, address, compose, line
from claims.ingest.dates import read_date
from claims.ingest.decode import decode
from claims.ingest.gaps import is_cut
from claims.ingest.given import Given, Readings, told
from claims.ingest.markup import words_of
from claims.ingest.page import Left

MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES = 1_000
# In bytes of UTF-8, for one sign of Chinese tells as much as three letters. What a feed calls the
# content is seldom less than it; a description mostly is.
ENOUGH_CONTENT, ENOUGH_SUMMARY = 200, 1_200
DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}\?>")
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
MARKS = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?P<end>/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])[^>]*>",
    re.DOTALL,
)
ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|RDF)\b")
SUMMARY = "the feed gives a summary only; fetch the article, or save its page"


def read_feed(given: Given) -> Readings:
    """Read a feed: its entries, each as an article of who publishes it."""
    raw = given.read()
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"is a feed of more than {MOST_BYTES // 1024**2} MB; split it")
    decoded = decode(raw, markup=True, charset=given.hints.charset)
    if DOCTYPE.search(decoded.text):
        raise UnreadableError("declares a DOCTYPE, which no feed needs and attacks use; remove it")
    if not ROOT.search(decoded.text):
        raise OtherKindError("is XML, but no feed (RSS, Atom); save its text as a .txt file")
    text = DECLARATION.sub("", decoded.text, count=1)
    slices = list(elements(text))
    if len(slices) > MOST_ENTRIES:
        raise UnreadableError(
            f"holds {len(slices):,} entries, the limit is {MOST_ENTRIES:,}; split it"
        )
    # Never text: feedparser would open or fetch what it names.
    feed: Any = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")), sanitize_html=False, resolve_relative_uris=False
    )
    if len(feed.entries) != len(slices) or not slices:
        raise UnreadableError("no entries could be told apart; save the articles' pages instead")
    for place, (entry, element) in enumerate(zip(feed.entries, slices, strict=True), 1):
        part = given.part(place, given.file)
        for reading in told(part, article(part, feed.feed, entry, element, decoded.notes)):
            yield where(reading, entry) if isinstance(reading, Left) else reading


def elements(text: str) -> Iterator[str]:
    """Yield the source of each entry; one that is cut off ends with the file or the next."""
    start = -1
    for mark in MARKS.finditer(text):
        if mark["end"] is None:
            continue  # a comment, or text that looks like markup
        if start >= 0:
            yield text[start : mark.end() if mark["end"] else mark.start()]
            start = -1
        if not mark["end"]:
            start = mark.start()
            if mark[0].endswith("/>"):
                yield mark[0]
                start = -1
    if start >= 0:
        yield text[start:]


def article(given: Given, feed: Any, entry: Any, element: str, notes: tuple[str, ...]) -> Readings:
    """Read an entry; raises UnreadableError where it carries too little of the text."""
    body = body_of(entry)
    origin, name = title_of(entry.get("source")), title_of(feed)
    relayed = (f"came by the feed of {name}",) if origin and name and origin != name else ()
    found = Finding(
        raw=element.encode("utf-8", "replace"),
        title=words_of(entry.get("title", "")),
        text=body,
        publisher=origin or name,
        author=entry.get("author", ""),
        url=entry.get("link", ""),
        language=(feed.get("language") or "").partition("-")[0].lower(),
        published=published(given, entry),
        notes=(*notes, *relayed),
        top="",
    )
    yield compose(given, found)


def body_of(entry: Any) -> str:
    """Return the text of an entry where it carries enough of it; raises UnreadableError."""
    content = max((one.get("value", "") for one in entry.get("content", ())), key=len, default="")
    # Where an entry has no summary, feedparser gives its content as that too.
    for html, enough in ((content, ENOUGH_CONTENT), (entry.get("summary", ""), ENOUGH_SUMMARY)):
        text = words_of(html)
        if len(text.encode("utf-8", "replace")) >= enough and not is_cut(text):
            return text
    raise UnreadableError(SUMMARY)


def published(given: Given, entry: Any) -> str:
    """Return the date of an entry as it is written, or as feedparser makes it out."""
    written = str(entry.get("published") or entry.get("updated") or "")
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    if written and parsed and not read_date(written, now=given.now).when:
        return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6])
    return written


def title_of(feed: Any) -> str:
    """Return what a feed is called."""
    return line(words_of((feed or {}).get("title", "")))


def where(left: Left, entry: Any) -> Left:
    """Add to an entry that gave no page what it is called and where its article stands.

    That a feed gives summaries is no failure of its: nobody who gives it expects more.
    """
    url, _ = address(str(entry.get("link", "")))
    title = line(words_of(entry.get("title", "")))
    return replace(left, url=url, title=title, failed=left.reason != SUMMARY)
