"""A desk as it stood at a moment of the past: a copy, aside, out of which all that came later went.

An article is known from its time of publication, as it was dated at that moment, or from the
first decision about it where that is earlier; a decision from the time in the log. What the
machine read and linked has no history: it is what stands today, of the articles known then.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, event, func, or_, union
from sqlalchemy.engine import ExceptionContext
from sqlmodel import Session, col, select

from claims.errors import ConflictError, InputError, LedgerError
from claims.progress import Tick, ticking, unseen
from claims.review.matters import SPOILT
from claims.review.objects import MATTERS
from claims.standing import statuses, storylines
from db import queries
from db.copies import copy_into, only_looked_at, unguarded
from db.engine import open_engine, writing
from db.models import (
    Anchor,
    Article,
    Capture,
    Claim,
    ClaimLink,
    ClaimReading,
    Relay,
    ReviewEvent,
    Source,
)
from db.queries.rows import batches
from db.removal import remove
from db.vocabulary import ObjectType

PREFIX = "claimdesk-"


def past_moment(words: str, *, now: datetime | None = None) -> datetime:
    """Return the moment that a date or a date and time names; a date is its end, today's is now.

    Args:
        words: ISO 8601; without a zone it is UTC.
        now: what counts as the present; default: the clock.

    Raises:
        InputError: it is none, or lies in the future.
    """
    now = now or datetime.now(UTC)
    try:
        moment = _end_of_day(words, now) or datetime.fromisoformat(words)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"{words!r} is no date; give it as 2026-06-03 or 2026-06-03T12:00:00Z"
        ) from error
    if moment > now:
        raise InputError(f"{words!r} lies in the future; what will be known then, nobody knows")
    return moment


def _end_of_day(words: str, now: datetime) -> datetime | None:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    end = datetime.combine(day, time.max, UTC)
    return now if day == now.astimezone(UTC).date() else end


@contextmanager
def past_desk(engine: Engine, moment: datetime, tick: Tick = unseen) -> Iterator[Engine]:
    """Give a desk as it stood, to look at; it is gone at the end, and the desk itself untouched.

    Arguments and errors are those of :func:`make_past`.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        past = make_past(engine, moment, Path(folder), tick)
        try:
            yield past
        finally:
            past.dispose()


def make_past(engine: Engine, moment: datetime, folder: Path, tick: Tick = unseen) -> Engine:
    """Make a desk as it stood, to look at.

    Args:
        engine: the desk.
        moment: of what came after it, nothing is there.
        folder: an empty one, for the copy.
        tick: is told how many later decisions are taken back, then how many later claims are left
            out, then how many others are assessed anew, each of how many.

    Raises:
        InputError: there is no room for a copy.
        LedgerError: the log cannot be walked back: it or the desk was changed by other hands.
    """
    file = folder / "past.db"
    try:
        copy_into(engine, file)
    except sqlite3.Error as error:
        raise InputError(
            f"the desk cannot be copied to {folder}: {error}; where there is no room, "
            "let TMPDIR name a folder on another disk"
        ) from error
    past = open_engine(f"sqlite:///{file}")
    try:
        with writing(past) as session:
            _go_back(session, moment, tick)
    except BaseException:
        past.dispose()
        raise
    only_looked_at(past)
    event.listen(past, "handle_error", _refuse_writing)
    return past


def _refuse_writing(context: ExceptionContext) -> None:
    error = context.original_exception
    if isinstance(error, sqlite3.Error) and error.sqlite_errorcode == sqlite3.SQLITE_READONLY:
        raise InputError(
            "this is a desk as it stood in the past: it can only be looked at, for what is decided "
            "on it would be lost; decide on the desk of today"
        )


def _go_back(session: Session, moment: datetime, tick: Tick) -> None:
    touched = _take_back(session, moment, tick) | _unsee(session, moment)
    touched |= _leave_out(session, moment, tick)
    session.expire_all()
    # All others stand as they did: what they stand on is what it was.
    for some in _told(touched, tick):
        statuses.refresh(session, some)
    storylines.refresh(session, touched)


def _told(ids: AbstractSet[str], tick: Tick) -> Iterator[Sequence[str]]:
    """Yield ids, some at a time, and tell how many went by."""
    done = 0
    for some in batches(sorted(ids)):
        tick(done, len(ids))
        yield some
        done += len(some)


