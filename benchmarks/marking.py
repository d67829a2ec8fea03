"""A reviewer as a process of its own: marks claims, one after the other, until it is told to stop.

    python -m benchmarks.marking URL NAME [--marks 150] [--among 25] [--think 0.05]

Each decision is made against the version that was shown, as the dashboard makes it. A line is
printed for each: ``done SEQ HASH`` once it is acknowledged, or ``conflict``. Whatever else goes
wrong ends the process with its traceback.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time

from sqlalchemy import Engine

from claims.errors import ConflictError
from claims.review.decisions import decide
from db import queries
from db.engine import open_engine, reading
from db.vocabulary import Verdict

VERDICTS = tuple(Verdict)


def main() -> None:
    """Read the arguments and mark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("url")
    parser.add_argument("name", help="who decides")
    parser.add_argument("--marks", type=int, help="default: no end")
    parser.add_argument("--among", type=int, default=25, help="claims to choose from")
    parser.add_argument("--think", type=float, default=0, help="seconds between two decisions")
    arguments = parser.parse_args()
    chance = random.Random(arguments.name)
    # What lies under a Desk: to load all of one takes longer than the marks do.
    engine = open_engine(arguments.url)
    for n in range(arguments.marks) if arguments.marks else itertools.count():
        told = mark(engine, chance, arguments.name, n, arguments.among)
        # Whoever reads this takes it for acknowledged: it must not wait in a buffer.
        print(told, flush=True)
        time.sleep(arguments.think)


def mark(engine: Engine, chance: random.Random, name: str, n: int, among: int) -> str:
    """Decide about one of the claims that are shown first, and return the line to print."""
    with reading(engine) as session:
        claim = chance.choice(queries.claims(session, limit=among, everything=True))
    verdict, why = chance.choice(VERDICTS), f"mark {n}"
    try:
        event = decide(engine, claim.claim_id, verdict, by=name, reason=why, version=claim.version)
    except ConflictError:
        return "conflict"
    return f"done {event.event_seq} {event.row_hash}"


if __name__ == "__main__":
    main()
