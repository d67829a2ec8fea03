"""Gives claims what they are found by: keys, and vectors."""

import hashlib
from concurrent.futures import Executor

from sqlalchemy import Engine, Select, select
from sqlmodel import col

from claims.link.match import Linker
from claims.pipeline.known import statement
from db import queries
from db.engine import insert, reading, writing
from db.models import Claim, ClaimKey, ClaimVector


def fingerprint(linker: Linker) -> str:
    """Return what tells links and vectors of one linker and version from those of others."""
    parts = [linker.name, *(f"{name} {version}" for name, version in linker.components.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def keyless(article_id: str) -> Select[str]:
    """Select the claims of an article that have no vectors yet."""
    keyed = select(ClaimVector).where(col(ClaimVector.claim_id) == col(Claim.id))
    return select(col(Claim.id)).where(col(Claim.article_id) == article_id, ~keyed.exists())


def key(engine: Engine, linker: Linker, article_id: str, mark: str, pool: Executor) -> None:
    """Give the claims of an article keys and vectors where they have none.

    Args:
        engine: the desk.
        linker: makes both.
        article_id: the article.
        mark: the linker's :func:`fingerprint`.
        pool: threads that work out vectors, for a network needs no interpreter while it runs.
    """
    with reading(engine) as session:
        views = queries.comparable(session, session.execute(keyless(article_id)).scalars())
    if not views:
        return
    claims = [statement(view) for view in views]
    keys = [
        {"key": key, "claim_id": claim.claim_id}
        for claim in claims
        for key in sorted(linker.keys(claim))
    ]
    vectors = [
        {"claim_id": claim.claim_id, "vectors": found, "linker": mark}
        for claim, found in zip(claims, pool.map(linker.vectors, claims), strict=True)
    ]
    with writing(engine) as session:
        if keys:
            session.execute(insert(ClaimKey).on_conflict_do_nothing(), keys)
        session.execute(insert(ClaimVector).on_conflict_do_nothing(), vectors)
