"""Join the trained parts into the one pipeline that ships.

python -m training.assemble BUILD claims/models/en_news
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.lookups import Lookups
from spacy.strings import StringStore

from claims.extract.halves import halve
from training.lemmas import LOWERED, RULES

if TYPE_CHECKING:
    from spacy.language import Language

META = {
    "name": "en_news",
    "version": "1.0.0",
    "description": "English news: tags, morphology, UD relations, sentences, lemmas, named entities. See en_news.md.",
    "author": "Claimdesk",
    "license": "see en_news.md",
}


def join(build: Path) -> Language:
    """The syntax pipeline, the rule lemmatizer, and the entity recogniser, which brings a tok2vec of its own."""
    nlp = spacy.load(build / "syntax" / "model-best")
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=Lookups().from_disk(build / "lemmas"))
    nlp.add_pipe("ner", source=spacy.load(build / "entities" / "model-best"))
    for name in ("performance", "sources"):
        nlp.meta.pop(name, None)
    nlp.meta.update(META)
    for section in ("paths", "corpora", "training", "initialize", "pretraining"):
        nlp.config[section] = {}
    return nlp


def label_strings(nlp: Language) -> set[str]:
    """Everything that a component may write: its labels and the parts of morphological analyses."""
    wanted: set[str] = set()
    pipes: list[tuple[str, Any]] = nlp.pipeline
    for name, pipe in pipes:
        for label in getattr(pipe, "labels", ()):
            wanted |= {str(label), *str(label).replace("=", "|").split("|")}
        if name == "morphologizer":
            wanted |= {morph for morph in pipe.labels if morph} | set(
                pipe.cfg["labels_morph"].values()
            )
        if name in {"parser", "ner"}:
            wanted |= {move.split("-", 1)[1] for move in pipe.move_names if "-" in move}
        if name == "lemmatizer":
            wanted |= set(RULES) | set(LOWERED)
    return wanted - {""}


def keep_strings(folder: Path, wanted: set[str]) -> None:
    """Training texts leave every word in the string store; the pipeline needs only what it writes."""
    store = StringStore(sorted(wanted))
    store.to_disk(folder / "vocab" / "strings.json")


def save(nlp: Language, target: Path) -> None:
    """Write beside the target and rename, so that a reader never sees half a model."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    halve(nlp)
    nlp.to_disk(temporary)
    keep_strings(temporary, label_strings(nlp))
    temporary.chmod(0o755)
    old = target.with_name(f".{target.name}-old")
    if target.exists():
        target.rename(old)
    temporary.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Read the arguments and join."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    save(join(arguments.build), arguments.target)


if __name__ == "__main__":
    main()
