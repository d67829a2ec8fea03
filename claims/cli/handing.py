"""Verbs that hand over and take in: export, evidence, import, verify."""

from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import AsJson, AsOf, Db, Everything, app, open_desk, open_desk_as_of
from claims.cli.output import console, counting, errors, plain, show_json, working
from claims.desk import (
    Exported,
    Selection,
    Verification,
    check_stamp,
    import_desk,
    stamp,
    verify_file,
)
from claims.errors import InputError
from claims.settings import Settings

ClaimIds = Annotated[
    list[str] | None,
    typer.Option("--claim", metavar="ID", help="Only this claim and what touches it; repeatable."),
]
Storyline = Annotated[
    str, typer.Option("--storyline", metavar="ID", help="Only the claims of this storyline.")
]
Protect = Annotated[
    list[str] | None,
    typer.Option("--protect", metavar="NAME", help="A source not to give away; repeatable."),
]
ProtectFile = Annotated[
    Path | None,
    typer.Option("--protect-file", metavar="FILE", help="Such sources, a name a line."),
]


What = Annotated[str, typer.Argument(metavar="claims|links|log|case|desk", help="What to write.")]
To = Annotated[Path, typer.Option("--to", metavar="FILE", help="Where to write it.")]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="csv|jsonl|claimreview|annotations",
        help="How; the last two are JSON-LD, of claims only.",
    ),
]
Bom = Annotated[bool, typer.Option("--bom", help="Byte-order mark, for Excel.")]
Since = Annotated[
    str, typer.Option("--since", metavar="DAY", help="Log: decisions from this day on (UTC).")
]
Before = Annotated[
    str, typer.Option("--before", metavar="DAY", help="Log: decisions before this day.")
]


@app.command()
def export(
    what: What,
    to: To,
    format_: Format = "csv",
    bom: Bom = False,
    claim: ClaimIds = None,
    storyline: Storyline = "",
    since: Since = "",
    before: Before = "",
    protect: Protect = None,
    protect_file: ProtectFile = None,
    everything: Everything = False,
    as_of: AsOf = "",
    db: Db = None,
) -> None:
    """Write claims, links or the verification log to a file, or all of a case into a zip file.

    A case (FILE.zip) holds the claims asked for and those that links join them with, their links
    and decisions, the articles' raw bytes, and a page that opens offline; without --claim or
    --storyline, the whole desk. A desk (FILE.zip) is every table and capture, for `claims import`.
    A log of which only a part is asked for, or that must not give a
    source away, is an excerpt: its other rows keep their hashes, so that `claims verify` still
    checks the chain. What is written --as-of a day says so, in FILE.head.json beside it or in the
    zip; the desk is not touched. What the machine read and linked has no history: of the articles
    known then, it is today's.
    """
    selection = Selection(
        tuple(claim or ()), storyline, since, before, _named(protect, protect_file)
    )
    named = 0
    with open_desk_as_of(db, as_of, make=False) as desk, counting("writing") as tick:
        if what == "case":
            done = desk.export_case(to, everything=everything, selection=selection, tick=tick)
        elif what == "desk":
            _refuse_selection(selection)
            done = desk.export_whole(to)
            named = desk.count_sources(protected=True)
        else:
            done = desk.export(
                what,
                format=format_,
                to=to,
                everything=everything,
                bom=bom,
                selection=selection,
                tick=tick,
            )
    _tell_written(done, "claims" if what == "case" else "rows", desk.stood_at)
    if named:
        errors.print(f"[yellow]A desk is whole: it names {_protected(named)}[/yellow]")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As `claims export desk` wrote it.")],
    db: Db = None,
) -> None:
    """Make a desk of an exported one, where there is none yet: same ids, decisions and log."""
    url = Settings().db if db is None else db
    with working("checking and copying"):
        done = import_desk(file, url)
    console.print(
        plain(f"{url} is imported: {done.n_rows} decisions, head {done.head}"), soft_wrap=True
    )


def _refuse_selection(selection: Selection) -> None:
    # Taken in again, a desk must be what it was; and a name that is kept must not seem hidden.
    if selection != Selection():
        raise InputError(
            "a desk is exported whole, with every name in it; "
            "`claims export case` takes --claim, --storyline and --protect"
        )


