"""What people decide about sources: letters, mergers, protection; each a row of the log."""

from sqlalchemy import Engine

from claims.access.identity import Identity, needs
from claims.desk.shown import id_of, version_of
from claims.review import sources
from db.views.log import EventView
from db.views.sources import SourceView
from db.vocabulary import Reliability, Role


class Sourcing:
    """The part of :class:`claims.desk.Desk` by which people decide about sources.

    Views and ids are taken as :class:`claims.desk.people.People` takes them.
    """

    engine: Engine
    identity: Identity

    @needs(Role.REVIEWER)
    def rate(
        self,
        source: SourceView | str,
        letter: Reliability,
        *,
        by: str,
        reason: str,
        version: int | None = None,
    ) -> EventView:
        """Set how reliable a source is, A to F; raises as ``decide`` does."""
        version = version_of(source, version)
        return sources.rate(
            self.engine, id_of(source), letter, by=by, reason=reason, version=version
        )

    @needs(Role.REVIEWER)
    def merge_sources(
        self,
        source: SourceView | str,
        into: SourceView | str,
        *,
        by: str,
        reason: str,
        version: int | None = None,
    ) -> EventView:
        """Say that one source is another, under whose name both are read from now on.

        Raises:
            ConflictError: the source was changed since; nothing is written.
            InputError: no name, no reason, both are one already, or only one is anonymous.
            NotFoundError: no such source.
        """
        version = version_of(source, version)
        return sources.merge(
            self.engine, id_of(source), id_of(into), by=by, reason=reason, version=version
        )

    @needs(Role.REVIEWER)
    def protect(
        self, source: SourceView | str, *, by: str, reason: str, version: int | None = None
    ) -> list[EventView]:
        """Keep a source, and all that are merged into it, out of every export from now on.

        Returns:
            An event for each of them that was not protected.

        Raises:
            ConflictError: the source was changed since; nothing is written.
            InputError: no name, no reason, or it is protected already.
            NotFoundError: no such source.
        """
        version = version_of(source, version)
        return sources.protect(self.engine, id_of(source), by=by, reason=reason, version=version)

    @needs(Role.REVIEWER)
    def unprotect(
        self, source: SourceView | str, *, by: str, reason: str, version: int | None = None
    ) -> list[EventView]:
        """Let exports name a source, and all that are read as the same, again; as :meth:`protect`.

        Returns:
            An event for each of them that was protected.
        """
        version = version_of(source, version)
        return sources.protect(
            self.engine, id_of(source), by=by, reason=reason, protected=False, version=version
        )
