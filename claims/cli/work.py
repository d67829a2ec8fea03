"""Verbs that work: demo, ingest, run, serve."""

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import Db, Paths, app, open_desk
from claims.cli.leftovers import tell
from claims.cli.output import claim_rows, complain, console, follow, plain, table
from claims.cli.server import HOST, serve_dashboard
from claims.desk import Desk, Step
from claims.ingest.columns import read_columns
from claims.settings import Settings, demo_url, packaged
from db.vocabulary import Status, Verdict

Port = Annotated[
    int | None,
    typer.Option("--port", min=0, max=65535, help="Default: 8501, or the next that is free."),
]


FAILED = attrgetter("failed")


Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="Which column of a CSV or JSON table holds title, text, url, published, publisher, "
        "author, language; or a YAML or JSON file that says so.",
    ),
]
Separator = Annotated[
    str,
    typer.Option("--separator", metavar="LINE", help="The line between two articles in one .txt."),
]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write what was left out, and why, as CSV."),
]


@app.command()
def ingest(
    paths: Paths,
    columns: Columns = "",
    separator: Separator = "",
    report: Report = None,
    db: Db = None,
) -> None:
    """Read files and folders into the desk, and do no more with them yet.

    Read are text and Markdown, web pages (HTML, MHTML), feeds (RSS, Atom), PDF, Word (DOCX), mails
    and mailboxes (EML, MBOX), web archives (WARC, ARC, WACZ), tables (CSV, JSON lines, JSON), and
    zips of these.
    """
    mapping = read_columns(columns)
    with open_desk(db) as desk:
        finish(desk, desk.ingest(*paths, columns=mapping, separator=separator), report)


@app.command()
def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH...]", help="Files and folders to read.")
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again", help="Extract anew from all articles; what people touched stays as it is."
        ),
    ] = False,
    columns: Columns = "",
    separator: Separator = "",
    report: Report = None,
    db: Db = None,
) -> None:
    """Read, extract, link and assess: the new paths, and whatever is unfinished."""
    mapping = read_columns(columns)
    with open_desk(db) as desk:
        steps = desk.run(*paths or (), again=again, columns=mapping, separator=separator)
        finish(desk, steps, report)


def finish(desk: Desk, steps: Iterator[Step], report: Path | None = None) -> None:
    """Follow work to its end, and say what the desk holds and what was left out.

    Raises:
        Exit: something was left out.
    """
    try:
        done = follow(steps)
    except KeyboardInterrupt:
        complain("stopped; what was finished is kept, and `claims run` goes on from there")
        raise
    counts = desk.counts()
    console.print(
        f"The desk holds {counts['articles']} articles, {counts['shown']} claims "
        f"(and {counts['claims'] - counts['shown']} folded away), {counts['links']} links."
    )
    tell(done, report)
    failed, items = ({step.item for step in some} for some in (filter(FAILED, done), done))
    if failed:
        complain(f"{len(failed)} of {len(items - {''})} were left out; they are named above")
        raise typer.Exit(1 if failed == items else 3)


@app.command()
def serve(
    port: Port = None,
    address: Annotated[
        str,
        typer.Option(
            "--address", help="What to listen on; others get in only where they prove who they are."
        ),
    ] = HOST,
    db: Db = None,
) -> None:
    """Open the dashboard, on this machine only unless told otherwise."""
    with open_desk(db):
        pass
    serve_dashboard(Settings().db if db is None else db, port, address)


@app.command()
def demo(
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Open the dashboard afterwards.")
    ] = True,
    port: Port = None,
    db: Db = None,
) -> None:
    """Run the packaged seed corpus through a desk of its own, and open the dashboard on it."""
    url = demo_url() if db is None else db
    with Desk.open(url) as desk:
        finish(desk, desk.run(packaged("seed_corpus")))
        _summarise(desk)
    console.print(plain(f"This desk: --db {url}"), soft_wrap=True)
    if serve:
        serve_dashboard(url, port)


def _summarise(desk: Desk) -> None:
    counts = desk.counts()
    words = [(one, counts[one]) for one in (*Status, *Verdict)]
    table("Claims by status and verdict", ("standing", "claims"), words)
    disputed = desk.claims(status=Status.DISPUTED, limit=5)
    columns = ("id", "date", "who says it", "stance", "claim", "standing")
    table("Some that are disputed", columns, claim_rows(disputed))
