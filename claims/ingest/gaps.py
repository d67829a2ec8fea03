"""Signs that a text is not the whole article."""

import re

ELIDED = re.compile(r"(?:…|\.\.\.)\s*\[\+?\d[\d,.]*\s*(?:chars?|characters?|more)\]\s*\Z")
MORE = "continue reading|read more|read the (?:full|whole) (?:story|article)"
CUT = re.compile(
    r"(?:(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*"
    rf"(?:(?:{MORE}|more)\b.{{0,40}})?|(?:^|\n)\s*(?:{MORE})\b.{{0,40}}|[.!?”]\s+(?:{MORE})\W{{0,5}})"
    r"\s*\Z",
    re.IGNORECASE,
)
WALLED = re.compile(
    r"\"isAccessibleForFree\"\s*:\s*\"?false\b"
    r"|article:content_tier[\"']\s+content=[\"'](?:locked|metered)",
    re.IGNORECASE,
)
SOLD = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|keep) reading|to continue reading,? (?:please )?"
    r"(?:subscribe|log in|sign in|register)|this (?:article|story|content) is (?:only )?"
    r"(?:(?:available )?(?:for|to) )?(?:our )?(?:paying )?(?:subscribers|members)(?: only)?\b)",
    re.IGNORECASE,
)
TAIL = 400


def gaps(text: str, markup: str = "") -> tuple[str, ...]:
    """Say in which ways a text seems not to be whole.

    Args:
        text: the article.
        markup: the page's source, "" where there is none.
    """
    notes = []
    if is_walled(text, markup):
        notes.append("the page is for subscribers: the text may be its beginning only")
    if is_cut(text):
        notes.append("the text breaks off at its end: the whole article stands elsewhere")
    return tuple(notes)


def is_walled(text: str, markup: str = "") -> bool:
    """Tell whether a page says that who does not pay sees a part of it."""
    # To look for a word is many times faster than a pattern, and most pages have neither.
    may_be = "isAccessibleForFree" in markup or "content_tier" in markup
    return bool((may_be and WALLED.search(markup)) or SOLD.search(text[-TAIL:]))


def is_cut(text: str) -> bool:
    """Tell whether a text breaks off, as summaries and samples of articles do."""
    tail = text.rstrip()[-TAIL:]
    return bool(ELIDED.search(tail) or CUT.search(tail))
