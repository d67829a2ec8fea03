"""Claims whose sentence was changed or taken out without a word: they wait for a decision again.

What a person decided stands. Of claims that go on word for word from version to version of an
article only the first waits: on it people decide.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from db import queries
from db.models import Claim


def mark(session: Session, claim_ids: Iterable[str]) -> None:
    """Write which of some claims wait because of other versions of their articles, or do not.

    Args:
        session: one that may write; what became of the sentences is in its anchors.
        claim_ids: claims of which it is written already what waits for other reasons.
    """
    for batch in queries.batches(sorted(set(claim_ids))):
        raised = queries.open_alarms(session, batch)
        carried = queries.carried(session, batch)
        touched = select(Claim).where(col(Claim.id).in_({*raised, *carried}))
        for claim in session.execute(touched).scalars():
            if claim.id in carried:
                claim.waits_since = None
            elif claim.shown:
                claim.waits_since = claim.waits_since or raised[claim.id]
    session.flush()
