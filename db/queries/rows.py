"""What several queries share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased, defer
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import Session, col

from db.models import Alias, ClaimLink, Source
from db.vocabulary import Judgement

Publisher = aliased(Source, name="publisher")

# SQLite takes 32,766 variables in one statement; other databases fewer.
BATCH = 500

T = TypeVar("T")


def batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """Cut a list into pieces that fit one statement."""
    return (values[i : i + BATCH] for i in range(0, len(values), BATCH))


def leaving(*columns: Any) -> tuple[ExecutableOption, ...]:
    """Return options for rows whose views show nothing of these columns; they are not read."""
    return tuple(defer(column) for column in columns)


def counted() -> ColumnElement[bool]:
    """Tell the links that count: strong ones, and whatever a person judged."""
    return or_(col(ClaimLink.strong).is_(True), col(ClaimLink.judgement) != Judgement.UNREVIEWED)


def standing() -> ColumnElement[bool]:
    """Tell the links that hold: those that a person accepted, and strong ones nobody rejected."""
    rejected = col(ClaimLink.judgement) == Judgement.REJECTED
    accepted = col(ClaimLink.judgement) == Judgement.ACCEPTED
    return or_(accepted, and_(col(ClaimLink.strong).is_(True), ~rejected))


def aliases_of(session: Session, source_ids: Iterable[int]) -> defaultdict[int, list[str]]:
    """Return the aliases of sources by the id of the source."""
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for batch in batches(sorted(source_ids)):
        rows = session.execute(
            select(col(Alias.source_id), col(Alias.name))
            .where(col(Alias.source_id).in_(batch))
            .order_by(col(Alias.name))
        )
        for source_id, name in rows:
            aliases[source_id].append(name)
    return aliases
