"""What the claims that fit some filters are like, and how many would fit others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import func, select
from sqlmodel import Session, col

from db import index
from db.filters import ClaimFilters, Facet, Facets
from db.models import Source
from db.queries.storylines import names_of
from db.queries.terms import DATES, OF_WORDS, bounds_of, has_words, is_of_words, query_of, words_of

# Facets of few words, by all of which claims are counted at once.
WORDS = ("status", "verdict", "stance", "kind", "flagged")
# What an entry is read for.
COLUMNS = (*index.COUNTED, *index.NAMED)

# To count all that a wide search finds takes long; so many of them, the newest, do not.
COUNTED = 5_000
NAMES = 50


def facets(session: Session, filters: ClaimFilters) -> Facets:
    """Count what the claims that fit are like, each facet as if its own filter were not set."""
    return _Counting(session, filters).facets()


class _Counting:
    """The counting of one look at the facets, which asks the index nothing twice."""

    def __init__(self, session: Session, filters: ClaimFilters) -> None:
        self.session, self.filters = session, filters
        self.found: dict[tuple[str, int, int], list[tuple[Any, ...]]] = {}
        self.at_least: set[str] = set()

    def facets(self) -> Facets:
        counts = self._by_words() | {"month": self._by_month()}
        for name in index.NAMED:
            found = self._counts([name], _without(self.filters, {name}), name)
            most = sorted(((n, value) for (value,), n in found.items() if value), key=_most)
            counts[name] = self._named(name, most[:NAMES])
        return Facets(counts, frozenset(self.at_least))

    def _by_words(self) -> dict[str, tuple[Facet, ...]]:
        base = _without(self.filters, OF_WORDS - {"everything"})
        found = self._counts(WORDS, base, *WORDS)
        wanted = {name: word for name, word in words_of(self.filters).items() if name in WORDS}
        return {name: _summed(WORDS, found, wanted, name) for name in WORDS}

    def _by_month(self) -> tuple[Facet, ...]:
        found = self._counts(["month"], _without(self.filters, DATES), "month")
        return _summed(["month"], found, {}, "month")

    def _counts(
        self, columns: Sequence[str], filters: ClaimFilters, *facets: str
    ) -> Counter[tuple[Any, ...]]:
        """Count the claims that fit by what these columns of theirs say."""
        if is_of_words(filters) and {*columns} <= {*index.COUNTED}:
            return self._tallied(columns, filters)
        entries = self._entries(filters)
        self.at_least |= {*facets} if len(entries) == COUNTED else set()
        said = ([entry[i] for entry in entries] for i in map(COLUMNS.index, columns))
        return Counter(zip(*said, strict=True))

    def _tallied(self, names: Sequence[str], filters: ClaimFilters) -> Counter[tuple[Any, ...]]:
        columns = [index.tally.c[name] for name in names]
        rows = select(*columns, func.sum(index.tally.c.n)).group_by(*columns)
        found = self.session.execute(rows.where(*has_words(index.tally, filters)))
        return Counter({tuple(words): n for *words, n in found})

    def _entries(self, filters: ClaimFilters) -> list[tuple[Any, ...]]:
        """Return the entries of the newest claims that fit; most facets ask for the same ones."""
        query, bounds = query_of(self.session, filters), bounds_of(filters)
        if query is None:
            return []
        if (query, *bounds) not in self.found:
            newest = index.places(query, *bounds).limit(COUNTED)
            places = [*self.session.execute(newest).scalars()]
            rows = select(*(index.entries.c[name] for name in COLUMNS))
            there = rows.where(index.entries.c.place.in_(index.listed(places)))
            self.found[query, *bounds] = [*map(tuple, self.session.execute(there).all())]
        return self.found[query, *bounds]

    def _named(self, facet: str, most: Sequence[tuple[int, Any]]) -> tuple[Facet, ...]:
        values = [value for _, value in most]
        if facet == "storyline":
            stories = names_of(self.session, values)
            return tuple(Facet(value, stories[value], n) for n, value in most)
        names = select(col(Source.id), col(Source.name)).where(col(Source.id).in_(values))
        known = dict(self.session.execute(names).all())
        return tuple(Facet(known[value], known[value], n) for n, value in most)


def _most(counted: tuple[int, Any]) -> tuple[int, Any]:
    n, value = counted
    return -n, value


def _summed(
    columns: Sequence[str],
    found: Mapping[tuple[Any, ...], int],
    wanted: Mapping[str, str | int],
    facet: str,
) -> tuple[Facet, ...]:
    counted: Counter[str] = Counter()
    at = columns.index(facet)
    others = [(columns.index(name), word) for name, word in wanted.items() if name != facet]
    for words, n in found.items():
        if all(words[i] == word for i, word in others):
            counted[str(words[at])] += n
    return tuple(Facet(value, value, n) for value, n in sorted(counted.items()) if n and value)


def _without(filters: ClaimFilters, names: Iterable[str]) -> ClaimFilters:
    gone = {*names}
    left = {name: value for name, value in filters.items() if name not in gone}
    return cast("ClaimFilters", left)
