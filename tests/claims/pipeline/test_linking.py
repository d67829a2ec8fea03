"""Which claims are compared, and that the order in which articles come in is no matter."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, func, select, update
from sqlmodel import col

from claims.desk import Desk
from claims.pipeline import known
from claims.pipeline.linking import link
from claims.settings import Settings
from db import queries
from db.engine import reading, survey, writing
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


def test_keys_are_counted_and_their_carriers_listed_up_to_a_bound(small_desk: Any) -> None:
    """What many carry is neither counted out nor read; a key that nobody carries is none."""
    carry(small_desk, closed="e:ana", open="t:day e:ana", aside="e:ana")
    asked = ["e:ana", "t:day", "t:none"]

    with reading(small_desk.engine) as session:
        counts = queries.key_counts(session, asked, most=2)
        carriers = queries.carriers(session, asked, most=2)

    assert counts == {"e:ana": 2, "t:day": 1}
    first = sorted([small_desk.closed, small_desk.open, small_desk.aside])[:2]
    assert carriers == {"e:ana": first, "t:day": [small_desk.open]}


def test_candidates_come_with_their_place(small_desk: Any) -> None:
    """What orders a candidate is read by its id; whoever is not on the desk stands nowhere."""
    with reading(small_desk.engine) as session:
        found = queries.placed(session, [small_desk.open, "nobody"])
        claim = session.get_one(Claim, small_desk.open)

    assert [(key, one.start, one.article_id) for key, one in found.items()] == [
        (claim.id, claim.start, claim.article_id)
    ]


def test_many_are_looked_up_by_id_where_the_statistics_tell_of_a_few(small_desk: Any) -> None:
    """A desk that has grown since it was surveyed is not read as a whole for each claim."""
    many = [f"claim{n}" for n in range(600)]
    asked: list[tuple[str, Any]] = []
    survey(small_desk.engine)

    @event.listens_for(small_desk.engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _m: bool) -> None:
        asked.append((statement, values))

    with reading(small_desk.engine) as session:
        for look_up in (queries.placed, queries.vectors):
            look_up(session, many)
    event.remove(small_desk.engine, "before_cursor_execute", note)

    with small_desk.engine.connect() as connection:
        plans = [
            row.detail
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert [plan for plan in plans if plan.startswith("SCAN") and "VIRTUAL" not in plan] == []
    assert sum(plan.startswith("SEARCH") for plan in plans) == 3


def test_claims_linked_since_a_moment_are_told_unless_they_are_many(small_desk: Any) -> None:
    """Whoever comes in late asks only those that stand after it, and are linked."""
    early, late = (datetime(year, 1, 1, tzinfo=UTC) for year in (1, 2999))

    with reading(small_desk.engine) as session:
        none = queries.linked_since(session, early, most=9)
    with writing(small_desk.engine) as session:
        run = session.execute(select(func.min(col(Run.id)))).scalar_one()
        session.execute(update(Article).values(link_run_id=run))
    with reading(small_desk.engine) as session:
        every = queries.linked_since(session, early, most=9)
        many, later = (
            queries.linked_since(session, moment, most=most)
            for moment, most in ((early, 1), (late, 9))
        )

    assert (none, many, later) == (set(), None, set())
    assert every is not None
    assert {small_desk.open, small_desk.closed, small_desk.aside} <= every


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
    for room in ("MOST_COUNTED", "MOST_LISTED", "MOST_PLACED", "MOST_LOADED"):
        monkeypatch.setattr(known, room, 5)

    assert relink(desk, "claims.Rules.v1", [ids]) == before


def articles(desk: Desk) -> list[str]:
    """Return the ids of all articles, in their order."""
    with reading(desk.engine) as session:
        return list(session.execute(select(col(Article.id)).order_by(col(Article.id))).scalars())
