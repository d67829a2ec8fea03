"""What people decide about sources: how reliable one is, which are one, whom to protect."""

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from claims.errors import InputError
from claims.review.acts import acting, found, word
from claims.review.change import change, differing
from claims.review.objects import MATTERS
from claims.standing.statuses import catch_up
from db import queries
from db.engine import writing
from db.models import Alias, Source
from db.views.log import EventView
from db.views.sources import SourceView
from db.vocabulary import Action, ObjectType, Reliability

PROTECTED = "protected"


def rate(
    engine: Engine,
    name: str,
    letter: Reliability,
    *,
    by: str,
    reason: str,
    version: int | None = None,
) -> EventView:
    """Set how reliable a source is, by the letter of the Admiralty code.

    Args:
        engine: the desk.
        name: the source, by its name or another that leads to it.
        letter: A to F; F says that it cannot be judged.
        by: who decides.
        reason: why.
        version: the source's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the source was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or no such letter.
        NotFoundError: no such source.
    """
    letter, act = word(Reliability, letter), acting(Action.RATE, by, reason, needed=True)
    with writing(engine) as session:
        kept = named(session, name).name
        return differing(change(session, ObjectType.RATING, kept, letter, act, version=version))


def merge(
    engine: Engine, name: str, into: str, *, by: str, reason: str, version: int | None = None
) -> EventView:
    """Say that one source is another: its names lead there, its claims speak under that one.

    All claims of both are assessed anew, for what had two origins may have one; where they are
    many, after the decision is in the log, so that it keeps nobody from deciding.

    Args:
        engine: the desk.
        name: the source that is to be read as another.
        into: the source that is kept.
        by: who decides.
        reason: why.
        version: the version of the source named first as it was shown; None: as it is now.

    Raises:
        ConflictError: that source was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or both are one source already.
        NotFoundError: no such source.
    """
    act = acting(Action.MERGE, by, reason, needed=True)
    left: set[str] = set()
    with writing(engine) as session:
        one, kept = named(session, name), named(session, into)
        if one.source_id == kept.source_id:
            raise InputError(f"{name!r} and {into!r} are one source already: {kept.name!r}")
        if MATTERS[ObjectType.MERGER].today(session, name):
            raise InputError(f"{name!r} is merged into {one.name!r}; take that back first")
        event = change(
            session, ObjectType.MERGER, one.name, kept.name, act, version=version, left=left
        )
    catch_up(engine, left)
    return event


def protect(
    engine: Engine, name: str, *, by: str, reason: str, version: int | None = None
) -> EventView:
    """Say that no export may give a source away; with it are all that are merged into it.

    Args:
        engine: the desk.
        name: the source, by its name or another that leads to it.
        by: who decides.
        reason: why.
        version: the source's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the source was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or it is protected already.
        NotFoundError: no such source.
    """
    act = acting(Action.PROTECT, by, reason, needed=True)
    with writing(engine) as session:
        kept = named(session, name).name
        return differing(
            change(session, ObjectType.PROTECTION, kept, PROTECTED, act, version=version)
        )


def unprotect(
    engine: Engine, name: str, *, by: str, reason: str, version: int | None = None
) -> EventView:
    """Say that exports may name a source again.

    Where it was protected before it was merged into another, the other is protected by it, and it
    is that decision which falls.

    Args:
        engine: the desk.
        name: the source, by its name or another that leads to it.
        by: who decides.
        reason: why.
        version: the source's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the source was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or it is not protected.
        NotFoundError: no such source.
    """
    act = acting(Action.UNPROTECT, by, reason, needed=True)
    with writing(engine) as session:
        kept = named(session, name).name
        guarded = [one.name for one in queries.members(session, kept) if one.protected]
        which = next(iter(guarded), kept)
        seen = version if which == kept else None
        return differing(change(session, ObjectType.PROTECTION, which, "", act, version=seen))


def named(session: Session, name: str) -> SourceView:
    """Return the source that a name or alias leads to; raises NotFoundError."""
    alias = select(Source.name).join(Alias).where(col(Alias.name) == name)
    source = queries.source(session, name)
    if source is None and (known := session.exec(alias).one_or_none()):
        source = queries.source(session, known)
    return found(source, "source", name)
