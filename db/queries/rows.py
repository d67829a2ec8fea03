"""What several queries share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union
from sqlalchemy.orm import aliased, defer
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import Session, col

from db.models import Alias, Article, Claim, ClaimLink, Source
from db.vocabulary import Judgement

Publisher = aliased(Source, name="publisher")

# Whom the article names, which may be merged into the source that it is read as.
Named = aliased(Source, name="named")
Printed = aliased(Source, name="printed")

# SQLite takes 32,766 variables in one statement; other databases fewer.
BATCH = 500

T = TypeVar("T")


def batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """Cut a list into pieces that fit one statement."""
    return (values[i : i + BATCH] for i in range(0, len(values), BATCH))


def leaving(*columns: Any) -> tuple[ExecutableOption, ...]:
    """Return options for rows whose views show nothing of these columns; they are not read."""
    return tuple(defer(column) for column in columns)


def read_as(named: type[Source]) -> Any:
    """Return the id of the source that a named one is read as: the one it is merged into."""
    return func.coalesce(col(named.kept_id), col(named.id))


def called(name: str) -> Select[Any]:
    """Select the ids of all sources that are read as the one of this name."""
    kept = select(read_as(Source)).where(col(Source.name) == name).scalar_subquery()
    return select(col(Source.id)).where(or_(col(Source.id) == kept, col(Source.kept_id) == kept))


def gone() -> Select[Any]:
    """Select the ids of claims that count for nothing: of withdrawn articles, and taken back."""
    withdrawn = select(col(Article.id)).where(col(Article.withdrawn)).correlate(None)
    lost = or_(col(Claim.added) == "", col(Claim.article_id).in_(withdrawn))
    return select(col(Claim.id)).where(lost).correlate(None)


def present() -> ColumnElement[bool]:
    """Tell the links both of whose claims count."""
    return and_(col(ClaimLink.later_id).not_in(gone()), col(ClaimLink.earlier_id).not_in(gone()))


def counted() -> ColumnElement[bool]:
    """Tell the links that count: strong ones, and whatever a person judged."""
    judged = col(ClaimLink.judgement) != Judgement.UNREVIEWED
    return and_(or_(col(ClaimLink.strong).is_(True), judged), present())


def standing() -> ColumnElement[bool]:
    """Tell the links that hold: those that a person accepted, and strong ones nobody rejected."""
    rejected = col(ClaimLink.judgement) == Judgement.REJECTED
    accepted = col(ClaimLink.judgement) == Judgement.ACCEPTED
    return and_(or_(accepted, and_(col(ClaimLink.strong).is_(True), ~rejected)), present())


def aliases_of(session: Session, source_ids: Iterable[int]) -> defaultdict[int, list[str]]:
    """Return the other names of sources by id: aliases, and the sources merged into them."""
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for batch in batches(sorted(source_ids)):
        kept = read_as(Source)
        given = select(kept, col(Alias.name).label("name")).join(
            Source, col(Alias.source_id) == col(Source.id)
        )
        merged = select(col(Source.kept_id), col(Source.name))
        names = union(
            given.where(or_(col(Source.id).in_(batch), col(Source.kept_id).in_(batch))),
            merged.where(col(Source.kept_id).in_(batch)),
        )
        for source_id, name in session.execute(names.order_by("name")):
            aliases[source_id].append(name)
    return aliases
