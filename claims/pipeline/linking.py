"""Stage link: claims meet earlier and later claims about the same matter."""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Engine, Executable, case, select, update
from sqlmodel import Session, col

from claims.link.match import Linker, Match, Statement
from claims.pipeline.step import Step, recorded
from claims.proposition import Proposition
from claims.registry import create, linkers
from claims.settings import Settings
from db import queries
from db.engine import insert, reading, writing
from db.models import Article, Claim, ClaimKey, ClaimLink
from db.views import ComparableView
from db.vocabulary import Judgement, Stage

# How many carriers of its keys are looked up for one claim, those of the rarest keys first: what
# many carry tells hardly anything, and all of them for every claim takes quadratic time.
MOST_CARRIERS = 5_000
# The candidates that share the rarest keys are compared, no more: the others share little.
MOST_COMPARED = 20
# Keys whose carriers stay counted: to count those of common keys for each claim anew takes
# quadratic time.
MOST_COUNTED = 200_000
# Statements that stay loaded, because a claim is a candidate of many others: some 80 MB.
MOST_LOADED = 10_000


@dataclass(frozen=True, slots=True)
class _Found:
    later: Statement
    earlier: Statement
    match: Match


class _Known:
    """What a run has looked up, and need not look up again while there is room."""

    def __init__(self) -> None:
        self._loaded: dict[str, Statement] = {}
        self._carriers: dict[str, int] = {}

    def carriers(self, session: Session, keys: frozenset[str]) -> dict[str, int]:
        """Return how many claims carry each key."""
        if len(self._carriers) > MOST_COUNTED:
            self._carriers.clear()
        missing = keys - self._carriers.keys()
        if missing:
            self._carriers |= queries.key_counts(session, missing)
        return {key: self._carriers[key] for key in keys if key in self._carriers}

    def statements(self, session: Session, claim_ids: Iterable[str]) -> list[Statement]:
        """Return the statements of these claims, in the order of their ids."""
        wanted = sorted(set(claim_ids))
        missing = [one for one in wanted if one not in self._loaded]
        if len(self._loaded) + len(missing) > MOST_LOADED:
            self._loaded.clear()
            missing = wanted
        loaded = (statement(view) for view in queries.comparable(session, missing))
        self._loaded |= {one.claim_id: one for one in loaded}
        return [self._loaded[one] for one in wanted if one in self._loaded]


def link(engine: Engine, settings: Settings) -> Iterator[Step]:
    """Link the claims of every article that has not been through this stage.

    First every waiting claim gets its blocking keys; then each is compared with the best
    candidates under them, earlier and later ones alike, so that the order in which articles come
    in does not matter.
    """
    ids = _waiting(engine)
    if not ids:
        return
    linker: Linker = create(linkers, settings.linker, settings)
    _key(engine, linker, ids)
    known = _Known()
    with recorded(engine, Stage.LINK, linker.components) as run:
        for done, article_id in enumerate(ids, start=1):
            file, found = _compare(engine, linker, article_id, known)
            with writing(engine) as session:
                _record(session, article_id, found, linker, run.run_id)
            run.counts["links"] += len(found)
            strong = sum(one.match.score >= linker.threshold for one in found)
            note = f"{strong} links, {len(found) - strong} possible"
            yield Step(Stage.LINK, done, len(ids), note, file)


def _waiting(engine: Engine) -> list[str]:
    with reading(engine) as session:
        rows = (
            select(col(Article.id))
            .where(col(Article.extract_run_id).is_not(None), col(Article.link_run_id).is_(None))
            .order_by(col(Article.ordered_at), col(Article.id))
        )
        return list(session.execute(rows).scalars())


def _key(engine: Engine, linker: Linker, article_ids: Sequence[str]) -> None:
    for article_id in article_ids:
        with reading(engine) as session:
            keyless = select(col(Claim.id)).where(
                col(Claim.article_id) == article_id,
                ~select(ClaimKey).where(col(ClaimKey.claim_id) == col(Claim.id)).exists(),
            )
            views = queries.comparable(session, session.execute(keyless).scalars())
        if not views:
            continue
        keys = {view.claim.claim_id: linker.keys(statement(view)) for view in views}
        with writing(engine) as session:
            rows = [
                {"key": key, "claim_id": claim_id}
                for claim_id, found in keys.items()
                for key in sorted(found)
            ]
            if rows:
                session.execute(insert(ClaimKey).on_conflict_do_nothing(), rows)


