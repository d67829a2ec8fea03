"""Decision trees over what is measured on a pair: how likely two claims of a desk are related."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from claims.network import load_session, read_facts

RELATED = "trees related"


class Forest:
    """Gradient-boosted trees (Friedman 2001, "Greedy function approximation"), in ONNX form.

    A sum of small trees sees what no weighted sum of the measures does: that a like sentence counts
    for little where the persons differ, and for much where a state has changed.

    Args:
        folder: holds ``forest.onnx`` and ``forest.json``, which names the measures in order.

    Raises:
        ConfigurationError: a file is missing or does not load.
    """

    def __init__(self, folder: Path) -> None:
        self._session = load_session(folder, "forest.onnx")
        self._names: list[str] = read_facts(folder, "forest.json")["measures"]

    def measure(self, measures: Mapping[str, float]) -> dict[str, float]:
        """Return the measures with how likely the trees hold it that both claims are related.

        Args:
            measures: of the pair, what the encoder reads among them; 0 for one that is missing.

        Returns:
            The same and :data:`RELATED`, in log-odds.
        """
        row = np.array([[measures.get(name, 0.0) for name in self._names]], np.float32)
        found: list[Any] = self._session.run(["log_odds"], {"measures": row})
        return {**measures, RELATED: float(found[0][0, 0])}
