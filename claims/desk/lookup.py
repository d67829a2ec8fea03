"""Looking things up: every read of a desk, each one a named query."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Unpack

from sqlalchemy import Engine
from sqlmodel import Session

from claims.desk import reliability
from claims.desk.origins import origins
from claims.desk.shown import id_of
from claims.extract.text.sentences import silent
from claims.review import acts, undoing
from claims.review.sources import named
from claims.versions.changes import Change, changed_sentences
from db import queries
from db.engine import reading
from db.filters import ArticleFilters, ClaimFilters, Facets, SourceFilters
from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView, NoteView, ReadingView
from db.views.log import EventView, ProgressView
from db.views.origins import OriginView
from db.views.sources import (
    MergerView,
    ReliabilityProposal,
    SourceProfile,
    SourceView,
    TopClaimsView,
)
from db.views.web import AlarmView, VersionView
from db.vocabulary import ObjectType


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

    def facets(self, *, named: bool = True, **filters: Unpack[ClaimFilters]) -> Facets:
        """Count what :meth:`claims` would return, by status, verdict, speaker, month and more.

        Args:
            named: whether also by what has many values: speaker, publisher, storyline and month.
            **filters: those of :meth:`claims`.
        """
        with reading(self.engine) as session:
            return queries.facets(session, filters, named=named)

    def revision(self) -> str:
        """Return what is another word for every desk, and whenever other claims may be found."""
        with reading(self.engine) as session:
            return f"{self.engine.url} {queries.revision(session)}"

    def claim(self, claim_id: str) -> ClaimView:
        """Return one claim; raises NotFoundError where there is none of that id."""
        with reading(self.engine) as session:
            return acts.found(queries.claim(session, claim_id), "claim", claim_id)

    def claim_version(self, claim_id: str) -> int:
        """Return the version that a claim stands at, which any decision on it raises; 0: none."""
        with reading(self.engine) as session:
            return queries.claim_version(session, claim_id)

    def waits(self, claim_id: str) -> bool:
        """Tell whether a claim waits for a decision; no claim of that id does."""
        with reading(self.engine) as session:
            return queries.waits(session, claim_id)

    def links(
        self, claim: ClaimView | str | None = None, *, possible: bool = False
    ) -> list[LinkView]:
        """Return the links of one claim, seen from it, or all; strongest first.

        Args:
            claim: a claim or its id; None for every link of the desk.
            possible: also the weak ones that are folded away.
        """
        claim_id = None if claim is None else id_of(claim)
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

    def count_articles(self, *, limit: int | None = None, **filters: Unpack[ArticleFilters]) -> int:
        """Count what :meth:`articles` would return, of filtered ones up to a limit if one is given.

        Args:
            limit: count no further than this.
            **filters: those of :meth:`articles`.
        """
        with reading(self.engine) as session:
            return queries.count_articles(session, limit=limit, **filters)

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
        with reading(self.engine) as session:
            return queries.article_events(session, id_of(article))

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

    def top_claims(self, source: SourceView | str, *, limit: int = 5) -> TopClaimsView:
        """Return the claims of a source that others bear on most; raises NotFoundError.

        Args:
            source: the source, its name or another that leads to it.
            limit: at most so many that are disputed, and so many that are not among these.
        """
        with reading(self.engine) as session:
            return queries.top_claims(session, _kept(session, source), limit=limit)

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

    def source_names(self, limit: int = 1000) -> list[str]:
        """Return names of sources in their order, to choose from."""
        with reading(self.engine) as session:
            return queries.source_names(session, limit=limit)

    def note_on(self, claim: ClaimView | str) -> NoteView:
        """Return what people noted of a claim."""
        with reading(self.engine) as session:
            return queries.note(session, id_of(claim))

    def first_reading(self, claim: ClaimView | str) -> ReadingView | None:
        """Return how an edited claim was read at first; None where that is in force."""
        with reading(self.engine) as session:
            return queries.first_reading(session, id_of(claim))

    def origins(self, claim: ClaimView | str) -> tuple[OriginView, ...]:
        """Return the origins that ``n_origins`` counts, the claim's own first, and why it does."""
        with reading(self.engine) as session:
            return origins(session, id_of(claim))

    def queue(self, limit: int = 25) -> list[ClaimView]:
        """Return claims that wait for a decision, most worth one first.

        These are the undecided ones, and those whose verdict has met new evidence against it.
        """
        with reading(self.engine) as session:
            return queries.queue(session, limit=limit, today=datetime.now(UTC).date())

    def progress(self, by: str) -> ProgressView:
        """Return how many claims somebody has decided today, and how many wait."""
        midnight = f"{datetime.now(UTC).date()}T"
        with reading(self.engine) as session:
            today = queries.decided_since(session, by, midnight)
            return ProgressView(today, queries.waiting(session))

    def decision(self, claim: ClaimView | str) -> EventView | None:
        """Return the decision that the verdict of a claim stands by, or None."""
        with reading(self.engine) as session:
            return queries.in_force(session, ObjectType.CLAIM, id_of(claim))

    def versions(self, article: ArticleView | str) -> list[VersionView]:
        """Return the texts that stood at the address of an article; none where it has no address.

        Raises:
            NotFoundError: no such article.
        """
        article_id = id_of(article)
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
        with reading(self.engine) as session:
            return queries.alarm(session, id_of(claim))

    def log(
        self, claim: ClaimView | str | None = None, *, limit: int | None = None, before: int = 0
    ) -> list[EventView]:
        """Return the verification log in order, or the part of it about one claim.

        Args:
            claim: a claim or its id; None for the whole log.
            limit: only the last so many events.
            before: only events before this number, for a page further back; 0 for all.
        """
        claim_id = None if claim is None else id_of(claim)
        with reading(self.engine) as session:
            return queries.events(session, claim_id=claim_id, limit=limit, before=before)

    def undoable(self, claim: ClaimView | str | None = None, *, by: str = "") -> EventView | None:
        """Return the last decision that :meth:`undo` would take back; None where there is none.

        Args:
            claim: a claim or its id, for what concerns it and its links; None for all.
            by: only what this reviewer decided; "" for anybody.
        """
        claim_id = None if claim is None else id_of(claim)
        with reading(self.engine) as session:
            return undoing.undoable(session, claim_id=claim_id, reviewer=by)

    def history(self, claim: ClaimView | str) -> list[EventView]:
        """Return what the log says of a claim, its links, its article and its sources, in order."""
        claim_id = id_of(claim)
        with reading(self.engine) as session:
            bearing = queries.bearing_on(session, [claim_id])
            return queries.events(session, claim_id=claim_id, also=bearing)

    def counts(self) -> dict[str, int]:
        """Count articles, claims, links, sources, events and claims by status and verdict."""
        with reading(self.engine) as session:
            return queries.counts(session)


def _kept(session: Session, source: SourceView | str) -> str:
    """Return the name under which a source is read."""
    return source.name if isinstance(source, SourceView) else named(session, source).name
