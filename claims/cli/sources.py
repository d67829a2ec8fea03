"""Verbs about sources: sources list, show, rate, merge, protect, unprotect."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from claims.cli.app import AsJson, By, Db, Limit, app, open_desk
from claims.cli.output import console, plain, show_json, table
from claims.cli.people import Why, tell
from claims.settings import Settings
from db.views.sources import ReliabilityProposal, SourceView
from db.vocabulary import Reliability

sources = typer.Typer(help="Sources: who speaks and publishes.", no_args_is_help=True)
app.add_typer(sources, name="sources")

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="As `claims sources list` names it, or an alias.")
]


@sources.command("list")
def list_sources(
    limit: Limit = 50,
    protected: Annotated[
        bool, typer.Option("--protected", help="Only those that no export gives away.")
    ] = False,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """List the sources, those with most claims first, with their letter and their record."""
    with open_desk(db, make=False) as desk:
        found = desk.sources(limit=limit, protected=protected)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    rows = (
        (
            one.name,
            one.kind,
            one.reliability or "",
            one.n_claims,
            one.n_confirmed,
            one.n_refuted,
            ", ".join(one.aliases),
        )
        for one in found
    )
    columns = ("name", "kind", "letter", "claims", "confirmed", "refuted", "also called")
    # Names may be long: on a narrow screen they would leave the other columns no room.
    table("Sources", columns, rows, by_id=False)


@sources.command()
def show(name: Name, as_json: AsJson = False, db: Db = None) -> None:
    """Show one source, its record, its letter, and the letter that the record speaks for."""
    with open_desk(db, make=False) as desk:
        source = desk.source(name)
        proposal = desk.reliability_proposal(source)
    if as_json:
        show_json({**asdict(source), "proposal": asdict(proposal) if proposal else None})
        return
    for line in _described(source, proposal):
        console.print(plain(line))


def _described(source: SourceView, proposal: ReliabilityProposal | None) -> Iterator[str]:
    house = ", ".join(filter(None, (source.family, source.country)))
    yield f"{source.name}  ({source.kind}{f'; {house}' if house else ''})"
    if source.aliases:
        yield f"also called: {', '.join(source.aliases)}"
    record = f"{source.n_confirmed} confirmed and {source.n_refuted} refuted"
    if source.protected:
        yield f"protected: exports call it 'protected source {source.source_id}'"
    yield f"claims: {source.n_claims}, of which people decided {record}"
    yield f"letter: {source.reliability or 'nobody set one'}"
    if proposal:
        yield f"proposed: {proposal.letter}. {proposal.reason}"
        yield f'A person sets it: claims sources rate "{source.name}" LETTER --reason …'
    else:
        yield "proposed: none; too few of its claims were decided, or it has no name"


@sources.command()
def rate(
    name: Name,
    letter: Annotated[
        Reliability, typer.Argument(help="A: completely reliable … E: not; F: cannot be judged.")
    ],
    reason: Why,
    by: By = "",
    db: Db = None,
) -> None:
    """Set how reliable a source is; the log says it beside every later decision."""
    with open_desk(db, make=False) as desk:
        tell(desk.rate(name, letter, by=by or Settings().reviewer, reason=reason))


@sources.command()
def merge(
    name: Name,
    into: Annotated[str, typer.Argument(metavar="OTHER_NAME", help="The source that is kept.")],
    reason: Why,
    by: By = "",
    db: Db = None,
) -> None:
    """Say that one source is another; `claims undo` takes them apart again."""
    with open_desk(db, make=False) as desk:
        tell(desk.merge_sources(name, into, by=by or Settings().reviewer, reason=reason))


@sources.command()
def protect(name: Name, reason: Why, by: By = "", db: Db = None) -> None:
    """Keep a source out of every export from now on, its name and whatever else tells who it is.

    On the desk itself nothing is hidden, and `claims export desk` and `claims backup` hold all.
    """
    with open_desk(db, make=False) as desk:
        tell(desk.protect(name, by=by or Settings().reviewer, reason=reason))


@sources.command()
def unprotect(name: Name, reason: Why, by: By = "", db: Db = None) -> None:
    """Let exports name a source again."""
    with open_desk(db, make=False) as desk:
        tell(desk.unprotect(name, by=by or Settings().reviewer, reason=reason))
