"""From the tagger's scores to attributions: the best spans, and which of them belong together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Scores: TypeAlias = NDArray[np.float32]
Words: TypeAlias = tuple[int, int]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SOURCE, CUE, CONTENT = 1, 3, 5
REACH = 8
# Chosen on the development part of the data: what an attribution must reach to be told, what a
# further piece must reach to join it, and by how much a pointer must outdo the tags.
LEAST = 0.55
JOINED = 0.5
SOURCE_MARGIN, CUE_MARGIN = 3.0, 0.0
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Weights:
    """What is learnt beside the network.

    Attributes:
        transitions: score of each tag after each tag, (7, 7).
        starts: score of each tag at the start, (7,).
        distance: for source and cue, the bias for each bucket of distance, (2, 17).
    """

    transitions: Scores
    starts: Scores
    distance: Scores


@dataclass(frozen=True, slots=True)
class Triple:
    """An attribution in words counted through the window.

    Attributes:
        source: who says it; None where nobody is named.
        cue: the words that attribute; None where there are none.
        content: the pieces of what is said, in order.
        score: 0 to 1, how sure the tagger is.
    """

    source: Words | None
    cue: Words | None
    content: tuple[Words, ...]
    score: float

    def through(self, places: Sequence[int] | Mapping[int, int]) -> Self:
        """Return the attribution counted otherwise.

        Args:
            places: for each word, its number in the other count.
        """

        def move(span: Words | None) -> Words | None:
            return (places[span[0]], places[span[1] - 1] + 1) if span else None

        content = tuple((places[start], places[end - 1] + 1) for start, end in self.content)
        return replace(self, source=move(self.source), cue=move(self.cue), content=content)


def legal(weights: Weights) -> Weights:
    """Forbid an inside tag that continues nothing."""
    transitions, starts = weights.transitions.copy(), weights.starts.copy()
    for inside in (2, 4, 6):
        starts[inside] = _NEVER
        for before in range(len(TAGS)):
            if before not in {inside, inside - 1}:
                transitions[before, inside] = _NEVER
    return Weights(transitions, starts, weights.distance)


def best_tags(emissions: Scores, weights: Weights) -> NDArray[np.intp]:
    """Return the best legal tags of a window (Viterbi 1967).

    Args:
        emissions: score of each tag for each word, (words, 7).
        weights: with ``legal`` transitions.
    """
    back = np.zeros(emissions.shape, dtype=np.intp)
    reached = weights.starts + emissions[0]
    for at in range(1, len(emissions)):
        moves = reached[:, None] + weights.transitions
        back[at] = moves.argmax(axis=0)
        reached = moves.max(axis=0) + emissions[at]
    tags = np.zeros(len(emissions), dtype=np.intp)
    tags[-1] = reached.argmax()
    for at in range(len(emissions) - 1, 0, -1):
        tags[at - 1] = back[at, tags[at]]
    return tags


def spans_of(tags: NDArray[np.intp], begins: int) -> list[Words]:
    """Return the spans of one kind, given by its B tag."""
    found: list[Words] = []
    start = -1
    for at, tag in enumerate([*tags.tolist(), 0]):
        if start >= 0 and tag != begins + 1:
            found.append((start, at))
            start = -1
        if tag == begins:
            start = at
    return found


def pointers(vectors: Scores, contents: Sequence[Words], which: int, distance: Scores) -> Scores:
    """Return how well each word fits as the first word of a content's source or cue.

    Args:
        vectors: of the window's marker and words, (1 + words, 6 * width).
        contents: spans.
        which: 0 for sources, 1 for cues.
        distance: the bias of each bucket, (17,).

    Returns:
        (contents, 1 + words), the first for "none".
    """
    width = vectors.shape[1] // 6
    first, last, target = np.split(
        vectors[:, 3 * which * width : 3 * (which + 1) * width], 3, axis=1
    )
    starts = np.array([start for start, _ in contents])
    ends = np.array([end - 1 for _, end in contents])
    scores: Scores = (first[starts + 1] + last[ends + 1]) @ target.T / np.sqrt(width)
    scores[:, 1:] += distance[_buckets(starts, ends, len(vectors) - 1)]
    return scores


def _buckets(starts: NDArray[np.intp], ends: NDArray[np.intp], words: int) -> NDArray[np.intp]:
    positions = np.arange(words)[None]
    before = np.maximum(starts[:, None] - positions, 0)
    after = np.maximum(positions - ends[:, None], 0)
    steps = np.log2(np.maximum(before + after, 1)).astype(np.intp)
    steps = np.minimum(steps, REACH - 1) + 1
    return np.where(before > 0, REACH - steps, np.where(after > 0, REACH + steps, REACH))


def group(emissions: Scores, vectors: Scores, weights: Weights) -> list[Triple]:
    """Return the attributions of a window in order of their first pieces.

    Args:
        emissions: score of each tag for each word, (words, 7).
        vectors: of the window's marker and words, (1 + words, 6 * width).
        weights: with ``legal`` transitions.
    """
    tags = best_tags(emissions, weights)
    contents = spans_of(tags, CONTENT)
    if not contents:
        return []
    at_source = pointers(vectors, contents, 0, weights.distance[0])
    at_cue = pointers(vectors, contents, 1, weights.distance[1])
    sources = _choose(at_source, spans_of(tags, SOURCE), SOURCE_MARGIN)
    cues = _choose(at_cue, spans_of(tags, CUE), CUE_MARGIN)
    belonging = _softmax(emissions)[:, CONTENT:].sum(axis=1)
    sure = [float(belonging[start:end].mean()) for start, end in contents]
    triples = []
    for parts in _joined(cues, sure, _softmax(at_cue)):
        score = float(np.mean([sure[at] for at in parts]))
        if score >= LEAST:
            first = parts[0]
            pieces = tuple(contents[at] for at in parts)
            triples.append(Triple(sources[first], cues[first], pieces, score))
    return triples


def _choose(scores: Scores, spans: Sequence[Words], margin: float) -> list[Words | None]:
    """Return for each content the span that it points at, or None.

    Where another word is preferred by more than the margin, the tags have missed a span, and the
    word stands for it.
    """
    columns = [0, *(start + 1 for start, _ in spans)]
    chosen: list[Words | None] = []
    for row in scores:
        best, anywhere = int(row[columns].argmax()), int(row.argmax())
        if anywhere and row[anywhere] > row[columns[best]] + margin:
            word = anywhere - 1
            around = (span for span in spans if span[0] <= word < span[1])
            chosen.append(next(around, (word, word + 1)))
        else:
            chosen.append(spans[best - 1] if best else None)
    return chosen


def _joined(cues: Sequence[Words | None], sure: Sequence[float], at_cue: Scores) -> list[list[int]]:
    """Return which contents have the same cue; doubtful ones beside a surer one are left out."""
    # What has no cue is joined to nothing: its own number is its key.
    groups: dict[Words | int, list[int]] = {}
    for at, cue in enumerate(cues):
        groups.setdefault(at if cue is None else cue, []).append(at)
    for key, parts in groups.items():
        if not isinstance(key, int) and len(parts) > 1:
            belief = {at: sure[at] * float(at_cue[at, key[0] + 1]) for at in parts}
            surest = max(belief.values())
            parts[:] = [at for at in parts if belief[at] >= min(surest, JOINED)]
    return list(groups.values())


def _softmax(scores: Scores) -> Scores:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Scores = odds / odds.sum(axis=1, keepdims=True)
    return shares
