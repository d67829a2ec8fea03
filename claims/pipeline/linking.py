"""Stage link: claims meet earlier claims about the same matter."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Engine, Executable, case, delete, select, update
from sqlmodel import Session, col

from claims.link.candidates import MOST_CARRIERS, Chosen, choose, telling
from claims.link.match import Linker, Match, Statement
from claims.pipeline.step import Step, recorded
from claims.proposition import Proposition
from claims.registry import create, linkers
from claims.settings import Settings
from db import queries
from db.engine import insert, reading, writing
from db.models import Article, Claim, ClaimKey, ClaimLink, ClaimVector, ReviewEvent
from db.views import ComparableView
from db.vocabulary import Judgement, ObjectType, Stage

# Keys whose carriers stay counted: to count those of common keys for each claim anew takes
# quadratic time.
MOST_COUNTED = 200_000
# Statements that stay loaded, because a claim is a candidate of many others: some 80 MB.
MOST_LOADED = 10_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A claim as the linker needs it, with its stored vectors."""

    claim: Statement
    vectors: bytes


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of one claim: whom it was compared with, and which of them it relates to."""

    claim: Statement
    chosen: Chosen
    matches: tuple[tuple[Statement, Match], ...]


class Known:
    """What a run has looked up, and need not look up again while there is room."""

    def __init__(self) -> None:
        self._loaded: dict[str, Loaded] = {}
        self._carriers: dict[str, int] = {}

    def carriers(self, session: Session, keys: AbstractSet[str]) -> dict[str, int]:
        """Return how many claims carry each key."""
        if len(self._carriers) > MOST_COUNTED:
            self._carriers.clear()
        missing = keys - self._carriers.keys()
        if missing:
            self._carriers |= queries.key_counts(session, missing)
        return {key: self._carriers[key] for key in keys if key in self._carriers}

    def load(self, session: Session, claim_ids: Iterable[str]) -> list[Loaded]:
        """Return these claims in the order of their ids."""
        wanted = sorted(set(claim_ids))
        missing = [one for one in wanted if one not in self._loaded]
        if len(self._loaded) + len(missing) > MOST_LOADED:
            self._loaded.clear()
            missing = wanted
        if missing:
            vectors = queries.vectors(session, missing)
            for view in queries.comparable(session, missing):
                claim = statement(view)
                self._loaded[claim.claim_id] = Loaded(claim, vectors.get(claim.claim_id, b""))
        return [self._loaded[one] for one in wanted if one in self._loaded]


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
    with recorded(engine, Stage.LINK, linker.components) as run:
        for done, article_id in enumerate(ids, start=1):
            _key(engine, linker, article_id, mark)
            yield Step(
                Stage.LINK, done, 2 * len(ids), "keys and vectors", _file(engine, article_id)
            )
        work = _Work(engine, linker, run.run_id)
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


def fingerprint(linker: Linker) -> str:
    """Return what tells links and vectors of one linker and version from those of others."""
    parts = [linker.name, *(f"{name} {version}" for name, version in linker.components.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


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
        known: what was looked up before.
    """

    engine: Engine
    linker: Linker
    run_id: int
    known: Known = field(default_factory=Known)

    def link(self, claim_ids: Sequence[str], first_of: str = "") -> list[_Found]:
        """Compare claims and write what is found.

        Another process may bring claims in meanwhile; then they are compared once more.

        Args:
            claim_ids: the claims.
            first_of: the article of which these are all claims, where they are linked first.
        """
        while True:
            with reading(self.engine) as session:
                keyed = queries.count_keyed(session)
                loaded = self.known.load(session, claim_ids)
                found = [_related(session, self.linker, one, self.known) for one in loaded]
            with writing(self.engine) as session:
                if queries.count_keyed(session) != keyed:
                    self.known = Known()
                    continue
                _record(session, found, self.linker, self.run_id)
                if first_of:
                    _press(session, found)
                    session.get_one(Article, first_of).link_run_id = self.run_id
                return found


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


def _key(engine: Engine, linker: Linker, article_id: str, mark: str) -> None:
    with reading(engine) as session:
        keyless = select(col(Claim.id)).where(
            col(Claim.article_id) == article_id,
            ~select(ClaimVector).where(col(ClaimVector.claim_id) == col(Claim.id)).exists(),
        )
        views = queries.comparable(session, session.execute(keyless).scalars())
    if not views:
        return
    claims = [statement(view) for view in views]
    keys = [
        {"key": key, "claim_id": claim.claim_id}
        for claim in claims
        for key in sorted(linker.keys(claim))
    ]
    vectors = [
        {"claim_id": claim.claim_id, "vectors": linker.vectors(claim), "linker": mark}
        for claim in claims
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


def _related(session: Session, linker: Linker, one: Loaded, known: Known) -> _Found:
    chosen = candidates(session, linker, one, known)
    return _Found(one.claim, chosen, judged(session, linker, one, chosen, known))


def candidates(session: Session, linker: Linker, one: Loaded, known: Known) -> Chosen:
    """Return whom a claim of the desk is compared with.

    Args:
        session: an open session.
        linker: says how near claims are.
        one: the claim.
        known: what was looked up before.
    """
    keys = linker.keys(one.claim)
    weights = {key: keys[key] for key in telling(known.carriers(session, keys.keys()))}
    neighbors = queries.sharing(session, weights, but=one.claim.claim_id, most=MOST_CARRIERS)
    return choose(linker, one.claim, one.vectors, neighbors)


def judged(
    session: Session, linker: Linker, one: Loaded, chosen: Chosen, known: Known
) -> tuple[tuple[Statement, Match], ...]:
    """Return those of the chosen claims that a claim relates to, with how it does."""
    found = (
        (other.claim, linker.judge(one.claim, other.claim, vectors=(one.vectors, other.vectors)))
        for other in known.load(session, chosen.earlier)
    )
    return tuple((other, match) for other, match in found if match is not None)


def _record(session: Session, found: Sequence[_Found], linker: Linker, run_id: int) -> None:
    touched: set[str] = set()
    for one in found:
        kept = [other.claim_id for other, _ in one.matches]
        touched |= {one.claim.claim_id, *kept, *_drop(session, one.claim.claim_id, kept)}
        for other, match in one.matches:
            session.execute(_suggestion(one.claim, other, match, linker, run_id))
        session.execute(
            update(Claim).where(col(Claim.id) == one.claim.claim_id).values(reach=one.chosen.reach)
        )
    for some in queries.batches(sorted(touched)):
        session.execute(update(Claim).where(col(Claim.id).in_(some)).values(assess_run_id=None))


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
