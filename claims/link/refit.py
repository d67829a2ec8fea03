"""The judge, refitted: pulled towards what people judged, held by what it had learnt before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from claims.link.encoder import RELATIONS
from claims.link.weights import Layer, Weights, softmax
from db.vocabulary import Relation

FOLDS = 5
_SUPPORT = frozenset({Relation.CONFIRMS, Relation.REPEATS})
# How strongly the weights that ship hold: as much as so many judged links.
_HOLD = 2.0
_STEPS = 1500
_RATE = 0.1
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A suggested link that a person judged.

    Attributes:
        measures: of the pair, as the judge weighs them.
        relation: what was suggested.
        accepted: whether the person agreed.
    """

    measures: Mapping[str, float]
    relation: Relation
    accepted: bool

    @property
    def allowed(self) -> Array:
        """1 for each relation that a person who accepts the link agrees with, (6,)."""
        return np.array([name in _alike(self.relation) for name in RELATIONS[:-1]], float)


@dataclass(frozen=True, slots=True)
class Figures:
    """How well a judge agrees with people.

    Attributes:
        links: how many judged links there are.
        agreed: share of them that it shows where they were accepted, and folds away where they
            were rejected.
        loss: negative log-likelihood of the judgements, a link; less is better.
    """

    links: int
    agreed: float
    loss: float


def _alike(relation: Relation) -> frozenset[Relation]:
    # A desk tells these two apart by the chains, not by the words.
    return _SUPPORT if relation in _SUPPORT else frozenset({relation})


def refit(weights: Weights, judged: Sequence[Judged], version: str) -> Weights:
    """Return weights that agree more with people.

    What was accepted is a tie and of the relation suggested; what was rejected is taken for none.
    Maximises the likelihood of that less the squared distance from the weights given, by gradient
    ascent: logistic regression with a Gaussian prior around what was learnt before (Chelba and
    Acero 2004, "Adaptation of maximum entropy capitalizer").

    Args:
        weights: those to start from.
        judged: accepted and rejected links.
        version: what the new weights are called.
    """
    accepted = np.array([one.accepted for one in judged], float)
    tie = _pulled(
        weights.tie, [one.measures for one in judged], np.stack([1 - accepted, accepted], 1)
    )
    right = [one for one in judged if one.accepted]
    kind = _pulled(
        weights.kind, [one.measures for one in right], np.array([one.allowed for one in right])
    )
    return replace(weights, tie=tie, kind=kind, version=version)


def _pulled(layer: Layer, measures: Sequence[Mapping[str, float]], allowed: Array) -> Layer:
    """Return a layer that finds the allowed outcomes likelier."""
    if not measures:
        return layer
    table = np.array([layer.scaled(one) for one in measures])
    shift, lift = np.zeros_like(layer.weights), np.zeros_like(layer.bias)
    size = (len(measures) + _HOLD) * np.sqrt(max(1, len(layer.names)))
    for _ in range(_STEPS):
        chances = softmax(table @ (layer.weights + shift).T + layer.bias + lift)
        wanted = chances * allowed / np.maximum((chances * allowed).sum(1, keepdims=True), 1e-9)
        pull = wanted - chances
        shift += _RATE * (pull.T @ table - _HOLD * shift) / size
        lift += _RATE * (pull.sum(0) - _HOLD * lift) / size
    return replace(layer, weights=layer.weights + shift, bias=layer.bias + lift)


def agree(weights: Weights, judged: Sequence[Judged]) -> Figures:
    """Return how well weights agree with judgements."""
    return _figures([_agreement(weights, one) for one in judged])


def agree_unseen(weights: Weights, judged: Sequence[Judged]) -> Figures:
    """Return how well refitted weights agree with judgements that they were not fitted to.

    By cross-validation: each fifth of the links is judged by a fit to the others.
    """
    found = []
    for fold in range(FOLDS):
        others = [one for at, one in enumerate(judged) if at % FOLDS != fold]
        fitted = refit(weights, others, weights.version)
        found += [_agreement(fitted, one) for one in judged[fold::FOLDS]]
    return _figures(found)


def _figures(found: Sequence[tuple[bool, float]]) -> Figures:
    agreed, losses = zip(*found, strict=True)
    return Figures(len(found), float(np.mean(agreed)), float(np.mean(losses)))


def _agreement(weights: Weights, one: Judged) -> tuple[bool, float]:
    score = float((weights.chances(one.measures)[:-1] * one.allowed).sum())
    likely = score if one.accepted else 1 - score
    return (score >= weights.threshold) is one.accepted, -float(np.log(max(likely, 1e-9)))
