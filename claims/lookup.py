"""Looking things up: every read of a desk, each one a named query."""

from collections.abc import Sequence
from typing import Unpack

from sqlalchemy import Engine

from claims.extract.sentences import silent
from claims.review import acts
from claims.review.sources import named
from db import queries
from db.engine import reading
from db.views import (
    ArticleFilters,
    ArticleView,
    ClaimFilters,
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
        self, *, limit: int | None = None, after: str = "", **filters: Unpack[ClaimFilters]
    ) -> list[ClaimView]:
        """Return claims, newest article first, in the order of its text.

        Args:
            limit: at most so many.
            after: id of the last claim of the page before.
            **filters: any of :class:`ClaimFilters`; the default is all that is shown.
        """
        with reading(self.engine) as session:
            return queries.claims(session, limit=limit, after=after, **filters)

    def count_claims(self, **filters: Unpack[ClaimFilters]) -> int:
        """Count what :meth:`claims` would return; takes the same filters."""
        with reading(self.engine) as session:
            return queries.count_claims(session, **filters)

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

    def link(self, link_id: str) -> LinkView:
        """Return one link; raises NotFoundError where there is none of that id."""
        with reading(self.engine) as session:
            return acts.found(queries.link(session, link_id), "link", link_id)

    def storylines(self, *, limit: int | None = None) -> list[StorylineView]:
        """Return the storylines, those with most claims first."""
        with reading(self.engine) as session:
            return queries.storylines(session, limit=limit)

    def articles(
        self, *, limit: int | None = None, after: str = "", **filters: Unpack[ArticleFilters]
    ) -> list[ArticleView]:
        """Return articles without their text, newest first.

        Args:
            limit: at most so many.
            after: id of the last article of the page before.
            **filters: any of :class:`ArticleFilters`; the default is all.
        """
        with reading(self.engine) as session:
            return queries.articles(session, limit=limit, after=after, **filters)

    def count_articles(self, **filters: Unpack[ArticleFilters]) -> int:
        """Count what :meth:`articles` would return; takes the same filters."""
        with reading(self.engine) as session:
            return queries.count_articles(session, **filters)

    def publishers(self) -> list[str]:
        """Return the names of all that publish here, by the alphabet."""
        with reading(self.engine) as session:
            return queries.publishers(session)

    def yields(self, article_ids: Sequence[str]) -> dict[str, int]:
        """Count the shown claims of some articles, and the links that these claims have."""
        with reading(self.engine) as session:
            return queries.yields(session, article_ids)

    def article(self, article_id: str) -> ArticleView:
        """Return one article with its text; raises NotFoundError."""
        with reading(self.engine) as session:
            return acts.found(queries.article(session, article_id), "article", article_id)

    def silent_sentences(self, article: ArticleView | str) -> list[tuple[int, int]]:
        """Return the sentences of an article in which no claim was found, by their offsets.

        A sentence that only tells who speaks, or how, is part of a claim as well.

        Raises:
            NotFoundError: no such article.
        """
        view = self.article(article) if isinstance(article, str) else article
        found = self.claims(article_id=view.article_id, everything=True)
        return silent(view.text, [span for claim in found for span in claim.spans])

    def decisions_on(self, article: ArticleView | str) -> list[EventView]:
        """Return what was decided about an article itself: withdrawals, dates; in order."""
        article_id = article.article_id if isinstance(article, ArticleView) else article
        with reading(self.engine) as session:
            return queries.article_events(session, article_id)

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
