"""What people do to many claims at once: each decision is a row of the log all the same."""

from collections.abc import Iterable

from sqlalchemy import Engine

from claims.access.identity import Identity, needs
from claims.review import batches
from claims.review.batches import Marked, Versions
from db.vocabulary import Role, Verdict


class Many:
    """The part of :class:`claims.desk.Desk` by which many claims are decided together."""

    engine: Engine
    identity: Identity

    @needs(Role.REVIEWER)
    def decide_each(self, claims: Versions, verdict: Verdict, *, by: str, reason: str) -> Marked:
        """Record one verdict on many claims, an event for each; a conflict stops no other.

        Args:
            claims: their ids, with the version of each as it was shown; None: as it is now.
            verdict: confirmed, refuted or undetermined.
            by: who decides; must not be empty.
            reason: why; must not be empty.

        Raises:
            InputError: no name or no reason; nothing is written.
        """
        return batches.decide_each(self.engine, claims, verdict, by=by, reason=reason)

    @needs(Role.REVIEWER)
    def undo_each(self, event_seqs: Iterable[int], *, by: str, reason: str = "") -> Marked:
        """Take events back, each by a new one; what stands in the way of one stops no other."""
        return batches.undo_each(self.engine, event_seqs, by=by, reason=reason)
