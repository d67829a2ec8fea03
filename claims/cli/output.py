"""Tables, bars and complaints: what the command line prints."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from claims.desk import Step
from claims.progress import Tick, unseen
from db.views.claims import ClaimView, LinkView

# Words are printed as they stand: ":key:" in an article is no picture of a key.
console = Console(emoji=False)
errors = Console(stderr=True, emoji=False)

# What a terminal would obey rather than show: controls, and the marks that turn text around.
CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if code != ord("\n")} | {
    code: f"<U+{code:04X}>" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def plain(text: str) -> str:
    """Make text from an article safe for a terminal: no markup, no escape sequences."""
    return escape(text.translate(CONTROLS))


def complain(message: str) -> None:
    """Print an error, as one plain line on standard error."""
    errors.print(Text(f"claims: {message.translate(CONTROLS)}", style="red"), soft_wrap=True)


def show_json(value: Any) -> None:
    """Print a value as JSON; where the output is not Unicode, letters beyond ASCII are escaped."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    json.dump(value, sys.stdout, ensure_ascii=not unicode, indent=2, default=str)
    sys.stdout.write("\n")


def show_line(value: Any) -> None:
    """Print a value as JSON on one line."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(value, ensure_ascii=not unicode) + "\n")


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, by_id: bool = True
) -> None:
    """Print rows under headings; every cell is escaped.

    Args:
        title: what they are.
        columns: the headings.
        rows: the cells.
        by_id: whether the first column holds ids, which are never broken.
    """
    made = Table(show_edge=False)
    for place, name in enumerate(columns):
        made.add_column(name, no_wrap=by_id and place == 0)  # an id that is cut is of no use
    for row in rows:
        made.add_row(*(plain(str(cell)) for cell in row))
    console.print(Text(f"\n{title}", style="bold"))
    console.print(made)


def follow(steps: Iterator[Step]) -> list[Step]:
    """Show the progress of long work, name what failed as it fails, and return every step.

    Args:
        steps: what ``Desk.run`` or ``Desk.ingest`` yields.
    """
    done: list[Step] = []
    columns = (
        TextColumn("{task.description:>8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=errors) as progress:
        tasks: dict[str, Any] = {}
        # Two stages may have the same to say of an article.
        warned: set[tuple[str, str]] = set()
        for step in steps:
            done.append(step)
            if step.stage not in tasks:
                tasks[step.stage] = progress.add_task(step.stage, total=step.total, note="")
            note = plain(step.item)[:40]
            progress.update(tasks[step.stage], completed=step.done, total=step.total, note=note)
            for warning in step.warnings:
                if (step.item, warning) not in warned:
                    warned.add((step.item, warning))
                    errors.print(
                        f"[yellow]{plain(step.item)}: {plain(warning)}[/yellow]", soft_wrap=True
                    )
            if step.failed:
                errors.print(f"[red]{plain(step.item)}: {plain(step.note)}[/red]", soft_wrap=True)
    return done


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show, on standard error, that something is going on whose end nobody can tell, and how long.

    On what is no terminal nothing is shown.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        bar.add_task(plain(words), total=None)
        yield


@contextmanager
def counting(words: str) -> Iterator[Tick]:
    """Show, on standard error, how far work has come that tells it; give what it is to tell.

    Until it tells anything it looks as :func:`working` does. On what is no terminal nothing is
    shown.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task(plain(words), total=None)
        if errors.is_terminal:
            yield lambda done, total: bar.update(task, completed=done, total=total)
        else:
            yield unseen


def speak_any_encoding() -> None:
    """Let a terminal that lacks a letter show it escaped, instead of ending the program.

    A decision is already in the log when it is told; an error on telling it would have it made
    twice.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def standing(claim: ClaimView) -> str:
    """Return what holds of a claim: that it was withdrawn, a person's verdict, or its status."""
    if claim.withdrawn:
        return "withdrawn (by a person)"
    met = "; new evidence against it" if claim.challenged_by else ""
    return f"{claim.verdict} (by a person{met})" if claim.verdict else claim.status


def claim_rows(claims: Iterable[ClaimView]) -> Iterator[tuple[object, ...]]:
    """Return the cells in which a list shows its claims."""
    for claim in claims:
        day = claim.published_at.date() if claim.published_at else "undated"
        yield (
            claim.claim_id,
            day,
            " → ".join(claim.chain),
            claim.stance,
            claim.text,
            standing(claim),
        )


def link_rows(links: Iterable[LinkView]) -> Iterator[tuple[object, ...]]:
    """Return the cells in which a claim shows its links, seen from that claim."""
    for link in links:
        direction = "→" if link.seen_from == link.later.claim_id else "←"
        relation = f"{direction} {link.relation}"
        said = f"{link.other.speaker}: {link.other.text}"
        yield link.link_id, relation, f"{link.score:.2f}", link.judgement, said, link.reason
