"""Verbs about articles: articles, withdraw, date."""

from dataclasses import asdict
from typing import Annotated

import typer

from claims.cli.app import LISTED, AsJson, By, Db, Most, app, open_desk
from claims.cli.output import console, show_json, table
from claims.cli.people import Why, tell
from claims.settings import Settings

ArticleId = Annotated[
    str, typer.Argument(metavar="ARTICLE_ID", help="As `claims articles` gives it.")
]


@app.command()
def articles(limit: Most = None, as_json: AsJson = False, db: Db = None) -> None:
    """List the articles, newest first."""
    with open_desk(db, make=False) as desk:
        found = desk.articles(limit=limit or (None if as_json else LISTED))
        total = desk.count_articles()
    if as_json:
        show_json([asdict(one) for one in found])
        return
    rows = (
        (
            one.article_id,
            one.published_at.date() if one.published_at else "undated",
            one.publisher,
            one.title or one.file,
            one.n_shown,
            "withdrawn" if one.withdrawn else "",
        )
        for one in found
    )
    table("Articles", ("id", "date", "publisher", "title", "claims", ""), rows)
    if limit is None and total > len(found):
        console.print(f"Those are the newest of {total:,}; --limit shows more.")


@app.command()
def withdraw(article_id: ArticleId, reason: Why, by: By = "", db: Db = None) -> None:
    """Withdraw an article: it is kept, and its claims count for nothing until `claims undo`."""
    with open_desk(db, make=False) as desk:
        tell(desk.withdraw(article_id, by=by or Settings().reviewer, reason=reason))


@app.command()
def date(
    article_id: ArticleId,
    published: Annotated[
        str,
        typer.Argument(
            metavar="DATE", help='ISO 8601, such as 2019-06-03; "" for what the machine read.'
        ),
    ],
    reason: Why,
    by: By = "",
    db: Db = None,
) -> None:
    """Correct when an article was published; `claims run` links its claims anew."""
    with open_desk(db, make=False) as desk:
        tell(desk.redate(article_id, published, by=by or Settings().reviewer, reason=reason))
