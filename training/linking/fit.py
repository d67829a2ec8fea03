"""Fit the judge over the measures and what the encoder reads, and choose its thresholds.

    python -m training.linking.fit BUILD TARGET.json --version 1.0.0

Reads `rows.jsonl` (of `prepare`), `read.jsonl` and `inferred.jsonl` (of `train relations`). The penalty is chosen on dev; the thresholds for
links are set on the training stories, each read and judged by a fit that has not seen its fold. Prints the judge beside three baselines.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from claims.link.encoder import RELATIONS, UNRELATED
from claims.link.features import with_relations
from claims.link.weights import Layer, Weights, choose
from training.linking.data import INFERENCES, read_rows
from training.linking.train import FOLDS, fold_of

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = [str(name) for name in RELATIONS]
PENALTIES = (0.003, 0.01, 0.03, 0.1)
PRECISE = 0.85
FALSE_CONTRADICTIONS = 0.05
PASSED = 0.985
POSSIBLE = 0.5
GATE_PENALTY = 0.03


def layer(
    rows: Sequence[dict[str, Any]], labels: np.ndarray, penalty: float, names: tuple[str, ...]
) -> Layer:
    """Fit a logistic model; stories weigh as much as pairs do together."""
    table = np.array([[row["measures"].get(name, 0.0) for name in names] for row in rows])
    listed = np.array([row["listed"] for row in rows])
    weights = np.where(listed, max(1, (~listed).sum()) / max(1, listed.sum()), 1.0)
    centre, spread = table.mean(0), np.maximum(table.std(0), 1e-3)
    model = LogisticRegression(C=penalty, max_iter=3000)
    model.fit((table - centre) / spread, labels, sample_weight=weights)
    if len(model.classes_) == 2:
        coefficients = np.concatenate([-model.coef_, model.coef_]) / 2
        return Layer(names, centre, spread, coefficients, np.array([-1, 1]) * model.intercept_ / 2)
    return Layer(names, centre, spread, model.coef_, model.intercept_)


def chances(judge: Layer, rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Return the chances of each pair, (n, outcomes)."""
    return np.array([judge.chances(row["measures"]) for row in rows])


