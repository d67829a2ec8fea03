"""Verbs by which people decide about claims and links: decide, judge, note, edit, add, undo."""

from typing import Annotated

import typer

from claims.cli.app import By, Db, app, open_desk
from claims.cli.output import console, plain
from claims.errors import InputError
from claims.settings import Settings
from db.views.log import EventView
from db.vocabulary import Judgement, Stance, Verdict

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


Start = Annotated[
    int | None, typer.Option("--start", min=0, help="Where the words begin in the article's text.")
]
End = Annotated[int | None, typer.Option("--end", min=1, help="Where they end.")]
Via = Annotated[
    list[str] | None,
    typer.Option("--via", metavar="NAME", help="A relay, the one next to the speaker first."),
]


@app.command()
def edit(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID", help="Which claim.")],
    reason: Why,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Who says it.")
    ] = None,
    via: Via = None,
    no_via: Annotated[bool, typer.Option("--no-via", help="There is no relay.")] = False,
    stance: Annotated[Stance | None, typer.Option(help="What the speaker does with it.")] = None,
    start: Start = None,
    end: End = None,
    as_first_read: Annotated[
        bool, typer.Option("--as-first-read", help="Take away all that people set of it.")
    ] = False,
    by: By = "",
    db: Db = None,
) -> None:
    """Correct what the machine read: speaker, chain, stance or span; its own reading is kept."""
    by = by or Settings().reviewer
    if no_via and via:
        raise InputError("--no-via says that there is no relay, and --via names one; leave one out")
    if as_first_read and (no_via or any((speaker, via, stance, start is not None, end))):
        raise InputError("--as-first-read takes all away, and sets nothing; leave the others out")
    with open_desk(db, make=False) as desk:
        if as_first_read:
            tell(desk.as_first_read(claim_id, by=by, reason=reason))
            return
        event = desk.edit(
            claim_id,
            by=by,
            reason=reason,
            speaker=speaker,
            via=[] if no_via else via,
            stance=stance,
            span=_span(start, end),
        )
    tell(event)
    console.print("`claims run` links it anew")


@app.command()
def add(
    article_id: Annotated[
        str, typer.Argument(metavar="ARTICLE_ID", help="As `claims articles` gives it.")
    ],
    reason: Why,
    speaker: Annotated[str, typer.Option("--speaker", metavar="NAME", help="Who says it.")],
    start: Start = None,
    end: End = None,
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="The words, instead of their place.")
    ] = "",
    via: Via = None,
    stance: Annotated[Stance, typer.Option(help="What the speaker does.")] = Stance.ASSERTS,
    by: By = "",
    db: Db = None,
) -> None:
    """Add a claim that the machine did not find: words of an article, and who says them."""
    with open_desk(db, make=False) as desk:
        span = _span(start, end) or _found(desk.article(article_id).text, words)
        event = desk.add(
            article_id,
            span,
            speaker=speaker,
            by=by or Settings().reviewer,
            reason=reason,
            via=via or (),
            stance=stance,
        )
    tell(event)
    console.print("`claims run` links it")


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    if (start is None) != (end is None):
        raise InputError("a span needs both --start and --end")
    return None if start is None or end is None else (start, end)


def _found(text: str, words: str) -> tuple[int, int]:
    if not words or text.count(words) != 1:
        raise InputError(
            f"{words!r} stands {text.count(words) if words else 0} times in the article; give "
            "words that stand there once, or --start and --end"
        )
    start = text.index(words)
    return start, start + len(words)


@app.command()
def undo(
    event_seq: Annotated[int, typer.Argument(metavar="EVENT_SEQ", help="As `claims show` has it.")],
    by: By = "",
    reason: Reason = "",
    db: Db = None,
) -> None:
    """Take a decision back by a new event; nothing is erased.

    Then the one before it can be. Taking the undo back, by its own number, does it again.
    """
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
