"""The page of a case file: it opens offline, runs nothing and asks for nothing.

What articles say is hostile input. Jinja escapes every value, marks that turn text around are made
visible, addresses are shown and not linked, and the page forbids itself scripts and requests.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from claims.exchange import BY_HAND, moment
from claims.export.records import capture_record
from db.views.claims import ClaimView, LinkView, ReadingView
from db.views.custody import CaptureView
from db.views.log import EventView

# Controls, and the marks by which text on a page could be made to read backwards.
CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if code != ord("\n")} | {
    code: f"<U+{code:04X}>" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with its links and decisions.

    Attributes:
        claim: the claim.
        links: its links, seen from it.
        events: the decisions about it and its links, its article and its sources.
        withheld: how many decisions are not shown, to protect a source.
        note: what people want to be known of it.
        first: how it was read at first, where a person reads it otherwise.
        alarm: what became of its sentence, where its article was changed silently.
        must_be_reviewed: whether nobody has decided since.
    """

    claim: ClaimView
    links: Sequence[LinkView]
    events: Sequence[EventView]
    withheld: int
    note: str = ""
    first: ReadingView | None = None
    alarm: str = ""
    must_be_reviewed: bool = False


def write_page(
    file: TextIO,
    facts: Mapping[str, Any],
    *,
    claims: Callable[[], Iterator[ClaimView]],
    entries: Callable[[], Iterator[Entry]],
    captures: Callable[[], Iterator[CaptureView]],
) -> None:
    """Write the page, as it comes.

    Args:
        file: where to.
        facts: title, storyline, head and so on, as the template names them.
        claims: gives the claims in their order, for the list of them.
        entries: gives them again, with all that is said of each.
        captures: gives the articles whose bytes the case holds.
    """
    environment = Environment(
        loader=PackageLoader("claims.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = lambda time: (moment(time) or "undated")[:10]
    environment.filters["words"] = lambda word: str(word).replace("_", " ")
    environment.tests["by_hand"] = lambda claim: claim.extractor == BY_HAND
    template = environment.get_template("case.html")
    file.writelines(
        template.generate(
            **facts,
            claims=claims,
            entries=entries,
            captures=lambda: map(capture_record, captures()),
        )
    )


def _visible(value: object) -> object:
    return value.translate(CONTROLS) if type(value) is str else value
