"""Stage assess: what the links say about each claim."""

from collections.abc import Iterator

from sqlalchemy import Engine, select
from sqlmodel import col

from claims.pipeline.step import Step, recorded
from claims.standing import storylines
from claims.standing.statuses import refresh
from db.engine import reading, survey, writing
from db.models import Claim
from db.vocabulary import Stage

TOGETHER = 200


def assess(engine: Engine) -> Iterator[Step]:
    """Work out status, origins, paths and credibility of every claim whose links have changed."""
    with reading(engine) as session:
        stale = select(col(Claim.id)).where(col(Claim.assess_run_id).is_(None))
        ids = list(session.execute(stale.order_by(col(Claim.id))).scalars())
    if not ids:
        return
    with recorded(engine, Stage.ASSESS, {"claims.assess": "3"}) as run:
        for start in range(0, len(ids), TOGETHER):
            some = ids[start : start + TOGETHER]
            with writing(engine) as session:
                refresh(session, some, run_id=run.run_id)
                storylines.refresh(session, some)
            run.counts["claims"] += len(some)
            yield Step(Stage.ASSESS, start + len(some), len(ids), f"{len(some)} claims")
    survey(engine)
