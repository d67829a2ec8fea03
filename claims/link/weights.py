"""The judge's weights: a logistic model over the measures of a pair, calibrated and refittable.

Multinomial logistic regression; the chances are calibrated by one temperature (Guo et al. 2017, "On
calibration of modern neural networks").
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from claims.errors import ConfigurationError
from claims.link.encoder import RELATIONS, Chances
from db.vocabulary import Relation

Array = npt.NDArray[np.float64]
# So many standard deviations from the mean a measure counts; beyond, it counts no more.
_FAR = 6.0


@dataclass(frozen=True, slots=True)
class Layer:
    """One logistic model over measures.

    Attributes:
        names: the measures, in order.
        centre, spread: mean and standard deviation by which each is put on one scale, (n,).
        weights: a row for each outcome, (outcomes, n).
        bias: (outcomes,).
    """

    names: tuple[str, ...]
    centre: Array
    spread: Array
    weights: Array
    bias: Array

    def fits(self, outcomes: int) -> bool:
        """Say whether all parts are finite and of shapes that belong together."""
        n = len(self.names)
        shapes = ((n,), (n,), (outcomes, n), (outcomes,))
        parts = (self.centre, self.spread, self.weights, self.bias)
        return (
            all(part.shape == shape for part, shape in zip(parts, shapes, strict=True))
            and all(np.isfinite(part).all() for part in parts)
            and bool((self.spread > 0).all())
        )

    def scaled(self, measures: Mapping[str, float]) -> Array:
        """Return the measures on one scale, 0 for one that was not taken."""
        row = np.array([measures.get(name, 0.0) for name in self.names])
        return np.asarray(((row - self.centre) / self.spread).clip(-_FAR, _FAR))

    def chances(self, measures: Mapping[str, float]) -> Chances:
        """Return how likely each outcome is, (outcomes,)."""
        return softmax(self.weights @ self.scaled(measures) + self.bias)

    @classmethod
    def untaught(cls, names: tuple[str, ...], outcomes: int = len(RELATIONS)) -> Self:
        """Return a layer that has learnt nothing: all outcomes are equally likely."""
        n = len(names)
        return cls(names, np.zeros(n), np.ones(n), np.zeros((outcomes, n)), np.zeros(outcomes))

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        arrays = {name: getattr(self, name) for name in ("centre", "spread", "weights", "bias")}
        return {"names": list(self.names)} | {k: np.round(v, 5).tolist() for k, v in arrays.items()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what :meth:`to_json` wrote."""
        arrays = (np.array(values[k], float) for k in ("centre", "spread", "weights", "bias"))
        return cls(tuple(values["names"]), *arrays)


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the judge has learnt.

    Attributes:
        version: what the run's record says.
        gate: tells from the outline alone whether two claims of a desk may be related.
        least: pairs that the gate gives less than this chance are not read by the encoder.
        tie: tells from all measures whether two claims of a desk are related.
        kind: of related claims, the chances of all relations but "unrelated".
        pair: chances of :data:`claims.link.encoder.RELATIONS` for a pair in no desk, of which every
            second one or more is related, where in a desk hardly any is.
        contradiction: the least chance from which a pair alone is called a contradiction.
        threshold: what the judge finds by itself counts from this chance on.
        possible: below this chance it is not kept.
        doubt: what a rule finds, where it is not firm, does not count below this chance.
    """

    version: str
    gate: Layer
    least: float
    tie: Layer
    kind: Layer
    pair: Layer
    contradiction: float
    threshold: float
    possible: float
    doubt: float

    def chances(self, measures: Mapping[str, float]) -> Chances:
        """Return the chances of :data:`RELATIONS` for two claims of a desk, (7,)."""
        apart, tied = self.tie.chances(measures)
        return np.append(tied * self.kind.chances(measures), apart)

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "version": self.version,
            "gate": self.gate.to_json(),
            "least": self.least,
            "tie": self.tie.to_json(),
            "kind": self.kind.to_json(),
            "pair": self.pair.to_json(),
            "contradiction": self.contradiction,
            "threshold": self.threshold,
            "possible": self.possible,
            "doubt": self.doubt,
        }

    def save(self, path: Path) -> None:
        """Write the weights."""
        path.write_text(json.dumps(self.to_json()) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what :meth:`save` wrote.

        Raises:
            ConfigurationError: the file is missing or malformed, or was made for other relations.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            found = cls(
                version=values["version"],
                gate=Layer.from_json(values["gate"]),
                least=float(values["least"]),
                tie=Layer.from_json(values["tie"]),
                kind=Layer.from_json(values["kind"]),
                pair=Layer.from_json(values["pair"]),
                contradiction=float(values["contradiction"]),
                threshold=float(values["threshold"]),
                possible=float(values["possible"]),
                doubt=float(values["doubt"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigurationError(
                f"the judge's weights {path} cannot be read ({error!r}); reinstall claimdesk, or "
                f"take away the file that `claims refit` wrote"
            ) from error
        sizes = {"gate": 2, "tie": 2, "kind": len(RELATIONS) - 1, "pair": len(RELATIONS)}
        finite = all(map(np.isfinite, (found.threshold, found.possible, found.doubt, found.least)))
        if not (finite and all(getattr(found, name).fits(n) for name, n in sizes.items())):
            raise ConfigurationError(
                f"the judge's weights {path} were made for another version; `claims refit` anew"
            )
        return found


def choose(chances: Chances, least: float) -> Relation | str:
    """Return the likeliest relation, where "contradicts" must reach a least chance to be said.

    A wrongly seen contradiction costs a reviewer more than one that is not seen.

    Args:
        chances: of :data:`claims.link.encoder.RELATIONS`, (7,).
        least: the least chance of a contradiction.
    """
    ordered = sorted(zip(RELATIONS, chances.tolist(), strict=True), key=lambda one: -one[1])
    said = (name for name, chance in ordered if name is not Relation.CONTRADICTS or chance >= least)
    return next(said)


def softmax(scores: Array) -> Chances:
    """Return chances that sum to 1 along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
