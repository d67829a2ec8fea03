"""The Typer application, and the options that several verbs share."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from claims.desk import Desk
from claims.settings import Settings

app = typer.Typer(
    help="Claimdesk: who said what, on whose word, and whether it held up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

# People read a screen or two; a table of 100,000 claims takes minutes and a gigabyte to draw.
LISTED = 500

Db = Annotated[
    str | None,
    typer.Option("--db", metavar="URL", help="The desk, as sqlite:///FILE. [env: CLAIMS_DB]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Everything = Annotated[
    bool, typer.Option("--all", help="Also what is folded away: background, possible links.")
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="As the desk stood at the end of a day, or at a time (UTC): articles by when they "
        "were published, decisions by when they were made.",
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=sys.maxsize, help="At most so many.")]
Most = Annotated[
    int | None,
    typer.Option(
        min=1, max=sys.maxsize, help=f"At most so many. Default: {LISTED}; with --json, all."
    ),
]
By = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who decides. [env: CLAIMS_REVIEWER]")
]
Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders.")]


def open_desk(url: str | None, *, make: bool = True) -> Desk:
    """Open the desk that was asked for, or the user's own.

    Args:
        url: as given with ``--db``.
        make: whether to make a desk where there is none; a verb that decides or hands over must
            not: of a misspelt address it would say that all is well.
    """
    return Desk.open(url, settings=Settings(), make=make)


@contextmanager
def open_desk_as_of(url: str | None, words: str, *, make: bool = True) -> Iterator[Desk]:
    """Open the desk that was asked for, as it stood where a moment is given, to look at.

    Args:
        url: as given with ``--db``.
        words: as given with ``--as-of``.
        make: as :func:`open_desk` has it.
    """
    with open_desk(url, make=make) as desk:
        if not words:
            yield desk
            return
        with desk.as_of(words) as past:
            yield past
