"""The process of a job, run as ``python -m claims.jobs.process FOLDER URL``.

It may be killed at any moment: the desk keeps what was finished, and the job can be resumed.
"""

import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import ClaimdeskError
from claims.ingest.formats import READABLE, of_name
from claims.ingest.preview import Preview
from claims.jobs.fetched import Kept
from claims.jobs.job import Order, Place, write_json
from claims.jobs.lock import take
from claims.jobs.outcome import outcomes
from claims.jobs.previewed import write_previews
from db.vocabulary import Stage

if TYPE_CHECKING:
    from claims.desk import Desk, Step

# Each holds the models, so that more at once would want more memory than many machines have.
AT_ONCE = 2
PAUSE = 0.3
PATIENCE = 15.0
ODD = f"not one of {READABLE}"


def work(place: Place, url: str) -> None:
    """Do what a job is to do, from the beginning or from where it was left.

    Args:
        place: its folder.
        url: the desk.
    """
    lock = take(place.lock, wait=PATIENCE)
    if lock is None:
        return  # another process has this job in hand
    with closing(lock):
        if place.end.exists():
            return  # another process came first, and is done with it
        place.pid.write_text(str(os.getpid()), "ascii")
        turn = _turn(place)
        if turn is None:
            return
        with closing(turn):
            write_json(place.end, _end(place, url))


def _turn(place: Place) -> sqlite3.Connection | None:
    """Wait until few enough others are at work; None where the job is cancelled meanwhile."""
    while not place.cancelled.exists():
        for n in range(AT_ONCE):
            if (turn := take(place.folder.parent / f"turn-{n}")) is not None:
                return turn
        time.sleep(PAUSE)
    return None


def _end(place: Place, url: str) -> dict[str, object]:
    place.steps.touch()
    # What waits for its turn shall not hold the models yet.
    from claims.desk import Desk  # noqa: PLC0415

    try:
        with Desk.open(url, make=False) as desk:
            order = place.job().order
            if order.preview:
                write_previews(place.previews, _previews(desk, place, order))
                return {"preview": True}
            _write_steps(place, _steps(desk, place, order))
            found = outcomes(place.steps)
            new = [one.article_id for one in found if one.read]
            tally = {"articles": len(new), "left_out": len(found) - len(new), **desk.yields(new)}
    except ClaimdeskError as error:
        return {"error": str(error)}
    for folder in (place.input, place.fetched):
        shutil.rmtree(folder, ignore_errors=True)
    place.previews.unlink(missing_ok=True)
    return {"tally": tally}


def _steps(desk: "Desk", place: Place, order: Order) -> "Iterator[Step]":
    """Return the work itself, step by step.

    File by file, for what somebody gave by itself was meant to be read; in a folder a table that
    nobody explained would be passed over.
    """
    from claims.desk import Step  # noqa: PLC0415 - see above

    odd = _odd(order)
    for done, name in enumerate(odd, 1):
        yield Step(Stage.READ, done, len(order.names), ODD, name, failed=True)
    web = order.web
    if web.addresses:
        # What was shown before is not fetched again: it went through somebody's hands.
        kept = Kept(place.fetched, desk.fetcher())
        yield from desk.fetch(
            *web.addresses, pages=web.pages, corrections=order.corrections, fetcher=kept
        )
    if web.poll:
        yield from desk.poll()
    yield from desk.run(
        *(place.input / name for name in order.names if name not in odd),
        tables=order.tables,
        separator=order.separator,
        corrections=order.corrections,
    )


def _previews(desk: "Desk", place: Place, order: Order) -> Iterator[Preview]:
    """Return what is understood of each document, as it comes."""
    odd = _odd(order)
    yield from (Preview(name, ODD) for name in odd)
    if order.web.addresses:
        kept = Kept(place.fetched, desk.fetcher())
        yield from desk.preview_at(*order.web.addresses, pages=order.web.pages, fetcher=kept)
        return
    yield from desk.preview(
        *(place.input / name for name in order.names if name not in odd),
        tables=order.tables,
        separator=order.separator,
    )


def _odd(order: Order) -> list[str]:
    """Return the files of no format that is read, for which all the others would be refused."""
    return [name for name in order.names if of_name(name) is None]


def _write_steps(place: Place, steps: "Iterator[Step]") -> None:
    # What a killed process left of its last line is no step.
    whole = place.steps.read_bytes()
    place.steps.write_bytes(whole[: whole.rfind(b"\n") + 1])
    with place.steps.open("a", encoding="utf-8", buffering=1) as file:
        for step in steps:
            file.write(json.dumps(asdict(step), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    work(Place(Path(sys.argv[1])), sys.argv[2])
