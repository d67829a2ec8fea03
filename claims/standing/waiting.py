"""What has changed under the machine's links waits for the next run, which links it anew."""

from collections.abc import Collection

from sqlalchemy import delete, update
from sqlmodel import Session, col

from db import queries
from db.models import Article, Claim, ClaimKey, ClaimVector


def wait(session: Session, article_id: str, claim_ids: Collection[str]) -> set[str]:
    """Let claims be linked anew by the next run, and those that they are linked with.

    The article waits as one that has just come in: what its claims are near to looks at them again.
    What a person judged stays.

    Args:
        session: one that may write.
        article_id: the article that they stand in.
        claim_ids: the claims that changed or moved.

    Returns:
        All these claims: what they say of one another is to be assessed.
    """
    touched = {*claim_ids} | queries.linked_with(session, claim_ids)
    for some in queries.batches(sorted(touched)):
        session.execute(update(Claim).where(col(Claim.id).in_(some)).values(reach=None))
    session.execute(update(Article).where(col(Article.id) == article_id).values(link_run_id=None))
    return touched


def forget(session: Session, claim_id: str) -> None:
    """Drop what a claim was found by; the next run reads it off its words as they are now."""
    for table in (ClaimKey, ClaimVector):
        session.execute(delete(table).where(col(table.claim_id) == claim_id))
