"""Verbs that look: list, show, evaluate."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from claims.cli.app import LISTED, AsJson, AsOf, Db, Everything, Most, app, open_desk_as_of
from claims.cli.output import (
    claim_rows,
    console,
    follow,
    link_rows,
    plain,
    show_json,
    standing,
    table,
)
from claims.desk import (
    Desk,
    claim_record,
    event_record,
    in_words,
    link_record,
    origin_record,
)
from claims.errors import InputError
from db.filters import ClaimFilters
from db.views.claims import ClaimView, ReadingView
from db.vocabulary import SourceKind, Stance, Status, Verdict

Search = Annotated[
    str, typer.Option(metavar="Q", help="Words, or beginnings of words, that must all occur.")
]
Speaker = Annotated[str, typer.Option(metavar="NAME", help="Only what this source says.")]
Publisher = Annotated[str, typer.Option(metavar="NAME", help="Only from this publisher.")]
Does = Annotated[
    Stance | None, typer.Option(help="Only where the speaker does this with the words.")
]
Kind = Annotated[SourceKind | None, typer.Option(help="Only this kind of speaker.")]
From = Annotated[
    str, typer.Option("--from", metavar="DAY", help="Published on this day (UTC) or later.")
]
To = Annotated[
    str, typer.Option("--to", metavar="DAY", help="Published on this day (UTC) or earlier.")
]
Anonymous = Annotated[bool, typer.Option("--anonymous", help="Only what unnamed sources say.")]


@app.command("list")
def list_claims(
    status: Annotated[Status | None, typer.Option(help="Only this status.")] = None,
    verdict: Annotated[Verdict | None, typer.Option(help="Only this verdict.")] = None,
    search: Search = "",
    speaker: Speaker = "",
    publisher: Publisher = "",
    stance: Does = None,
    kind: Kind = None,
    first_day: From = "",
    last_day: To = "",
    anonymous: Anonymous = False,
    limit: Most = None,
    everything: Everything = False,
    as_of: AsOf = "",
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """List claims, newest article first."""
    search.encode()  # bytes that are no text find nothing, which would look like an answer
    filters: ClaimFilters = {
        "status": status,
        "verdict": verdict,
        "search": search,
        "stance": stance,
        "kind": kind,
        "from_day": day(first_day),
        "to_day": day(last_day),
        "anonymous": anonymous,
        "everything": everything,
    }
    with open_desk_as_of(db, as_of, make=False) as desk:
        # A name that is misspelt must not look like a source that says nothing.
        filters["speaker"] = desk.source(speaker).name if speaker else ""
        filters["publisher"] = desk.source(publisher).name if publisher else ""
        found = desk.claims(limit=limit or (None if as_json else LISTED), **filters)
        total = desk.count_claims(**filters)
    if as_json:
        show_json([claim_record(claim) for claim in found])
        return
    _list(found, total, desk.stood_at)
    if limit is None and total > len(found):
        console.print("Those are the newest; --limit shows more, --search and --status fewer.")


def _list(found: Sequence[ClaimView], total: int, stood_at: str) -> None:
    if not found and stood_at:
        console.print(f"No claims here as of {stood_at}. A later day, or fewer filters.")
    elif not found:
        console.print("No claims here. Fewer filters, or `claims run FOLDER` to read articles.")
    else:
        columns = ("id", "date", "who says it", "stance", "claim", "standing")
        whole = f" of {total:,}" if total > len(found) else ""
        noun = "claim" if total == 1 else "claims"
        then = f" as of {stood_at}" if stood_at else ""
        table(f"{len(found):,}{whole} {noun}{then}", columns, claim_rows(found))


def day(words: str) -> date | None:
    """Return the day that an option names; raises InputError."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise InputError(f"{words!r} is no day; give it as 2026-01-31") from error


@app.command()
def show(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID", help="As `claims list` gives it.")],
    everything: Everything = False,
    as_of: AsOf = "",
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Show one claim: its words, its chain, its links and its history."""
    with open_desk_as_of(db, as_of, make=False) as desk:
        claim = desk.claim(claim_id)
        links = desk.links(claim, possible=everything)
        history = desk.log(claim)
        note, first = desk.note_on(claim), desk.first_reading(claim)
        origins = desk.origins(claim)
    if as_json:
        show_json(
            {
                **claim_record(claim),
                **({"as_of": desk.stood_at} if as_of else {}),
                "note": note.text,
                "first_reading": asdict(first) if first else None,
                "chain": list(claim.chain),
                "origins": [origin_record(one) for one in origins],
                "links": [link_record(link) for link in links],
                "history": [event_record(event) for event in history],
            }
        )
        return
    if as_of:
        console.print(f"As of {desk.stood_at}:")
    _describe(claim, note.text, first, in_words(origins))
    if links:
        columns = ("link", "relation", "score", "judgement", "other claim", "why")
        table("Links", columns, link_rows(links))
    if history:
        rows = (
            (e.event_seq, e.event_time_utc[:19], e.reviewer, e.action, e.after, e.reason)
            for e in history
        )
        table("History", ("seq", "time (UTC)", "who", "action", "now", "reason"), rows)


def _describe(claim: ClaimView, note: str, first: ReadingView | None, origins: str) -> None:
    before, words, after = (
        part.replace("\n", " ") for part in (claim.prefix, claim.text, claim.suffix)
    )
    console.print(f"[bold]{plain(words)}[/bold]")
    lines = {
        "who": " → ".join(claim.chain),
        "how": f"{claim.mode}, {claim.stance}, cue {claim.cue!r}" if claim.cue else claim.mode,
        "where": f"…{before}»{words}«{after}…",
        "article": f"{claim.article_title} ({claim.article_file})",
        "standing": f"{standing(claim)}, {claim.n_origins} independent origin(s)",
        "origins": origins,
        "storyline": f"{claim.storyline}; see `claims stories show`" if claim.storyline else "none",
    }
    if first:
        who = " → ".join((first.speaker, *first.via))
        lines["read"] = f"at first as {who}, {first.stance}: {first.text}"
    if claim.superseded:
        lines["machine"] = "finds it no more; it stays, for people decided on it"
    if note:
        lines["note"] = note
    for name, value in lines.items():
        console.print(f"[dim]{name:>9}[/dim]  {plain(value)}")


@app.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Articles with expected/ beside them.")
    ],
    everything: Everything = False,
    as_json: AsJson = False,
) -> None:
    """Score extraction and linking on a folder annotated like seed_corpus/expected.

    The articles go through a desk of their own that is thrown away afterwards.
    """
    with (
        tempfile.TemporaryDirectory() as place,
        Desk.open(f"sqlite:///{place}/evaluation.db") as desk,
    ):
        follow(desk.run(folder))
        scores = desk.evaluate(folder, everything=everything)
    if as_json:
        show_json(scores.to_json())
    else:
        view = "everything" if everything else "the default view"
        table(f"{folder}: {view}", ("measure", "value"), scores.table())
