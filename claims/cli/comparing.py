"""Verb for pairs of claims that stand in no desk: compare."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import AsJson, app
from claims.cli.output import show_line, table
from claims.desk import Comparison, compare, read_pairs
from claims.settings import Settings
from db.vocabulary import Relation


@app.command("compare")
def compare_pairs(
    pairs: Annotated[
        Path,
        typer.Argument(
            metavar="PAIRS.jsonl",
            help="A pair a line: earlier, later; optional earlier_speaker, later_speaker, "
            "earlier_date, later_date.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Say for each pair of claims how the later one relates to the earlier one, and why."""
    rows = list(read_pairs(pairs))
    found = compare(rows, Settings())
    if as_json:
        for one in found:
            show_line({"relation": name(one), "scores": dict(one.scores), "reason": one.reason})
            sys.stdout.flush()
        return
    cells = (
        (row["earlier"], row["later"], name(one), f"{one.scores.get(name(one), 0):.2f}", one.reason)
        for row, one in zip(rows, found, strict=True)
    )
    table(str(pairs), ("earlier", "later", "relation", "score", "why"), cells)


def name(one: Comparison) -> str:
    """Return the relation's name, "unrelated" where there is none."""
    return one.relation.value if isinstance(one.relation, Relation) else "unrelated"