def _take_back(session: Session, moment: datetime, tick: Tick) -> set[str]:
    """Take every later decision back, the last first, and cut the log before them.

    Returns:
        The claims to assess anew.
    """
    # As the log writes times, so that texts compare as they do.
    written = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    seq = col(ReviewEvent.event_seq)
    later = select(func.min(seq), func.max(seq)).where(col(ReviewEvent.event_time_utc) > written)
    first, last = session.execute(later).one()
    if first is None:
        return set()
    names = ("object_type", "event_seq", "claim_id", "object_id", "before")
    columns: list[Any] = [getattr(ReviewEvent, name) for name in names]
    rows = session.execute(select(*columns).where(seq >= first).order_by(-seq))
    touched: set[str] = set()
    # Step by step, so that no state is ever asked for that did not once stand: of two sources
    # that were merged either way, one pointer goes before the other comes.
    for kind, row, claim_id, object_id, before in ticking(rows, tick, last - first + 1):
        try:
            matter = MATTERS[ObjectType(kind)]
            touched |= {claim_id, *matter.restore(session, object_id, before)}
        except (*SPOILT, ConflictError, AssertionError) as error:
            raise LedgerError(
                f"the log cannot be walked back before row {row}: {error}; see `claims verify`"
            ) from error
        session.expire_all()
    with unguarded(session):
        session.execute(delete(ReviewEvent).where(seq >= first))
    return touched


def _unsee(session: Session, moment: datetime) -> set[str]:
    """Forget what was found out later of other versions of articles; return the claims it is about.

    What was known of them before that is not kept.
    """
    late = col(Anchor.raised_at) > moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    claims = {*session.exec(select(Anchor.claim_id).where(late))}
    session.execute(delete(Anchor).where(late))
    return claims


def _leave_out(session: Session, moment: datetime, tick: Tick) -> set[str]:
    """Remove the articles that came later, with all that hangs on them, and later added claims.

    Returns:
        The claims to assess anew: those that links or storylines tied to what was removed.
    """
    late = col(Article.ordered_at) > moment
    articles = {*session.exec(select(Article.id).where(late))} - _spoken_of(session)
    added_later = (col(Claim.added) == "") & col(Claim.id).not_in(_objects())
    claims = {*session.exec(select(Claim.id).where(added_later))}
    for some in batches(sorted(articles)):
        claims |= {*session.exec(select(Claim.id).where(col(Claim.article_id).in_(some)))}
    tied = queries.linked_with(session, claims) | storylines.told_with(session, claims)
    for some in _told(claims, tick):
        remove(session, Claim.id, {*some})
    remove(session, Article.id, articles)
    held = select(Article.content_sha256)
    session.execute(delete(Capture).where(col(Capture.sha256).not_in(held)))
    remove(session, Source.id, {*session.exec(select(Source.id))} - _named(session))
    return tied - claims


def _objects() -> Any:
    return select(ReviewEvent.object_id)


def _spoken_of(session: Session) -> set[str]:
    """Return the articles that the log speaks of: them, claims in them, or links between those."""
    judged = col(ClaimLink.id).in_(_objects())
    ends = union(
        select(ClaimLink.later_id).where(judged), select(ClaimLink.earlier_id).where(judged)
    )
    inside = or_(col(Claim.id).in_(_objects()), col(Claim.id).in_(ends))
    dated = session.exec(select(Article.id).where(col(Article.id).in_(_objects())))
    return {*dated, *session.exec(select(Claim.article_id).where(inside))}


def _named(session: Session) -> set[int | None]:
    """Return the sources that what is left names, and those that the log does."""
    named: set[int | None] = set()
    for column in (Article.publisher_id, Claim.speaker_id, Relay.source_id):
        named |= {*session.exec(select(column).distinct())}
    for first in session.exec(select(ClaimReading.original)):
        named |= {first["speaker_id"], *(source_id for source_id, _ in first["relays"])}
    merged = col(ReviewEvent.object_type) == ObjectType.MERGER
    names = union(
        _objects(),
        *(select(one).where(merged) for one in (ReviewEvent.before, ReviewEvent.after)),
    )
    return named | {*session.exec(select(Source.id).where(col(Source.name).in_(names)))}
