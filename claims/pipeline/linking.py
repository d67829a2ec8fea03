"""Stage link: claims meet earlier claims about the same matter."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Engine, Executable, case, delete, select, update
from sqlmodel import Session, col

from claims.link.candidates import Chosen, choose, telling
from claims.link.match import Linker, Match, Statement
from claims.pipeline.step import Step, recorded
from claims.proposition import Proposition
from claims.registry import create, linkers
from claims.settings import Settings
from db import queries
from db.engine import insert, reading, writing
from db.models import Article, Claim, ClaimKey, ClaimLink, ClaimVector
from db.views import ComparableView
from db.vocabulary import Judgement, Stage

# Keys whose carriers stay counted: to count those of common keys for each claim anew takes
# quadratic time.
MOST_COUNTED = 200_000
# Statements that stay loaded, because a claim is a candidate of many others: some 80 MB.
MOST_LOADED = 10_000


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of one claim: whom it was compared with, and which of them it relates to."""

    claim: Statement
    chosen: Chosen
    matches: tuple[tuple[Statement, Match], ...]


class Known:
    """What a run has looked up, and need not look up again while there is room."""

    def __init__(self) -> None:
        self._loaded: dict[str, Statement] = {}
        self._vectors: dict[str, bytes] = {}
        self._carriers: dict[str, int] = {}

    def carriers(self, session: Session, keys: AbstractSet[str]) -> dict[str, int]:
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
            self._vectors.clear()
            missing = wanted
        if missing:
            loaded = (statement(view) for view in queries.comparable(session, missing))
            self._loaded |= {one.claim_id: one for one in loaded}
            self._vectors |= queries.vectors(session, missing)
        return [self._loaded[one] for one in wanted if one in self._loaded]

    def vectors(self, claim: Statement) -> bytes:
        """Return the vectors of a claim whose statement is loaded."""
        return self._vectors.get(claim.claim_id, b"")


def link(engine: Engine, settings: Settings) -> Iterator[Step]:
    """Link the claims of every article that has not been through this stage.

    First every waiting claim gets its keys and vectors; then each is compared with the nearest
    earlier ones. Where a claim comes in before others that are linked already, those that it is
    near to are linked anew, so that the order in which articles come in does not matter.
    """
    ids = _waiting(engine)
    linker: Linker = create(linkers, settings.linker, settings)
    _key(engine, linker, ids)
    stale = _stale(engine)
    if not (ids or stale):
        return
    known = Known()
    with recorded(engine, Stage.LINK, linker.components) as run:
        for done, article_id in enumerate(ids, start=1):
            with reading(engine) as session:
                file = session.get_one(Article, article_id).file
                mine = select(col(Claim.id)).where(col(Claim.article_id) == article_id)
                claim_ids = list(session.execute(mine).scalars())
            found = _compare(engine, linker, claim_ids, known)
            with writing(engine) as session:
                _record(session, found, linker, run.run_id)
                _press(session, found)
                session.get_one(Article, article_id).link_run_id = run.run_id
            run.counts["links"] += sum(len(one.matches) for one in found)
            yield Step(Stage.LINK, done, len(ids), _note(found, linker), file)
        while stale := _stale(engine):
            for some in stale:
                found = _compare(engine, linker, some, known)
                with writing(engine) as session:
                    _record(session, found, linker, run.run_id)
            yield Step(Stage.LINK, len(ids), len(ids), f"{len(stale)} articles looked at again")


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
    """Return the claims of linked articles that wait to be linked anew, by article."""
    with reading(engine) as session:
        rows = session.execute(
            select(col(Claim.article_id), col(Claim.id))
            .join(Article, col(Claim.article_id) == col(Article.id))
            .where(col(Claim.reach).is_(None), col(Article.link_run_id).is_not(None))
            .order_by(col(Claim.article_id), col(Claim.id))
        )
        return [[row.id for row in some] for _, some in groupby(rows, attrgetter("article_id"))]


def _key(engine: Engine, linker: Linker, article_ids: Sequence[str]) -> None:
    for article_id in article_ids:
        with reading(engine) as session:
            keyless = select(col(Claim.id)).where(
                col(Claim.article_id) == article_id,
                ~select(ClaimVector).where(col(ClaimVector.claim_id) == col(Claim.id)).exists(),
            )
            views = queries.comparable(session, session.execute(keyless).scalars())
        if not views:
            continue
        claims = [statement(view) for view in views]
        keys = [
            {"key": key, "claim_id": claim.claim_id}
            for claim in claims
            for key in sorted(linker.keys(claim))
        ]
        vectors = [
            {"claim_id": claim.claim_id, "vectors": linker.vectors(claim)} for claim in claims
        ]
        with writing(engine) as session:
            if keys:
                session.execute(insert(ClaimKey).on_conflict_do_nothing(), keys)
            session.execute(insert(ClaimVector).on_conflict_do_nothing(), vectors)


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
    engine: Engine, linker: Linker, claim_ids: Sequence[str], known: Known
) -> list[_Found]:
    with reading(engine) as session:
        return [
            _related(session, linker, claim, known)
            for claim in known.statements(session, claim_ids)
        ]


def _related(session: Session, linker: Linker, claim: Statement, known: Known) -> _Found:
    chosen = candidates(session, linker, claim, known)
    return _Found(claim, chosen, judged(session, linker, claim, chosen, known))


def candidates(session: Session, linker: Linker, claim: Statement, known: Known) -> Chosen:
    """Return whom a claim of the desk is compared with.

    Args:
        session: an open session.
        linker: says how near claims are.
        claim: the claim; it and its vectors are loaded.
        known: what was looked up before.
    """
    keys, own = linker.keys(claim), known.vectors(claim)
    weights = {key: keys[key] for key in telling(known.carriers(session, keys.keys()))}
    return choose(linker, claim, own, queries.sharing(session, weights, but=claim.claim_id))


def judged(
    session: Session, linker: Linker, claim: Statement, chosen: Chosen, known: Known
) -> tuple[tuple[Statement, Match], ...]:
    """Return those of the chosen claims that a claim relates to, with how it does."""
    found = (
        (other, linker.judge(claim, other, vectors=(known.vectors(claim), known.vectors(other))))
        for other in known.statements(session, chosen.earlier)
    )
    return tuple((other, match) for other, match in found if match is not None)


def _record(session: Session, found: Sequence[_Found], linker: Linker, run_id: int) -> None:
    touched: set[str] = set()
    for one in found:
        kept = [other.claim_id for other, _ in one.matches]
        dropped = delete(ClaimLink).where(
            col(ClaimLink.later_id) == one.claim.claim_id,
            col(ClaimLink.earlier_id).not_in(kept),
            col(ClaimLink.judgement) == Judgement.UNREVIEWED,
        )
        gone = session.execute(dropped.returning(col(ClaimLink.earlier_id))).scalars()
        touched |= {one.claim.claim_id, *kept, *gone}
        for other, match in one.matches:
            session.execute(_suggestion(one.claim, other, match, linker, run_id))
        session.execute(
            update(Claim).where(col(Claim.id) == one.claim.claim_id).values(reach=one.chosen.reach)
        )
        session.execute(update(Claim).where(col(Claim.id).in_(one.chosen.later)).values(reach=None))
    session.execute(update(Claim).where(col(Claim.id).in_(touched)).values(assess_run_id=None))


def _press(session: Session, found: Sequence[_Found]) -> None:
    """Let those wait again that were linked before a claim came in which they are near to."""
    later = {claim_id for one in found for claim_id in one.chosen.later}
    for some in queries.batches(sorted(later)):
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
