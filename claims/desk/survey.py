"""Looking over many claims at once: storylines, what changed, the decisions of the log."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from sqlalchemy import Engine

from claims.review import acts
from db import queries
from db.engine import reading
from db.filters import EventFilters, StoryOrder
from db.views.claims import ClaimView, LinkView
from db.views.log import EventView
from db.views.overview import ArrivalView, ChangesView, CitedWeek
from db.views.storylines import StorylineView, TieView


class Survey:
    """What a desk can be asked as a whole; a part of :class:`claims.desk.Desk`. Nothing writes."""

    engine: Engine
    stood_at: str

    def storylines(
        self,
        *,
        limit: int | None = None,
        skip: int = 0,
        search: str = "",
        order: StoryOrder = StoryOrder.CLAIMS,
    ) -> list[StorylineView]:
        """Return the storylines, those with most claims first where ``order`` does not say else.

        Args:
            limit: at most so many.
            skip: leave so many out that would come first.
            search: words that must all occur in what the storyline is called.
            order: which come first.
        """
        with reading(self.engine) as session:
            return queries.storylines(session, limit=limit, skip=skip, search=search, order=order)

    def count_storylines(self, *, search: str = "") -> int:
        """Count what :meth:`storylines` would return."""
        with reading(self.engine) as session:
            return queries.count_storylines(session, search=search)

    def claims_by_id(self, claim_ids: Iterable[str]) -> dict[str, ClaimView]:
        """Return the claims of these ids that there are, by id."""
        with reading(self.engine) as session:
            return queries.claims_by_id(session, claim_ids)

    def opponents(self, claim_ids: Iterable[str]) -> dict[str, LinkView]:
        """Return the strongest link against each of a few claims, by id; those without left out."""
        with reading(self.engine) as session:
            return queries.opponents(session, claim_ids)

    def storyline(self, storyline_id: str) -> StorylineView:
        """Return one storyline; raises NotFoundError where there is none of that id."""
        with reading(self.engine) as session:
            found = queries.storyline(session, storyline_id)
            return acts.found(found, "storyline", storyline_id)

    def ties(self, storyline_id: str) -> list[TieView]:
        """Return the links that hold between the claims of a storyline, strongest first."""
        with reading(self.engine) as session:
            return queries.ties(session, storyline_id)

    def story_events(self, storyline_id: str, *, limit: int = 10) -> list[EventView]:
        """Return the last decisions on the name of a storyline and on which claims it has."""
        with reading(self.engine) as session:
            return queries.story_events(session, storyline_id, limit=limit)

    def left_storyline(self, storyline_id: str) -> list[ClaimView]:
        """Return the claims that people took out of a storyline to which links tie them."""
        with reading(self.engine) as session:
            gone = queries.left(session, storyline_id)
            return [*queries.claims_by_id(session, gone).values()]

    def standings(self) -> dict[str, int]:
        """Count the claims on show, by status and verdict as well, and the articles."""
        with reading(self.engine) as session:
            return queries.standings(session)

    def changes(self, since: datetime) -> ChangesView:
        """Return what came in, was found and was decided since a moment."""
        with reading(self.engine) as session:
            return queries.changes(session, since, self._until())

    def _until(self) -> datetime | None:
        """Return when a desk of the past ends; what it knows may have come in later."""
        return datetime.fromisoformat(self.stood_at) if self.stood_at else None

    def arrivals(self, since: datetime, *, limit: int = 20, skip: int = 0) -> list[ArrivalView]:
        """Return the articles that came in since a moment, the last one first."""
        with reading(self.engine) as session:
            return queries.arrivals(session, since, self._until(), limit=limit, skip=skip)

    def arrived_claims(self, since: datetime, *, limit: int = 20, skip: int = 0) -> list[ClaimView]:
        """Return the claims of the articles that came in, those of the last one first."""
        with reading(self.engine) as session:
            return queries.arrived_claims(session, since, self._until(), limit=limit, skip=skip)

    def new_links(
        self, since: datetime, *, disputes: bool = False, limit: int = 20, skip: int = 0
    ) -> list[LinkView]:
        """Return the links, or contradictions, found since a moment, the last run's first."""
        until = self._until()
        with reading(self.engine) as session:
            return queries.new_links(
                session, since, until, disputes=disputes, limit=limit, skip=skip
            )

    def contested(self, *, limit: int = 5) -> list[ClaimView]:
        """Return the undecided disputed claims that press most for a decision."""
        with reading(self.engine) as session:
            return queries.contested(session, limit=limit)

    def pressing(self, *, limit: int = 5) -> list[ClaimView]:
        """Return, of the claims that press for a decision, those that wait longest."""
        with reading(self.engine) as session:
            return queries.pressing(session, limit=limit)

    def cited_week(self, *, limit: int = 10) -> CitedWeek:
        """Return who is cited most in the seven days that end with the newest dated article."""
        with reading(self.engine) as session:
            return queries.cited_week(session, limit=limit)

    def decisions(
        self, *, limit: int, before: int = 0, **filters: Unpack[EventFilters]
    ) -> list[EventView]:
        """Return decisions, the newest first.

        Args:
            limit: at most so many.
            before: only those before this event, for the next page; 0 for all.
            **filters: any of :class:`EventFilters`; the default is the whole log.
        """
        with reading(self.engine) as session:
            return queries.decisions(session, limit=limit, before=before, **filters)

    def count_decisions(self, *, limit: int, **filters: Unpack[EventFilters]) -> int:
        """Count what :meth:`decisions` would return, up to a limit."""
        with reading(self.engine) as session:
            return queries.count_decisions(session, limit=limit, **filters)

    def reviewers(self) -> list[str]:
        """Return who has decided anything, by name."""
        with reading(self.engine) as session:
            return queries.reviewers(session)

    def head(self) -> str:
        """Return count and hash of the log's last row, ``N:HASH``; ``0:`` where it has none."""
        with reading(self.engine) as session:
            return queries.head(session)
