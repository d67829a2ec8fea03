"""Stage link: claims meet earlier claims about the same matter."""

import hashlib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Engine, Executable, and_, case, delete, or_, select, update
from sqlmodel import Session, col

from claims.link.candidates import Chosen
from claims.link.match import Linker, Match, Statement
from claims.pipeline.keying import fingerprint, key, keyless
from claims.pipeline.known import Known, Loaded
from claims.pipeline.neighbors import candidates, pressed
from claims.pipeline.step import Step, recorded
from claims.registry import create, linkers
from claims.settings import Settings
from db import queries
from db.engine import insert, reading, writing
from db.models import Article, Claim, ClaimKey, ClaimLink, ClaimVector, ReviewEvent
from db.vocabulary import Judgement, ObjectType, Stage

# Decisions that change what a claim is compared with, or as what.
_READ = (
    ObjectType.READING,
    ObjectType.ADDED,
    ObjectType.MERGER,
    ObjectType.WITHDRAWAL,
    ObjectType.DATE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of one claim: whom it was compared with, and which of them it relates to."""

    claim: Statement
    chosen: Chosen
    matches: tuple[tuple[Statement, Match], ...]


def link(engine: Engine, settings: Settings) -> Iterator[Step]:
    """Link the claims of every article that has not been through this stage.

    First every waiting claim gets its keys and vectors; then each is compared with the nearest
    earlier ones. Where a claim comes in before others that are linked already, those that it is
    near to are linked anew, so that the order in which articles come in does not matter. A desk
    that another linker has linked, or another version of it, is linked anew as a whole.
    """
    linker: Linker = create(linkers, settings.linker, settings)
    mark = fingerprint(linker)
    _forget_others(engine, mark)
    ids = _waiting(engine)
    if not (ids or _stale(engine)):
        return
    with (
        ThreadPoolExecutor(settings.workers) as pool,
        recorded(engine, Stage.LINK, linker.components) as run,
    ):
        for done, article_id in enumerate(ids, start=1):
            key(engine, linker, article_id, mark, pool)
            yield Step(
                Stage.LINK, done, 2 * len(ids), "keys and vectors", _file(engine, article_id)
            )
        work = _Work(engine, linker, run.run_id, pool)
        for done, article_id in enumerate(ids, start=len(ids) + 1):
            found = work.link(_claims_of(engine, article_id), first_of=article_id)
            run.counts["links"] += sum(len(one.matches) for one in found)
            note = _note(found, linker)
            yield Step(Stage.LINK, done, 2 * len(ids), note, _file(engine, article_id))
        while stale := _stale(engine):
            for some in stale:
                work.link(some)
            note = f"{len(stale)} articles looked at again"
            yield Step(Stage.LINK, 2 * len(ids), 2 * len(ids), note)


def _forget_others(engine: Engine, mark: str) -> None:
    """Let everything wait that was keyed by another linker; what people judged stays."""
    with reading(engine) as session:
        others = select(col(ClaimVector.claim_id)).where(col(ClaimVector.linker) != mark).limit(1)
        if session.execute(others).first() is None:
            return
    with writing(engine) as session:
        session.execute(delete(ClaimKey))
        session.execute(delete(ClaimVector))
        session.execute(update(Claim).values(reach=None))
        session.execute(update(Article).values(link_run_id=None))


def _file(engine: Engine, article_id: str) -> str:
    with reading(engine) as session:
        return session.get_one(Article, article_id).file


def _claims_of(engine: Engine, article_id: str) -> list[str]:
    with reading(engine) as session:
        mine = select(col(Claim.id)).where(col(Claim.article_id) == article_id)
        return list(session.execute(mine).scalars())


@dataclass(slots=True)
class _Work:
    """One execution of the stage.

    Attributes:
        engine: the desk.
        linker: ranks and judges.
        run_id: the run under way.
        pool: threads that judge.
        known: what was looked up before.
    """

    engine: Engine
    linker: Linker
    run_id: int
    pool: Executor
    known: Known = field(default_factory=Known)

    def link(self, claim_ids: Sequence[str], first_of: str = "") -> list[_Found]:
        """Compare claims and write what is found.

        Another process may bring claims in meanwhile, or a person decide; then they are compared
        once more. Claims whose words a person set meanwhile wait for the next run.

        Args:
            claim_ids: the claims.
            first_of: the article of which these are all claims, where they are linked first.
        """
        while True:
            with reading(self.engine) as session:
                before = _state(session)
                if first_of and session.execute(keyless(first_of)).first() is not None:
                    return []
                loaded = self.known.load(session, claim_ids)
                found = [self._related(session, one) for one in loaded]
                later = {
                    claim_id
                    for one in (loaded if first_of else ())
                    for claim_id in pressed(session, self.linker, one, self.known)
                }
            with writing(self.engine) as session:
                if _has_changed(session, before):
                    self.known = Known()
                    continue
                _record(session, found, self.linker, self.run_id)
                if first_of:
                    _press(session, later)
                    session.get_one(Article, first_of).link_run_id = self.run_id
                return found

    def _related(self, session: Session, one: Loaded) -> _Found:
        chosen = candidates(session, self.linker, one, self.known)
        others = self.known.load(session, chosen.earlier)
        return _Found(one.claim, chosen, judged(self.linker, one, others, self.pool))


def _note(found: Sequence[_Found], linker: Linker) -> str:
    scores = [match.score for one in found for _, match in one.matches]
    strong = sum(score >= linker.threshold for score in scores)
    return f"{strong} links, {len(scores) - strong} possible"


def _waiting(engine: Engine) -> list[str]:
    with reading(engine) as session:
        rows = (
            select(col(Article.id))
            .where(col(Article.extract_run_id).is_not(None), col(Article.link_run_id).is_(None))
            .order_by(col(Article.ordered_at), col(Article.id))
        )
        return list(session.execute(rows).scalars())


def _stale(engine: Engine) -> list[list[str]]:
    """Return the claims of linked articles that wait to be linked anew, by article, in order."""
    with reading(engine) as session:
        rows = session.execute(
            select(col(Claim.article_id), col(Claim.id))
            .join(Article, col(Claim.article_id) == col(Article.id))
            .where(col(Claim.reach).is_(None), col(Article.link_run_id).is_not(None))
            .order_by(col(Article.ordered_at), col(Claim.article_id), col(Claim.start))
        )
        return [[row.id for row in some] for _, some in groupby(rows, attrgetter("article_id"))]


def _state(session: Session) -> tuple[int, int]:
    """Return what changes where claims come in, and where people decide."""
    last = queries.last_event(session)
    return queries.count_keyed(session), last.event_seq if last else 0


def _has_changed(session: Session, before: tuple[int, int]) -> bool:
    """Say whether claims have come in since, or people have changed what linking reads.

    Verdicts, judgements and notes are none of it: reviewers at work must not keep a run waiting.
    """
    keyed, seq = before
    decided = select(col(ReviewEvent.event_seq)).where(
        col(ReviewEvent.event_seq) > seq, col(ReviewEvent.object_type).in_(_READ)
    )
    changed = queries.count_keyed(session) != keyed
    return changed or session.execute(decided.limit(1)).first() is not None


def judged(
    linker: Linker, one: Loaded, others: Sequence[Loaded], pool: Executor
) -> tuple[tuple[Statement, Match], ...]:
    """Return those of the chosen claims that a claim relates to, with how it does.

    Args:
        linker: judges.
        one: the claim.
        others: the chosen ones.
        pool: threads that judge, for a network needs no interpreter while it reads a pair.
    """

    def judge(other: Loaded) -> Match | None:
        return linker.judge(one.claim, other.claim, vectors=(one.vectors, other.vectors))

    found = zip(others, pool.map(judge, others), strict=True)
    return tuple((other.claim, match) for other, match in found if match is not None)


def _record(session: Session, found: Sequence[_Found], linker: Linker, run_id: int) -> None:
    touched: set[str] = set()
    for one in found:
        # Since an article was redated, what a person judged may run the other way.
        turned = _judged_from(session, one.claim.claim_id)
        matches = [(other, match) for other, match in one.matches if other.claim_id not in turned]
        kept = [other.claim_id for other, _ in matches]
        touched |= {one.claim.claim_id, *kept, *_drop(session, one.claim.claim_id, kept)}
        for other, match in matches:
            session.execute(_suggestion(one.claim, other, match, linker, run_id))
        session.execute(
            update(Claim).where(col(Claim.id) == one.claim.claim_id).values(reach=one.chosen.reach)
        )
    for some in queries.batches(sorted(touched)):
        session.execute(update(Claim).where(col(Claim.id).in_(some)).values(assess_run_id=None))


def _judged_from(session: Session, claim_id: str) -> set[str]:
    """Return the claims whose links to this one people have judged."""
    judged = select(col(ClaimLink.later_id)).where(
        col(ClaimLink.earlier_id) == claim_id, col(ClaimLink.judgement) != Judgement.UNREVIEWED
    )
    return set(session.execute(judged).scalars())


def _drop(session: Session, later_id: str, kept: Sequence[str]) -> list[str]:
    """Take back the links of a claim that are not found any more; return their other ends.

    A link that people have judged stays; where they took that back it is only folded away, for the
    log speaks of it.
    """
    gone = (
        col(ClaimLink.later_id) == later_id,
        col(ClaimLink.earlier_id).not_in(kept),
        col(ClaimLink.judgement) == Judgement.UNREVIEWED,
    )
    logged = (
        select(ReviewEvent)
        .where(
            col(ReviewEvent.object_type) == ObjectType.LINK,
            col(ReviewEvent.object_id) == col(ClaimLink.id),
        )
        .exists()
    )
    folded = update(ClaimLink).where(*gone, logged).values(strong=False)
    dropped = delete(ClaimLink).where(*gone, ~logged)
    other = col(ClaimLink.earlier_id)
    ends = [list(session.execute(act.returning(other)).scalars()) for act in (folded, dropped)]
    return [end for some in ends for end in some]


def _press(session: Session, claim_ids: AbstractSet[str]) -> None:
    """Let these claims wait again: a claim has come in which they are near to."""
    for some in queries.batches(sorted(claim_ids)):
        session.execute(update(Claim).where(col(Claim.id).in_(some)).values(reach=None))


def _suggestion(
    later: Statement, earlier: Statement, match: Match, linker: Linker, run_id: int
) -> Executable:
    pair = f"{later.claim_id} {earlier.claim_id}"
    row = insert(ClaimLink).values(
        id=hashlib.sha256(pair.encode()).hexdigest()[:16],
        later_id=later.claim_id,
        earlier_id=earlier.claim_id,
        relation=match.relation,
        score=match.score,
        strong=match.score >= linker.threshold,
        reason=match.reason,
        judgement=Judgement.UNREVIEWED,
        linker=linker.name,
        run_id=run_id,
        since=datetime.now(UTC),
        version=1,
    )
    # What a person judged stays as it was when they judged it; and who judges must see the relation
    # that stands, so a changed one is a new version.
    changed = col(ClaimLink.relation) != row.excluded.relation
    # Found again, a link is no new evidence, unless it says more than it did.
    more = or_(changed, and_(row.excluded.strong, ~col(ClaimLink.strong)))
    names = ("relation", "score", "strong", "reason", "linker", "run_id")
    return row.on_conflict_do_update(
        index_elements=["later_id", "earlier_id"],
        set_={name: row.excluded[name] for name in names}
        | {
            "version": case((changed, col(ClaimLink.version) + 1), else_=col(ClaimLink.version)),
            "since": case((more, row.excluded.since), else_=col(ClaimLink.since)),
        },
        where=col(ClaimLink.judgement) == Judgement.UNREVIEWED,
    )
