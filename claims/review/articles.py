"""What people decide about articles: whether one stands, and when it was published."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from claims.errors import InputError
from claims.exchange import moment
from claims.ingest.dates import read_date
from claims.review.acts import Act, acting
from claims.review.change import change, differing
from claims.standing.statuses import catch_up
from db.engine import writing
from db.views.log import EventView
from db.vocabulary import Action, ObjectType

WITHDRAWN = "withdrawn"


def withdraw(
    engine: Engine, article_id: str, *, by: str, reason: str, version: int | None = None
) -> EventView:
    """Withdraw an article: it is kept, and its claims count for nothing.

    Args:
        engine: the desk.
        article_id: the article.
        by: who decides.
        reason: why.
        version: the article's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the article was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or it is withdrawn already.
        NotFoundError: no such article.
    """
    act = acting(Action.WITHDRAW, by, reason, needed=True)
    return _changed(engine, ObjectType.WITHDRAWAL, article_id, WITHDRAWN, act, version=version)


def redate(
    engine: Engine,
    article_id: str,
    published: str,
    *,
    by: str,
    reason: str,
    version: int | None = None,
) -> EventView:
    """Correct when an article was published; the next run links its claims anew.

    Args:
        engine: the desk.
        article_id: the article.
        published: the date, ISO 8601: a day, or a day and a time; without a zone it is UTC. ""
            takes a correction away: what the machine had read is in force again.
        by: who decides.
        reason: why.
        version: the article's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the article was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or no date that can be.
        NotFoundError: no such article.
    """
    act = acting(Action.DATE, by, reason, needed=True)
    dated = read_date(published, now=datetime.now(UTC))
    if published and dated.when is None:
        raise InputError("; ".join(dated.notes))
    words = moment(dated.when) or ""
    return _changed(engine, ObjectType.DATE, article_id, words, act, version=version)


def _changed(
    engine: Engine,
    kind: ObjectType,
    article_id: str,
    words: str,
    act: Act,
    *,
    version: int | None,
) -> EventView:
    left: set[str] = set()
    with writing(engine) as session:
        event = differing(change(session, kind, article_id, words, act, version=version, left=left))
    # All the claims of a long article, and what they are linked with, may be many.
    catch_up(engine, left, ties=True)
    return event
