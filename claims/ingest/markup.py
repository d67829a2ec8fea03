"""The words of a piece of HTML, as feeds and mails carry it."""

import lxml.html
from lxml import etree

from claims.errors import UnreadableError

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
UNSEEN = frozenset({
    "script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg",
})  # fmt: skip


def words_of(html: str) -> str:
    """Return the text of HTML, a blank line between blocks; plain text comes back as it is.

    Raises:
        UnreadableError: the markup cannot be parsed at all.
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    try:
        tree = lxml.html.fromstring(f"<div>{html}</div>")
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"its markup cannot be parsed: {str(error)[:80]}") from error
    return tidy("".join(pieces(tree)))


def pieces(tree: lxml.html.HtmlElement) -> list[str]:
    """Return the texts of a tree in order, with a mark where a block begins or ends."""
    found: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in UNSEEN or is_cited(element):
                walk.skip_subtree()
            else:
                found += ["\n\n" if tag in BLOCKS else "", flat(element.text)]
            continue
        found += ["\n\n" if tag in BLOCKS else "", flat(element.tail)]
    return found


def is_cited(element: lxml.html.HtmlElement) -> bool:
    """Tell whether an element is what a mail quotes of an earlier one."""
    return element.tag == "blockquote" and bool(
        element.get("type") == "cite" or "gmail_quote" in element.get("class", "")
    )


def flat(text: str | None) -> str:
    """Put a text on one line, for white space breaks none in HTML; :func:`tidy` folds it."""
    return text.replace("\n", " ") if text else ""


def tidy(text: str) -> str:
    """Put a blank line between paragraphs, and none of only white space."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(filter(None, lines))
