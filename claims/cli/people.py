"""Verbs by which people decide about claims and links: judge, decide, note, undo."""

from typing import Annotated

import typer

from claims.cli.app import By, Db, app, open_desk
from claims.cli.output import console, plain
from claims.settings import Settings
from db.views import EventView
from db.vocabulary import Judgement, Verdict

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; always needed.")]


@app.command()
def decide(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID", help="Which claim.")],
    verdict: Annotated[Verdict, typer.Argument(help="What you found.")],
    reason: Why,
    by: By = "",
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="LINK_ID|URL", help="What it rests on; repeatable."),
    ] = None,
    db: Db = None,
) -> None:
    """Record your verdict on a claim."""
    with open_desk(db, make=False) as desk:
        event = desk.decide(
            claim_id, verdict, by=by or Settings().reviewer, reason=reason, evidence=evidence or ()
        )
    tell(event)


@app.command()
def judge(
    link_id: Annotated[str, typer.Argument(metavar="LINK_ID", help="Which link.")],
    judgement: Annotated[Judgement, typer.Argument(help="Is the suggestion right?")],
    by: By = "",
    reason: Reason = "",
    db: Db = None,
) -> None:
    """Accept or reject a suggested link between two claims."""
    with open_desk(db, make=False) as desk:
        event = desk.judge(link_id, judgement, by=by or Settings().reviewer, reason=reason)
    tell(event)


@app.command()
def note(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID", help="Which claim.")],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help='All that the note is to say; "" takes it away.')
    ],
    by: By = "",
    reason: Reason = "",
    db: Db = None,
) -> None:
    """Write a note on a claim, or write it anew; what it said before stays in the log."""
    with open_desk(db, make=False) as desk:
        tell(desk.note(claim_id, text, by=by or Settings().reviewer, reason=reason))


@app.command()
def undo(
    event_seq: Annotated[int, typer.Argument(metavar="EVENT_SEQ", help="As `claims show` has it.")],
    by: By = "",
    reason: Reason = "",
    db: Db = None,
) -> None:
    """Take a decision back by a new event; nothing is erased."""
    with open_desk(db, make=False) as desk:
        event = desk.undo(event_seq, by=by or Settings().reviewer, reason=reason)
    tell(event)


def tell(event: EventView) -> None:
    """Print what was written into the log."""
    before, after = event.before or "nothing", event.after or "nothing"
    console.print(
        plain(
            f"event {event.event_seq}: {event.action} {event.object_type} {event.object_id}: "
            f"{before} → {after}, by {event.reviewer}"
        ),
        soft_wrap=True,
    )
