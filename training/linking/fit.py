"""Fit the judge over the measures and what the encoder reads, and choose its thresholds.

    python -m training.linking.fit BUILD claims/models/relations --version 1.0.0

Writes `judge.json` and the trees, `forest.onnx` and `forest.json`. Reads `rows.jsonl` (of `prepare`), `read.jsonl` (of `train student`) and, where it is there, `inferred.jsonl` (of
`train inference`). The penalty is chosen on dev. Figures for stories are told for three cuts, the last of them set on the training stories, each read and judged by a fit that has not
seen its part, for a precision of 0.85. Prints the judge beside its baselines.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from claims.link.encoder import RELATIONS, UNRELATED
from claims.link.features import with_relations
from claims.link.forest import RELATED
from claims.link.weights import Layer, Weights, choose
from training.linking.data import INFERENCES, read_rows
from training.linking.forest import grow, save
from training.linking.train import FOLDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAMES = [str(name) for name in RELATIONS]
PENALTIES = (0.003, 0.01, 0.03, 0.1)
PRECISE = 0.85
FALSE_CONTRADICTIONS = 0.05
# No pair of the training stories that the judge held for likely had less by the cheap measures alone
# than twice this: the encoder need not read the others.
LEAST = 0.2
# What a rule finds in mere words does not count where its relation is less likely than this.
DOUBT = 0.35
# How sure the judge must be by itself: of the training stories' pairs, each judged by fits that had
# not seen its story, some 91 in 100 were right from the first on, and nearly 85 from the second.
SURE, LIKELY = 0.77, 0.65
RULES_FROM = 0.5
INFERRED = {"entailment": "confirms", "contradiction": "contradicts", "neutral": UNRELATED}
TIE_PENALTY = 0.1
KIND_PENALTY = 0.03


def layer(
    rows: Sequence[dict[str, Any]], labels: np.ndarray, penalty: float, names: tuple[str, ...]
) -> Layer:
    """Fit a logistic model."""
    table = np.array([[row["measures"].get(name, 0.0) for name in names] for row in rows])
    centre, spread = table.mean(0), np.maximum(table.std(0), 1e-3)
    model = LogisticRegression(C=penalty, max_iter=3000)
    model.fit((table - centre) / spread, labels)
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
    by_rules = []
    for row in rows:
        scores = {name: row["measures"][f"rules {name}"] for name in NAMES if name != UNRELATED}
        best = max(scores, key=lambda name: scores[name])
        by_rules.append(best if scores[best] >= 0.5 else UNRELATED)
    found = {"majority": [most] * len(rows), "rules": by_rules}
    if all("inferred" in row for row in rows):
        found["inference"] = [INFERRED[inferred(row)] for row in rows]
    return found


def inferred(row: dict[str, Any]) -> str:
    """Return the label of natural language inference that the first stage gives a pair."""
    raised = dict(zip(NAMES, np.exp(row["inferred"]), strict=True))
    return max(INFERENCES, key=lambda one: sum(raised[name] for name in INFERENCES[one]))


def links(table: np.ndarray, rows: Sequence[dict[str, Any]]) -> list[tuple[float, bool]]:
    """Return the score of each link that a desk would be shown, and whether it is annotated so.

    To confirm and to repeat are told apart by the chain in a desk, and count as one here.
    """
    found = []
    for chance, row in zip(table, rows, strict=True):
        likely = summed(chance)
        best = likeliest(likely)
        wanted = "repeats" if row["relation"] == "confirms" else row["relation"]
        found.append((float(likely[best]), best == wanted))
    return found


def summed(chance: np.ndarray) -> dict[str, float]:
    """Return the chances of relations by name, to confirm and to repeat as one."""
    found = dict(zip(NAMES, chance, strict=True))
    found["repeats"] += found.pop("confirms")
    found.pop(UNRELATED)
    return found


def likeliest(chances: dict[str, float]) -> str:
    """Return the name of the greatest chance."""
    return max(chances, key=lambda name: chances[name])


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


def rule_figures(table: np.ndarray, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return how many links rules show alone, and with the judge's doubts, and how many are right.

    Which rules are firm, and need no judge, is not told in the rows: here all are doubted.
    """
    by_rules = np.array(
        [[row["measures"].get(f"rules {name}", 0.0) for name in NAMES] for row in rows]
    )
    scored = links(by_rules, rows)
    chances_of = [
        summed(chance)[likeliest(summed(told))]
        for chance, told in zip(table, by_rules, strict=True)
    ]
    alone = [good for score, good in scored if score >= RULES_FROM]
    kept = [
        good
        for (score, good), chance in zip(scored, chances_of, strict=True)
        if score >= RULES_FROM and chance >= DOUBT
    ]
    return {
        "alone": {"links": len(alone), "right": sum(alone)},
        "with doubts": {"links": len(kept), "right": sum(kept)},
    }


def pair_figures(table: np.ndarray, rows: Sequence[dict[str, Any]], least: float) -> dict[str, Any]:
    """Return the figures of the judge, of the encoder alone and of the baselines."""
    systems = baselines(rows)
    systems["encoder alone"] = [NAMES[int(np.argmax(row["read"]))] for row in rows]
    systems["judge"] = [str(choose(row, least)) for row in table]
    return {name: figures(found, rows) for name, found in systems.items()}


def read(build: Path) -> tuple[list[dict[str, Any]], tuple[str, ...], tuple[str, ...]]:
    """Return the pairs that were read unseen, the names of all measures, and of the cheap ones."""
    rows = read_rows(build / "rows.jsonl")
    for name in ("read", "inferred"):
        if (build / f"{name}.jsonl").exists():
            for row, line in zip(rows, read_rows(build / f"{name}.jsonl"), strict=True):
                row[name] = line
    cheap = (*sorted(rows[0]["measures"]),)
    rows = [row for row in rows if row["read"] is not None]
    for row in rows:
        row["measures"] = with_relations(row["measures"], np.array(row["read"]))
    return rows, (*sorted(rows[0]["measures"]),), cheap


