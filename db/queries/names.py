"""Names to choose from."""

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Source


def source_names(session: Session, *, limit: int) -> list[str]:
    """Return the names of sources that are not merged into another, in their order."""
    rows = select(col(Source.name)).where(col(Source.kept_id).is_(None))
    return list(session.execute(rows.order_by(col(Source.name)).limit(limit)).scalars())