def statement(view: ComparableView) -> Statement:
    """Return a stored claim as the linker sees it."""
    claim = view.claim
    return Statement(
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        position=claim.start,
        ordered_at=claim.ordered_at,
        text=claim.text,
        sentence=view.sentence,
        title=claim.article_title,
        speaker=claim.speaker,
        via=claim.via,
        publisher=claim.publisher,
        anonymous=claim.anonymous,
        mode=claim.mode,
        stance=claim.stance,
        proposition=Proposition.from_json(view.proposition),
    )


def _compare(
    engine: Engine, linker: Linker, article_id: str, known: _Known
) -> tuple[str, list[_Found]]:
    with reading(engine) as session:
        file = session.get_one(Article, article_id).file
        mine = select(col(Claim.id)).where(col(Claim.article_id) == article_id)
        total = queries.count_all(session)
        found = {
            (one.later.claim_id, one.earlier.claim_id): one
            for claim in known.statements(session, session.execute(mine).scalars())
            for one in _matches(session, linker, claim, total, known)
        }
    return file, list(found.values())


def _matches(
    session: Session, linker: Linker, claim: Statement, total: int, known: _Known
) -> Iterator[_Found]:
    keys = linker.keys(claim)
    carried = known.carriers(session, keys)
    weights = {key: math.log((1 + total) / (1 + n)) for key, n in carried.items()}
    telling = {key: weights[key] for key in _telling(carried)}
    candidates = queries.sharing(session, telling, but=claim.claim_id, most=MOST_COMPARED)
    for other in known.statements(session, candidates):
        later, earlier = sorted((claim, other), key=lambda one: one.order, reverse=True)
        match = linker.judge(later, earlier, weights=weights)
        if match is not None:
            yield _Found(later, earlier, match)


def _telling(carried: Mapping[str, int]) -> list[str]:
    """Return the rarest keys, as many as may be looked up, and one at least."""
    rarest = sorted(carried, key=lambda key: (carried[key], key))
    rows = accumulate(carried[key] for key in rarest)
    allowed = sum(1 for n in rows if n <= MOST_CARRIERS)
    return rarest[: max(allowed, 1)]


def _record(
    session: Session, article_id: str, found: Sequence[_Found], linker: Linker, run_id: int
) -> None:
    for one in found:
        session.execute(_suggestion(one, linker, run_id))
    touched = {end for one in found for end in (one.later.claim_id, one.earlier.claim_id)}
    session.execute(
        update(Claim)
        .where(col(Claim.id).in_(touched) | (col(Claim.article_id) == article_id))
        .values(assess_run_id=None)
    )
    session.get_one(Article, article_id).link_run_id = run_id


def _suggestion(found: _Found, linker: Linker, run_id: int) -> Executable:
    pair = f"{found.later.claim_id} {found.earlier.claim_id}"
    row = insert(ClaimLink).values(
        id=hashlib.sha256(pair.encode()).hexdigest()[:16],
        later_id=found.later.claim_id,
        earlier_id=found.earlier.claim_id,
        relation=found.match.relation,
        score=found.match.score,
        strong=found.match.score >= linker.threshold,
        reason=found.match.reason,
        judgement=Judgement.UNREVIEWED,
        linker=linker.name,
        run_id=run_id,
        version=1,
    )
    # What a person judged stays as it was when they judged it; and who judges must see the relation
    # that stands, so a changed one is a new version.
    changed = col(ClaimLink.relation) != row.excluded.relation
    names = ("relation", "score", "strong", "reason", "linker", "run_id")
    return row.on_conflict_do_update(
        index_elements=["later_id", "earlier_id"],
        set_={name: row.excluded[name] for name in names}
        | {"version": case((changed, col(ClaimLink.version) + 1), else_=col(ClaimLink.version))},
        where=col(ClaimLink.judgement) == Judgement.UNREVIEWED,
    )
