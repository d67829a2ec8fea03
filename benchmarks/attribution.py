"""How well attributions are found in annotated news, beside textacy in the same run.

    python -m benchmarks.attribution NEWS/dev [--out benchmarks/results/NAME.json]

NEWS/dev holds `text/*.txt` and brat standoff in `attributions/` (PolNeAR's form). The measures are
those of `training.attribution.scoring`. Three systems are scored: the tagger by itself, the quotes
of the whole extractor (those under one cue taken together, since the annotation does not split
them; without quotation marks and "that", which the annotation keeps), and textacy's
`direct_quotations` on the same parse, paragraph by paragraph.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.extract.attribution.grouping import Triple
from claims.extract.attribution.tagger import load_tagger, solid_tokens
from claims.extract.pipeline import LEARNT, load_pipeline, parse
from claims.extract.quote import Document, Quote
from training.attribution.brat import read_articles
from training.attribution.prepare import annotated
from training.attribution.scoring import score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

MEASURES = ("content", "exact", "attribution")


def main() -> None:
    """Read the arguments, score, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--without-peer", action="store_true", help="leave textacy out")
    arguments = parser.parse_args()
    results = measure(arguments.folder, peer=not arguments.without_peer)
    for system, figures in results["systems"].items():
        print(f"{system:12}", *(f"{name} {figures[name]['f1']}" for name in MEASURES))
    if arguments.out:
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        arguments.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def measure(folder: Path, *, peer: bool) -> dict[str, Any]:
    """Return the figures of each system with what they were obtained on."""
    nlp = load_pipeline()
    wanted: list[dict[str, Any]] = []
    found: dict[str, list[list[Triple]]] = {"tagger": [], "extractor": []}
    found |= {"textacy": []} if peer else {}
    failed = 0
    for article in read_articles(folder):
        doc = parse(nlp, Document(article.text))
        wanted.append(annotated(doc, article))
        for name in LEARNT:
            doc = nlp.get_pipe(name)(doc)  # type: ignore[operator]
        place = {i: at for at, i in enumerate(solid_tokens(doc)[1])}
        found["tagger"].append([one.through(place) for one in doc._.claims_triples or []])
        found["extractor"].append(list(_of_quotes(doc, doc._.claims_quotes, place)))
        if peer:
            triples, errors = _of_textacy(doc, place)
            found["textacy"].append(triples)
            failed += errors
    tagger = load_tagger()
    return {
        "articles": len(wanted),
        "attributions": sum(len(one["attributions"]) for one in wanted),
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _git("rev-parse", "--short", "HEAD"),
        "changed": bool(_git("status", "--porcelain", "claims", "training")),
        "command": f"python -m benchmarks.attribution {folder.name}",
        "tagger": tagger.version if tagger else None,
        "systems": {name: score(wanted, triples) for name, triples in found.items()},
        **({"textacy: paragraphs that raised": failed} if peer else {}),
    }


def _git(*command: str) -> str:
    return subprocess.run(
        ["git", *command], capture_output=True, text=True, check=False
    ).stdout.strip()


def _tokens(doc: Doc, start: int, end: int, place: Mapping[int, int]) -> tuple[int, int] | None:
    span = doc.char_span(start, end, alignment_mode="expand") if start >= 0 else None
    solid = [place[token.i] for token in span if token.i in place] if span is not None else []
    return (solid[0], solid[-1] + 1) if solid else None


def _of_quotes(doc: Doc, quotes: Iterable[Quote], place: Mapping[int, int]) -> Iterator[Triple]:
    """Yield the attributed quotes, those under one cue together; narration is not annotated."""
    spoken = [quote for quote in quotes if quote.cue]
    under = groupby(sorted(spoken, key=lambda one: one.cue_start), key=lambda one: one.cue_start)
    for _, together in under:
        first, *others = together
        source = _tokens(doc, first.speaker.start, first.speaker.end, place)
        cue = _tokens(doc, first.cue_start, first.cue_end, place)
        fragments = sorted({piece for one in (first, *others) for piece in one.fragments})
        pieces = [_tokens(doc, start, end, place) for start, end in fragments]
        yield Triple(source, cue, tuple(piece for piece in pieces if piece), first.score)


def _of_textacy(doc: Doc, place: Mapping[int, int]) -> tuple[list[Triple], int]:
    """Return textacy's quotations, and in how many paragraphs it raised."""
    from textacy.extract import direct_quotations  # noqa: PLC0415 - only this peer needs it

    found: list[Triple] = []
    failed = 0
    for start, end in doc._.claims_paragraphs:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        try:
            quotations = list(direct_quotations(span.as_doc()))
        except (ValueError, IndexError, KeyError):
            failed += 1
            continue
        for one in quotations:
            source, cue = (_run([t.i + span.start for t in part], place) for part in one[:2])
            content = _run(
                range(one.content.start + span.start, one.content.end + span.start), place
            )
            if content:
                found.append(Triple(source, cue, (content,), 1.0))
    return found, failed


def _run(tokens: Sequence[int], place: Mapping[int, int]) -> tuple[int, int] | None:
    solid = sorted(place[i] for i in tokens if i in place)
    return (solid[0], solid[-1] + 1) if solid else None


if __name__ == "__main__":
    main()
