"""What the claims that fit some filters are like, and how many would fit others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from db import index
from db.filters import TOTAL, ClaimFilters, Facet, Facets
from db.models import Source
from db.queries.storylines import names_of
from db.queries.terms import DATES, OF_WORDS, bounds_of, has_words, is_of_words, query_of, words_of

# Facets of few words, by all of which claims are counted at once.
WORDS = ("status", "verdict", "stance", "kind", "flagged")

# What is read of the claims that are counted, and how: a column of values for each.
SAID = (*index.COUNTED, *index.NAMED)
Said = Mapping[str, tuple[Any, ...]]

# To count all that a wide search finds takes long; so many of them, the newest, do not.
COUNTED = 5_000
NAMES = 50


def facets(session: Session, filters: ClaimFilters, *, named: bool = True) -> Facets:
    """Count what the claims that fit are like, each facet as if its own filter were not set.

    Args:
        session: to read with.
        filters: what is asked for.
        named: whether also those of speakers, publishers, storylines and months are wanted, of
            which there are many.
    """
    return _Counting(session, filters).facets(named=named)


class _Counting:
    """The counting of one look at the facets, which asks the index nothing twice."""

    def __init__(self, session: Session, filters: ClaimFilters) -> None:
        self.session, self.filters = session, filters
        self.found: dict[tuple[tuple[str, Any], ...], Said] = {}
        self.at_least: set[str] = set()

    def facets(self, *, named: bool) -> Facets:
        base = _without(self.filters, OF_WORDS - {"everything"})
        words = self._counts(WORDS, base, *WORDS)
        asked = {name: word for name, word in words_of(self.filters).items() if name in WORDS}
        counts = {name: _summed(WORDS, words, asked, name) for name in WORDS}
        if named:
            counts |= {"month": self._by_month()} | {name: self._by(name) for name in index.NAMED}
        return Facets(counts, self._total(words, asked), frozenset(self.at_least))

    def _by(self, name: str) -> tuple[Facet, ...]:
        found = self._counts([name], _without(self.filters, {name}), name)
        most = sorted(((n, value) for (value,), n in found.items() if value), key=_most)
        return self._named(name, most[:NAMES])

    def _total(self, words: Counter[tuple[Any, ...]], asked: Mapping[str, str | int]) -> int:
        if is_of_words(self.filters):
            return sum(n for said, n in words.items() if _says(WORDS, said, asked))
        n_found = len(self._entries(self.filters)["month"])
        self.at_least |= {TOTAL} if n_found == COUNTED else set()
        return n_found

    def _by_month(self) -> tuple[Facet, ...]:
        found = self._counts(["month"], _without(self.filters, DATES), "month")
        return _summed(["month"], found, {}, "month")

    def _counts(
        self, columns: Sequence[str], filters: ClaimFilters, *facets: str
    ) -> Counter[tuple[Any, ...]]:
        """Count the claims that fit by what these columns of theirs say."""
        if is_of_words(filters) and {*columns} <= {*index.COUNTED}:
            return self._tallied(columns, filters)
        found = self._entries(filters)
        said = [found[name] for name in columns]
        self.at_least |= {*facets} if len(said[0]) == COUNTED else set()
        return Counter(zip(*said, strict=True))

    def _tallied(self, names: Sequence[str], filters: ClaimFilters) -> Counter[tuple[Any, ...]]:
        columns = [index.tally.c[name] for name in names]
        rows = select(*columns, func.sum(index.tally.c.n)).group_by(*columns)
        found = self.session.execute(rows.where(*has_words(index.tally, filters))).all()
        return Counter({tuple(words): n for *words, n in found})

    def _entries(self, filters: ClaimFilters) -> Said:
        """Return what the newest claims that fit are like; most facets ask for the same ones."""
        key = tuple(sorted((name, value) for name, value in filters.items() if value))
        if key not in self.found:
            rows = self._newest(filters)
            columns = zip(*rows, strict=True) if rows else [()] * len(SAID)
            self.found[key] = dict(zip(SAID, columns, strict=True))
        return self.found[key]

    def _newest(self, filters: ClaimFilters) -> Sequence[Row[*tuple[Any, ...]]]:
        shown = not filters.get("everything")
        query = query_of(self.session, filters, folded_away=shown)
        if query is None:
            return []
        entries, places = index.entries, index.full_text.c.rowid
        rows = (
            index.places(query, *bounds_of(filters))
            .with_only_columns(*(entries.c[name] for name in SAID))
            .join(entries, entries.c.place == places)
            .limit(COUNTED)
        )
        rows = rows.where(entries.c.shown == 1) if shown else rows
        return self.session.execute(rows).all()

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


def _says(columns: Sequence[str], words: Sequence[Any], wanted: Mapping[str, str | int]) -> bool:
    return all(words[columns.index(name)] == word for name, word in wanted.items())


def _summed(
    columns: Sequence[str],
    found: Mapping[tuple[Any, ...], int],
    wanted: Mapping[str, str | int],
    facet: str,
) -> tuple[Facet, ...]:
    counted: Counter[str] = Counter()
    at = columns.index(facet)
    others = {name: word for name, word in wanted.items() if name != facet}
    for words, n in found.items():
        if _says(columns, words, others):
            counted[str(words[at])] += n
    return tuple(Facet(value, value, n) for value, n in sorted(counted.items()) if n and value)


def _without(filters: ClaimFilters, names: Iterable[str]) -> ClaimFilters:
    gone = {*names}
    left = {name: value for name, value in filters.items() if name not in gone}
    return cast("ClaimFilters", left)
