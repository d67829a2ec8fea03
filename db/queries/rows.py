"""What several queries share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union,
)
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

# What stands for the values in a query that is made once and asked often: to make one takes longer
# than SQLite does to answer it.
GIVEN = "given"

T = TypeVar("T")


def batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """Cut a list into pieces that fit one statement."""
    return (values[i : i + BATCH] for i in range(0, len(values), BATCH))


def given() -> BindParameter[Any]:
    """Return the place in a query of the list of values that it is asked with."""
    return bindparam(GIVEN, expanding=True)


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


@cache
def gone() -> Select[Any]:
    """Select the ids of claims that count for nothing: of withdrawn articles, and taken back."""
    withdrawn = select(col(Article.id)).where(col(Article.withdrawn)).correlate(None)
    lost = or_(col(Claim.added) == "", col(Claim.article_id).in_(withdrawn))
    return select(col(Claim.id)).where(lost).correlate(None)


@cache
def present() -> ColumnElement[bool]:
    """Tell the links both of whose claims count."""
    return and_(col(ClaimLink.later_id).not_in(gone()), col(ClaimLink.earlier_id).not_in(gone()))


@cache
def counted() -> ColumnElement[bool]:
    """Tell the links that count: strong ones, and whatever a person judged."""
    judged = col(ClaimLink.judgement) != Judgement.UNREVIEWED
    return and_(or_(col(ClaimLink.strong).is_(True), judged), present())


@cache
def standing() -> ColumnElement[bool]:
    """Tell the links that hold: those that a person accepted, and strong ones nobody rejected."""
    rejected = col(ClaimLink.judgement) == Judgement.REJECTED
    accepted = col(ClaimLink.judgement) == Judgement.ACCEPTED
    return and_(or_(accepted, and_(col(ClaimLink.strong).is_(True), ~rejected)), present())


def aliases_of(session: Session, source_ids: Iterable[int]) -> defaultdict[int, list[str]]:
    """Return the other names of sources by id: aliases, and the sources merged into them."""
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for batch in batches(sorted(source_ids)):
        for source_id, name in session.execute(_other_names(), {GIVEN: batch}):
            aliases[source_id].append(name)
    return aliases


@cache
def _other_names() -> CompoundSelect[int, str]:
    kept = read_as(Source)
    given_names = select(kept, col(Alias.name).label("name")).join(
        Source, col(Alias.source_id) == col(Source.id)
    )
    merged = select(col(Source.kept_id), col(Source.name))
    names = union(
        given_names.where(or_(col(Source.id).in_(given()), col(Source.kept_id).in_(given()))),
        merged.where(col(Source.kept_id).in_(given())),
    )
    return names.order_by("name")
