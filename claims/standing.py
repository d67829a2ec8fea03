"""How claims stand: their links are read, weighed by ``claims.assess``, and the result written.

Both writers call it, the machine after linking and people after judging a link, so that a status
never depends on who touched it last.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import or_, select
from sqlmodel import Session, col

from claims.assess.origins import Chain
from claims.assess.status import Assessment, Evidence, Standing, assess
from db import queries
from db.models import Claim, ClaimLink, Source
from db.queries.rows import batches
from db.views import ClaimView


def refresh(
    session: Session, claim_ids: Iterable[str], *, run_id: int | None = None
) -> dict[str, Assessment]:
    """Work out how claims stand and write it: status, credibility, origins, and what is shown.

    A claim is shown where it is worth it, where a link counts, or where a person has decided.
    Verdicts, judgements and versions are left alone.

    Args:
        session: one that may write.
        claim_ids: the claims; all their links are weighed.
        run_id: the run that asks; default: a person's act, which marks no claim as assessed.

    Returns:
        What was found for each claim that there is.
    """
    ids = sorted(set(claim_ids))
    links = _links_of(session, ids)
    ends = {end for found in links.values() for one in found for end in (one.later_id, one.earlier_id)}
    views = queries.claims_by_id(session, {*ids, *ends})
    families = _families(session, views.values())
    assessed: dict[str, Assessment] = {}
    for batch in batches(ids):
        for claim in session.execute(select(Claim).where(col(Claim.id).in_(batch))).scalars():
            evidence = [_evidence(link, claim.id, views) for link in links[claim.id]]
            view = views[claim.id]
            found = assess(Standing(_chain(view), view.stance, families), evidence)
            _write(claim, found, linked=any(one.counts for one in evidence), run_id=run_id)
            assessed[claim.id] = found
    session.flush()
    return assessed


def _links_of(session: Session, claim_ids: Sequence[str]) -> Mapping[str, Sequence[ClaimLink]]:
    links: defaultdict[str, list[ClaimLink]] = defaultdict(list)
    wanted = set(claim_ids)
    seen: set[str] = set()
    for batch in batches(claim_ids):
        touching = or_(col(ClaimLink.later_id).in_(batch), col(ClaimLink.earlier_id).in_(batch))
        rows = select(ClaimLink).where(touching).order_by(col(ClaimLink.id))
        for link in session.execute(rows).scalars():
            for end in {link.later_id, link.earlier_id} & wanted - seen_ends(link, seen):
                links[end].append(link)
            seen.add(link.id)
    return links
