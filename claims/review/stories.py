"""What people decide about storylines: their names, and which claims belong to them."""

from sqlalchemy import Engine
from sqlmodel import Session, col

from claims import storylines
from claims.assess.storylines import Place
from claims.errors import InputError
from claims.review import ledger
from claims.review.acts import Act, found, log_row, said, storable
from claims.review.snapshot import describe
from claims.standing import refresh
from db import queries
from db.engine import insert, writing
from db.models import StoryName, StoryPlace
from db.views import ClaimView, EventView
from db.vocabulary import Action, ObjectType


def name(engine: Engine, claim_id: str, called: str, *, by: str, reason: str = "") -> EventView:
    """Call the storyline of a claim by a name; "" takes the name away.

    Args:
        engine: the desk.
        claim_id: a claim of it; the name stays with the storyline that this claim belongs to.
        called: the name.
        by: who decides.
        reason: why; may be empty.

    Raises:
        InputError: no name of who decides, or text that cannot be stored.
        NotFoundError: no such claim.
    """
    act = Act(Action.NAME, said("name of who decides", by), storable("reason", reason), "")
    with writing(engine) as session:
        claim = found(queries.claim(session, claim_id), "claim", claim_id)
        return restore(session, claim, ObjectType.STORY_NAME, storable("name", called), act)


def put(
    engine: Engine,
    claim_id: str,
    beside: str = "",
    *,
    apart: bool = False,
    by: str,
    reason: str = "",
) -> EventView:
    """Put a claim into the storyline of another, or out of its own.

    Args:
        engine: the desk.
        claim_id: the claim.
        beside: a claim of the storyline that it is to belong to; its own links join it there too,
            and so two storylines become one.
        apart: its links no longer join it to any storyline.
        by: who decides.
        reason: why; may be empty.

    Raises:
        InputError: no name of who decides, or the claim is put beside itself.
        NotFoundError: no such claim.
    """
    act = Act(Action.PLACE, said("name of who decides", by), storable("reason", reason), "")
    if beside == claim_id:
        raise InputError(f"claim {claim_id} cannot be put beside itself; name another one")
    with writing(engine) as session:
        claim = found(queries.claim(session, claim_id), "claim", claim_id)
        if beside:
            found(queries.claim(session, beside), "claim", beside)
        words = Place(beside, apart).words
        return restore(session, claim, ObjectType.STORY_PLACE, words, act)


def restore(
    session: Session, claim: ClaimView, kind: ObjectType, words: str, act: Act
) -> EventView:
    """Set a claim's place or the name that it gives, and log it."""
    table, column = (StoryPlace, "place") if kind is ObjectType.STORY_PLACE else (StoryName, "name")
    row = session.get(table, claim.claim_id)
    before = getattr(row, column) if row else ""
    values = insert(table).values(claim_id=claim.claim_id, **{column: words})
    session.execute(
        values.on_conflict_do_update(index_elements=[col(table.claim_id)], set_={column: words})
    )
    session.expire_all()
    storylines.refresh(session, [claim.claim_id])
    event = log_row(act, kind, claim.claim_id, before, words)
    assessed = refresh(session, [claim.claim_id])[claim.claim_id]
    describe(event, claim, claim, assessed)
    return ledger.append(session, event)
