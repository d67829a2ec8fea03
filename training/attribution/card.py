"""Write the card beside the tagger, from the figures that `benchmarks.attribution` wrote.

python -m training.attribution.card claims/models/attribution benchmarks/results/attribution.json --date YYYY-MM-DD
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.card import MEBIBYTE, files_table

HERE = Path(__file__).parent
MEASURES = ("content", "exact", "attribution")
SPANS = ("source", "cue", "content")


def figures_table(systems: dict[str, dict[str, Any]]) -> str:
    """One row a system, precision, recall and F1 of each measure, and the exact F1 a span."""
    lines = [
        "| | content IoU ≥ 0.5, P / R / **F1** | content exact F1 | attribution F1 | source given match | exact a span: source / cue / content |",
        "|---|---|---|---|---|---|",
    ]
    for name, figures in systems.items():
        content = figures["content"]
        spans = " / ".join(str(figures["spans"][role]) for role in SPANS)
        lines.append(
            f"| {name} | {content['precision']} / {content['recall']} / **{content['f1']}** "
            f"| {figures['exact']['f1']} | {figures['attribution']['f1']} "
            f"| {figures['source given match']} | {spans} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Fill the card's template."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--date", required=True)
    arguments = parser.parse_args()
    results = json.loads(arguments.figures.read_text(encoding="utf-8"))
    size = sum(path.stat().st_size for path in arguments.model.rglob("*") if path.is_file())
    values = {
        "date": arguments.date,
        "version": str(results["tagger"]),
        "size": f"{size / MEBIBYTE:.1f}",
        "articles": str(results["articles"]),
        "attributions": f"{results['attributions']:,}",
        "measured": f"{results['date']}, commit {results['commit']}",
        "figures": figures_table(results["systems"]),
        "files": files_table(arguments.model),
    }
    text = (HERE / "card.md").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", value)
    arguments.model.with_suffix(".md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
