"""What the claims that fit some filters are like, and how many would fit others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import FromClause, Row, func, select
from sqlmodel import Session, col

from db import index
from db.filters import ClaimFilters, Facet, Facets
from db.models import Source
from db.queries.storylines import names_of
from db.queries.terms import DATES, OF_WORDS, bounds_of, has_words, is_of_words, query_of, words_of

# Facets of few words, by all of which claims are counted at once.
WORDS = ("status", "verdict", "stance", "kind", "flagged")

# To count all that a wide search finds takes long; so many of them, the newest, do not.
COUNTED = 10_000
NAMES = 50


def facets(session: Session, filters: ClaimFilters) -> Facets:
    """Count what the claims that fit are like, each facet as if its own filter were not set."""
    return _Counting(session, filters).facets()


class _Counting:
    """The counting of one look at the facets, which asks the index nothing twice."""

    def __init__(self, session: Session, filters: ClaimFilters) -> None:
        self.session, self.filters = session, filters
        self.found: dict[tuple[str, int, int], list[int]] = {}
        self.at_least: set[str] = set()

    def facets(self) -> Facets:
        counts = self._by_words() | {"month": self._by_month()}
        for name in index.NAMED:
            rows = self._rows([name], _without(self.filters, {name}), name)
            most = sorted(rows, key=lambda row: (-row.n, row[0]))
            counts[name] = self._named(name, [row for row in most if row[0]][:NAMES])
        return Facets(counts, frozenset(self.at_least))

    def _by_words(self) -> dict[str, tuple[Facet, ...]]:
        base = _without(self.filters, OF_WORDS - {"everything"})
        rows = self._rows(WORDS, base, *WORDS)
        wanted = {name: word for name, word in words_of(self.filters).items() if name in WORDS}
        return {name: _summed(rows, wanted, name) for name in WORDS}

    def _by_month(self) -> tuple[Facet, ...]:
        rows = self._rows(["month"], _without(self.filters, DATES), "month")
        return _summed(rows, {}, "month")

    def _rows(
        self, columns: Sequence[str], filters: ClaimFilters, *facets: str
    ) -> Sequence[Row[Any]]:
        """Count the claims that fit by what these columns of theirs say."""
        if is_of_words(filters) and {*columns} <= {*index.COUNTED}:
            return self._grouped(
                index.tally, columns, func.sum(index.tally.c.n), *has_words(index.tally, filters)
            )
        places = self._places(filters)
        self.at_least |= {*facets} if len(places) == COUNTED else set()
        there = index.entries.c.place.in_(index.listed(places))
        return self._grouped(index.entries, columns, func.count(), there)

    def _grouped(
        self, table: FromClause, names: Sequence[str], n: Any, *conditions: Any
    ) -> Sequence[Row[Any]]:
        columns = [table.c[name] for name in names]
        rows = select(*columns, n.label("n")).where(*conditions).group_by(*columns)
        return self.session.execute(rows).all()

    def _places(self, filters: ClaimFilters) -> list[int]:
        query, bounds = query_of(self.session, filters), bounds_of(filters)
        if query is None:
            return []
        if (query, *bounds) not in self.found:
            newest = index.places(query, *bounds).limit(COUNTED)
            self.found[query, *bounds] = [*self.session.execute(newest).scalars()]
        return self.found[query, *bounds]

    def _named(self, facet: str, rows: Sequence[Row[Any]]) -> tuple[Facet, ...]:
        values = [row[0] for row in rows]
        if facet == "storyline":
            stories = names_of(self.session, values)
            return tuple(Facet(row[0], stories[row[0]], row.n) for row in rows)
        names = select(col(Source.id), col(Source.name)).where(col(Source.id).in_(values))
        known = dict(self.session.execute(names).all())
        return tuple(Facet(known[row[0]], known[row[0]], row.n) for row in rows)


def _summed(
    rows: Iterable[Row[Any]], wanted: dict[str, str | int], facet: str
) -> tuple[Facet, ...]:
    counted: Counter[str] = Counter()
    for row in rows:
        if all(getattr(row, name) == word for name, word in wanted.items() if name != facet):
            counted[str(getattr(row, facet))] += row.n
    return tuple(Facet(value, value, n) for value, n in sorted(counted.items()) if n and value)


def _without(filters: ClaimFilters, names: Iterable[str]) -> ClaimFilters:
    gone = {*names}
    left = {name: value for name, value in filters.items() if name not in gone}
    return cast("ClaimFilters", left)
