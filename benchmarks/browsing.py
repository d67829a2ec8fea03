"""How long it takes to find, count and mark claims on a large desk.

    python -m benchmarks.browsing [--claims 1000000] [--desk FILE] [--out FILE]

A desk is filled with a fabricated press (``benchmarks/crowd.py``) unless there is one. Then every
search and filter that the page of claims has, alone and in pairs, is asked for: a page, the one
after it, the one before that, how many there are, and the facets. Of each the best of a few is
told, on the wall and in time of the processor, which a busy machine lengthens less.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.crowd import fill
from benchmarks.machine import circumstances
from claims.desk import Desk
from claims.settings import Settings
from db.vocabulary import SourceKind, Stance, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.filters import ClaimFilters

PAGE = 26
TIMES = 5
YEAR: ClaimFilters = {"from_day": date(2019, 1, 1), "to_day": date(2019, 12, 31)}


def questions(desk: Desk) -> list[ClaimFilters]:
    """Return what is asked: rare and common, alone and together."""
    newest = desk.claims(limit=1)[0]
    story = desk.claims(status=Status.DISPUTED, limit=1)[0].storyline or ""
    alone: list[ClaimFilters] = [
        {},
        {"everything": True},
        {"status": Status.DISPUTED},
        {"status": Status.RETRACTED},
        {"verdict": Verdict.UNDETERMINED},
        {"undecided": True},
        {"stance": Stance.RETRACTS},
        {"kind": SourceKind.COMPANY},
        {"anonymous": True},
        {"flagged": True},
        {"speaker": newest.speaker},
        {"publisher": newest.publisher},
        {"storyline": story},
        YEAR,
        {"search": "closed"},
        {"search": "re"},
        {"search": "부산"},
        {"search": newest.article_title.split()[0]},
        {"search": "nowhereatall"},
    ]
    together: list[ClaimFilters] = [
        {"status": Status.RETRACTED, "verdict": Verdict.REFUTED},
        {"status": Status.DISPUTED, "publisher": newest.publisher},
        {"search": "closed old"},
        {"search": "closed", "status": Status.RETRACTED},
        {"search": "bridge", "stance": Stance.DENIES},
        {**YEAR, "status": Status.DISPUTED},
        {**YEAR, "search": "port"},
    ]
    return alone + together


def ask(desk: Desk, filters: ClaimFilters) -> dict[str, Any]:
    """Return how long the parts of one look at the page take, in milliseconds."""
    page = desk.claims(limit=PAGE, **filters)
    last = page[-1].claim_id if page else ""
    return {
        "filters": {name: str(value) for name, value in filters.items()},
        "found": desk.count_claims(**filters),
        "page": best(lambda: desk.claims(limit=PAGE, **filters)),
        "page_after": best(lambda: desk.claims(limit=PAGE, after=last, **filters)),
        "page_before": best(lambda: desk.claims(limit=PAGE, before=last, **filters)),
        "count": best(lambda: desk.count_claims(**filters)),
        "facets": best(lambda: desk.facets(**filters)),
        "facets_of_words": best(lambda: desk.facets(named=False, **filters)),
    }


def best(act: Callable[[], object]) -> dict[str, float]:
    """Return the shortest times of a few, on the wall and of this thread's processor."""
    walls, processors = [], []
    for _ in range(TIMES):
        wall, processor = time.perf_counter(), time.thread_time()
        act()
        walls.append(time.perf_counter() - wall)
        processors.append(time.thread_time() - processor)
    return {"wall_ms": round(1000 * min(walls), 1), "cpu_ms": round(1000 * min(processors), 1)}


def mark(desk: Desk) -> dict[str, float]:
    """Return how long it takes to decide a claim, which its entry in the index then says."""
    waiting = iter(desk.claims(undecided=True, limit=TIMES))
    return best(lambda: desk.decide(next(waiting), Verdict.CONFIRMED, by="benchmark", reason="r"))


def main() -> None:
    """Read the arguments, fill, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--desk", type=Path, help="one that benchmarks.crowd filled")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found: dict[str, Any] = circumstances("python -m benchmarks.browsing")
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.desk or Path(folder) / "desk.db"
        if not file.exists():
            began = time.perf_counter()
            fill(file, arguments.claims)
            found["fill_s"] = round(time.perf_counter() - began)
        with Desk.open(f"sqlite:///{file}", settings=Settings()) as desk:
            found["claims"] = desk.count_claims(everything=True)
            found["file_mib"] = file.stat().st_size >> 20
            found["decide"] = mark(desk)
            for filters in questions(desk):
                row = ask(desk, filters)
                found.setdefault("asked", []).append(row)
                print(json.dumps(row, ensure_ascii=False), flush=True)
    if arguments.out:
        form = json.dumps(found, indent=2, ensure_ascii=False)
        arguments.out.write_text(f"{form}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
