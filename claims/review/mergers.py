"""Sources that people say are one: the state of each is the name that it is merged into.

A merge is a pointer. Claims, relays, articles and aliases keep the source that they name, and are
read as the one at the end of the pointers; so taking a merge back restores exactly what was.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from claims.errors import ConflictError
from claims.review.matters import SOURCE, Owner
from db import queries
from db.models import Source

Into = aliased(Source, name="into")


@dataclass(frozen=True, slots=True)
class Mergers:
    """The sort of object that says which source is merged into which; see ``Matter``."""

    owner: Owner = SOURCE
    noun: str = "other source"
    untouched: str = ""
    ties: bool = False
    makes: bool = False

    def today(self, session: Session, object_id: str) -> str:
        """Return the name that a source is merged into."""
        into = select(Into.name).join(Source, col(Source.merged_into) == col(Into.id))
        return session.exec(into.where(col(Source.name) == object_id)).one_or_none() or ""

    def stored(self, session: Session) -> Iterator[tuple[str, str]]:
        """Yield every source and the name that it is merged into, with what it is read as if off.

        What claims are read as follows from the pointers, so a source that is read as another is
        as much outside the log as a pointer that nobody set.
        """
        kept = _kept(_pointers(session))
        rows = select(Source.id, Source.name, Source.kept_id, Into.name)
        merged = rows.outerjoin(Into, col(Source.merged_into) == col(Into.id))
        for source_id, name, read_as, into in session.exec(merged):
            right = read_as == kept.get(source_id or 0)
            yield name, (into or "") if right else f"{into or ''} (read as source {read_as})"

    def restore(self, session: Session, object_id: str, words: str) -> AbstractSet[str]:
        """Point a source at another, or at none, and read all claims of both accordingly."""
        source_id, into = _id_of(session, object_id), _id_of(session, words)
        members = _members(session, source_id)
        _refuse_circle(session, source_id, into, object_id, words)
        point = update(Source).where(col(Source.id) == source_id)
        session.execute(point.values(merged_into=into))
        _write_kept(session)
        members |= _members(session, source_id)
        claims = queries.chained(session, members)
        return claims | queries.linked_with(session, claims)


def _id_of(session: Session, name: str) -> int | None:
    return session.exec(select(Source.id).where(col(Source.name) == name)).one_or_none()


def _pointers(session: Session) -> dict[int, int]:
    rows = select(Source.id, Source.merged_into).where(col(Source.merged_into).is_not(None))
    return {one: into for one, into in session.exec(rows) if one and into}


def _refuse_circle(
    session: Session, source_id: int | None, into: int | None, name: str, other: str
) -> None:
    pointers = _pointers(session)
    while into is not None:
        if into == source_id:
            raise ConflictError(
                f"{other!r} is merged into {name!r}, and cannot at once be what {name!r} is merged "
                "into; take the later merge back first"
            )
        into = pointers.get(into)


def _kept(pointers: Mapping[int, int]) -> dict[int, int]:
    """Return for each source that is merged the one at the end of the pointers."""
    kept = {}
    for one, into in pointers.items():
        end = into
        # Somebody who wrote past the log may have closed a circle; it must end nonetheless.
        for _ in pointers:
            end = pointers.get(end, end)
        kept[one] = end
    return kept


def _write_kept(session: Session) -> None:
    kept = _kept(_pointers(session))
    concerned = or_(col(Source.kept_id).is_not(None), col(Source.id).in_(kept))
    # Every claim of a source that is read as another one is entered in the index anew.
    for one, now in session.exec(select(Source.id, Source.kept_id).where(concerned)).all():
        if one and now != kept.get(one):
            point = update(Source).where(col(Source.id) == one)
            session.execute(point.values(kept_id=kept.get(one)))


def _members(session: Session, source_id: int | None) -> set[int]:
    """Return all sources that are read as the same one as this."""
    read_as = session.exec(select(Source.kept_id).where(col(Source.id) == source_id)).one()
    kept = read_as or source_id
    rows = select(Source.id).where(or_(col(Source.id) == kept, col(Source.kept_id) == kept))
    return {one for one in session.exec(rows) if one is not None}
