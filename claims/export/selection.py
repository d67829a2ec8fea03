"""What somebody asks for, looked up on the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlmodel import Session

from claims.errors import InputError, NotFoundError
from claims.export.protection import Protection, protection_of
from claims.export.scope import Scope
from db import queries
from db.filters import ClaimFilters, EventFilters


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; the default is all, with every name in it.

    Attributes:
        claims: ids of claims: only these, with the links and decisions that touch them.
        storyline: id of a storyline: only its claims.
        since: only decisions of this day or moment or later, in ISO 8601; UTC unless it says.
        before: only decisions before it.
        protect: names or aliases of sources that must not be given away, beside those that the
            desk protects.
        guarded: numbers of sources that must not be either: of a desk as it stood, those that are
            protected today.
        filters: of an export of claims, where none are named: only those that fit.
        decisions: of an export of the log: only those that fit can be read.
    """

    claims: Sequence[str] = ()
    storyline: str = ""
    since: str = ""
    before: str = ""
    protect: Sequence[str] = ()
    guarded: frozenset[int] = frozenset()
    filters: ClaimFilters = field(default_factory=ClaimFilters)
    decisions: EventFilters = field(default_factory=EventFilters)


WHOLE = Selection()


def scope_of(session: Session, selection: Selection, *, everything: bool = False) -> Scope:
    """Look up what is asked for.

    Args:
        session: to read with.
        selection: what is asked for.
        everything: also what is folded away.

    Raises:
        InputError: a day or moment is none.
        NotFoundError: no such claim, storyline or source; a misspelt name must protect nobody.
    """
    return Scope(
        everything=everything,
        claims=_claims(session, selection),
        filters={} if selection.claims or selection.storyline else selection.filters,
        since=_moment(selection.since),
        before=_moment(selection.before),
        events=queries.decided(session, selection.decisions) if selection.decisions else None,
        protection=protection(session, selection.protect, selection.guarded),
    )


def protection(
    session: Session, names: Iterable[str] = (), guarded: Iterable[int] = ()
) -> Protection:
    """Return the protection of the sources that the desk protects, and of others.

    Args:
        session: to read with.
        names: of others, by name or alias.
        guarded: of others, by number; those that are not there are passed over.

    Raises:
        NotFoundError: no source of such a name.
    """
    hidden = {*queries.protected_ids(session), *guarded}
    for name in names:
        source_id = queries.source_id(session, name)
        if source_id is None:
            raise NotFoundError(
                f"there is no source {name!r} to protect; `claims sources list` names them"
            )
        hidden.add(source_id)
    return protection_of(queries.protected(session, hidden))


def _claims(session: Session, selection: Selection) -> frozenset[str] | None:
    if not selection.claims and not selection.storyline:
        return None
    chosen = set(queries.claims_by_id(session, selection.claims))
    if missing := set(selection.claims) - chosen:
        raise NotFoundError(f"there is no claim {min(missing)!r}; 'claims list --all' names them")
    if selection.storyline:
        members = queries.claims(session, storyline=selection.storyline, everything=True)
        if not members:
            raise NotFoundError(
                f"there is no storyline {selection.storyline!r}; `claims stories list` names them"
            )
        chosen |= {claim.claim_id for claim in members}
    return frozenset(chosen)


def _moment(text: str) -> str:
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no day or moment; give it as 2026-01-31") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
