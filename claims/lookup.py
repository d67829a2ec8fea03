"""Looking things up: every read of a desk, each one a named query."""

from collections.abc import Iterable
from typing import Unpack

from sqlalchemy import Engine

from claims.review import acts
from claims.review.sources import named
from db import queries
from db.engine import reading
from db.filters import ClaimFilters, Facets
from db.views import (
    ArticleView,
    ClaimView,
    EventView,
    LinkView,
    NoteView,
    ReadingView,
    SourceView,
    StorylineView,
)


class Lookup:
    """What a desk can be asked; a part of :class:`claims.desk.Desk`. Nothing here writes."""

    engine: Engine

    def claims(
        self,
        *,
        limit: int | None = None,
        after: str = "",
        before: str = "",
        **filters: Unpack[ClaimFilters],
    ) -> list[ClaimView]:
        """Return claims, newest article first, in the order of its text.

        Args:
            limit: at most so many.
            after: id of the last claim of the page before,
            before: or of the first one of the page after.
            **filters: any of :class:`ClaimFilters`; the default is all that is shown.
        """
        with reading(self.engine) as session:
            return queries.claims(session, limit=limit, after=after, before=before, **filters)

    def count_claims(self, **filters: Unpack[ClaimFilters]) -> int:
        """Count what :meth:`claims` would return; takes the same filters."""
        with reading(self.engine) as session:
            return queries.count_claims(session, **filters)

    def facets(self, **filters: Unpack[ClaimFilters]) -> Facets:
        """Count what :meth:`claims` would return by status, verdict, speaker, month and more."""
        with reading(self.engine) as session:
            return queries.facets(session, filters)

    def changes(self) -> int:
        """Return a number that grows with whatever changes which claims are found, and how many."""
        with reading(self.engine) as session:
            return queries.changes(session)

    def claim(self, claim_id: str) -> ClaimView:
        """Return one claim; raises NotFoundError where there is none of that id."""
        with reading(self.engine) as session:
            return acts.found(queries.claim(session, claim_id), "claim", claim_id)

    def links(
        self, claim: ClaimView | str | None = None, *, possible: bool = False
    ) -> list[LinkView]:
        """Return the links of one claim, seen from it, or all; strongest first.

        Args:
            claim: a claim or its id; None for every link of the desk.
            possible: also the weak ones that are folded away.
        """
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.links(session, claim_id=claim_id, possible=possible)

    def link_counts(self, claim_ids: Iterable[str]) -> dict[str, int]:
        """Return how many links that count each of these claims has; those without are left out."""
        with reading(self.engine) as session:
            return queries.link_counts(session, claim_ids)

    def link(self, link_id: str) -> LinkView:
        """Return one link; raises NotFoundError where there is none of that id."""
        with reading(self.engine) as session:
            return acts.found(queries.link(session, link_id), "link", link_id)

    def storylines(self, *, limit: int | None = None) -> list[StorylineView]:
        """Return the storylines, those with most claims first."""
        with reading(self.engine) as session:
            return queries.storylines(session, limit=limit)

    def articles(self) -> list[ArticleView]:
        """Return all articles without their text, newest first."""
        with reading(self.engine) as session:
            return queries.articles(session)

    def article(self, article_id: str) -> ArticleView:
        """Return one article with its text; raises NotFoundError."""
        with reading(self.engine) as session:
            return acts.found(queries.article(session, article_id), "article", article_id)

    def sources(self) -> list[SourceView]:
        """Return all sources that speak or publish, most claims first."""
        with reading(self.engine) as session:
            return queries.sources(session)

    def source(self, name: str) -> SourceView:
        """Return the source that a name or alias leads to; raises NotFoundError."""
        with reading(self.engine) as session:
            return named(session, name)

    def note_on(self, claim: ClaimView | str) -> NoteView:
        """Return what people noted of a claim."""
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.note(session, claim_id)

    def first_reading(self, claim: ClaimView | str) -> ReadingView | None:
        """Return how an edited claim was read at first; None where that is in force."""
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.first_reading(session, claim_id)

    def queue(self, limit: int = 25) -> list[ClaimView]:
        """Return undecided claims, most worth a decision first."""
        with reading(self.engine) as session:
            return queries.queue(session, limit=limit)

    def log(
        self, claim: ClaimView | str | None = None, *, limit: int | None = None, before: int = 0
    ) -> list[EventView]:
        """Return the verification log in order, or the part of it about one claim.

        Args:
            claim: a claim or its id; None for the whole log.
            limit: only the last so many events.
            before: only events before this number, for a page further back; 0 for all.
        """
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.events(session, claim_id=claim_id, limit=limit, before=before)

    def counts(self) -> dict[str, int]:
        """Count articles, claims, links, sources, events and claims by status and verdict."""
        with reading(self.engine) as session:
            return queries.counts(session)
