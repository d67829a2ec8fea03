"""How long it takes to check a large verification log, and in how much memory it is handed over.

    python -m benchmarks.ledger [--events 1000000] [--claims 500000] [--out FILE]

A desk is filled with claims and with a chain of decisions on them, through the log's own guards.
Then, each by the command line in a process of its own: the desk is verified, the log is exported
as CSV and as JSON Lines, and both files are verified with nothing but the file. A tenth of it is
measured first: what holds no more memory for ten times as many rows holds it for any number.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from benchmarks.machine import circumstances, watch
from claims.desk import Desk
from claims.review.ledger import COLUMNS, SEALED, row_hash
from claims.settings import Settings
from db.engine import survey, writing
from db.models import Article, Capture, Claim, Run, Source
from db.vocabulary import Mode, SourceKind, Stance, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
VERDICTS = [verdict.value for verdict in Verdict]
TOGETHER = 10_000
TEXT = "the old bridge over the Example was closed to all traffic after two of its cables snapped"

# As long as rows of the seed corpus are: some 900 characters.
SAMPLE = {
    "reviewer": "reviewer-1",
    "action": "decide",
    "object_type": "claim",
    "claim_text": TEXT,
    "speaker": "anonymous source (예시일보)",
    "via": "Example Wire > 예시일보",
    "publisher": "The Example Times",
    "article_title": "Old bridge shut after two cables snap, officials and witnesses say",
    "article_url": "https://example.com/2026/01/01/old-bridge-shut-after-two-cables-snap",
    "published_at": "2026-01-01T09:00:00Z",
    "content_sha256": "5f" * 32,
    "char_start": 1042,
    "char_end": 1042 + len(TEXT),
    "status_before": "disputed",
    "status_after": "disputed",
    "reason": "the ministry's own picture of the day after shows traffic, see the address",
    "evidence": "https://example.com/2026/01/02/pictures-of-the-day",
    "n_supporting": 2,
    "n_opposing": 1,
    "n_origins": 2,
    "source_reliability": "F",
    "info_credibility": "6",
    "extractor": "claims.LearntAttribution.v1",
    "machine_score": "0.812",
}


def main() -> None:
    """Read the arguments, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=500_000, help="on which they decide in turn")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    asked = f"--events {arguments.events} --claims {arguments.claims}"
    found: dict[str, Any] = circumstances(f"python -m benchmarks.ledger {asked}")
    for part in (10, 1):
        row = measure(arguments.events // part, arguments.claims // part)
        print(json.dumps(row, indent=2), flush=True)
        found.setdefault("sizes", []).append(row)
        if arguments.out:
            arguments.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measure(events: int, claims: int) -> dict[str, Any]:
    """Return what checking and handing over a log of so many events took."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "desk.db"
        url = f"sqlite:///{file}"
        began = time.perf_counter()
        make(url, events, claims)
        row: dict[str, Any] = {
            "events": events,
            "claims": claims,
            "made_in_seconds": round(time.perf_counter() - began, 1),
            "file_mib": file.stat().st_size >> 20,
            "verify_desk": command("verify", "--db", url),
        }
        for form in ("csv", "jsonl"):
            log = f"{place}/log.{form}"
            to = ("--format", form, "--to", log)
            row[f"export_{form}"] = command("export", "log", *to, "--db", url)
            row[f"verify_{form}"] = command("verify", log)
        return row


def command(*arguments: str) -> dict[str, Any]:
    """Return what a verb took; it must succeed.

    Beside the seconds on the wall stand those of the processor: a busy machine stretches them less.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = watch(["-m", "claims.cli", *arguments])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds": took.seconds,
        "processor_seconds": round(worked, 2),
        "peak_mib": took.peak_mib,
    }


def make(url: str, events: int, claims: int) -> None:
    """Make a desk with claims and a log that decides on all of them, again and again."""
    with Desk.open(url, settings=Settings()) as desk:
        with writing(desk.engine) as session:
            add_claims(session, claims)
        rows = chain(events, claims)
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        marks = ", ".join("?" * len(COLUMNS))
        insert = f"INSERT INTO reviewevent ({names}) VALUES ({marks})"
        while some := [row for _, row in zip(range(TOGETHER), rows, strict=False)]:
            with writing(desk.engine) as session:
                session.connection().exec_driver_sql(insert, some)
        with writing(desk.engine) as session:
            settle(session)
        survey(desk.engine)


def add_claims(session: Session, number: int) -> None:
    """Put one article and so many claims, all alike, into an empty desk."""
    session.add(Run(id=1, stage="read", started_at=BEGAN))
    session.add(Source(id=1, name="The Example Times", kind=SourceKind.OUTLET))
    session.add(Capture(sha256="5f", raw=b"raw"))
    session.flush()
    times = {"ordered_at": BEGAN, "added_at": BEGAN}
    hashes = {"content_sha256": "5f", "text_sha256": "5f"}
    session.add(Article(id="a", text=TEXT, publisher_id=1, run_id=1, **hashes, **times))
    session.flush()
    session.add(
        Claim(
            id="c0",
            article_id="a",
            start=0,
            end=len(TEXT),
            fragments=[[0, len(TEXT)]],
            text=TEXT,
            speaker_id=1,
            mode=Mode.INDIRECT,
            stance=Stance.ASSERTS,
            worth=0.5,
            worthy=True,
            shown=True,
            score=0.812,
            proposition={},
            extractor="claims.Test.v1",
            run_id=1,
        )
    )
    session.flush()
    names = [f'"{name}"' for name in Claim.model_fields]
    chosen = ["'c' || n", *names[1:]]
    session.execute(
        text(
            f"WITH RECURSIVE other(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM other"
            f" WHERE n < :last) INSERT INTO claim ({', '.join(names)})"
            f" SELECT {', '.join(chosen)} FROM other, claim WHERE id = 'c0' AND :last > 0"
        ),
        {"last": number - 1},
    )


def chain(events: int, claims: int) -> Iterator[tuple[object, ...]]:
    """Yield rows of a log that holds: decisions on one claim after the other, round after round."""
    last = ""
    for n in range(events):
        turn, claim = divmod(n, claims)
        before = VERDICTS[(claim + turn - 1) % 3] if turn else ""
        after = VERDICTS[(claim + turn) % 3]
        values = {**dict.fromkeys(COLUMNS, ""), **SAMPLE}
        values |= {"event_seq": n + 1, "prev_hash": last}
        values |= {"object_id": f"c{claim}", "claim_id": f"c{claim}"}
        values |= {"before": before, "verdict_before": before}
        values |= {"after": after, "verdict_after": after}
        moment = BEGAN + timedelta(seconds=n)
        values["event_time_utc"] = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        values["row_hash"] = last = row_hash([values[name] for name in SEALED])
        yield tuple(values[name] for name in COLUMNS)


def settle(session: Session) -> None:
    """Set the verdicts that the log leads to."""
    session.execute(
        text(
            "UPDATE claim SET verdict = (SELECT after FROM reviewevent WHERE object_id = claim.id"
            " ORDER BY event_seq DESC LIMIT 1)"
        )
    )


if __name__ == "__main__":
    main()
