"""Runs the trained encoder: vectors of texts, and how likely each relation of a pair is."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.network import Network, unusable
from claims.settings import packaged
from db.vocabulary import Relation

MODEL = "models/relations"
UNRELATED = "unrelated"
RELATIONS: tuple[Relation | str, ...] = (
    Relation.CONFIRMS,
    Relation.CONTRADICTS,
    Relation.REPEATS,
    Relation.UPDATES,
    Relation.RETRACTS,
    Relation.CANNOT_CONFIRM,
    UNRELATED,
)
SIZE = 384
# Pieces of a text that are read; what goes beyond is cut off.
_LONGEST = 112
_STEP = 127.0
Vector = npt.NDArray[np.float32]
Chances = npt.NDArray[np.float64]


class Encoder:
    """Reads texts and pairs of texts by one network in ONNX form.

    Vectors are those of all-MiniLM-L6-v2 (Reimers and Gurevych 2019, "Sentence-BERT"); relations
    come from the same trunk with low-rank additions (Hu et al. 2021, "LoRA").

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``facts.json``.

    Raises:
        ConfigurationError: a file is missing or does not load.
    """

    def __init__(self, folder: Path) -> None:
        self._network = Network(folder, "facts.json")
        self._network.tokenizer.enable_truncation(_LONGEST)
        self.version = self._network.version
        known = self._network.facts.get("relations")
        if known != list(RELATIONS):
            raise unusable(folder, f"it knows the relations {known}")

    def vector(self, text: str) -> Vector:
        """Return the vector of a text, of unit length, (384,)."""
        vector, _ = self._run(text, adapt=0.0)
        return np.asarray(vector[0], np.float32)

    def relate(self, later: str, earlier: str) -> Chances:
        """Return the logarithm of how likely each of :data:`RELATIONS` is, (7,)."""
        _, scores = self._run(later, earlier, adapt=1.0)
        row = scores[0].astype(np.float64)
        shifted = row - row.max()
        return np.asarray(shifted - np.log(np.exp(shifted).sum()), np.float64)

    def _run(self, text: str, beside: str | None = None, *, adapt: float) -> Sequence[Vector]:
        encoded = self._network.tokenizer.encode(text, beside)
        found: Sequence[Vector] = self._network.run(
            ids=np.array([encoded.ids], np.int64),
            sides=np.array([encoded.type_ids], np.int64),
            adapt=np.array([adapt], np.float32),
        )
        return found


def pack(vector: Vector) -> bytes:
    """Return a vector in one byte a component, to be stored."""
    step = _STEP / max(float(np.abs(vector).max()), 1e-9)
    packed: npt.NDArray[np.int8] = np.rint(vector * step).astype(np.int8)
    return packed.tobytes()


def unpack(stored: bytes) -> Vector:
    """Return the vectors that :func:`pack` wrote, one after another, of unit length, (n, 384)."""
    rows = np.frombuffer(stored, np.int8).reshape(-1, SIZE).astype(np.float32)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def cosines(own: bytes, others: bytes) -> npt.NDArray[np.float64]:
    """Return how near stored vectors are to others, (others, own).

    Products of whole numbers, none of which is too large to be exact: how many are compared at
    once makes no difference to the last bit.
    """
    mine, theirs = (
        np.frombuffer(stored, np.int8).reshape(-1, SIZE).astype(np.float32)
        for stored in (own, others)
    )
    lengths = np.outer(_squares(theirs), _squares(mine)) ** 0.5
    # Not by "@": for so few numbers its threads cost ten times what they save.
    return np.asarray(np.einsum("as,bs->ab", theirs, mine) / np.maximum(lengths, 1e-9))


def _squares(rows: Vector) -> npt.NDArray[np.float64]:
    return np.asarray(np.einsum("as,as->a", rows, rows), np.float64)


@lru_cache(maxsize=1)
def load_encoder() -> Encoder | None:
    """Return the encoder that ships, or None where its files are absent.

    Raises:
        ConfigurationError: the files are there and do not load.
    """
    folder = packaged(MODEL)
    return Encoder(folder) if (folder / "model.onnx").exists() else None
