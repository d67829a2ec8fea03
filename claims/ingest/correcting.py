"""What a person sets of a document before it is added, over what its reader found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from claims.errors import InputError
from claims.ingest.compose import line
from claims.ingest.dates import not_before, read_date
from claims.ingest.given import Correction
from claims.ingest.page import Left, Page

BY_HAND = "set by hand"
LEFT_OUT = "left out by hand when the others were added"


def set_by_hand(
    readings: Iterable[Page | Left], corrections: Mapping[str, Correction]
) -> Iterator[Page | Left]:
    """Yield what was read with what somebody set of it; raises as :func:`corrected` does.

    Args:
        readings: as they come.
        corrections: by the name that a document goes by; of one from the web, by its address.
    """
    for one in readings:
        correction = corrections.get(one.file) or corrections.get(one.url)
        if correction is None or isinstance(one, Left):
            yield one
        else:
            yield corrected(one, correction, now=datetime.now(UTC))


def corrected(page: Page, correction: Correction, *, now: datetime) -> Page | Left:
    """Set of a page what somebody corrected; a note says so, and how it was read.

    Args:
        page: as read.
        correction: what is set by hand.
        now: what counts as the present; must carry a zone.

    Raises:
        InputError: the date is none.
    """
    if correction.left_out:
        return Left(page.file, LEFT_OUT, failed=False)
    found = page
    if correction.title is not None:
        title = line(correction.title)
        found = replace(found, title=title, text=_retitled(page, title))
    if correction.published is not None:
        found = _redated(found, correction.published.strip(), now)
    if correction.publisher is not None:
        found = replace(found, publisher=line(correction.publisher))
    if correction.language is not None:
        found = replace(found, language=line(correction.language)[:35])
    was = [
        f"{name} (read as {_told(page, name)})"
        for name in correction.changed
        if getattr(found, name) != getattr(page, name)
    ]
    note = (f"{BY_HAND} when it was added: {', '.join(was)}",) if was else ()
    return replace(found, notes=(*found.notes, *note))


def _retitled(page: Page, title: str) -> str:
    """Return the stored text below another headline."""
    body = page.text
    if page.title and body.startswith(page.title):
        body = body.removeprefix(page.title).lstrip("\n")
    if not title or body.startswith(title):
        return body if title else page.text
    return f"{title}\n\n{body}".strip()


def _redated(page: Page, published: str, now: datetime) -> Page:
    dated = read_date(published, now=now)
    if published and dated.when is None:
        raise InputError(f"{page.file}: {dated.notes[0]}")
    return replace(
        page,
        published=dated.when,
        published_origin=BY_HAND if dated.when else "",
        not_before=None if dated.when else not_before(page.text, now=now),
    )


def _told(page: Page, name: str) -> str:
    if name == "published":
        return f"{page.published:%Y-%m-%d}" if page.published else "unknown"
    return f"“{getattr(page, name)}”" if getattr(page, name) else "unknown"
