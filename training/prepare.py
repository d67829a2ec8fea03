"""Turn treebanks and entity annotations into spaCy training files.

    python -m training.prepare DATA BUILD

DATA holds `ud/` and `polnear/` as the README describes them; nothing of it is copied into the repository.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, DocBin

from training import augment, entities, lemmas, newsroom, passages, reporting, vectors, wording
from training.treebank import Sentence, TreeDocument, read_treebanks, to_doc

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20261123
COPIES = 4
WRAPS = 2
LONGEST_PIECE = 6
STORIES = 5000


def pieces(rng: Random, document: TreeDocument) -> Iterator[list[Sentence]]:
    """Cut a document into stretches of one to six sentences, so that batches stay small."""
    start = 0
    while start < len(document.sentences):
        size = rng.randint(1, LONGEST_PIECE)
        yield document.sentences[start : start + size]
        start += size


def plain_breaks(sentences: list[Sentence]) -> list[str]:
    """The source's own paragraphs, for the files that are only measured."""
    return ["\n\n" if i and s.starts_paragraph else "" for i, s in enumerate(sentences)]


def tree_docs(nlp: spacy.language.Language, root: Path, part: str) -> dict[str, list[Doc]]:
    """Whole documents as they are, for dev and test, by treebank."""
    docs: dict[str, list[Doc]] = {"ewt": [], "gum": []}
    for document in read_treebanks(root, part):
        doc = to_doc(nlp.vocab, augment.clone(document.sentences), plain_breaks(document.sentences))
        docs["gum" if document.name.startswith("GUM_") else "ewt"].append(doc)
    return docs


def tree_training_docs(nlp: spacy.language.Language, root: Path, rng: Random) -> Iterator[Doc]:
    """One faithful and several varied copies of every training document, cut anew each time."""
    for document in read_treebanks(root, "train"):
        for copy in range(COPIES):
            for piece in pieces(rng, document):
                sentences = augment.vary(rng, piece) if copy else augment.clone(piece)
                yield to_doc(nlp.vocab, sentences, augment.choose_breaks(rng, sentences))


def reporting_docs(nlp: spacy.language.Language, root: Path, rng: Random) -> Iterator[Doc]:
    """Reported speech around real statements, in documents of one to three sentences."""
    writer = reporting.Writer(rng)
    statements = [
        s for d in read_treebanks(root, "train") for s in d.sentences if wording.suitable(s)
    ]
    for _ in range(WRAPS):
        rng.shuffle(statements)
        start = 0
        while start < len(statements):
            size = rng.randint(1, 3)
            wrapped = [writer.wrap(augment.clone([s])[0]) for s in statements[start : start + size]]
            augment.restyle_marks(rng, wrapped)
            yield to_doc(nlp.vocab, wrapped, augment.choose_breaks(rng, wrapped))
            start += size


def save(docs: list[Doc], path: Path) -> None:
    """Write a DocBin and say what went into it."""
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    print(f"{path.name}: {len(docs)} documents, {sum(map(len, docs))} tokens")


def prepare_lemmas(data: Path, build: Path) -> None:
    """Tables for the rule lemmatizer."""
    documents = list(read_treebanks(data / "ud", "train"))
    lemmas.build(documents, lemmas.read_news(data / "polnear" / "train" / "text")).to_disk(
        build / "lemmas"
    )


def prepare_vectors(data: Path, build: Path) -> None:
    """Word vectors from all plain text, in an otherwise empty pipeline, as spaCy's training wants them."""
    nlp = spacy.blank("en")
    texts = vectors.plain_texts(data, read_treebanks(data / "ud", "train"))
    nlp.vocab.vectors = vectors.build(nlp, texts, SEED)
    nlp.to_disk(build / "vectors")


def prepare_syntax(data: Path, build: Path) -> None:
    """Files for tagger, morphologizer, parser and senter, and the lemma tables."""
    prepare_lemmas(data, build)
    prepare_vectors(data, build)
    nlp, rng = spacy.blank("en"), Random(SEED)
    training = [*tree_training_docs(nlp, data / "ud", rng), *reporting_docs(nlp, data / "ud", rng)]
    rng.shuffle(training)
    save(training, build / "syntax-train.spacy")
    for part in ("dev", "test"):
        docs = tree_docs(nlp, data / "ud", part)
        save(docs["ewt"] + docs["gum"], build / f"syntax-{part}.spacy")
        for treebank in docs:
            save(docs[treebank], build / f"syntax-{part}-{treebank}.spacy")


def silver_passages(data: Path) -> tuple[list[passages.Passage], list[passages.Passage]]:
    """The news articles for training and dev, with the labels that the training part votes for."""
    training = list(entities.read_silver(data / "polnear", "train"))
    ballot = entities.Ballot(training)
    dev = entities.read_silver(data / "polnear", "dev")
    return [entities.vote(p, ballot) for p in training], [entities.vote(p, ballot) for p in dev]


def varied(rng: Random, passage: passages.Passage, share: float) -> passages.Passage:
    """One copy of a text with new names, other quotation marks and other capitals."""
    renamed = passages.rewrite(passage, passages.Renamer(rng, passage, share)) if share else passage
    return passages.recase(rng, passages.restyle(rng, renamed))


def entity_training_passages(
    data: Path, silver: list[passages.Passage], rng: Random
) -> Iterator[passages.Passage]:
    """Silver news once as it is and twice renamed, GUM twice, and invented stories."""
    for passage in silver:
        yield from passages.stretches(passage, rng)
        for share in (0.5, 0.9):
            yield from (varied(rng, p, share) for p in passages.stretches(passage, rng))
    for document in read_treebanks(data / "ud", "train"):
        if document.name.startswith("GUM_"):
            for _ in range(2):
                yield from (
                    varied(rng, p, 0)
                    for p in passages.stretches(entities.gum_passage(document), rng)
                )
    for _ in range(STORIES):
        yield varied(rng, newsroom.story(rng), 0)


def prepare_entities(data: Path, build: Path) -> None:
    """Files for the entity recogniser: training, silver news dev and GUM dev."""
    nlp, rng = spacy.blank("en"), Random(SEED)
    silver, silver_dev = silver_passages(data)
    training = [passages.to_doc(nlp, p) for p in entity_training_passages(data, silver, rng)]
    rng.shuffle(training)
    save(training, build / "entities-train.spacy")
    save([passages.to_doc(nlp, p) for p in silver_dev], build / "entities-dev.spacy")
    gum = (d for d in read_treebanks(data / "ud", "dev") if d.name.startswith("GUM_"))
    save([passages.to_doc(nlp, entities.gum_passage(d)) for d in gum], build / "entities-gum.spacy")


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--only", choices=["syntax", "entities"])
    arguments = parser.parse_args()
    arguments.build.mkdir(parents=True, exist_ok=True)
    if arguments.only != "entities":
        prepare_syntax(arguments.data, arguments.build)
    if arguments.only != "syntax":
        prepare_entities(arguments.data, arguments.build)


if __name__ == "__main__":
    main()
