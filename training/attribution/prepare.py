"""Turn annotated articles into words with labels.

    python -m training.attribution.prepare NEWS BUILD

NEWS holds `train/` and `dev/`, each with `text/*.txt` and brat standoff in `attributions/`; BUILD gets a file a part, an article a line.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.extract.attribution.tagger import solid_tokens
from claims.extract.pipeline import load_pipeline, parse
from claims.extract.quote import Document
from training.attribution.brat import Article, Piece, read_articles

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def covered(doc: Doc, tokens: list[int], piece: Piece) -> tuple[int, int] | None:
    """Return the words (first, one past the last) that a piece of text touches."""
    start, end = piece
    inside = [
        at for at, i in enumerate(tokens) if doc[i].idx < end and doc[i].idx + len(doc[i]) > start
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def annotated(doc: Doc, article: Article) -> dict[str, Any]:
    """Return an article in words: the words, the head of each, and the attributions.

    Args:
        doc: the parsed article.
        article: its annotation, in characters.
    """
    _, tokens = solid_tokens(doc)
    place = {i: at for at, i in enumerate(tokens)}
    attributions = [
        {
            role: [span for piece in getattr(one, role) if (span := covered(doc, tokens, piece))]
            for role in ("source", "cue", "content")
        }
        for one in article.attributions
    ]
    return {
        "name": article.name,
        "words": [doc[i].text for i in tokens],
        "heads": [place.get(doc[i].head.i, at) for at, i in enumerate(tokens)],
        "attributions": [one for one in attributions if one["content"]],
    }


def example(nlp: Language, article: Article) -> dict[str, Any]:
    """One article as a line of the training file, with its paragraphs and the names that we find."""
    doc = parse(nlp, Document(article.text))
    paragraphs, tokens = solid_tokens(doc)
    names = [(at, doc[i].ent_type_) for at, i in enumerate(tokens) if doc[i].ent_type_]
    return annotated(doc, article) | {"paragraphs": list(map(len, paragraphs)), "names": names}


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("build", type=Path)
    arguments = parser.parse_args()
    arguments.build.mkdir(parents=True, exist_ok=True)
    nlp = load_pipeline()
    for part in ("dev", "train"):
        articles = list(read_articles(arguments.news / part))
        with (arguments.build / f"{part}.jsonl").open("w", encoding="utf-8") as file:
            for article in articles:
                file.write(json.dumps(example(nlp, article)) + "\n")
        print(f"{part}: {len(articles)} articles")


if __name__ == "__main__":
    main()
