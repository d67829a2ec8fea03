"""How claims stand: their links are read, weighed by ``claims.assess``, and the result written.

Both writers call it, the machine after linking and people after a decision, so that a status
never depends on who touched a claim last.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import or_, select
from sqlmodel import Session, col

from claims.assess.origins import Chain
from claims.assess.status import Assessment, Evidence, Standing, assess
from db import queries
from db.models import Claim, ClaimLink, Source
from db.queries.rows import Named, batches, present, read_as
from db.views import ClaimView
from db.vocabulary import Judgement, Relation


def refresh(
    session: Session, claim_ids: Iterable[str], *, run_id: int | None = None
) -> dict[str, Assessment]:
    """Work out how claims stand and write it: status, origins, paths, urgency, what is shown.

    A claim is shown where it is worth it, where a link counts, or where a person has decided; one
    that was withdrawn is not shown, and counts for no other.
    Verdicts, judgements and versions are left alone.

    Args:
        session: one that may write.
        claim_ids: the claims; all their links are weighed.
        run_id: the run that asks; default: a person's act, which marks no claim as assessed.

    Returns:
        What was found for each claim that there is.
    """
    assessed: dict[str, Assessment] = {}
    for batch in batches(sorted(set(claim_ids))):
        assessed |= _refresh_batch(session, batch, run_id)
    session.flush()
    return assessed


def _refresh_batch(
    session: Session, claim_ids: Sequence[str], run_id: int | None
) -> dict[str, Assessment]:
    links = _links_of(session, claim_ids)
    ends = {end for found in links.values() for link in found for end in _ends(link)}
    views = queries.claims_by_id(session, {*claim_ids, *ends})
    families = _families(session, views.values())
    stale = {one for claim_id in links for one in _stale(session, claim_id, links[claim_id], views)}
    assessed: dict[str, Assessment] = {}
    for claim in session.execute(select(Claim).where(col(Claim.id).in_(claim_ids))).scalars():
        view = views[claim.id]
        weighed = [link for link in links[claim.id] if link.id not in stale]
        evidence = [_evidence(link, claim.id, views) for link in weighed]
        found = assess(Standing(_chain(view), view.stance, families), evidence)
        claim.status, claim.credibility = found.status, found.credibility.value
        claim.n_origins = found.n_origins
        claim.circular, claim.unnamed_origin = list(found.circular), found.unnamed_origin
        claim.urgency = sum(_pressure(one) for one in evidence if one.counts)
        worth_showing = claim.worthy or claim.urgency > 0 or claim.verdict is not None
        claim.shown = worth_showing and not view.withdrawn
        claim.assess_run_id = run_id or claim.assess_run_id
        assessed[claim.id] = found
    return assessed


def _links_of(session: Session, claim_ids: Sequence[str]) -> Mapping[str, Sequence[ClaimLink]]:
    links: defaultdict[str, list[ClaimLink]] = defaultdict(list)
    touching = or_(col(ClaimLink.later_id).in_(claim_ids), col(ClaimLink.earlier_id).in_(claim_ids))
    rows = select(ClaimLink).where(touching, present()).order_by(col(ClaimLink.id))
    for link in session.execute(rows).scalars():
        for end in _ends(link):
            links[end].append(link)
    return links


def _stale(
    session: Session, claim_id: str, links: Sequence[ClaimLink], views: Mapping[str, ClaimView]
) -> set[str]:
    """Return the links that do not weigh: versions of one article are one witness, the last counts.

    So are those of the claim's own article; and where a person accepted a link, that one stays.
    """
    own = views[claim_id]
    found: set[str] = set()
    others: defaultdict[str, list[tuple[ClaimLink, ClaimView]]] = defaultdict(list)
    for link in links:
        other = views[link.later_id if link.earlier_id == claim_id else link.earlier_id]
        if other.document == own.document and other.article_id != own.article_id:
            found.add(link.id)
        else:
            others[other.document].append((link, other))
    for some in others.values():
        if len(ids := {other.article_id for _, other in some}) > 1:
            last = queries.latest_of(session, ids)
            found |= {
                link.id
                for link, other in some
                if other.article_id != last and link.judgement is not Judgement.ACCEPTED
            }
    return found


def _ends(link: ClaimLink) -> tuple[str, str]:
    return link.later_id, link.earlier_id


def _families(session: Session, views: Iterable[ClaimView]) -> dict[str, str]:
    names = {name for view in views for name in view.chain}
    families: dict[str, str] = {}
    for batch in batches(sorted(names)):
        # Where the source that others were merged into has no family, theirs is known.
        rows = (
            select(col(Source.name), col(Named.family))
            .join(Named, read_as(Named) == col(Source.id))
            .where(col(Source.name).in_(batch), col(Named.family) != "")
            .order_by(col(Named.id) == col(Source.id), col(Named.name))
        )
        families |= dict(session.execute(rows).all())
    return families


def _evidence(link: ClaimLink, claim_id: str, views: Mapping[str, ClaimView]) -> Evidence:
    other_is_later = link.earlier_id == claim_id
    other = views[link.later_id if other_is_later else link.earlier_id]
    return Evidence(
        relation=link.relation,
        chain=_chain(other),
        strong=link.strong,
        judgement=link.judgement,
        other_is_later=other_is_later,
        stance=other.stance,
    )


def _pressure(evidence: Evidence) -> int:
    # What sources disagree about is decided first, then what many of them speak of.
    return 3 if evidence.relation is Relation.CONTRADICTS else 1


def _chain(claim: ClaimView) -> Chain:
    return Chain(
        speaker=claim.speaker,
        via=claim.via,
        publisher=claim.publisher,
        anonymous=claim.anonymous,
        mode=claim.mode,
    )
