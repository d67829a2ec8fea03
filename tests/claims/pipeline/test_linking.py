"""Which claims are compared, and that the order in which articles come in is no matter."""

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import col

from claims.desk import Desk
from claims.pipeline.linking import link
from claims.settings import Settings, packaged
from db import queries
from db.engine import reading, writing
from db.models import Article, Claim, ClaimKey, ClaimLink, ClaimVector
from db.vocabulary import Judgement

Link = tuple[str, str, str, float]


def carry(desk: Any, **keys: str) -> None:
    """Give claims of the small desk keys: ``aside="e:bridge t:day"``."""
    with writing(desk.engine) as session:
        for name, found in keys.items():
            claim_id = getattr(desk, name)
            session.add(ClaimVector(claim_id=claim_id, vectors=name.encode()))
            for key in found.split():
                session.add(ClaimKey(key=key, claim_id=claim_id))


def test_claims_that_share_keys_are_found_with_what_they_share(small_desk: Any) -> None:
    """Candidates come with the weight of the keys they share; the claim itself is none."""
    carry(small_desk, closed="e:ana", open="t:day t:say", aside="e:ana")
    weights = {"t:day": 0.1, "t:say": 0.2, "e:ana": 4.0}

    with reading(small_desk.engine) as session:
        found = queries.sharing(session, weights, but=small_desk.closed)
        none = queries.sharing(session, {}, but=small_desk.closed)

    shared = {one.claim_id: (one.shared, one.vectors) for one in found}
    assert shared == {small_desk.aside: (4.0, b"aside"), small_desk.open: (0.3, b"open")}
    assert none == []


@pytest.fixture(scope="module")
def read_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The seed corpus, read and linked in one go."""
    folder = tmp_path_factory.mktemp("linking")
    desk = Desk.open(f"sqlite:///{folder}/desk.db", settings=Settings(workers=1))
    for _ in desk.run(packaged("seed_corpus")):
        pass
    return desk


def links(desk: Desk) -> set[Link]:
    """Return all links: later, earlier, relation and score."""
    with reading(desk.engine) as session:
        rows = select(
            col(ClaimLink.later_id),
            col(ClaimLink.earlier_id),
            col(ClaimLink.relation),
            col(ClaimLink.score),
        )
        return {(a, b, relation.value, score) for a, b, relation, score in session.execute(rows)}


def relink(desk: Desk, order: list[list[str]]) -> set[Link]:
    """Forget all links, and link the articles in several runs, some in each."""
    with writing(desk.engine) as session:
        for table in (ClaimLink, ClaimKey, ClaimVector):
            session.execute(delete(table))
        session.execute(update(Claim).values(reach=None))
        extracted = session.execute(select(col(Article.extract_run_id)).limit(1)).scalar_one()
        session.execute(update(Article).values(link_run_id=None, extract_run_id=None))
    for some in order:
        with writing(desk.engine) as session:
            known = col(Article.id).in_(some)
            session.execute(update(Article).where(known).values(extract_run_id=extracted))
        for _ in link(desk.engine, desk.settings):
            pass
    return links(desk)


@pytest.mark.parametrize("seed", range(4))
def test_order_of_coming_in_makes_no_difference(read_desk: Desk, seed: int) -> None:
    """Articles that come in one by one, in any order, end with the links of all at once."""
    with reading(read_desk.engine) as session:
        ids = list(session.execute(select(col(Article.id))).scalars())
    rng = random.Random(seed)
    rng.shuffle(ids)
    cut = rng.randrange(1, len(ids))
    apart = [[one] for one in ids[:cut]] + [ids[cut:]]

    together = relink(read_desk, [ids])

    assert len(together) > 20
    assert relink(read_desk, apart) == together


def test_what_a_person_judged_outlives_every_run(read_desk: Desk, tmp_path: Path) -> None:
    """A judged link stays with its judgement, also where the machine would not make it again."""
    with Desk.open(f"sqlite:///{tmp_path}/desk.db", settings=Settings(workers=1)) as desk:
        for _ in desk.run(packaged("seed_corpus")):
            pass
        first, second = sorted(links(desk))[:2]
        with reading(desk.engine) as session:
            pairs = {
                (one.later_id, one.earlier_id): one.id
                for one in session.execute(select(ClaimLink)).scalars()
            }
        desk.judge(pairs[first[:2]], Judgement.REJECTED, by="ana")
        desk.judge(pairs[second[:2]], Judgement.ACCEPTED, by="ana")
        with writing(desk.engine) as session:
            session.execute(update(Claim).values(reach=None))
            session.execute(update(Article).values(link_run_id=None))
            session.execute(delete(ClaimKey))
        for _ in desk.run():
            pass
        with reading(desk.engine) as session:
            judged = select(ClaimLink).where(col(ClaimLink.judgement) != Judgement.UNREVIEWED)
            kept = {one.id: one.judgement for one in session.execute(judged).scalars()}

    assert kept == {
        pairs[first[:2]]: Judgement.REJECTED,
        pairs[second[:2]]: Judgement.ACCEPTED,
    }
