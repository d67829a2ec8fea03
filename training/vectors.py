"""Small word vectors of our own: what stands directly before and after a word, compressed.

The treebanks alone know too few words; where a word stands in plain text tells a tagger and a parser
most of what they need about it. Positive pointwise mutual information, then a randomised SVD.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from spacy.vectors import Vectors  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from spacy.language import Language

    from training.treebank import TreeDocument

OFFSETS = (-2, -1, 1, 2)
CONTEXTS = 1200
SEEN = 4
WIDTH = 64
OVERSAMPLING = 32
ROUNDS = 3
SMOOTHING = 0.75
EDGE = "</p>"
CURLED = {
    '"': "“”„«»",
    "'": "‘’",
    "-": "–—",
    "'s": ["’s", "’S"],
    "not": ["n't", "n’t", "N'T"],
    "will": ["'ll", "’ll"],
    "have": ["'ve", "’ve"],
    "are": ["'re", "’re"],
    "am": ["'m", "’m"],
    "'d": ["’d"],
}


def plain_texts(data: Path, documents: Iterable[TreeDocument]) -> Iterator[str]:
    """Everything that may be read: treebanks, news, and sentence pairs if they are there."""
    for document in documents:
        yield from (sentence.text for sentence in document.sentences)
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        yield from path.read_text(encoding="utf-8").split("\n")
    pairs = data / "nli" / "train.jsonl"
    if pairs.exists():
        seen = set()
        for line in pairs.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            seen |= {row["premise"], row["hypothesis"]}
        yield from sorted(seen)


def tokenized(nlp: Language, texts: Iterable[str]) -> list[list[str]]:
    """Words in the form that `NORM` gives them, with an edge at both ends."""
    return [
        [EDGE, EDGE, *(t.norm_ for t in nlp.make_doc(text) if not t.is_space), EDGE, EDGE]
        for text in texts
        if text.strip()
    ]


def cooccurrences(
    lines: list[list[str]], words: dict[str, int], contexts: dict[str, int]
) -> NDArray[np.float32]:
    """How often each word has each frequent word at each of four offsets."""
    counts = np.zeros((len(words), len(OFFSETS) * len(contexts)), dtype=np.float32)
    flat = [words.get(w, -1) for line in lines for w in line]
    near = np.array([contexts.get(w, -1) for line in lines for w in line])
    rows = np.array(flat)
    for block, offset in enumerate(OFFSETS):
        shifted = np.roll(near, -offset)
        both = (rows >= 0) & (shifted >= 0)
        np.add.at(counts, (rows[both], shifted[both] + block * len(contexts)), 1)
    return counts


def positive_information(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    """PPMI with smoothed contexts, in place, for the matrix is large."""
    total = counts.sum()
    by_word = counts.sum(axis=1, keepdims=True) / total
    by_context = counts.sum(axis=0, keepdims=True) ** SMOOTHING
    by_context /= by_context.sum()
    np.divide(counts, by_word * total + 1e-12, out=counts)
    np.divide(counts, by_context + 1e-12, out=counts)
    np.maximum(counts, 1, out=counts)
    return np.log(counts, out=counts)


def compress(matrix: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """Left singular vectors, weighted by the square root of their values, of length one."""
    random = np.random.default_rng(seed)
    sample = random.standard_normal((matrix.shape[1], WIDTH + OVERSAMPLING)).astype(np.float32)
    basis, _ = np.linalg.qr(matrix @ sample)
    for _ in range(ROUNDS):
        inner, _ = np.linalg.qr(matrix.T @ basis)
        basis, _ = np.linalg.qr(matrix @ inner)
    left, values, _ = np.linalg.svd(basis.T @ matrix, full_matrices=False)
    vectors = (basis @ left[:, :WIDTH]) * np.sqrt(values[:WIDTH])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (vectors / np.maximum(lengths, 1e-8)).astype(np.float32)
    return scaled


def build(nlp: Language, texts: Iterable[str], seed: int) -> Vectors:
    """Vectors for every word seen often enough; all its spellings share one row.

    spaCy forgets on saving that vectors are keyed by `NORM`, so the spellings are listed.
    """
    lines = tokenized(nlp, texts)
    counts = Counter(word for line in lines for word in line)
    frequent = [word for word, count in counts.most_common() if count >= SEEN and word != EDGE]
    contexts = {word: i for i, (word, _) in enumerate(counts.most_common(CONTEXTS))}
    words = {word: i for i, word in enumerate(frequent)}
    matrix = positive_information(cooccurrences(lines, words, contexts))
    data = compress(matrix, seed) * np.float32(2)
    vectors = Vectors(strings=nlp.vocab.strings, data=data, keys=frequent)
    for word, row in words.items():
        for spelling in {word.title(), word.capitalize(), word.upper(), *CURLED.get(word, ())}:
            if spelling not in words:
                vectors.add(spelling, row=row)
    return vectors
