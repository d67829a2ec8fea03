"""Runs the trained tagger: who is named as a source, by which words, and what they say."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from claims.extract.attribution.grouping import TAGS, Triple, Weights, group, legal
from claims.extract.attribution.windows import Window, pack
from claims.network import Network, unusable
from claims.settings import packaged

MODEL = "models/attribution"


class Tagger:
    """Finds attributions by a fine-tuned encoder in ONNX form.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``weights.json``.

    Raises:
        ConfigurationError: a file is missing or does not load.
    """

    def __init__(self, folder: Path) -> None:
        self._network = Network(folder, "weights.json")
        self.version = self._network.version
        learnt = self._network.facts
        try:
            arrays = [np.array(learnt[name], np.float32) for name in Weights.__slots__]
        except (KeyError, ValueError, TypeError) as error:
            raise unusable(folder, error) from error
        self.weights = legal(Weights(*arrays))

    def read(self, paragraphs: Sequence[Sequence[str]]) -> list[Triple]:
        """Return the attributions of an article in order, in words counted through it.

        Args:
            paragraphs: the words of each paragraph.
        """
        found = []
        for window in pack(self._network.tokenizer, paragraphs):
            found += [one.through(window.words) for one in self._read_window(window)]
        return found

    def _read_window(self, window: Window) -> list[Triple]:
        (rows,) = self._network.run(
            ids=np.array([window.ids], dtype=np.int64),
            shapes=np.array([window.shapes], dtype=np.int64),
        )
        emissions = rows[0, window.firsts, : len(TAGS)]
        vectors = rows[0, [0, *window.firsts], len(TAGS) :]
        return group(emissions, vectors, self.weights)


def tag(tagger: Tagger, doc: Doc) -> list[Triple]:
    """Return the attributions of a parsed article, in its tokens."""
    paragraphs, tokens = solid_tokens(doc)
    return [one.through(tokens) for one in tagger.read(paragraphs)]


def solid_tokens(doc: Doc) -> tuple[list[list[str]], list[int]]:
    """Return the words of each paragraph, white space left out, and the token of each word."""
    paragraphs: list[list[str]] = []
    tokens: list[int] = []
    starts = {start for start, _ in doc._.claims_paragraphs or []}
    for token in doc:
        if token.idx in starts or not paragraphs:
            paragraphs.append([])
        if not token.is_space:
            paragraphs[-1].append(token.text)
            tokens.append(token.i)
    return [words for words in paragraphs if words], tokens


@lru_cache(maxsize=1)
def load_tagger() -> Tagger | None:
    """Return the tagger that ships, or None where its files are absent.

    Raises:
        ConfigurationError: the files are there and do not load.
    """
    folder = packaged(MODEL)
    return Tagger(folder) if (folder / "model.onnx").exists() else None
