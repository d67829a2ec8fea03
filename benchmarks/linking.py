"""How long it takes to find and judge the earlier claims about a matter, among up to a million.

    python -m benchmarks.linking NEWS... [--desk FILE] [--sizes 10000 100000 1000000] [--ask 200]
        [--out FILE]

NEWS are folders of news articles as ``*.txt``. They are read, extracted, keyed and really embedded
beside the seed corpus, which is linked as well; the desk is then filled with copies of the articles
whose claims are perturbed: a share of the keys is exchanged for keys of other claims, noise is
added to the vectors, and the day is an earlier one. At each size some of the real claims are linked
as they would be if they came in now. The claims of the seed corpus are not copied: how many of its
annotated links are among the candidates is told beside.

To build a desk of a million takes long, to measure it minutes: with ``--desk`` the real claims stay
in FILE and each size beside it, as ``FILE.10000``, and what is there is not built again. Nothing
else need be running while it is built, but for the measurement nothing else should.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import func, select
from sqlmodel import col

from benchmarks.machine import circumstances
from claims.desk import Desk
from claims.evaluate.annotations import read_annotations
from claims.evaluate.scores import match_claims, stem
from claims.link.encoder import pack, unpack
from claims.pipeline import keying, linking, neighbors
from claims.pipeline.extracting import extract
from claims.pipeline.known import Known
from claims.pipeline.reading import read
from claims.registry import create, linkers
from claims.settings import Settings, packaged
from db.engine import reading
from db.models import Article, ClaimVector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

EXCHANGED = 0.3
NOISE = 0.02
CACHE_KIB = 1_000_000
BY_CLAIM = "ix_claimkey_claim_id"
SEARCH_TRIGGERS = (
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'claimindex*'"
)


def fill(file: Path, folders: Sequence[Path], most: int) -> None:
    """Build a desk with the seed corpus, linked, and real articles, keyed and embedded."""
    begun = file.exists()
    desk = Desk.open(f"sqlite:///{file}", settings=Settings())
    # Not where it was broken off: a run links all that waits, which here is only keyed.
    for _ in () if begun else desk.run(packaged("seed_corpus")):
        pass
    files = sorted(file for folder in folders for file in folder.glob("*.txt"))[:most]
    for _ in (*read(desk.engine, desk.settings, files), *extract(desk.engine, desk.settings)):
        pass
    linker = create(linkers, desk.settings.linker, desk.settings)
    with reading(desk.engine) as session:
        waiting = select(col(Article.id)).where(col(Article.link_run_id).is_(None))
        articles = list(session.execute(waiting).scalars())
    with ThreadPoolExecutor(desk.settings.workers) as pool:
        for article in articles:
            keying.key(desk.engine, linker, article, keying.fingerprint(linker), pool)
    desk.engine.dispose()


def build(desk: Path, folders: Sequence[Path], most: int, sizes: Sequence[int]) -> Iterator[Path]:
    """Yield desks with the real claims alone and of each size, built where they are not there."""
    if not desk.exists():
        # Where it was broken off, it goes on: no article is read or embedded twice.
        unfinished = desk.with_name(f"{desk.name}.unfinished")
        fill(unfinished, folders, most)
        settle(unfinished)
        unfinished.rename(desk)
    yield desk
    smaller = desk
    for size in sizes:
        larger = desk.with_name(f"{desk.name}.{size}")
        if not larger.exists():
            unfinished = larger.with_name(f"{larger.name}.unfinished")
            settle(smaller)
            shutil.copy(smaller, unfinished)
            grow(unfinished, size, random.Random(size))
            unfinished.rename(larger)
        yield (smaller := larger)


def settle(file: Path) -> None:
    """Bring all that was written into the file itself, so that it can be copied."""
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def grow(file: Path, size: int, rng: random.Random) -> None:
    """Copy all articles with perturbed claims until there are so many claims."""
    base = sqlite3.connect(file)
    base.executescript(
        "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA foreign_keys=OFF; "
        f"PRAGMA cache_size=-{CACHE_KIB}"
    )
    # An index is made sooner than kept up, and the search of claims is none of linking.
    (index,) = base.execute("SELECT sql FROM sqlite_master WHERE name = ?", (BY_CLAIM,)).fetchone()
    base.execute(f"DROP INDEX {BY_CLAIM}")
    for (trigger,) in base.execute(SEARCH_TRIGGERS).fetchall():
        base.execute(f"DROP TRIGGER {trigger}")
    pool = [key for (key,) in base.execute("SELECT key FROM claimkey LIMIT 200000")]
    noise = np.random.default_rng(rng.randrange(1 << 32))
    base.create_function("exchanged", 1, lambda key: exchanged(key, pool, rng))
    base.create_function("noisy", 1, lambda stored: noisy(stored, noise))
    base.create_function("days", 0, lambda: f"-{rng.randrange(1, 2000)} days")
    real = "id NOT LIKE '%-%' AND file LIKE '%.txt'"
    (copies,) = base.execute("SELECT count(DISTINCT substr(id, 18)) FROM article").fetchone()
    while (have := count(base, "claim")) < size:
        wanted = f"SELECT id FROM article WHERE {real} LIMIT {articles_for(base, size - have)}"
        clone(base, wanted, f"-{copies}")
        base.commit()
        copies += 1
    base.execute(index)
    base.execute("ANALYZE")
    base.commit()
    base.close()


def articles_for(base: sqlite3.Connection, claims: int) -> int:
    """Return how many articles have about so many claims."""
    return 1 + claims * count(base, "article") // count(base, "claim")


def count(base: sqlite3.Connection, table: str) -> int:
    """Return how many rows a table has."""
    return int(base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def clone(base: sqlite3.Connection, wanted: str, mark: str) -> None:
    """Add copies of articles whose claims are perturbed."""
    own = f"id || '{mark}'"
    article = {
        "id": own,
        "content_sha256": f"content_sha256 || '{mark}'",
        "ordered_at": "strftime('%Y-%m-%d %H:%M:%f', ordered_at, days()) || '000'",
    }
    claim = {"id": own, "article_id": f"article_id || '{mark}'"}
    chosen = f"SELECT id FROM claim WHERE article_id IN ({wanted})"
    copy(base, "article", article, f"id IN ({wanted})")
    copy(base, "claim", claim, f"article_id IN ({wanted})")
    its = f"claim_id || '{mark}'"
    copy(base, "claimkey", {"claim_id": its, "key": "exchanged(key)"}, f"claim_id IN ({chosen})")
    vectors = {"claim_id": its, "vectors": "noisy(vectors)"}
    copy(base, "claimvector", vectors, f"claim_id IN ({chosen})")


def copy(base: sqlite3.Connection, table: str, changed: dict[str, str], where: str) -> None:
    """Add copies of the rows of a table, some of their columns changed."""
    names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(name, f'"{name}"') for name in names)
    # In the order of the primary key, so that neighbouring rows are written together.
    base.execute(
        f"INSERT OR IGNORE INTO {table} SELECT {values} FROM {table} WHERE {where} ORDER BY 1, 2"
    )


def exchanged(key: str, pool: Sequence[str], rng: random.Random) -> str:
    """Return a key, or now and then that of another claim."""
    return rng.choice(pool) if rng.random() < EXCHANGED else key


def noisy(stored: bytes, noise: np.random.Generator) -> bytes:
    """Return vectors that point a little elsewhere."""
    vectors = unpack(stored)
    moved = vectors + noise.normal(0, NOISE, vectors.shape).astype(np.float32)
    return b"".join(pack(vector) for vector in moved)


def ask(desk: Desk, claim_ids: Sequence[str]) -> dict[str, Any]:
    """Return how long candidates and the whole step take for each of these claims, in ms."""
    linker = create(linkers, desk.settings.linker, desk.settings)
    finding, whole, busy, compared = [], [], [], []
    known = Known()
    # In one thread: the other cores would hide what a claim takes.
    pool = ThreadPoolExecutor(1)
    for claim_id in claim_ids:
        with reading(desk.engine) as session:
            (one,) = known.load(session, [claim_id])
            began, worked = time.perf_counter(), time.process_time()
            linker.vectors(one.claim)
            embedded = time.perf_counter()
            chosen = neighbors.candidates(session, linker, one, known)
            finding.append(time.perf_counter() - embedded)
            neighbors.pressed(session, linker, one, known)
            linking.judged(linker, one, known.load(session, chosen.earlier), pool)
            whole.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
            compared.append(len(chosen.earlier))
    return {
        "candidates_ms": spread(finding),
        "whole_ms": spread(whole),
        "whole_processor_ms": spread(busy),
        "judged": float(np.mean(compared)),
    }


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    return {
        name: round(1000 * float(np.quantile(seconds, q)), 1)
        for name, q in (("p50", 0.5), ("p95", 0.95))
    }


def annotated(file: Path) -> list[set[str]]:
    """Return the two claims of each annotated link of the seed corpus whose ends were found."""
    annotations = read_annotations(packaged("seed_corpus"))
    desk = Desk.open(f"sqlite:///{file}", settings=Settings())
    claims = [one for one in desk.claims(everything=True) if stem(one) in annotations.texts]
    desk.engine.dispose()
    found = match_claims(annotations, claims)
    pairs = (
        {found[at].claim_id for at in (*one.earlier, *one.later) if at in found}
        for one in annotations.links
        if not one.forbidden
    )
    return [ends for ends in pairs if len(ends) > 1]


def among_candidates(desk: Desk, pairs: Sequence[set[str]]) -> str:
    """Return how many of these pairs the linker would judge."""
    linker = create(linkers, desk.settings.linker, desk.settings)
    known, hits = Known(), 0
    with reading(desk.engine) as session:
        for ends in pairs:
            hits += any(
                {one.claim.claim_id, other} <= ends
                for one in known.load(session, ends)
                for other in neighbors.candidates(session, linker, one, known).earlier
            )
    return f"{hits}/{len(pairs)}"


def main() -> None:
    """Read the arguments, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("news", type=Path, nargs="*")
    parser.add_argument("--desk", type=Path, help="where built desks are kept; default: nowhere")
    parser.add_argument("--most", type=int, default=10_000, help="articles to read")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--ask", type=int, default=200, help="claims to link at each size")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found: dict[str, Any] = circumstances("python -m benchmarks.linking NEWS...")
    with tempfile.TemporaryDirectory() as folder:
        desk = arguments.desk or Path(folder) / "desk.db"
        pairs: list[set[str]] = []
        for file in build(desk, arguments.news, arguments.most, arguments.sizes):
            # On the desk of the real claims alone: in larger ones they are the same.
            pairs = pairs or apart(annotated, file)
            row = apart(measure, file, arguments.ask, pairs)
            found.setdefault("really_embedded", row["claims"])
            found.setdefault("sizes", []).append(row)
            print(json.dumps(row), flush=True)
            if arguments.out:
                arguments.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do some work in a process of its own, so that the memory of each is its own."""
    with get_context("spawn").Pool(1) as process:
        return process.apply(work, arguments)


def measure(file: Path, most: int, pairs: Sequence[set[str]]) -> dict[str, Any]:
    """Return what linking some of the real claims takes on a desk, with its size."""
    desk = Desk.open(f"sqlite:///{file}", settings=Settings())
    with reading(desk.engine) as session:
        claim = col(ClaimVector.claim_id)
        embedded = select(claim).where(~claim.contains("-")).order_by(claim)
        real = list(session.execute(embedded).scalars())
        held = session.execute(select(func.count()).select_from(ClaimVector)).scalar_one()
    row = {
        "claims": held,
        **ask(desk, random.Random(0).sample(real, min(most, len(real)))),
        "expected_among_candidates": among_candidates(desk, pairs),
        "file_mib": file.stat().st_size >> 20,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }
    desk.engine.dispose()
    return row


if __name__ == "__main__":
    main()
