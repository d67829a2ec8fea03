"""Which claims are compared, and that the order in which articles come in is no matter."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from claims.desk import Desk
from claims.pipeline import neighbors
from claims.pipeline.linking import link
from claims.settings import Settings
from db import queries
from db.engine import reading, writing
from db.models import Article, Claim, ClaimKey, ClaimLink, ClaimVector, Run
from db.vocabulary import Judgement

Link = tuple[str, str, str, float]


def carry(desk: Any, **keys: str) -> None:
    """Give claims of the small desk keys: ``aside="e:bridge t:day"``."""
    with writing(desk.engine) as session:
        for name, found in keys.items():
            claim_id = getattr(desk, name)
            session.add(ClaimVector(claim_id=claim_id, vectors=name.encode(), linker="x"))
            for key in found.split():
                session.add(ClaimKey(key=key, claim_id=claim_id))


def test_claims_that_share_keys_are_found_with_what_they_share(small_desk: Any) -> None:
    """Candidates come with the weight of the keys they share; the claim itself is none."""
    carry(small_desk, closed="e:ana", open="t:day t:say", aside="e:ana")
    weights = {"t:day": 0.1, "t:say": 0.2, "e:ana": 4.0}

    with reading(small_desk.engine) as session:
        found = queries.sharing(session, weights, but=small_desk.closed, most=10)
        best = queries.sharing(session, weights, but=small_desk.closed, most=1)
        none = queries.sharing(session, {}, but=small_desk.closed, most=10)

    assert found == [(small_desk.aside, 4.0), (small_desk.open, 0.3)]
    assert (best, none) == (found[:1], [])


def test_candidates_come_with_their_place_and_vectors(small_desk: Any) -> None:
    """What ranks a candidate is read with it; of later ones only those within reach on demand."""
    carry(small_desk, open="e:ana", aside="e:ana")
    wanted = {small_desk.open: 2.0, small_desk.aside: 1.0}

    with reading(small_desk.engine) as session:
        found = {one.claim_id: one for one in queries.placed(session, wanted)}
        late = queries.placed(session, wanted, after=datetime(2999, 1, 1, tzinfo=UTC))

    assert {key: (one.shared, one.vectors) for key, one in found.items()} == {
        small_desk.open: (2.0, b"open"),
        small_desk.aside: (1.0, b"aside"),
    }
    assert late == []


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


def relink(desk: Desk, linker: str, order: list[list[str]]) -> set[Link]:
    """Forget all links, and link some of the articles in several runs, a few in each."""
    with writing(desk.engine) as session:
        for table in (ClaimLink, ClaimKey, ClaimVector):
            session.execute(delete(table))
        session.execute(update(Claim).values(reach=None))
        extracted = session.execute(select(func.max(col(Run.id)))).scalar_one()
        session.execute(update(Article).values(link_run_id=None, extract_run_id=None))
    settings = desk.settings.model_copy(update={"linker": linker})
    for some in order:
        with writing(desk.engine) as session:
            known = col(Article.id).in_(some)
            session.execute(update(Article).where(known).values(extract_run_id=extracted))
        for _ in link(desk.engine, settings):
            pass
    return links(desk)


# The judge reads every pair, which takes its time: for it a third of the articles must do.
@pytest.mark.parametrize(
    ("linker", "most", "seed"),
    [
        ("claims.Rules.v1", 15, 0),
        ("claims.Rules.v1", 15, 1),
        ("claims.Rules.v1", 15, 2),
        ("claims.Judge.v1", 5, 3),
    ],
)
def test_order_of_coming_in_makes_no_difference(
    desk: Desk, linker: str, most: int, seed: int
) -> None:
    """Articles that come in one by one, in any order, end with the links of all at once."""
    rng = random.Random(seed)
    ids = rng.sample(articles(desk), most)
    cut = rng.randrange(1, len(ids))
    apart = [[one] for one in ids[:cut]] + [ids[cut:]]

    together = relink(desk, linker, [ids])

    assert together
    assert relink(desk, linker, apart) == together


@pytest.fixture
def desk(seed_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the seed corpus, read and linked in one go."""
    copy = shutil.copy(seed_file, tmp_path / "desk.db")
    with Desk.open(f"sqlite:///{copy}", settings=Settings(workers=1)) as desk:
        yield desk


def link_id(desk: Desk, link: Link) -> str:
    """Return the id of a link."""
    with reading(desk.engine) as session:
        rows = select(col(ClaimLink.id)).where(
            col(ClaimLink.later_id) == link[0], col(ClaimLink.earlier_id) == link[1]
        )
        return session.execute(rows).scalar_one()


def link_with_nothing(desk: Desk) -> None:
    """Let a linker link the desk that finds no links at all."""
    for _ in link(desk.engine, desk.settings.model_copy(update={"linker": "claims.NoOp.v1"})):
        pass


def test_what_a_person_judged_outlives_every_run(desk: Desk) -> None:
    """A judged link stays with its judgement, also where the machine would not make it again."""
    first, second, *_ = (link_id(desk, one) for one in sorted(links(desk)))
    desk.judge(first, Judgement.REJECTED, by="ana")
    desk.judge(second, Judgement.ACCEPTED, by="ana")

    link_with_nothing(desk)

    kept = {one.link_id: one.judgement for one in desk.links(possible=True)}
    assert kept == {first: Judgement.REJECTED, second: Judgement.ACCEPTED}


def test_link_that_the_log_speaks_of_is_folded_away_and_not_lost(desk: Desk) -> None:
    """A judgement that was taken back can be made again, though the machine finds no link now."""
    one = link_id(desk, min(links(desk)))
    event = desk.undo(desk.judge(one, Judgement.REJECTED, by="ana").event_seq, by="ana")

    link_with_nothing(desk)

    assert [(link.link_id, link.strong) for link in desk.links(possible=True)] == [(one, False)]
    assert desk.verify().ok
    assert desk.undo(event.event_seq, by="ana").after == Judgement.REJECTED


def test_another_linker_links_the_whole_desk_anew(desk: Desk) -> None:
    """A desk linked by rules and then by the judge has the links of the judge alone."""
    before = links(desk)
    rules = desk.settings.model_copy(update={"linker": "claims.Rules.v1"})
    for _ in link(desk.engine, rules):
        pass
    by_rules = links(desk)
    for _ in link(desk.engine, desk.settings):
        pass

    assert by_rules != before
    assert links(desk) == before


def test_little_room_for_what_was_looked_up_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk that does not fit into the cache gets the same links."""
    ids = articles(desk)
    before = relink(desk, "claims.Rules.v1", [ids])
    monkeypatch.setattr(neighbors, "MOST_LOADED", 5)

    assert relink(desk, "claims.Rules.v1", [ids]) == before


def articles(desk: Desk) -> list[str]:
    """Return the ids of all articles, in their order."""
    with reading(desk.engine) as session:
        return list(session.execute(select(col(Article.id)).order_by(col(Article.id))).scalars())
