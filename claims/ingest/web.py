"""Web pages saved as files. Nothing is fetched: a page is what its bytes say."""

from dataclasses import dataclass

from claims.errors import UnreadableError
from claims.ingest.sandbox import LIMIT_SECONDS, pages

MIDNIGHT = "T00:00:00"


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article found in a web page; each field "" where not found.

    Attributes:
        title: headline.
        text: the stored text: title, blank line, body.
        author, publisher, url, language: from the page's metadata.
        published: date or time of publication as ISO 8601, from the page's metadata.
    """

    title: str
    text: str
    author: str
    publisher: str
    url: str
    language: str
    published: str


def split_page(page: str, *, limit: float = LIMIT_SECONDS) -> WebPage:
    """Find the article in a decoded web page.

    Args:
        page: the decoded page.
        limit: seconds it may take.

    Raises:
        UnreadableError: no article text was found, or the page took too long.
    """
    found = {name: clean(value) for name, value in pages.ask(page, limit=limit).items()}
    title = " ".join(found["title"].split())
    # Some pages repeat the headline as the first line of the article.
    body = found["text"].strip().removeprefix(f"{title}\n").strip()
    if not body:
        raise UnreadableError("no article text found; save the article's text as a .txt file")
    return WebPage(
        title=title,
        text=f"{title}\n\n{body}" if title else body,
        author=found["author"],
        publisher=found["sitename"].removeprefix("@"),
        url=found["url"],
        language=found["language"].partition("-")[0].lower(),
        published=found["date"].removesuffix(MIDNIGHT),
    )


def clean(value: str) -> str:
    """Remove what stored text never holds; the parser writes character references out."""
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
