"""What the claims that fit some filters are like, and how many would fit others."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import CTE, CompoundSelect, Select, func, literal, select, union_all
from sqlmodel import Session, col

from db import index
from db.filters import TOTAL, ClaimFilters, Facet, Facets
from db.models import Source
from db.queries.storylines import names_of
from db.queries.terms import DATES, OF_WORDS, bounds_of, has_words, is_of_words, query_of, words_of

# Facets of few words, by all of which claims are counted at once.
WORDS = ("status", "verdict", "stance", "kind", "flagged")
GROUPS: Mapping[str, Sequence[str]] = {
    "words": WORDS,
    "month": ("month",),
    **{name: (name,) for name in index.NAMED},
}

# To count all that a wide search finds takes long; so many of them, the newest, do not.
COUNTED = 5_000
NAMES = 50

Counts = Counter[tuple[Any, ...]]


def facets(session: Session, filters: ClaimFilters, *, named: bool = True) -> Facets:
    """Count what the claims that fit are like, each facet as if its own filter were not set.

    Args:
        session: to read with.
        filters: what is asked for.
        named: whether also those of speakers, publishers, storylines and months are wanted, of
            which there are many.
    """
    return _Counting(session, filters, named=named).facets()


class _Counting:
    """The counting of one look at the facets, which reads what some filters leave but once."""

    def __init__(self, session: Session, filters: ClaimFilters, *, named: bool) -> None:
        self.session, self.filters, self.named = session, filters, named
        # What each group is counted of: what fits all filters but its own.
        self.base = {"words": _without(filters, OF_WORDS - {"everything"})}
        if named:
            self.base |= {"month": _without(filters, DATES)}
            self.base |= {name: _without(filters, {name}) for name in index.NAMED}
        self.found: dict[tuple[tuple[str, Any], ...], dict[str, Counts]] = {}
        self.at_least: set[str] = set()

    def facets(self) -> Facets:
        words = self._counts("words", *WORDS)
        asked = {name: word for name, word in words_of(self.filters).items() if name in WORDS}
        counts = {name: _summed(WORDS, words, asked, name) for name in WORDS}
        if self.named:
            months = self._counts("month", "month")
            counts |= {"month": _summed(["month"], months, {}, "month")}
            counts |= {name: self._by(name) for name in index.NAMED}
        return Facets(counts, self._total(words, asked), frozenset(self.at_least))

    def _by(self, name: str) -> tuple[Facet, ...]:
        found = self._counts(name, name)
        return self._named(name, sorted(((n, value) for (value,), n in found.items()), key=_most))

    def _total(self, words: Counts, asked: Mapping[str, str | int]) -> int:
        if is_of_words(self.filters):
            return sum(n for said, n in words.items() if _says(WORDS, said, asked))
        n_found = self._newest(self.filters)["all"][()]
        self.at_least |= {TOTAL} if n_found == COUNTED else set()
        return n_found

    def _counts(self, group: str, *facets: str) -> Counts:
        """Count the claims that fit all but a group's own filters by what its columns say."""
        filters = self.base[group]
        if is_of_words(filters) and {*GROUPS[group]} <= {*index.COUNTED}:
            return self._tallied(GROUPS[group], filters)
        found = self._newest(filters)
        self.at_least |= {*facets} if found["all"][()] == COUNTED else set()
        return found[group]

    def _tallied(self, names: Sequence[str], filters: ClaimFilters) -> Counts:
        columns = [index.tally.c[name] for name in names]
        rows = select(*columns, func.sum(index.tally.c.n)).group_by(*columns)
        found = self.session.execute(rows.where(*has_words(index.tally, filters))).all()
        return Counter({tuple(words): n for *words, n in found})

    def _newest(self, filters: ClaimFilters) -> dict[str, Counts]:
        """Count the newest claims that fit, by each group that is counted of them, and all."""
        key = _key(filters)
        if key not in self.found:
            found = self.found[key] = {"all": Counter(), **{name: Counter() for name in GROUPS}}
            groups = [name for name, base in self.base.items() if _key(base) == key]
            if (newest := self._read(filters)) is not None:
                for group, said, n in self.session.execute(_by_each(newest, groups)):
                    found[group][tuple(json.loads(said))] = n
        return self.found[key]

    def _read(self, filters: ClaimFilters) -> CTE | None:
        shown = not filters.get("everything")
        query = query_of(self.session, filters, folded_away=shown)
        if query is None:
            return None
        entries, places = index.entries, index.full_text.c.rowid
        rows = (
            index.places(query, *bounds_of(filters))
            .with_only_columns(*(entries.c[name] for name in (*index.COUNTED, *index.NAMED)))
            .join(entries, entries.c.place == places)
            .limit(COUNTED)
        )
        return (rows.where(entries.c.shown == 1) if shown else rows).cte("newest")

    def _named(self, facet: str, most: Sequence[tuple[int, Any]]) -> tuple[Facet, ...]:
        values = [value for _, value in most]
        if facet == "storyline":
            stories = names_of(self.session, values)
            return tuple(Facet(value, stories[value], n) for n, value in most)
        names = select(col(Source.id), col(Source.name)).where(col(Source.id).in_(values))
        known = dict(self.session.execute(names).all())
        return tuple(Facet(known[value], known[value], n) for n, value in most)


def _key(filters: ClaimFilters) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((name, value) for name, value in filters.items() if value))


def _by_each(newest: CTE, groups: Iterable[str]) -> CompoundSelect[Any]:
    """Select how many claims there are of each group's words, as JSON, and how many in all.

    It is one query, so that SQLite reads the claims once; and it counts them where they are.
    """
    everything = select(literal("all"), literal("[]"), func.count()).select_from(newest)
    return union_all(everything, *(_by_group(newest, name) for name in groups))


def _by_group(newest: CTE, group: str) -> Select[Any]:
    columns = [newest.c[name] for name in GROUPS[group]]
    n = func.count().label("n")
    rows = select(literal(group), func.json_array(*columns), n).group_by(*columns)
    if group not in index.NAMED:
        return rows
    most = rows.where(columns[0] != "").order_by(n.desc(), *columns).limit(NAMES)
    return select(most.subquery())


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
