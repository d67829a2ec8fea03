"""Sources as rows: one for each canonical name, found again by name or alias."""

from collections.abc import Iterable

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from claims.extract.names.kinds import is_authority
from claims.extract.quote import Mention
from claims.extract.register import BODY, Entry, Register
from claims.standing.statuses import leave
from db import queries
from db.engine import writing
from db.models import Alias, Source
from db.queries.sources import chained
from db.vocabulary import MEDIA, SourceKind

STATE = (SourceKind.GOVERNMENT, SourceKind.MINISTRY, SourceKind.OFFICIAL)
# A person's other names ("Kim") may be another person's elsewhere; only institutions are
# found again by an alias that some article gave them.
PEOPLE = (SourceKind.PERSON, SourceKind.OFFICIAL, SourceKind.ANONYMOUS, SourceKind.UNKNOWN)


def source_id(session: Session, mention: Mention, register: Register) -> int:
    """Return the id of the source that a mention names, adding it and its aliases where new."""
    # An article names few sources in many claims; each is looked up once in its transaction.
    known: dict[object, int] = session.info.setdefault(__name__, {})
    key = mention.name, mention.kind, mention.aliases
    if key not in known:
        known[key] = _found_or_added(session, mention, register)
    return known[key]


def _found_or_added(session: Session, mention: Mention, register: Register) -> int:
    source = _find(session, mention)
    if source is None:
        entry = register.find(mention.name)
        source = Source(
            name=mention.name,
            kind=mention.kind,
            family=entry.family if entry else _family(mention.name, mention.kind, register),
            checked=_known_by(mention.name, entry),
            country=entry.country if entry else "",
        )
        session.add(source)
        session.flush()
    elif source.kind is SourceKind.UNKNOWN and mention.kind is not SourceKind.UNKNOWN:
        source.kind = mention.kind
    if mention.state and _takes_office(source, mention.state, register):
        leave(session, _resting_on(session, [source]))
    assert source.id is not None
    for alias in mention.aliases:
        _add_alias(session, alias, source)
    return source.id


def _known_by(name: str, entry: Entry | None) -> str:
    if entry is not None:
        return entry.checked
    return BODY if is_authority(name) else ""


def _takes_office(source: Source, state: str, register: Register) -> bool:
    """Give a person the government that they speak for; say whether that is new.

    Whoever spoke for two is put to the one that comes first by name, whichever was read first.
    """
    house = register.state_behind(state) or state
    known, source.family = source.family, min(source.family or house, house)
    return source.family != known


def _resting_on(session: Session, sources: Iterable[Source]) -> set[str]:
    """Return the claims whose standing rests on who is behind these sources."""
    touched = chained(session, (one.id for one in sources if one.id is not None))
    return touched | queries.linked_with(session, touched)


def _family(name: str, kind: SourceKind, register: Register) -> str:
    return register.state_behind(name) if kind in STATE or is_authority(name) else ""


def look_up(engine: Engine, register: Register) -> None:
    """Take over what the register says by now of who controls sources.

    What rests on them is marked to be assessed anew.

    Args:
        engine: the desk.
        register: ours, and the user's own beside it.
    """
    with writing(engine) as session:
        asked = select(Source).where(col(Source.kind).in_({*MEDIA, *STATE}))
        changed = [one for one in session.execute(asked).scalars() if _learns(one, register)]
        session.flush()
        leave(session, _resting_on(session, changed))


def _learns(source: Source, register: Register) -> bool:
    """Give a source what its entry knows, or its name tells; say whether that was anything new."""
    entry = register.find(source.name)
    known = (source.family, source.checked)
    if entry is not None and entry.checked:
        source.family, source.checked = entry.family, entry.checked
    elif entry is None and not source.family:
        source.family = _family(source.name, source.kind, register)
    return known != (source.family, source.checked)


def _find(session: Session, mention: Mention) -> Source | None:
    named = select(Source).where(col(Source.name) == mention.name)
    found = session.execute(named).scalar_one_or_none()
    if found is None and mention.kind not in PEOPLE:
        known = select(Source).join(Alias).where(col(Alias.name) == mention.name)
        found = session.execute(known).scalar_one_or_none()
    return found


def _add_alias(session: Session, alias: str, source: Source) -> None:
    taken = session.get(Alias, alias) is not None or alias == source.name
    if not taken and source.id is not None:
        session.add(Alias(name=alias, source_id=source.id))
        session.flush()
