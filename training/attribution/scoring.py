"""Scores attributions against annotated ones.

A content counts as found where its tokens and those of an annotated content overlap by half of their union (IoU of 0.5), each content once,
the best pair first; as exact where they are the same. An attribution counts where, besides, the head of its source is the head of the
annotated one, by the parse, or neither has a source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.extract.attribution.grouping import Triple

HALF = 0.5


def rates(hits: float, found: int, wanted: int) -> dict[str, float]:
    """Return precision, recall and F1 in percent."""
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(100 * f1, 1),
    }


def score(articles: Sequence[dict[str, Any]], found: Sequence[list[Triple]]) -> dict[str, Any]:
    """Return the figures over all articles.

    Args:
        articles: with words, heads and attributions.
        found: the attributions found in each.
    """
    wanted_all = found_all = 0
    half = exact = whole = 0
    spans = {role: [0, 0, 0] for role in ("source", "cue", "content")}
    for article, triples in zip(articles, found, strict=True):
        wanted = article["attributions"]
        wanted_all += len(wanted)
        found_all += len(triples)
        pairs = match(
            [words_of(one["content"]) for one in wanted], [words_of(one.content) for one in triples]
        )
        half += len(pairs)
        for at, other in pairs:
            exact += words_of(wanted[at]["content"]) == words_of(triples[other].content)
            whole += same_source(article["heads"], wanted[at]["source"], triples[other].source)
        _count_spans(spans, wanted, triples)
    return {
        "content": rates(half, found_all, wanted_all),
        "exact": rates(exact, found_all, wanted_all),
        "attribution": rates(whole, found_all, wanted_all),
        "source given match": round(100 * whole / max(1, half), 1),
        "spans": {role: rates(*counts)["f1"] for role, counts in spans.items()},
    }


def words_of(pieces: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the words of several pieces."""
    return frozenset(i for start, end in pieces for i in range(start, end))


def match(
    wanted: Sequence[frozenset[int]], found: Sequence[frozenset[int]]
) -> list[tuple[int, int]]:
    """Pair contents by overlap, the best first, each once."""
    candidates = []
    for at, one in enumerate(wanted):
        for other, two in enumerate(found):
            common = len(one & two)
            if common and common >= HALF * len(one | two):
                candidates.append((-common / len(one | two), at, other))
    pairs: list[tuple[int, int]] = []
    for _, at, other in sorted(candidates):
        if all(at != left and other != right for left, right in pairs):
            pairs.append((at, other))
    return pairs


def head_of(heads: Sequence[int], start: int, end: int) -> int:
    """Return the first word of a span that depends on a word outside it, or on none."""
    for at in range(start, end):
        if not start <= heads[at] < end or heads[at] == at:
            return at
    return end - 1


def same_source(
    heads: Sequence[int], wanted: Sequence[tuple[int, int]], found: tuple[int, int] | None
) -> bool:
    """Say whether two sources have the same head, or are both missing."""
    if not wanted or found is None:
        return not wanted and found is None
    return head_of(heads, *found) == head_of(heads, *wanted[0])


def _count_spans(
    spans: dict[str, list[int]], wanted: Sequence[dict[str, Any]], triples: Sequence[Triple]
) -> None:
    for role, counts in spans.items():
        gold = {tuple(span) for one in wanted for span in one[role]}
        own = {
            span
            for one in triples
            for span in (one.content if role == "content" else [getattr(one, role)])
            if span is not None
        }
        counts[0] += len(gold & own)
        counts[1] += len(own)
        counts[2] += len(gold)