def indices(rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Return the annotated relation of each pair as a number."""
    return np.array([NAMES.index(row["relation"]) for row in rows])


def figures(found: Sequence[str], rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return accuracy, macro-F1 and false contradictions a pair that is none."""
    wanted = [row["relation"] for row in rows]
    others = [got for got, want in zip(found, wanted, strict=True) if want != "contradicts"]
    return {
        "accuracy": float(np.mean([got == want for got, want in zip(found, wanted, strict=True)])),
        "macro_f1": float(f1_score(wanted, list(found), average="macro", labels=NAMES)),
        "false_contradictions": others.count("contradicts") / max(1, len(others)),
    }


def least_contradiction(table: np.ndarray, rows: Sequence[dict[str, Any]]) -> float:
    """Return the least chance from which "contradicts" is said, for few false ones."""
    for least in np.arange(0.0, 1.0, 0.02):
        found = [str(choose(row, float(least))) for row in table]
        if figures(found, rows)["false_contradictions"] <= FALSE_CONTRADICTIONS:
            return round(float(least), 2)
    return 1.0


def baselines(rows: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Return what is said of each pair by the majority, by rules alone and by inference alone."""
    most = Counter(row["relation"] for row in rows).most_common(1)[0][0]
    by_rules, by_inference = [], []
    for row in rows:
        scores = {name: row["measures"][f"rules {name}"] for name in NAMES if name != UNRELATED}
        best = max(scores, key=lambda name: scores[name])
        by_rules.append(best if scores[best] >= 0.5 else UNRELATED)
        raised = dict(zip(NAMES, np.exp(row["inferred"]), strict=True))
        label = max(INFERENCES, key=lambda one: sum(raised[name] for name in INFERENCES[one]))
        by_inference.append(
            {"entailment": "confirms", "contradiction": "contradicts", "neutral": UNRELATED}[label]
        )
    return {"majority": [most] * len(rows), "rules": by_rules, "inference": by_inference}


def links(table: np.ndarray, rows: Sequence[dict[str, Any]]) -> list[tuple[float, bool]]:
    """Return the score of each link that a desk would be shown, and whether it is annotated so.

    To confirm and to repeat are told apart by the chain in a desk, and count as one here.
    """
    found = []
    for chance, row in zip(table, rows, strict=True):
        summed = dict(zip(NAMES, chance, strict=True))
        summed["repeats"] += summed.pop("confirms")
        summed.pop(UNRELATED)
        best = max(summed, key=lambda name: summed[name])
        wanted = "repeats" if row["relation"] == "confirms" else row["relation"]
        found.append((float(summed[best]), best == wanted))
    return found


def threshold(scored: Sequence[tuple[float, bool]], precise: float = PRECISE) -> float:
    """Return the lowest score from which on the links are right often enough."""
    ordered = sorted(scored, reverse=True)
    right = np.cumsum([good for _, good in ordered])
    precision = right / np.arange(1, len(ordered) + 1)
    enough = [at for at in range(len(ordered)) if precision[at] >= precise]
    return round(ordered[enough[-1]][0], 3) if enough else 1.0


def link_figures(
    table: np.ndarray, rows: Sequence[dict[str, Any]], cuts: dict[str, float]
) -> dict[str, Any]:
    """Return for each cut how many links there are from it on, and how many of them are right."""
    scored = links(table, rows)
    wanted = sum(row["relation"] != UNRELATED for row in rows)
    found: dict[str, Any] = {"pairs": len(rows), "annotated": wanted}
    for name, cut in cuts.items():
        kept = [good for score, good in scored if score >= cut]
        found[name] = {"from": cut, "links": len(kept), "right": sum(kept)}
    return found


def pair_figures(table: np.ndarray, rows: Sequence[dict[str, Any]], least: float) -> dict[str, Any]:
    """Return the figures of the judge, of the encoder alone and of the baselines."""
    systems = baselines(rows)
    systems["encoder alone"] = [NAMES[int(np.argmax(row["read"]))] for row in rows]
    systems["judge"] = [str(choose(row, least)) for row in table]
    return {name: figures(found, rows) for name, found in systems.items()}


def read(build: Path) -> tuple[list[dict[str, Any]], tuple[str, ...], tuple[str, ...]]:
    """Return all pairs with their measures, the names of all measures, and of the cheap ones."""
    rows = read_rows(build / "rows.jsonl")
    for name in ("read", "inferred"):
        for row, line in zip(rows, read_rows(build / f"{name}.jsonl"), strict=True):
            row[name] = line
    cheap = (*sorted(rows[0]["measures"]), "listed")
    for row in rows:
        row["measures"] = with_relations(row["measures"], np.array(row["read"]))
        row["measures"]["listed"] = float(row["listed"])
    return rows, (*sorted(rows[0]["measures"]),), cheap


def unseen(
    rows: Sequence[dict[str, Any]], labels: np.ndarray, penalty: float, names: tuple[str, ...]
) -> np.ndarray:
    """Return the chances of training pairs, each by a fit that has not seen its fold."""
    folds = np.array([fold_of(row) for row in rows])
    found = np.zeros((len(rows), len(set(labels))))
    for fold in range(FOLDS):
        some = [row for row, at in zip(rows, folds, strict=True) if at != fold]
        fitted = layer(some, labels[folds != fold], penalty, names)
        rest = [row for row, at in zip(rows, folds, strict=True) if at == fold]
        found[folds == fold] = chances(fitted, rest)
    return found


def main() -> None:
    """Read the arguments, fit, and write weights and figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--version", required=True)
    arguments = parser.parse_args()
    rows, names, cheap = read(arguments.build)
    train = [row for row in rows if row["part"] == "train"]
    dev, test = (
        [row for row in rows if row["part"] == part and not row["listed"]]
        for part in ("dev", "test")
    )
    held = [row for row in rows if row["part"] == "test" and row["listed"]]
    labels = indices(train)
    related = (labels != NAMES.index(UNRELATED)).astype(int)
    fits = {penalty: layer(train, labels, penalty, names) for penalty in PENALTIES}
    said = {p: [NAMES[at] for at in chances(one, dev).argmax(1)] for p, one in fits.items()}
    best = max(PENALTIES, key=lambda penalty: figures(said[penalty], dev)["macro_f1"])
    listed = np.array([row["listed"] for row in train])
    stories = [row for row in train if row["listed"]]
    apart = unseen(train, labels, best, names)[listed]
    passes = unseen(train, related, GATE_PENALTY, cheap)[listed, 1]
    scored = links(apart, stories)
    weights = Weights(
        version=arguments.version,
        gate=layer(train, related, GATE_PENALTY, cheap),
        least=round(float(np.quantile(passes[related[listed] == 1], 1 - PASSED)), 4),
        judge=fits[best],
        contradiction=least_contradiction(chances(fits[best], dev), dev),
        threshold=threshold(scored),
        possible=threshold(scored, POSSIBLE),
    )
    cuts = {"shown": weights.threshold, "possible": weights.possible}
    told = {
        "version": arguments.version,
        "penalty": best,
        "gate": {"least": weights.least, "passes": float(np.mean(passes >= weights.least))},
        "contradiction": weights.contradiction,
        "pairs": {
            part: pair_figures(chances(weights.judge, some), some, weights.contradiction)
            for part, some in (("dev", dev), ("test", test))
        },
        "links": {
            "training stories, unseen folds": link_figures(apart, stories, cuts),
            "test stories": link_figures(chances(weights.judge, held), held, cuts),
        },
    }
    text = json.dumps(told, indent=1) + "\n"
    (arguments.build / "figures.json").write_text(text, encoding="utf-8")
    print(text)
    weights.save(arguments.target)


if __name__ == "__main__":
    main()