@app.command()
def evidence(
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="A new folder for it.")],
    article_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ARTICLE_ID...]", help="Only these articles; default: all."),
    ] = None,
    protect: Protect = None,
    protect_file: ProtectFile = None,
    db: Db = None,
) -> None:
    """Write the articles' raw bytes, each file named by its SHA-256, with a manifest."""
    with open_desk(db, make=False) as desk, working("writing"):
        done = desk.evidence(to, *article_ids or (), protect=_named(protect, protect_file))
    if done.withheld:
        console.print(f"{done.withheld} captures that name a protected source were left out")
    console.print(plain(f"{done.rows} captures in {done.path}, head {done.head}"), soft_wrap=True)
    _tell_protected(done)


def _named(protect: list[str] | None, file: Path | None) -> tuple[str, ...]:
    names = protect or []
    if file is None:
        return tuple(names)
    try:
        lines = [*filter(None, map(str.strip, file.read_text(encoding="utf-8-sig").splitlines()))]
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 text; save it as UTF-8") from error
    if not lines:
        raise InputError(
            f"{file} names no source, so that nobody would be protected; write a name a line"
        )
    return (*names, *lines)


def _tell_written(done: Exported, noun: str, stood_at: str) -> None:
    head = f", head {done.head}" if done.head else ""
    excerpt = f" (an excerpt: {done.withheld} rows of the log unread)" if done.withheld else ""
    then = f", as of {stood_at}" if stood_at else ""
    console.print(plain(f"{done.rows} {noun} in {done.path}{excerpt}{then}{head}"), soft_wrap=True)
    _tell_protected(done)


def _tell_protected(done: Exported) -> None:
    if done.protected:
        console.print(f"It hides {_protected(done.protected)}")


def _protected(number: int) -> str:
    return f"{number} protected source{'' if number == 1 else 's'}"


Log = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="An exported log or case, by itself.")
]
Head = Annotated[str, typer.Option("--head", metavar="N:HASH", help="As kept elsewhere.")]
StampAt = Annotated[
    str,
    typer.Option("--stamp", metavar="URL", help="Have the head of FILE stamped there (RFC 3161)."),
]
Roots = Annotated[
    Path | None,
    typer.Option("--roots", metavar="PEM", help="Check the stamp of FILE by these authorities."),
]


@app.command()
def verify(
    file: Log = None,
    head: Head = "",
    stamp_at: StampAt = "",
    roots: Roots = None,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Check the verification log: of a desk, or an exported file with nothing but the file.

    Of a case file, every file in it is checked against its manifest as well. --stamp sends the hash
    of the head to a time-stamping authority and keeps its answer beside the head; nothing else is
    ever sent.
    """
    if file is None and (stamp_at or roots):
        raise InputError("a stamp is of an exported log; name its file")
    with counting("checking") as tick:
        if file is not None:
            result = verify_file(file, head, tick)
        else:
            with open_desk(db, make=False) as desk:
                result = desk.verify(head=head, tick=tick)
    if as_json:
        show_json(_record(result))
    else:
        _tell(result)
    if file is not None and result.ok:
        _stamped(file, stamp_at, roots)
    raise typer.Exit(0 if result.ok else 1)


def _record(result: Verification) -> dict[str, object]:
    return {
        "ok": result.ok,
        "rows": result.n_rows,
        "unread": result.n_unread,
        "head": result.head,
        "problems": list(result.problems),
    }


def _stamped(file: Path, stamp_at: str, roots: Path | None) -> None:
    # Beside the table or the JSON that was asked for, which scripts read.
    if stamp_at:
        errors.print(plain(f"The head of {file} is stamped: {stamp(file, stamp_at)}"))
    if roots is not None:
        errors.print(plain(f"The head of {file} existed at {check_stamp(file, roots)}"))


def _tell(result: Verification) -> None:
    for problem in result.problems:
        console.print(f"[red]{plain(problem)}[/red]", soft_wrap=True)
    word = "[green]holds[/green]" if result.ok else "[red]does not hold[/red]"
    rows = f"{result.n_rows} rows"
    if result.n_unread:
        rows += f" (an excerpt: {result.n_unread} of them unread, of which only the chain is shown)"
    console.print(f"The log {word}: {rows}, head {result.head}", soft_wrap=True)
