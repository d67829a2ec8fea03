"""Fit the judge over the measures and what the encoder reads, and choose its thresholds.

    python -m training.linking.fit BUILD TARGET.json --version 1.0.0

Reads `rows.jsonl` (of `prepare`), `read.jsonl` and `inferred.jsonl` (of `train relations`). The penalty is chosen on dev; the thresholds for
links are set on the training stories, each read and judged by a fit that has not seen its fold. Prints the judge beside three baselines.
"""

from __future__ import annotations

import argparse
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


def show(name: str, found: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Print one row of the table."""
    told = figures(found, rows)
    print(
        f"{name:24} {told['accuracy']:.3f} {told['macro_f1']:.3f} {100 * told['false_contradictions']:.1f}"
    )


def show_links(scored: Sequence[tuple[float, bool]], wanted: int, least: float) -> None:
    """Print how many links a threshold shows, and how many of them are right."""
    kept = [good for score, good in scored if score >= least]
    print(
        f"  links from {least:.2f}: {len(kept)}, right {np.mean(kept or [0]):.3f}, found {sum(kept) / wanted:.3f}"
    )


def main() -> None:
    """Read the arguments, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--version", required=True)
    arguments = parser.parse_args()
    rows = read_rows(arguments.build / "rows.jsonl")
    for name in ("read", "inferred"):
        for row, line in zip(rows, read_rows(arguments.build / f"{name}.jsonl"), strict=True):
            row[name] = line
    outline = tuple(sorted(rows[0]["measures"]))
    for row in rows:
        row["measures"] = with_relations(row["measures"], np.array(row["read"]))
        row["measures"]["listed"] = float(row["listed"])
    names = (*sorted(rows[0]["measures"]),)
    train = [row for row in rows if row["part"] == "train"]
    pairs = {
        part: [row for row in rows if row["part"] == part and not row["listed"]]
        for part in ("dev", "test")
    }
    held = [row for row in rows if row["part"] == "test" and row["listed"]]
    best = max(
        PENALTIES,
        key=lambda penalty: figures(
            [
                NAMES[at]
                for at in chances(
                    layer(train, indices(train), penalty, names), pairs["dev"]
                ).argmax(1)
            ],
            pairs["dev"],
        )["macro_f1"],
    )
    judge = layer(train, indices(train), best, names)
    related = np.array([row["relation"] != UNRELATED for row in train]).astype(int)
    gate = layer(train, related, 0.03, (*outline, "listed"))
    folds = np.array([fold_of(row) for row in train])
    unseen = np.zeros((len(train), len(NAMES)))
    passed = np.zeros(len(train))
    for fold in range(FOLDS):
        some = [row for row, at in zip(train, folds, strict=True) if at != fold]
        rest = [row for row, at in zip(train, folds, strict=True) if at == fold]
        unseen[folds == fold] = chances(layer(some, indices(some), best, names), rest)
        ties = np.array([row["relation"] != UNRELATED for row in some]).astype(int)
        passed[folds == fold] = chances(layer(some, ties, 0.03, (*outline, "listed")), rest)[:, 1]
    listed = np.array([row["listed"] for row in train])
    least = float(np.quantile(passed[listed & (related == 1)], 1 - PASSED))
    print(
        f"penalty {best}; gate {least:.4f} leaves {np.mean(passed[listed] >= least):.3f} of the pairs of stories"
    )
    scored = links(unseen[listed], [row for row in train if row["listed"]])
    weights = Weights(
        version=arguments.version,
        gate=gate,
        least=round(least, 4),
        judge=judge,
        contradiction=least_contradiction(chances(judge, pairs["dev"]), pairs["dev"]),
        threshold=threshold(scored),
        possible=threshold(scored, 0.5),
    )
    print(
        f"contradiction {weights.contradiction}, threshold {weights.threshold}, possible {weights.possible}"
    )
    for part, some in pairs.items():
        print(f"{part}: {len(some)} pairs; accuracy, macro-F1, false contradictions in 100")
        for name, found in baselines(some).items():
            show(name, found, some)
        table = chances(judge, some)
        show("encoder alone", [NAMES[int(np.argmax(row["read"]))] for row in some], some)
        show("judge", [str(choose(row, weights.contradiction)) for row in table], some)
    wanted = sum(row["relation"] != UNRELATED for row in train if row["listed"])
    for name, table in (
        ("stories, unseen folds", scored),
        ("test stories", links(chances(judge, held), held)),
    ):
        total = (
            wanted
            if name.startswith("stories")
            else sum(row["relation"] != UNRELATED for row in held)
        )
        print(f"{name}: {total} links annotated and met")
        for cut in (weights.threshold, weights.possible):
            show_links(table, max(1, total), cut)
    weights.save(arguments.target)


if __name__ == "__main__":
    main()
