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
from db.vocabulary import Action, ObjectType, Reliability, SourceKind

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
        InputError: no name of who decides, no reason, both are one source already, or only one
            of them is anonymous.
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
        _refuse_naming(one, kept)
        event = change(
            session, ObjectType.MERGER, one.name, kept.name, act, version=version, left=left
        )
    catch_up(engine, left)
    return event


def _refuse_naming(one: SourceView, other: SourceView) -> None:
    """Refuse to make one of somebody who is named and of all whom an outlet did not name."""
    unnamed = [two.name for two in (one, other) if two.kind is SourceKind.ANONYMOUS]
    if len(unnamed) == 1:
        raise InputError(
            f"{unnamed[0]!r} stands for everybody whom its articles do not name, and cannot be one "
            "with a source that is named; edit the speaker of the one claim whose source is known"
        )


def protect(
    engine: Engine,
    name: str,
    *,
    by: str,
    reason: str,
    protected: bool = True,
    version: int | None = None,
) -> list[EventView]:
    """Say that no export may give a source away, or that exports may name it again.

    Protection stands on the source itself, and on each that is merged into it, a row of the log
    each: a merger that is taken back leaves all of them protected. What a protected source is
    merged into is protected as long as that lasts. It falls for all that are read as one, for
    while one of them is protected none is named.

    Args:
        engine: the desk.
        name: the source, by its name or another that leads to it.
        by: who decides.
        reason: why.
        protected: whether it is to be protected.
        version: the source's version as it was shown; None: as it is now.

    Returns:
        The events, all or none.

    Raises:
        ConflictError: the source was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or it stands so already.
        NotFoundError: no such source.
    """
    action = Action.PROTECT if protected else Action.UNPROTECT
    act = acting(action, by, reason, needed=True)
    with writing(engine) as session:
        own = _own(session, name)
        some = queries.merged_under(session, own) if protected else queries.members(session, own)
        concerned = [one.name for one in some if one.protected != protected]
        if not concerned:
            state = "protected already" if protected else "not protected"
            raise InputError(f"{name!r} is {state}; nothing was saved")
        words = PROTECTED if protected else ""
        return [
            change(
                session,
                ObjectType.PROTECTION,
                one,
                words,
                act,
                version=version if one == own else None,
            )
            for one in concerned
        ]


def named(session: Session, name: str) -> SourceView:
    """Return the source that a name or alias leads to; raises NotFoundError."""
    return found(queries.source(session, _own(session, name)), "source", name)


def _own(session: Session, name: str) -> str:
    """Return the name of the source so called, be it merged or not; raises NotFoundError."""
    called = select(Source.name).where(col(Source.name) == name)
    aliased = select(Source.name).join(Alias).where(col(Alias.name) == name)
    own = session.exec(called).one_or_none() or session.exec(aliased).one_or_none()
    return found(own, "source", name)
