"""Looking things up: every read of a desk, each one a named query."""

from typing import Unpack

from sqlalchemy import Engine
from sqlmodel import Session

from claims import reliability
from claims.review import acts, undoing
from claims.review.sources import named
from claims.versions.changes import Change, changed_sentences
from db import queries
from db.engine import reading
from db.source_views import LinkedClaimView, MergerView, SourceFilters, SourceProfile
from db.views import (
    ArticleView,
    ClaimFilters,
    ClaimView,
    EventView,
    LinkView,
    NoteView,
    ReadingView,
    ReliabilityProposal,
    SourceView,
)
from db.web_views import AlarmView, VersionView


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

    def articles(self) -> list[ArticleView]:
        """Return all articles without their text, newest first."""
        with reading(self.engine) as session:
            return queries.articles(session)

    def article(self, article_id: str) -> ArticleView:
        """Return one article with its text; raises NotFoundError."""
        with reading(self.engine) as session:
            return acts.found(queries.article(session, article_id), "article", article_id)

    def sources(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[SourceFilters]
    ) -> list[SourceView]:
        """Return the sources that speak or publish, most claims first.

        Args:
            limit: at most so many.
            offset: leave out so many first, for a page further on.
            **filters: any of :class:`SourceFilters`.
        """
        with reading(self.engine) as session:
            return queries.sources(session, limit=limit, offset=offset, **filters)

    def count_sources(self, **filters: Unpack[SourceFilters]) -> int:
        """Count what :meth:`sources` would return; takes the same filters."""
        with reading(self.engine) as session:
            return queries.count_sources(session, **filters)

    def source(self, name: str) -> SourceView:
        """Return the source that a name or alias leads to; raises NotFoundError."""
        with reading(self.engine) as session:
            return named(session, name)

    def profile(self, source: SourceView | str) -> SourceProfile:
        """Return kinds, family, mergers and relays of a source; raises NotFoundError."""
        with reading(self.engine) as session:
            return queries.profile(session, _kept(session, source))

    def linked_claims(
        self, source: SourceView | str, *, disputed: bool = False, limit: int = 5
    ) -> list[LinkedClaimView]:
        """Return the claims of a source that most others are linked with; raises NotFoundError.

        Args:
            source: the source, its name or another that leads to it.
            disputed: those that most others oppose instead.
            limit: at most so many.
        """
        with reading(self.engine) as session:
            name = _kept(session, source)
            return queries.linked_claims(session, name, disputed=disputed, limit=limit)

    def source_log(self, source: SourceView | str) -> list[EventView]:
        """Return what people decided about a source and those merged into it, in order.

        Raises:
            NotFoundError: no such source.
        """
        with reading(self.engine) as session:
            names = (one.name for one in queries.members(session, _kept(session, source)))
            return queries.source_events(session, names)

    def reliability_proposal(self, source: SourceView | str) -> ReliabilityProposal | None:
        """Return the letter that a source's record speaks for; None where it is too short.

        Args:
            source: a source as it was shown, or a name or alias that leads to it.

        Raises:
            NotFoundError: no such source.
        """
        return reliability.propose(self.source(source) if isinstance(source, str) else source)

    def merger(self, source: SourceView | str, into: SourceView | str) -> MergerView:
        """Return what ``merge_sources`` would touch, without doing it; raises NotFoundError."""
        with reading(self.engine) as session:
            return queries.merger(session, _kept(session, source), _kept(session, into))
        return reliability.propose(self.source(source) if isinstance(source, str) else source)

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
        """Return claims that wait for a decision, most worth one first.

        These are the undecided ones, and before them those whose sentence was changed or taken out
        since somebody decided.
        """
        with reading(self.engine) as session:
            return queries.queue(session, limit=limit)

    def versions(self, article: ArticleView | str) -> list[VersionView]:
        """Return the texts that stood at the address of an article; none where it has no address.

        Raises:
            NotFoundError: no such article.
        """
        article_id = article.article_id if isinstance(article, ArticleView) else article
        with reading(self.engine) as session:
            acts.found(queries.article(session, article_id), "article", article_id)
            return queries.versions(session, article_id)

    def differences(self, earlier: str, later: str) -> list[Change]:
        """Return the sentences that do not stand in both of two articles, given by their ids."""
        return list(changed_sentences(self.article(earlier).text, self.article(later).text))

    def alarms(self) -> list[AlarmView]:
        """Return the claims whose sentence was changed or taken out since people saw it."""
        with reading(self.engine) as session:
            return queries.alarms(session)

    def alarm(self, claim: ClaimView | str) -> AlarmView | None:
        """Return what became of a claim's sentence; None where it stands as it always did."""
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return queries.alarm(session, claim_id)

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

    def undoable(self, claim: ClaimView | str | None = None, *, by: str = "") -> EventView | None:
        """Return the last decision that :meth:`undo` would take back; None where there is none.

        Args:
            claim: a claim or its id, for what concerns it and its links; None for all.
            by: only what this reviewer decided; "" for anybody.
        """
        claim_id = claim.claim_id if isinstance(claim, ClaimView) else claim
        with reading(self.engine) as session:
            return undoing.undoable(session, claim_id=claim_id, reviewer=by)

    def counts(self) -> dict[str, int]:
        """Count articles, claims, links, sources, events and claims by status and verdict."""
        with reading(self.engine) as session:
            return queries.counts(session)


def _kept(session: Session, source: SourceView | str) -> str:
    """Return the name under which a source is read."""
    return source.name if isinstance(source, SourceView) else named(session, source).name
