"""Measure a pipeline on dev (or, once, on test) and write the figures as JSON.

    python -m training.evaluate claims/models/en_news BUILD figures.json [--part dev]

Relations are scored as spaCy does it: without punctuation, on the pipeline's own sentences and tokens.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from claims.extract.halves import widen
from training.probes import PROBES, Probe

if TYPE_CHECKING:
    from spacy.language import Language

SYNTAX = (
    "tag_acc",
    "pos_acc",
    "morph_acc",
    "dep_uas",
    "dep_las",
    "sents_p",
    "sents_r",
    "sents_f",
    "lemma_acc",
)
ENTITIES = ("ents_p", "ents_r", "ents_f", "ents_per_type")
LOADS = 3


def examples(nlp: Language, path: Path) -> list[Example]:
    """What the pipeline makes of each gold document's text, beside the gold document."""
    golds = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    return [
        Example(doc, gold) for doc, gold in zip(nlp.pipe(g.text for g in golds), golds, strict=True)
    ]


def rounded(value: Any) -> Any:
    """Per cent with one decimal, at any depth."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return None if value is None else round(100 * value, 1)


def lemma_figures(pairs: list[Example]) -> dict[str, float]:
    """Lemma accuracy on words (no punctuation, symbols, numbers) and on verbs alone, letter case apart."""
    right, seen = {"words": 0, "verbs": 0}, {"words": 0, "verbs": 0}
    for example in pairs:
        golds, kinds = (
            example.get_aligned("LEMMA", as_string=True),
            example.get_aligned("POS", as_string=True),
        )
        for token, gold, kind in zip(example.predicted, golds, kinds, strict=True):
            if gold and kind not in {"PUNCT", "SYM", "NUM", "X", "SPACE", None}:
                for group in ("words", "verbs") if kind == "VERB" else ("words",):
                    seen[group] += 1
                    right[group] += token.lemma_.lower() == gold.lower()
    return {f"lemma_{group}": round(100 * right[group] / max(seen[group], 1), 1) for group in seen}


def score(nlp: Language, path: Path, keys: tuple[str, ...]) -> dict[str, Any]:
    """The named scores on one file."""
    pairs = examples(nlp, path)
    scores = Scorer(nlp).score(pairs)
    figures = {key: rounded(scores.get(key)) for key in keys}
    return figures | (lemma_figures(pairs) if "lemma_acc" in keys else {})


def speed(nlp: Language, path: Path) -> float:
    """Words a second of the whole pipeline in one process, tokenizing included."""
    texts = [doc.text for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]
    list(nlp.pipe(texts[:5]))
    start = time.perf_counter()
    words = sum(sum(t.is_alpha or t.like_num for t in doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - start)


def probe_findings(doc: Doc, probe: Probe) -> dict[str, Any]:
    """What a probe got right: one sentence, its head, the content's relation, and the names."""
    root = next(iter(doc.sents)).root
    content = [t for t in doc if t.text == probe.content and t.dep_ == probe.relation]
    hung = any(t.head.text == probe.head or t.dep_ == "ROOT" for t in content)
    found = {entity.text for entity in doc.ents if entity.label_ != "MISC"}
    return {
        "text": probe.text,
        "structure": root.text == probe.head and hung,
        "missed": sorted(set(probe.names) - found),
        "extra": sorted(found - set(probe.names)),
    }


def probe_figures(nlp: Language) -> dict[str, Any]:
    """How many probes have the right skeleton and exactly the right names, and which do not."""
    findings = [probe_findings(nlp(probe.text), probe) for probe in PROBES]
    wrong = [f for f in findings if not f["structure"] or f["missed"] or f["extra"]]
    exact = sum(not f["missed"] and not f["extra"] for f in findings)
    return {
        "probes": len(findings),
        "structure": sum(f["structure"] for f in findings),
        "names": exact,
        "wrong": wrong,
    }


def loading_seconds(model: Path) -> float:
    """The best of three loads."""
    times = []
    for _ in range(LOADS):
        start = time.perf_counter()
        widen(spacy.load(model))
        times.append(time.perf_counter() - start)
    return round(min(times), 2)


def measure(model: Path, build: Path, part: str) -> dict[str, Any]:
    """All figures of one model."""
    nlp = spacy.load(model)
    widen(nlp)
    figures: dict[str, Any] = {"part": part}
    for name in (part, f"{part}-ewt", f"{part}-gum"):
        figures[f"syntax-{name}"] = score(nlp, build / f"syntax-{name}.spacy", SYNTAX)
    for name in ("dev", "gum"):
        figures[f"entities-{name}"] = score(nlp, build / f"entities-{name}.spacy", ENTITIES)
    figures["probes"] = probe_figures(nlp)
    figures["words_per_second"] = round(speed(nlp, build / "entities-dev.spacy"))
    figures["loading_seconds"] = loading_seconds(model)
    return figures


def main() -> None:
    """Read the arguments, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    arguments = parser.parse_args()
    figures = measure(arguments.model, arguments.build, arguments.part)
    arguments.figures.write_text(
        json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(json.dumps(figures, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
