"""Verbs about the judge of pairs: compare, refit."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import AsJson, Db, app, open_desk
from claims.cli.output import console, plain, show_line, table
from claims.desk import Comparison, compare, read_pairs
from claims.export.target import replacing
from claims.settings import Settings
from db.vocabulary import Relation


@app.command("compare")
def compare_pairs(
    pairs: Annotated[
        Path,
        typer.Argument(
            metavar="PAIRS.jsonl",
            help="A pair a line: earlier, later; optional earlier_speaker, later_speaker, "
            "earlier_date, later_date, earlier_stance, later_stance.",
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


@app.command()
def refit(
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE", help="Where the new weights go.")
    ] = Path("judge.json"),
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", metavar="FILE.jsonl", help="Write the judged links there too."),
    ] = None,
    db: Db = None,
) -> None:
    """Teach the judge what people accepted and rejected, and show what that changes.

    Nothing uses the new weights before CLAIMS_JUDGE names their file.
    """
    with open_desk(db, make=False) as desk:
        if pairs is not None:
            with replacing(pairs, "utf-8") as file:
                for row in desk.training_pairs():
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
        found = desk.refit(to)
    rows = [
        ("links judged", found.before.links, found.after.links),
        ("agrees with people", f"{found.before.agreed:.1%}", f"{found.after.agreed:.1%}"),
        ("loss a link", f"{found.before.loss:.3f}", f"{found.after.loss:.3f}"),
    ]
    table("The judge before, and after on links it had not seen", ("", "before", "after"), rows)
    better = found.after.loss < found.before.loss
    advice = f"CLAIMS_JUDGE={to} uses it" if better else "it is no better: keep what you have"
    console.print(plain(f"Written to {to}; {advice}."), soft_wrap=True)
