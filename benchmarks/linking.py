"""How long it takes to find and judge the earlier claims about a matter, among up to a million.

    python -m benchmarks.linking NEWS [--sizes 10000 100000 1000000] [--ask 200] [--out FILE]

NEWS holds news articles as ``*.txt``. They are read, extracted and really embedded; the desk is
then filled with copies of their articles whose claims are perturbed: a share of the keys is
exchanged for keys of other claims, noise is added to the vectors, and the day is another. At each
size some of the real claims are linked anew, as they would be if they came in last. The claims of
the seed corpus stand among them, themselves not copied: how many annotated links are among the
candidates is told beside.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import select
from sqlmodel import col

from benchmarks.machine import circumstances
from claims.desk import Desk
from claims.evaluate.annotations import read_annotations
from claims.evaluate.scores import match_claims, stem
from claims.link.encoder import pack, unpack
from claims.pipeline import neighbors
from claims.pipeline.linking import judged
from claims.registry import create, linkers
from claims.settings import Settings, packaged
from db.engine import reading, survey
from db.models import Claim

if TYPE_CHECKING:
    from collections.abc import Sequence

EXCHANGED = 0.3
NOISE = 0.02


def fill(url: str, news: Path, most: int) -> Desk:
    """Return a desk with the seed corpus and real articles, keyed, embedded and linked."""
    desk = Desk.open(url, settings=Settings())
    files = sorted(news.glob("*.txt"))[:most]
    for _ in desk.run(packaged("seed_corpus"), *files):
        pass
    return desk


def columns(base: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table."""
    return [row[1] for row in base.execute(f"PRAGMA table_info({table})")]


def grow(file: Path, size: int, rng: random.Random) -> int:
    """Copy articles with perturbed claims until the desk holds so many claims; return how many."""
    base = sqlite3.connect(file)
    base.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL; PRAGMA foreign_keys=OFF")
    (have,) = base.execute("SELECT count(*) FROM claim").fetchone()
    articles = [
        row
        for (row,) in base.execute(
            "SELECT id FROM article WHERE id NOT LIKE '%-%' AND file LIKE '%.txt' ORDER BY id"
        )
    ]
    pool = [
        key
        for (key,) in base.execute("SELECT key FROM claimkey ORDER BY claim_id, key LIMIT 200000")
    ]
    copy = base.execute("SELECT count(*) FROM article").fetchone()[0]
    while have < size:
        article = articles[copy % len(articles)]
        mark = f"-{copy}"
        have += clone(base, article, mark, pool, rng)
        copy += 1
        if copy % 500 == 0:
            base.commit()
    base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    return have


def clone(
    base: sqlite3.Connection, article: str, mark: str, pool: Sequence[str], rng: random.Random
) -> int:
    """Add a copy of an article whose claims are perturbed; return how many claims that made."""
    noise = np.random.default_rng(rng.randrange(1 << 32))
    day = f"-{rng.randrange(1, 2000)} days"
    names = columns(base, "article")
    changed = {
        "id": f"id || '{mark}'",
        "content_sha256": f"content_sha256 || '{mark}'",
        "ordered_at": f"strftime('%Y-%m-%d %H:%M:%f', ordered_at, '{day}') || '000'",
    }
    chosen = ", ".join(changed.get(name, f'"{name}"') for name in names)
    base.execute(f"INSERT INTO article SELECT {chosen} FROM article WHERE id = ?", (article,))
    names = columns(base, "claim")
    changed = {"id": f"id || '{mark}'", "article_id": f"article_id || '{mark}'"}
    chosen = ", ".join(changed.get(name, f'"{name}"') for name in names)
    base.execute(f"INSERT INTO claim SELECT {chosen} FROM claim WHERE article_id = ?", (article,))
    ids = [row for (row,) in base.execute("SELECT id FROM claim WHERE article_id = ?", (article,))]
    for claim in ids:
        keys = {
            rng.choice(pool) if rng.random() < EXCHANGED else key
            for (key,) in base.execute("SELECT key FROM claimkey WHERE claim_id = ?", (claim,))
        }
        base.executemany(
            "INSERT INTO claimkey (key, claim_id) VALUES (?, ?)",
            [(key, f"{claim}{mark}") for key in sorted(keys)],
        )
        for (stored,) in base.execute(
            "SELECT vectors FROM claimvector WHERE claim_id = ?", (claim,)
        ):
            vectors = unpack(stored)
            vectors = vectors + noise.normal(0, NOISE, vectors.shape).astype(np.float32)
            packed = b"".join(pack(vector) for vector in vectors)
            base.execute(
                "INSERT INTO claimvector (claim_id, vectors, linker) "
                "SELECT ?, ?, linker FROM claimvector WHERE claim_id = ?",
                (f"{claim}{mark}", packed, claim),
            )
    return len(ids)


def ask(desk: Desk, claim_ids: Sequence[str]) -> dict[str, Any]:
    """Return how long candidates and the whole step take for each of these claims, in ms."""
    linker = create(linkers, desk.settings.linker, desk.settings)
    finding, whole, compared = [], [], []
    known = neighbors.Known()
    for claim_id in claim_ids:
        with reading(desk.engine) as session:
            (one,) = known.load(session, [claim_id])
            began = time.perf_counter()
            linker.vectors(one.claim)
            embedded = time.perf_counter()
            chosen = neighbors.candidates(session, linker, one, known)
            finding.append(time.perf_counter() - embedded)
            neighbors.pressed(session, linker, one, known)
            judged(session, linker, one, chosen, known)
            whole.append(time.perf_counter() - began)
            compared.append(len(chosen.earlier))
    return {
        "candidates_ms": spread(finding),
        "whole_ms": spread(whole),
        "judged": float(np.mean(compared)),
    }


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    return {
        name: round(1000 * float(np.quantile(seconds, q)), 1)
        for name, q in (("p50", 0.5), ("p95", 0.95))
    }


def annotated(desk: Desk) -> list[set[str]]:
    """Return the two claims of each annotated link of the seed corpus whose ends were found."""
    annotations = read_annotations(packaged("seed_corpus"))
    claims = [one for one in desk.claims(everything=True) if stem(one) in annotations.texts]
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
    known, hits = neighbors.Known(), 0
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
    parser.add_argument("news", type=Path)
    parser.add_argument("--most", type=int, default=10_000, help="articles of the folder to read")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--ask", type=int, default=200, help="claims to link at each size")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found: dict[str, Any] = circumstances("python -m benchmarks.linking NEWS")
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        desk = fill(f"sqlite:///{file}", arguments.news, arguments.most)
        with reading(desk.engine) as session:
            real = list(session.execute(select(col(Claim.id)).order_by(col(Claim.id))).scalars())
        found["really_embedded"] = len(real)
        pairs = annotated(desk)
        asked = rng.sample(real, min(arguments.ask, len(real)))
        for size in (len(real), *arguments.sizes):
            desk.engine.dispose()
            held = grow(file, size, rng)
            survey(desk.engine)
            row = {"claims": held, **ask(desk, asked)}
            row["expected_among_candidates"] = among_candidates(desk, pairs)
            row["file_mib"] = file.stat().st_size >> 20
            row["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            found.setdefault("sizes", []).append(row)
            print(json.dumps(row), flush=True)
            if arguments.out:
                arguments.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
