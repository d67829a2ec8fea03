"""Write the model card beside a model, from the figures that `evaluate` wrote.

python -m training.card claims/models/en_news figures-dev.json --test figures-test.json --date 2026-11-23
"""

from __future__ import annotations

import argparse
import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SYNTAX_ROWS = {
    "dep_uas": "relations, head right (UAS)",
    "dep_las": "relations, head and label right (LAS)",
    "pos_acc": "parts of speech (UPOS)",
    "tag_acc": "tags (XPOS, Penn)",
    "morph_acc": "morphology",
    "sents_f": "sentence boundaries, F",
    "lemma_acc": "lemmas, all tokens, exact case",
    "lemma_words": "lemmas, words only, any case",
    "lemma_verbs": "lemmas, verbs only",
}
MEBIBYTE = 1024 * 1024


def syntax_table(parts: list[dict[str, Any]]) -> str:
    """One row a figure, one column a treebank and part."""
    columns = [
        (f"{name} {p['part']}", p[f"syntax-{p['part']}{suffix}"])
        for p in parts
        for name, suffix in (("all", ""), ("EWT", "-ewt"), ("GUM", "-gum"))
    ]
    lines = [
        "| | " + " | ".join(title for title, _ in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for key, title in SYNTAX_ROWS.items():
        lines.append(
            f"| {title} | " + " | ".join(str(figures[key]) for _, figures in columns) + " |"
        )
    return "\n".join(lines)


def entity_table(figures: dict[str, Any]) -> str:
    """Precision, recall and F by label on both kinds of dev data."""
    lines = ["| | silver news dev P / R / F | GUM dev P / R / F |", "|---|---|---|"]
    silver, gum = figures["entities-dev"], figures["entities-gum"]
    lines.append(
        "| all | "
        + " | ".join(f"{s['ents_p']} / {s['ents_r']} / **{s['ents_f']}**" for s in (silver, gum))
        + " |"
    )
    for label in sorted(silver["ents_per_type"]):
        cells = [s["ents_per_type"].get(label, {"p": 0, "r": 0, "f": 0}) for s in (silver, gum)]
        lines.append(
            f"| {label} | " + " | ".join(f"{c['p']} / {c['r']} / {c['f']}" for c in cells) + " |"
        )
    return "\n".join(lines)


def probe_lines(figures: dict[str, Any]) -> str:
    """The probes in one sentence, and those that fail."""
    probes = figures["probes"]
    head = f"{probes['structure']} of {probes['probes']} have the right reporting verb and content, {probes['names']} exactly the right names."
    failing = [f"- {f['text']}" for f in probes["wrong"]]
    return "\n".join([head, *(["Not right:", "", *failing] if failing else [])])


def files_table(model: Path) -> str:
    """SHA-256 and size of every file."""
    lines = ["| File | Bytes | SHA-256 |", "|---|---|---|"]
    for path in sorted(p for p in model.rglob("*") if p.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(
            f"| `{path.relative_to(model).as_posix()}` | {path.stat().st_size:,} | `{digest}` |"
        )
    return "\n".join(lines)


def main() -> None:
    """Fill the card's template."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--history", help="how this run differed from the documented one")
    parser.add_argument("--date", required=True)
    arguments = parser.parse_args()
    dev = json.loads(arguments.figures.read_text(encoding="utf-8"))
    parts = [
        dev,
        *([json.loads(arguments.test.read_text(encoding="utf-8"))] if arguments.test else []),
    ]
    size = sum(p.stat().st_size for p in arguments.model.rglob("*") if p.is_file())
    values = {
        "date": arguments.date,
        "size": f"{size / MEBIBYTE:.1f}",
        "spacy": version("spacy"),
        "syntax": syntax_table(parts),
        "entities": entity_table(dev),
        "probes": probe_lines(dev),
        "files": files_table(arguments.model),
        "speed": f"{dev['words_per_second']:,}",
        "history": (arguments.history or "It was made in one run with the commands below.").strip(),
        "loading": str(dev["loading_seconds"]),
    }
    text = (HERE / "card.md").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", value)
    arguments.model.with_suffix(".md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
