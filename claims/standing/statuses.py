"""How claims stand: their links are read, weighed by ``claims.assess``, and the result written.

Both writers call it, the machine after linking and people after a decision, so that a status
never depends on who touched a claim last.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from time import sleep

from sqlalchemy import Engine, or_, select, update
from sqlmodel import Session, col

from claims.assess.origins import Chain, Houses
from claims.assess.status import Assessment, Evidence, Standing, assess
from claims.assess.urgency import Urgency, press
from claims.extract.names.kinds import is_description
from claims.standing import alarms, challenges, storylines
from db import queries
from db.engine import writing
from db.models import Article, Claim, ClaimLink, Source
from db.queries.rows import Named, batches, present, read_as
from db.views.claims import ClaimView
from db.vocabulary import MEDIA, Judgement, Relation, SourceKind

# Who waits for SQLite's lock looks for it every tenth of a second, and would find it taken again.
BREATH = 0.12


def refresh(
    session: Session,
    claim_ids: Iterable[str],
    *,
    run_id: int | None = None,
    logged: bool = True,
) -> dict[str, Assessment]:
    """Work out how claims stand and write it: status, origins, paths, what is shown, what waits.

    A claim is shown where it is worth it, where a link counts, or where a person has decided; one
    that was withdrawn is not shown, and counts for no other. One that is shown waits for a decision
    until there is one, and again where evidence has come up since that speaks against it.
    Verdicts, judgements and versions are left alone.

    Args:
        session: one that may write.
        claim_ids: the claims; all their links are weighed.
        run_id: the run that asks; default: a person's act, which marks no claim as assessed.
        logged: whether the log has all decisions; where it is about to get one, the caller marks
            what speaks against verdicts after it.

    Returns:
        What was found for each claim that there is.
    """
    assessed: dict[str, Assessment] = {}
    for batch in batches(sorted(set(claim_ids))):
        assessed |= _refresh_batch(session, batch, run_id)
        if logged:
            challenges.mark(session, batch)
        alarms.mark(session, batch)
    return assessed


def leave(session: Session, claim_ids: Iterable[str]) -> None:
    """Mark claims as not assessed: :func:`catch_up` does it, or else the next run."""
    for batch in batches(sorted(claim_ids)):
        stale = update(Claim).where(col(Claim.id).in_(batch))
        session.execute(stale.values(assess_run_id=None))


def catch_up(engine: Engine, claim_ids: Iterable[str], *, ties: bool = False) -> None:
    """Assess claims, a few in each transaction, so that nobody waits long for the lock.

    Args:
        engine: the desk.
        claim_ids: those that :func:`leave` has marked; where this is killed, the next run goes on.
        ties: whether also their storylines may be others now.
    """
    for number, batch in enumerate(batches(sorted(claim_ids))):
        if number:
            sleep(BREATH)
        with writing(engine) as session:
            refresh(session, batch)
            if ties:
                storylines.refresh(session, batch)


def _refresh_batch(
    session: Session, claim_ids: Sequence[str], run_id: int | None
) -> dict[str, Assessment]:
    links = links_touching(session, claim_ids)
    ends = {end for found in links.values() for link in found for end in _ends(link)}
    views = queries.claims_by_id(session, {*claim_ids, *ends})
    houses = houses_of(session, views.values())
    assessed: dict[str, Assessment] = {}
    rows = select(Claim, col(Article.added_at)).join(Article).where(col(Claim.id).in_(claim_ids))
    for claim, added_at in session.execute(rows):
        view = views[claim.id]
        weighed = weighing(session, claim.id, links[claim.id], views)
        evidence = [evidence_of(link, claim.id, views) for link in weighed]
        found = assess(Standing(chain_of(view), view.stance, houses), evidence)
        claim.status, claim.credibility = found.status, found.credibility.value
        claim.n_origins = found.n_origins
        claim.circular, claim.unnamed_origin = list(found.circular), found.unnamed_origin
        linked = any(one.counts and not _told_twice(one, claim.article_id) for one in evidence)
        worth_showing = claim.worthy or linked or claim.verdict
        claim.shown = bool(worth_showing) and not view.withdrawn
        _let_wait(claim, press(claim.article_id, evidence), added_at)
        claim.assess_run_id = run_id or claim.assess_run_id
        assessed[claim.id] = found
    session.flush()
    return assessed


def _told_twice(one: Evidence, article_id: str) -> bool:
    """Say whether an article only says again what it says: its headline is no more news for it."""
    unasked = one.judgement is not Judgement.ACCEPTED
    return unasked and one.relation is Relation.REPEATS and one.article_id == article_id


def _let_wait(claim: Claim, urgency: Urgency, added_at: datetime) -> None:
    """Write how much a claim presses for a decision, and since when it waits for the first one."""
    claim.spread, claim.opposed, claim.urgency = urgency.spread, urgency.opposed, urgency.product
    claim.challenged_by = []
    claim.waits_since = added_at.date() if claim.shown and claim.verdict is None else None


def links_touching(session: Session, claim_ids: Sequence[str]) -> Mapping[str, Sequence[ClaimLink]]:
    """Return the links of claims that are there at both ends, by the id of either."""
    links: defaultdict[str, list[ClaimLink]] = defaultdict(list)
    touching = or_(col(ClaimLink.later_id).in_(claim_ids), col(ClaimLink.earlier_id).in_(claim_ids))
    rows = select(ClaimLink).where(touching, present()).order_by(col(ClaimLink.id))
    for link in session.execute(rows).scalars():
        for end in _ends(link):
            links[end].append(link)
    return links


def weighing(
    session: Session, claim_id: str, links: Sequence[ClaimLink], views: Mapping[str, ClaimView]
) -> list[ClaimLink]:
    """Return those links of a claim that weigh: versions of one article are one witness.

    The last of them that speaks counts, and none of those of the claim's own article; where a
    person accepted a link, that one stays.

    Args:
        session: to read with.
        claim_id: the claim.
        links: its links.
        views: the claims at both ends of them, by id.
    """
    document, article_id = views[claim_id].document, views[claim_id].article_id
    others: defaultdict[str, list[tuple[ClaimLink, str]]] = defaultdict(list)
    for link in links:
        other = views[link.later_id if link.earlier_id == claim_id else link.earlier_id]
        if other.document != document or other.article_id == article_id:
            others[other.document].append((link, other.article_id))
    stale = {
        link.id
        for some in others.values()
        for last in [queries.latest_of(session, {article for _, article in some})]
        for link, article in some
        if article != last and link.judgement is not Judgement.ACCEPTED
    }
    kept = {link.id for some in others.values() for link, _ in some} - stale
    return [link for link in links if link.id in kept]


def _ends(link: ClaimLink) -> tuple[str, str]:
    return link.later_id, link.earlier_id


def houses_of(session: Session, views: Iterable[ClaimView]) -> Houses:
    """Say who stands behind the sources in the chains of these claims."""
    names = {name for view in views for name in view.chain}
    families: dict[str, str] = {}
    media: set[str] = set()
    checked: set[str] = set()
    described: set[str] = set()
    for batch in batches(sorted(names)):
        # Where the source that others were merged into has no family, theirs is known.
        rows = (
            select(col(Source.name), col(Source.kind), col(Named.family), col(Named.checked))
            # Two ways along an index; by what each is read as, all sources are gone through.
            .join(Named, or_(col(Named.id) == col(Source.id), col(Named.kept_id) == col(Source.id)))
            .where(col(Source.name).in_(batch), read_as(Named) == col(Source.id))
            .order_by(col(Named.id) == col(Source.id), col(Named.name))
        )
        for name, kind, family, known in session.execute(rows):
            if family:
                families[name] = family
            if kind in MEDIA:
                media.add(name)
                checked |= {name} if known else set()
            elif kind is not SourceKind.ANONYMOUS and is_description(name):
                described.add(name)
    return Houses(
        families=families,
        doubtful=frozenset(media - checked),
        described=frozenset(described - {*families}),
        media=frozenset(media),
    )


def evidence_of(link: ClaimLink, claim_id: str, views: Mapping[str, ClaimView]) -> Evidence:
    """Return a link as what is weighed for one of its claims."""
    other_is_later = link.earlier_id == claim_id
    other = views[link.later_id if other_is_later else link.earlier_id]
    return Evidence(
        relation=link.relation,
        chain=chain_of(other),
        strong=link.strong,
        judgement=link.judgement,
        other_is_later=other_is_later,
        stance=other.stance,
        article_id=other.article_id,
    )


def chain_of(claim: ClaimView) -> Chain:
    """Return how a claim reached the desk."""
    return Chain(
        speaker=claim.speaker,
        via=claim.via,
        publisher=claim.publisher,
        anonymous=claim.anonymous,
        mode=claim.mode,
    )
