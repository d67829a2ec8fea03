"""Web pages saved as files, or as a crawler kept them. Nothing is fetched."""

from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from claims.errors import UnreadableError
from claims.ingest.compose import Finding, compose
from claims.ingest.decode import decode
from claims.ingest.gaps import is_walled
from claims.ingest.given import Given, Readings
from claims.ingest.page import Page

MIDNIGHT = "T00:00:00"
NOTHING = "no article text found; save the article's text as a .txt file"
WALLED = "no article text found; the page is for subscribers: save it where you are logged in"


def read_web(given: Given) -> Readings:
    """Read a web page as one article."""
    yield page_of(given, given.read())


def page_of(given: Given, raw: bytes) -> Page:
    """Find the article in a web page (Barbaresi 2021, "Trafilatura", ACL demo papers).

    Args:
        given: the page.
        raw: its bytes.

    Raises:
        UnreadableError: no article text was found.
    """
    decoded = decode(raw, markup=True, charset=given.hints.charset)
    tree = load_html(decoded.text)
    if not isinstance(tree, HtmlElement):
        raise UnreadableError(NOTHING)
    language = (tree.get("lang") or "").partition("-")[0].lower()
    found = extracted(tree, given.hints.url)
    title = " ".join((found.title or "").split()) if found else ""
    # Some pages repeat the headline as the first line of the article.
    body = (found.text or "").strip().removeprefix(f"{title}\n").strip() if found else ""
    if not body:
        raise UnreadableError(WALLED if is_walled("", decoded.text) else NOTHING)
    finding = Finding(
        raw=None,
        title=title,
        text=body,
        publisher=(found.sitename or "").removeprefix("@"),
        author=found.author or "",
        url=trusted(found.url or "", given.hints.url),
        language=language,
        published=(found.date or "").removesuffix(MIDNIGHT),
        encoding=decoded.encoding,
        notes=decoded.notes,
    )
    return compose(given, finding, markup=decoded.text)


def extracted(tree: HtmlElement, url: str) -> Any:
    """Return what trafilatura finds in a page, None for nothing."""
    return bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            # Dates in the running text are not dates of publication.
            "extensive_search": False,
            "original_date": True,
            "outputformat": "%Y-%m-%dT%H:%M:%S%z",
            # A future date is to be seen and named, not quietly passed over.
            "max_date": "2999-12-31",
        },
    )


def trusted(canonical: str, fetched: str) -> str:
    """Return the address that a page gives itself, unless it was fetched from another house."""
    if not fetched or host(canonical) == host(fetched):
        return canonical
    return fetched


def host(url: str) -> str:
    """Return the host of an address; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
