"""Write the card beside the judge, from the figures that `fit` wrote.

python -m training.linking.card claims/models/relations BUILD/figures.json --date YYYY-MM-DD
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.card import MEBIBYTE, files_table

HERE = Path(__file__).parent


def pairs_table(parts: dict[str, dict[str, dict[str, float]]]) -> str:
    """One row a system: accuracy, macro-F1 and false contradictions on each part."""
    names = list(parts)
    lines = [
        "| | " + " | ".join(f"{name}: accuracy / macro-F1 / false" for name in names) + " |",
        "|---|" + "---|" * len(names),
    ]
    for system in parts[names[0]]:
        cells = []
        for name in names:
            one = parts[name][system]
            values = (one["accuracy"], one["macro_f1"], one["false_contradictions"])
            cells.append(" / ".join(f"{100 * value:.1f}" for value in values))
        lines.append(f"| {system.replace('inference', 'inference alone')} | {' | '.join(cells)} |")
    return "\n".join(lines)


def links_table(stories: dict[str, dict[str, Any]]) -> str:
    """One row for each set of stories and each view."""
    lines = ["| | annotated | links | right | precision | found |", "|---|---|---|---|---|---|"]
    for name, told in stories.items():
        for view in ("shown", "possible", "right in 85 of 100"):
            one = told[view]
            precision = one["right"] / max(1, one["links"])
            found = one["right"] / max(1, told["annotated"])
            lines.append(
                f"| {name}, {view} (from {one['from']}) | {told['annotated']} | {one['links']} "
                f"| {one['right']} | {precision:.1%} | {found:.1%} |"
            )
    return "\n".join(lines)


def main() -> None:
    """Fill the card's template."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--date", required=True)
    arguments = parser.parse_args()
    told = json.loads(arguments.figures.read_text(encoding="utf-8"))
    size = sum(path.stat().st_size for path in arguments.model.rglob("*") if path.is_file())
    values = {
        "date": arguments.date,
        "version": told["version"],
        "size": f"{size / MEBIBYTE:.1f}",
        "pairs": pairs_table(told["pairs"]),
        "links": links_table(told["links"]),
        "files": files_table(arguments.model),
    }
    text = (HERE / "card.md").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", value)
    arguments.model.with_suffix(".md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