def unseen(
    rows: Sequence[dict[str, Any]],
    labels: np.ndarray,
    fit: Callable[..., Callable[..., np.ndarray]],
) -> np.ndarray:
    """Return what is predicted of training pairs, each by a fit that has not seen its part."""
    folds = np.array([part_of(row) for row in rows])
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        fitted = fit(
            [row for row, at in zip(rows, folds, strict=True) if at != fold], labels[folds != fold]
        )
        found[folds == fold] = fitted(
            [row for row, at in zip(rows, folds, strict=True) if at == fold]
        )
    return found


def calibrated(rows: Sequence[dict[str, Any]], labels: np.ndarray, names: tuple[str, ...]) -> Layer:
    """Return the layer that makes chances of what the trees say; the other measures wait for `claims refit`.

    Logistic calibration (Platt 1999), on log-odds of trees that had not seen the pair.
    """
    fitted = layer(rows, labels, TIE_PENALTY, (RELATED,))
    whole = layer(rows, labels, TIE_PENALTY, (*names, RELATED))
    weights = np.zeros_like(whole.weights)
    weights[:, -1] = fitted.weights[:, 0]
    return replace(whole, weights=weights, bias=fitted.bias)


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
    pair, least = fit_pairs([row for row in train if not row["listed"]], dev, names)
    stories = [row for row in train if row["listed"]]
    tied = [row for row in train if row["relation"] != UNRELATED]
    bound = related(stories)
    raised = unseen(stories, bound, lambda some, labels: grow(some, labels, names).log_odds)
    forest = grow(stories, bound, names)
    others = [row for row in rows if row["part"] != "train" or not row["listed"]]
    for some, found in ((stories, raised), (others, forest.log_odds(others))):
        for row, odds in zip(some, found, strict=True):
            row["measures"][RELATED] = float(odds)
    tie = calibrated(stories, bound, names)
    kind = layer(tied, indices(tied), KIND_PENALTY, names)
    ties = chances(tie, stories)[:, 1:]
    kinds = kinds_unseen(stories, tied, names)
    apart = np.concatenate([ties * kinds, 1 - ties], axis=1)
    gate = layer(stories, bound, TIE_PENALTY, cheap)
    passes = chances(gate, stories)[:, 1]
    scored = links(apart, stories)
    weights = Weights(
        version=arguments.version,
        gate=gate,
        least=LEAST,
        tie=tie,
        kind=kind,
        pair=pair,
        contradiction=least,
        threshold=SURE,
        possible=LIKELY,
        doubt=DOUBT,
    )
    judged = np.array([weights.chances(row["measures"]) for row in held])
    cuts = {"shown": SURE, "possible": LIKELY, "right in 85 of 100": threshold(scored)}
    told = {
        "version": arguments.version,
        "gate": {
            "least": weights.least,
            "passes": float(np.mean(passes >= weights.least)),
            "of what is shown": float(np.mean(passes[apart[:, :-1].max(1) >= SURE] >= LEAST)),
        },
        "contradiction": least,
        "pairs": {
            part: pair_figures(chances(pair, some), some, least)
            for part, some in (("dev", dev), ("test", test))
        },
        "links": {
            "training stories, unseen folds": link_figures(apart, stories, cuts),
            "test stories": link_figures(judged, held, cuts),
        },
        "rules": {
            "training stories, unseen folds": rule_figures(apart, stories),
            "test stories": rule_figures(judged, held),
        },
    }
    text = json.dumps(told, indent=1) + "\n"
    (arguments.build / "figures.json").write_text(text, encoding="utf-8")
    print(text)
    weights.save(arguments.target / "judge.json")
    save(forest, arguments.target)


def part_of(row: dict[str, Any]) -> int:
    """Return the part of a pair: those of one group are never parted."""
    return int(sha256(f"fit {row['group']}".encode()).hexdigest(), 16) % FOLDS


def related(rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Return 1 for each pair that is related."""
    return np.array([row["relation"] != UNRELATED for row in rows]).astype(int)


def fit_pairs(
    rows: Sequence[dict[str, Any]], dev: Sequence[dict[str, Any]], names: tuple[str, ...]
) -> tuple[Layer, float]:
    """Return the fit for pairs in no desk, and the least chance of a contradiction."""
    fits = {penalty: layer(rows, indices(rows), penalty, names) for penalty in PENALTIES}
    said = {p: [NAMES[at] for at in chances(one, dev).argmax(1)] for p, one in fits.items()}
    best = max(PENALTIES, key=lambda penalty: figures(said[penalty], dev)["macro_f1"])
    return fits[best], least_contradiction(chances(fits[best], dev), dev)


def kinds_unseen(
    stories: Sequence[dict[str, Any]], tied: Sequence[dict[str, Any]], names: tuple[str, ...]
) -> np.ndarray:
    """Return for pairs of stories the chances of each relation by fits that saw other folds."""
    folds = np.array([part_of(row) for row in stories])
    found = np.zeros((len(stories), len(NAMES) - 1))
    for fold in range(FOLDS):
        some = [row for row in tied if part_of(row) != fold]
        fitted = layer(some, indices(some), KIND_PENALTY, names)
        rest = [row for row, at in zip(stories, folds, strict=True) if at == fold]
        found[folds == fold] = chances(fitted, rest)
    return found


if __name__ == "__main__":
    main()
