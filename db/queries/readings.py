"""How claims were read before a person read them otherwise."""

from sqlmodel import Session, col, select

from db.models import ClaimReading, Source
from db.views.claims import ReadingView
from db.vocabulary import Stance


def first_reading(session: Session, claim_id: str) -> ReadingView | None:
    """Return how a claim was read at first; None where that is in force."""
    row = session.get(ClaimReading, claim_id)
    if row is None or not row.words:
        return None
    first = row.original
    relays = [source_id for source_id, _ in first["relays"]]
    rows = select(Source.id, Source.name).where(col(Source.id).in_([first["speaker_id"], *relays]))
    names = dict(session.exec(rows).all())
    return ReadingView(
        speaker=names[first["speaker_id"]],
        via=tuple(names[one] for one in relays),
        stance=Stance(first["stance"]),
        text=first["text"],
        start=first["start"],
        end=first["end"],
    )
