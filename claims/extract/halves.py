"""The weights of a spaCy pipeline in half precision: as they ship, in half the space."""

from collections.abc import Iterator
from typing import Any, Literal

from spacy.language import Language
from thinc.api import Model


def halve(nlp: Language) -> None:
    """Make every weight and word vector a half-precision number, to be written to disk."""
    _cast(nlp, "float16")


def widen(nlp: Language) -> None:
    """Make every weight and word vector a single-precision number, as the parts reckon with."""
    _cast(nlp, "float32")


def _cast(nlp: Language, kind: Literal["float16", "float32"]) -> None:
    for node in _nodes(nlp):
        for name in node.param_names:
            if node.has_param(name):
                weights: Any = node.get_param(name)
                node.set_param(name, weights.astype(kind))
    vectors = nlp.vocab.vectors
    vectors.data = vectors.data.astype(kind)


def _nodes(nlp: Language) -> Iterator[Model[Any, Any]]:
    models = (getattr(pipe, "model", None) for _, pipe in nlp.pipeline)
    for model in models:
        if isinstance(model, Model):
            yield from model.walk()
