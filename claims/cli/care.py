"""Verbs that care for the desk: migrate, backup, restore, doctor."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import AsJson, Db, app, open_desk
from claims.cli.output import console, counting, plain, show_json, table
from claims.desk import restore as restore_desk
from claims.doctor import examine
from claims.settings import Settings


@app.command()
def migrate(db: Db = None) -> None:
    """Bring the desk to this version; put missing guards back, and mend the index of claims."""
    with open_desk(db, make=False) as desk:
        for name in desk.repair():
            console.print(plain(f"the guard {name} of the log was missing and stands again"))
        for problem in desk.mend_index():
            console.print(plain(f"{problem}; it was made anew"), soft_wrap=True)
        console.print(plain(f"{desk.engine.url} is up to date"), soft_wrap=True)


@app.command()
def backup(
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="A file that is not there yet.")],
    db: Db = None,
) -> None:
    """Copy the desk as it stands into a file, while others may go on writing; then check it.

    Keep the head that it prints elsewhere: it shows whether log and backup were both rewritten.
    """
    with open_desk(db, make=False) as desk, counting("copying and checking") as tick:
        done = desk.backup(to, tick)
    for problem in done.problems:
        console.print(f"[red]{plain(problem)}[/red]", soft_wrap=True)
    word = "whole" if done.ok else "a copy of a desk whose log does not hold"
    console.print(
        plain(f"{to} is {word}: {done.n_rows} decisions, head {done.head}"), soft_wrap=True
    )
    raise typer.Exit(0 if done.ok else 1)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As `claims backup` wrote it.")],
    db: Db = None,
) -> None:
    """Make a desk of a backup that was checked first; never in the place of another desk."""
    url = Settings().db if db is None else db
    with counting("checking and copying") as tick:
        done = restore_desk(file, url, tick)
    console.print(
        plain(f"{url} is restored: {done.n_rows} decisions, head {done.head}"), soft_wrap=True
    )


@app.command()
def doctor(as_json: AsJson = False, db: Db = None) -> None:
    """Check the machine, the models and the desk, and say what to do."""
    settings = Settings()
    checks = examine(settings.db if db is None else db, settings)
    if as_json:
        show_json([asdict(check) for check in checks])
    else:
        rows = ((check.level, check.name, check.found, check.remedy) for check in checks)
        table("Doctor", ("", "check", "found", "what to do"), rows)
    raise typer.Exit(1 if any(check.level == "bad" for check in checks) else 0)
