"""Verbs about the web: fetch, watch, versions, alarms."""

import re
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Annotated

import typer

from claims.cli.app import AsJson, Db, app, open_desk
from claims.cli.output import console, plain, show_json, table
from claims.cli.work import Report, finish
from claims.desk import Desk, Step
from claims.errors import InputError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHORTEST = timedelta(minutes=1)
Pages = Annotated[
    bool, typer.Option("--pages", help="Also fetch the pages that the entries of feeds name.")
]


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Pages, feeds, documents.")],
    pages: Pages = False,
    only_read: Annotated[
        bool, typer.Option("--only-read", help="Do no more with them yet, as `claims ingest`.")
    ] = False,
    report: Report = None,
    db: Db = None,
) -> None:
    """Fetch pages, feeds and documents by address; then extract, link and assess.

    Only public addresses are fetched, and what a site's robots.txt asks to leave alone is not.
    """
    with open_desk(db) as desk:
        steps = desk.fetch(*urls, pages=pages)
        finish(desk, steps if only_read else and_run(desk, steps), report)


def and_run(desk: Desk, steps: Iterator[Step]) -> Iterator[Step]:
    """Yield the steps, and then those of the other stages where anything came in."""
    came = False
    for step in steps:
        came = came or not step.failed
        yield step
    if came:
        yield from desk.run()


@app.command()
def watch(
    feeds: Annotated[
        list[str] | None, typer.Argument(metavar="[FEED...]", help="Feeds, or single pages.")
    ] = None,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="As 90s, 15m, 2h or 1d.")
    ] = "15m",
    pages: Pages = False,
    once: Annotated[
        bool, typer.Option("--once", help="Ask those whose time has come, and end; for cron.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="Show what is watched.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="Watch these no more.")] = False,
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Watch feeds: ask them politely for news again and again, until Ctrl-C.

    What is watched is kept in the desk: `claims watch` without addresses goes on with it.
    """
    if stop and not feeds:
        raise InputError("name what to watch no more; `claims watch --list` names what is watched")
    with open_desk(db, make=bool(feeds) and not (listing or stop)) as desk:
        if listing:
            _list(desk, as_json=as_json)
        elif stop:
            desk.unwatch(*feeds or ())
        else:
            if feeds:
                desk.watch(*feeds, every=duration(every), pages=pages)
            if not desk.feeds():
                raise InputError("nothing is watched yet; name a feed: `claims watch URL`")
            _keep_watching(desk, once=once)


def _list(desk: Desk, *, as_json: bool) -> None:
    found = desk.feeds()
    if as_json:
        show_json([asdict(one) for one in found])
        return
    rows = (
        (
            one.url,
            one.rhythm,
            "with pages" if one.pages else "",
            one.polled_at.isoformat(timespec="minutes") if one.polled_at else "never",
            one.next_at.isoformat(timespec="minutes"),
            f"failed {one.failures} times: {one.note}" if one.failures else one.note,
        )
        for one in found
    )
    table("Watched", ("address", "how often", "", "asked last", "asked next", "what came"), rows)


def _keep_watching(desk: Desk, *, once: bool) -> None:
    fetcher = desk.fetcher()
    while True:
        due = desk.next_poll()
        if due is None:
            return  # somebody stopped the last one meanwhile
        now = datetime.now(UTC)
        if due <= now:
            try:
                finish(desk, and_run(desk, desk.poll(fetcher)))
            except typer.Exit:
                # A feed that fails is named, and asked again later: the others are still watched.
                if once:
                    raise
        elif once:
            console.print(f"Nothing is due before {due:%Y-%m-%d %H:%M} UTC.")
        if once:
            return
        # Not in one sleep: another process may watch more feeds, or fewer, meanwhile.
        time.sleep(min(max((due - now).total_seconds(), 1.0), 30.0))


def duration(words: str) -> timedelta:
    """Return how long ``15m`` is; raises InputError where that is no time, or too short a one."""
    found = re.fullmatch(r"(\d{1,6})([smhd])", words.strip().lower())
    length = timedelta(seconds=int(found[1]) * UNITS[found[2]]) if found else timedelta()
    if length < SHORTEST:
        raise InputError(f"{words!r} is no time between polls; give 1m or more, as 15m, 2h or 1d")
    return length


@app.command()
def versions(
    article_id: Annotated[
        str, typer.Argument(metavar="ARTICLE_ID", help="As `claims articles` gives it.")
    ],
    as_json: AsJson = False,
    db: Db = None,
) -> None:
    """Show the versions of an article that the desk saw at its address, and what changed."""
    with open_desk(db, make=False) as desk:
        found = desk.versions(article_id)
        changed = [
            desk.differences(one.article_id, other.article_id) for one, other in pairwise(found)
        ]
    if as_json:
        told = [[asdict(change) for change in some] for some in ([], *changed)]
        show_json([asdict(one) | {"changes": told[n]} for n, one in enumerate(found)])
        return
    if not found:
        console.print("This article has no address by which it could come again.")
    for one, changes in zip(found, [[], *changed], strict=True):
        seen = ", ".join(period(*ends) for ends in one.seen)
        now = ", there now" if one.current else ""
        console.print(
            plain(f"Version {one.number}: {one.title or one.file} ({one.article_id})"),
            soft_wrap=True,
        )
        console.print(f"  seen {seen} UTC{now}; {one.n_shown} claims")
        for change in changes:
            for sign, words in (("-", change.was), ("+", change.now)):
                if words:
                    console.print(plain(f"  {sign} {' '.join(words.split())}"), soft_wrap=True)


def period(first: datetime, last: datetime) -> str:
    """Return from when until when, the day told again where it is another one."""
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
    return f"{first:%Y-%m-%d %H:%M} to {until}"


@app.command()
def alarms(as_json: AsJson = False, db: Db = None) -> None:
    """List claims whose sentence was changed or taken out since people saw it."""
    with open_desk(db, make=False) as desk:
        found = desk.alarms()
    if as_json:
        show_json([asdict(one) | {"reason": one.reason} for one in found])
        return
    rows = ((one.claim_id, one.verdict or "undecided", one.text, one.reason) for one in found)
    table("To be looked at again", ("id", "verdict", "claim", "why"), rows)
