"""What a sort of object must be able to do so that people's decisions on it can be logged."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import String, select, type_coerce, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from claims.review.snapshot import (
    Columns,
    article_shown,
    claim_shown,
    link_shown,
    source_shown,
)
from db.engine import insert, streamed
from db.models import Article, Claim, ClaimLink, Note, Record, Source

PAGE = 1000

# What a row raises that somebody wrote past the log, and that holds what no decision can.
SPOILT = (LookupError, ValueError, TypeError, SQLAlchemyError)


@dataclass(frozen=True, slots=True, eq=False)
class Owner:
    """The row that an object belongs to: who saw an old version of it must look again.

    Attributes:
        what: what it is called where there is none of that id.
        table: where its version is kept.
        key: the column that holds the object's id.
        shown: the columns of a log row that describe it.
        versioned: whether a decision is a new version.
    """

    what: str
    table: type[Record]
    key: Any
    shown: Callable[[Session, str], Columns]
    versioned: bool = True

    def version(self, session: Session, object_id: str) -> int:
        """Return the version that stands; 0 where there is no row yet."""
        rows = select(self.table.version).where(col(self.key) == object_id)  # type: ignore[attr-defined]
        return int(session.execute(rows).scalar_one_or_none() or 0)

    def renew(self, session: Session, object_id: str) -> None:
        """Make what stands a new version."""
        table: Any = self.table
        session.execute(
            update(table).where(col(self.key) == object_id).values(version=table.version + 1)
        )


CLAIM = Owner("claim", Claim, Claim.id, claim_shown)
CLAIM_BESIDE = Owner("claim", Claim, Claim.id, claim_shown, versioned=False)
NOTE = Owner("claim", Note, Note.claim_id, claim_shown)
LINK = Owner("link", ClaimLink, ClaimLink.id, link_shown)
SOURCE = Owner("source", Source, Source.name, source_shown)
ARTICLE = Owner("article", Article, Article.id, article_shown)


class Matter(Protocol):
    """One sort of object: all that folding, undoing and verifying need to know of it."""

    @property
    def owner(self) -> Owner:
        """The row that it belongs to."""

    @property
    def noun(self) -> str:
        """What its state is called."""

    @property
    def untouched(self) -> str:
        """The words for its state before anybody has decided."""

    @property
    def ties(self) -> bool:
        """Whether it decides which claims make a storyline."""

    @property
    def makes(self) -> bool:
        """Whether a decision can bring an object into being."""

    def today(self, session: Session, object_id: str) -> str:
        """Return the words for how one object stands."""

    def stored(self, session: Session) -> Iterator[tuple[str, str]]:
        """Yield every object that is stored, and the words for how it stands."""

    def restore(self, session: Session, object_id: str, words: str) -> AbstractSet[str]:
        """Make an object stand as the words say; return the claims to assess anew.

        Raises:
            ConflictError: a later decision on another object stands in the way.
        """


def unreadable(error: Exception) -> str:
    """Return the words for a state that cannot be read; no decision leads to them."""
    return f"unreadable: {error}"


def unlike(stands: str) -> str:
    """Return the words for a state that is not what was set; no decision leads to them."""
    return f"otherwise than it was set: {stands}"


def nothing(_session: Session, _object_id: str) -> AbstractSet[str]:
    """Say that no other claim is touched."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """A sort of object whose state is one column of one row.

    Attributes:
        column: the column.
        key: the column that holds the object's id.
        words: how the state reads; default: as the column has it.
        value: what the column holds for a state; default: the words themselves.
        touches: the claims to assess anew where it changes.
    """

    owner: Owner
    noun: str
    table: type[Record]
    key: Any
    column: Any
    words: Any = None
    value: Callable[[str], object] = str
    touches: Callable[[Session, str], AbstractSet[str]] = nothing
    untouched: str = ""
    ties: bool = False
    makes: bool = False

    def today(self, session: Session, object_id: str) -> str:
        """Return the words for how one object stands."""
        rows = select(self._words()).where(col(self.key) == object_id)
        return session.execute(rows).scalar_one_or_none() or ""

    def stored(self, session: Session) -> Iterator[tuple[str, str]]:
        """Yield every object that is stored, and the words for how it stands."""
        for object_id, words in streamed(session, select(col(self.key), self._words())):
            yield object_id, words or ""

    def restore(self, session: Session, object_id: str, words: str) -> AbstractSet[str]:
        """Write the state; the row is made where people's decisions are all that it holds."""
        value = {self.column.key: self.value(words)}
        there = update(self.table).where(col(self.key) == object_id).values(value)
        if session.execute(there.returning(col(self.key))).first() is None:
            session.execute(insert(self.table).values({self.key.key: object_id} | value))
        return self.touches(session, object_id)

    def _words(self) -> Any:
        # A word that was put in by hand need not be one of the enum's.
        return type_coerce(col(self.column), String) if self.words is None else self.words
