"""What people note of a claim, for one another."""

from sqlalchemy import Engine

from claims.review.acts import acting, storable
from claims.review.change import change, differing
from db.engine import writing
from db.views.log import EventView
from db.vocabulary import Action, ObjectType


def note(
    engine: Engine,
    claim_id: str,
    text: str,
    *,
    by: str,
    reason: str = "",
    version: int | None = None,
) -> EventView:
    """Write the note of a claim anew; "" takes it away.

    Args:
        engine: the desk.
        claim_id: the claim.
        text: all that the note is to say.
        by: who writes.
        reason: why; may be empty.
        version: the note's version as it was shown, 0 for none; None: as it is now.

    Raises:
        ConflictError: the note was changed since it was shown; nothing is written.
        InputError: no name, text that cannot be stored, or nothing would change.
        NotFoundError: no such claim.
    """
    act, text = acting(Action.NOTE, by, reason), storable("note", text)
    with writing(engine) as session:
        return differing(change(session, ObjectType.NOTE, claim_id, text, act, version=version))
