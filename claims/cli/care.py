"""Verbs that care for the desk: migrate, doctor."""

from dataclasses import asdict

import typer

from claims.cli.app import AsJson, Db, app, open_desk
from claims.cli.output import console, plain, show_json, table
from claims.doctor import examine
from claims.settings import Settings


@app.command()
def migrate(db: Db = None) -> None:
    """Bring the desk's schema to this version, and put missing guards of its log back."""
    with open_desk(db) as desk:
        for name in desk.repair():
            console.print(plain(f"the guard {name} of the log was missing and stands again"))
        console.print(plain(f"{desk.engine.url} is up to date"), soft_wrap=True)


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
