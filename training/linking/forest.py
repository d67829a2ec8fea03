"""Trees over the measures of a pair of claims in a story: are the two related?"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import NodeProto, TensorProto, checker, helper
from sklearn.ensemble import HistGradientBoostingClassifier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Grown:
    """Trees, and the measures that they look at, in order."""

    names: tuple[str, ...]
    trees: HistGradientBoostingClassifier

    def log_odds(self, rows: Sequence[dict[str, Any]]) -> np.ndarray:
        """Return how likely each pair is related, (n,)."""
        return np.asarray(self.trees.decision_function(table(rows, self.names)))


def table(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> np.ndarray:
    """Return the measures of pairs, (n, names)."""
    return np.array(
        [[row["measures"].get(name, 0.0) for name in names] for row in rows], np.float32
    )


def grow(rows: Sequence[dict[str, Any]], labels: np.ndarray, names: tuple[str, ...]) -> Grown:
    """Fit many small trees, each to what the ones before leave over (Friedman 2001)."""
    trees = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.08,
        max_leaf_nodes=12,
        min_samples_leaf=60,
        l2_regularization=10,
        max_features=0.4,
        random_state=0,
    )
    return Grown(names, trees.fit(table(rows, names), labels))


def save(grown: Grown, folder: Path) -> None:
    """Write `forest.onnx` and `forest.json`."""
    width = len(grown.names)
    graph = helper.make_graph(
        [ensemble(grown.trees)],
        "forest",
        [helper.make_tensor_value_info("measures", TensorProto.FLOAT, [None, width])],
        [helper.make_tensor_value_info("log_odds", TensorProto.FLOAT, [None, 1])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    checker.check_model(model)
    (folder / "forest.onnx").write_bytes(model.SerializeToString())
    facts = json.dumps({"measures": grown.names}) + "\n"
    (folder / "forest.json").write_text(facts, encoding="utf-8")


def ensemble(trees: HistGradientBoostingClassifier) -> NodeProto:
    """Return the trees as one operator, whose output is the sum of their leaves."""
    found: dict[str, list[Any]] = defaultdict(list)
    for number, (tree,) in enumerate(trees._predictors):  # noqa: SLF001 - told nowhere else
        for place, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            found["nodes_treeids"].append(number)
            found["nodes_nodeids"].append(place)
            found["nodes_featureids"].append(0 if leaf else int(node["feature_idx"]))
            found["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            found["nodes_values"].append(0.0 if leaf else float(node["num_threshold"]))
            found["nodes_truenodeids"].append(0 if leaf else int(node["left"]))
            found["nodes_falsenodeids"].append(0 if leaf else int(node["right"]))
            if leaf:
                found["target_treeids"].append(number)
                found["target_nodeids"].append(place)
                found["target_ids"].append(0)
                found["target_weights"].append(float(node["value"]))
    start = float(np.ravel(trees._baseline_prediction)[0])  # noqa: SLF001 - told nowhere else
    return helper.make_node(
        "TreeEnsembleRegressor",
        ["measures"],
        ["log_odds"],
        domain="ai.onnx.ml",
        n_targets=1,
        base_values=[start],
        aggregate_function="SUM",
        post_transform="NONE",
        **found,
    )
