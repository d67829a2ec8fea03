"""Verbs about storylines: stories list, show, name, merge, split."""

from dataclasses import asdict
from typing import Annotated

import typer

from claims.cli.app import AsJson, By, Db, Limit, app, open_desk
from claims.cli.output import claim_rows, console, plain, show_json, table
from claims.cli.people import Reason, tell
from claims.desk import claim_record
from claims.errors import NotFoundError
from claims.settings import Settings

stories = typer.Typer(help="Storylines: claims that links or people join.", no_args_is_help=True)
app.add_typer(stories, name="stories")

Story = Annotated[
    str, typer.Argument(metavar="STORY_ID", help="As `claims stories list` names it.")
]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM_ID", help="Which claim.")]


@stories.command("list")
def list_stories(
    limit: Limit = 50,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """List the storylines, those with most claims first."""
    with open_desk(db, make=False) as desk:
        found = desk.storylines(limit=limit)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    rows = (
        (
            one.storyline,
            one.claims,
            one.articles,
            one.disputed,
            f"{one.first.date()} to {one.last.date()}",
            one.name,
        )
        for one in found
    )
    columns = ("id", "claims", "articles", "disputed", "when", "name")
    table("Storylines", columns, rows)


@stories.command()
def show(story_id: Story, as_json: AsJson = False, db: Db = None) -> None:
    """Show the claims of a storyline, the newest first."""
    with open_desk(db, make=False) as desk:
        found = desk.claims(storyline=story_id, everything=True)
    if not found:
        raise NotFoundError(f"there is no storyline {story_id!r}; `claims stories list` names them")
    if as_json:
        show_json([claim_record(one) for one in found])
        return
    columns = ("id", "date", "who says it", "stance", "claim", "standing")
    table(f"Storyline {story_id}", columns, claim_rows(found))


@stories.command()
def name(
    claim_id: ClaimId,
    called: Annotated[str, typer.Argument(metavar="NAME", help='The name; "" takes it away.')],
    by: By = "",
    reason: Reason = "",
    db: Db = None,
) -> None:
    """Name the storyline that a claim belongs to."""
    with open_desk(db, make=False) as desk:
        tell(desk.name_storyline(claim_id, called, by=by or Settings().reviewer, reason=reason))


@stories.command()
def merge(
    claim_id: ClaimId,
    other: Annotated[str, typer.Argument(metavar="OTHER_CLAIM_ID", help="A claim of the other.")],
    by: By = "",
    reason: Reason = "",
    db: Db = None,
) -> None:
    """Make the storylines of two claims one."""
    with open_desk(db, make=False) as desk:
        tell(desk.merge(claim_id, other, by=by or Settings().reviewer, reason=reason))


@stories.command()
def split(
    claim_ids: Annotated[
        list[str], typer.Argument(metavar="CLAIM_ID...", help="Claims that make one of their own.")
    ],
    by: By = "",
    reason: Reason = "",
    db: Db = None,
) -> None:
    """Take claims out of their storyline and make one of them."""
    with open_desk(db, make=False) as desk:
        for event in desk.split(*claim_ids, by=by or Settings().reviewer, reason=reason):
            tell(event)
    console.print(plain("`claims undo EVENT_SEQ` takes each of them back"), soft_wrap=True)
