"""What people decide about storylines: their names, and which claims belong to them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine
from sqlmodel import Session

from claims.assess.storylines import Place
from claims.errors import InputError
from claims.review.acts import Act, acting, found, storable
from claims.review.change import change
from db import queries
from db.engine import writing
from db.models import Claim, StoryPlace
from db.views.log import EventView
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
        InputError: no name of who decides, a claim of no storyline, or text that cannot be stored.
        NotFoundError: no such claim.
    """
    act = acting(Action.NAME, by, reason)
    with writing(engine) as session:
        claim = found(queries.claim(session, claim_id), "claim", claim_id)
        if claim.storyline is None:
            raise InputError(f"claim {claim_id} belongs to no storyline; put it beside another one")
        return change(session, ObjectType.STORY_NAME, claim_id, storable("name", called), act)


def merge(engine: Engine, claim_id: str, beside: str, *, by: str, reason: str = "") -> EventView:
    """Put a claim into the storyline of another; what joins it elsewhere stays, so two become one.

    Args:
        engine: the desk.
        claim_id: the claim.
        beside: a claim of the storyline that it is to belong to.
        by: who decides.
        reason: why; may be empty.

    Raises:
        InputError: no name of who decides, or nothing would change.
        NotFoundError: no such claim.
    """
    act = acting(Action.PLACE, by, reason)
    if beside == claim_id:
        raise InputError(f"claim {claim_id} cannot be put beside itself; name another one")
    with writing(engine) as session:
        for one in (claim_id, beside):
            found(session.get(Claim, one), "claim", one)
        place = _place(session, claim_id)
        return _put(session, claim_id, replace(place, beside=(*place.beside, beside)), act)


def split(
    engine: Engine, claim_ids: Sequence[str], *, by: str, reason: str = ""
) -> list[EventView]:
    """Take claims out of their storylines and make one of them, all or none.

    Args:
        engine: the desk.
        claim_ids: the claims.
        by: who decides.
        reason: why; may be empty.

    Raises:
        InputError: no name of who decides, nothing would change, or another claim was put beside
            one of them and would come along.
        NotFoundError: no such claim.
    """
    act = acting(Action.PLACE, by, reason)
    if not claim_ids:
        raise InputError("there is no claim to take out; name one or more")
    first, *others = dict.fromkeys(claim_ids)
    with writing(engine) as session:
        for one in (first, *others):
            found(session.get(Claim, one), "claim", one)
        for one, words in queries.story_places(session).items():
            held = {*Place.of(words).beside} & {first, *others}
            if one not in {first, *others} and held:
                raise InputError(
                    f"claim {one} was put beside {min(held)} and would come along; split it too"
                )
        places = [Place(apart=True), *(Place((first,), apart=True) for _ in others)]
        return [
            _put(session, one, place, act)
            for one, place in zip((first, *others), places, strict=True)
        ]


def _place(session: Session, claim_id: str) -> Place:
    row = session.get(StoryPlace, claim_id)
    return Place.of(row.place if row else "")


def _put(session: Session, claim_id: str, place: Place, act: Act) -> EventView:
    if place == _place(session, claim_id) or len({*place.beside}) < len(place.beside):
        raise InputError(f"claim {claim_id} is already there: {place.words}")
    return change(session, ObjectType.STORY_PLACE, claim_id, place.words, act)
