"""What of a desk an export holds."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, Unpack

from sqlmodel import Session

from claims.errors import InputError
from claims.exchange import UNREAD
from claims.export.protection import Protection
from db import queries
from db.filters import ClaimFilters
from db.views.claims import ClaimView, LinkView
from db.views.log import EventView
from db.vocabulary import Verdict

PAGE = 500

# What of a log row stays where its content may not be read: its place in the chain.
LINKING = frozenset({"event_seq", "prev_hash", "row_hash"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a desk an export holds, and what in it may not be named.

    Attributes:
        everything: also what is folded away: background claims, links that are only possible.
        claims: only these claims, whatever is folded away, with the links and decisions that touch
            them; None for all.
        since: only decisions of this time or later, as ISO 8601 in UTC; "" for all.
        before: only decisions before this time; "" for all.
        protection: what is hidden.
        filters: where no claims are named: only those that fit, of an export of claims.
        events: only decisions of these numbers; None for all.
    """

    everything: bool = False
    claims: frozenset[str] | None = None
    since: str = ""
    before: str = ""
    protection: Protection = field(default_factory=Protection)
    filters: ClaimFilters = field(default_factory=ClaimFilters)
    events: frozenset[int] | None = None

    @property
    def is_excerpt(self) -> bool:
        """Whether rows of the log may be left unread."""
        chosen = self.claims is not None or self.events is not None
        narrowed = chosen or self.since or self.before
        return bool(narrowed or self.protection.names)

    def claim_views(self, session: Session) -> Iterator[ClaimView]:
        """Yield the claims, newest article first, in the order of its text."""
        if self.filters:
            pages = _paged(session, **self.filters)
        elif self.claims is None:
            pages = _paged(session, everything=self.everything)
        else:
            chosen = self.claims - queries.taken_back(session, self.claims)
            pages = iter(sorted(queries.claims_by_id(session, chosen).values(), key=_place))
        return map(self.protection.claim, pages)

    def decided(self, session: Session) -> Iterator[ClaimView]:
        """Yield the claims that a person decided, folded away or not, verdict by verdict.

        What was withdrawn counts for nothing, and so its verdict is no review to be published.
        """
        self._refuse_filters()
        for verdict in Verdict:
            for claim in _paged(session, everything=True, verdict=verdict):
                is_asked = self.claims is None or claim.claim_id in self.claims
                if is_asked and not claim.withdrawn:
                    yield self.protection.claim(claim)

    def link_views(self, session: Session) -> Iterator[LinkView]:
        """Yield the links, strongest first."""
        self._refuse_filters()
        found = _paged_links(session, everything=self.everything)
        if self.claims is not None:
            found = _links_of(session, self.claims, everything=self.everything)
        return map(self.protection.link, found)

    def event_views(self, session: Session) -> Iterator[EventView]:
        """Yield every row of the log, those that the scope leaves out with their hashes alone."""
        self._refuse_filters()
        shown = self.shows(session)
        for event in queries.stream_events(session):
            yield event if shown(event) else unread(event)

    def _refuse_filters(self) -> None:
        if self.filters:
            raise InputError(
                "only claims as csv or jsonl can be narrowed by filters; name claims or a storyline"
            )

    def shows(self, session: Session) -> Callable[[EventView], bool]:
        """Return what tells whether a row of the log may be read."""
        touching = None if self.claims is None else touched(session, self.claims)

        def shown(event: EventView) -> bool:
            if event.event_time_utc < self.since:
                return False
            if self.before and event.event_time_utc >= self.before:
                return False
            if self.events is not None and event.event_seq not in self.events:
                return False
            if touching is not None and not {event.claim_id, event.object_id} & touching:
                return False
            return not (self.protection.names and self.protection.hides(event))

        return shown


def touched(session: Session, claims: frozenset[str]) -> frozenset[str]:
    """Return the objects of the decisions that touch claims: also links, articles and sources."""
    return claims | queries.links_of(session, claims) | queries.bearing_on(session, claims)


def unread(event: EventView) -> EventView:
    """Return a log row of which only the place in the chain is given away.

    What a hash covers could be guessed piece by piece if the rest were there to try it with, so
    nothing of the row stays, its time least of all.
    """
    empty: dict[str, Any] = {
        one.name: "" if one.type is str else None
        for one in fields(event)
        if one.name not in LINKING
    }
    return replace(event, **empty | {"action": UNREAD})


def _paged(session: Session, **filters: Unpack[ClaimFilters]) -> Iterator[ClaimView]:
    after = ""
    while page := queries.claims(session, limit=PAGE, after=after, **filters):
        yield from page
        after = page[-1].claim_id


def _paged_links(session: Session, *, everything: bool) -> Iterator[LinkView]:
    after = None
    while page := queries.links(session, possible=everything, limit=PAGE, after=after):
        yield from _standing(session, page)
        after = page[-1]


def _links_of(session: Session, claims: frozenset[str], *, everything: bool) -> Iterator[LinkView]:
    found = {
        link.link_id: link
        for claim_id in sorted(claims)
        for link in queries.links(session, claim_id=claim_id, possible=everything)
    }
    there = _standing(session, found.values())
    return iter(sorted(there, key=lambda link: (-link.score, link.link_id)))


def _standing(session: Session, links: Collection[LinkView]) -> Iterator[LinkView]:
    """Yield the links without those of claims that a person added and took back."""
    ends = {link.link_id: {link.earlier.claim_id, link.later.claim_id} for link in links}
    gone = queries.taken_back(session, frozenset().union(*ends.values()))
    return (link for link in links if not ends[link.link_id] & gone)


def _place(claim: ClaimView) -> tuple[float, str, int, str]:
    return (-claim.ordered_at.timestamp(), claim.article_id, claim.start, claim.claim_id)
