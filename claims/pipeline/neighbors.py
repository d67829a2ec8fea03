"""Looks up what one claim is compared with: the claims of the desk that share keys with it."""

from functools import partial

from sqlmodel import Session

from claims.link.candidates import Chosen, LookUp, Shares, choose, overtaken, sharing, telling
from claims.link.match import Linker
from claims.pipeline.known import Known, Loaded
from db import queries


def candidates(session: Session, linker: Linker, one: Loaded, known: Known) -> Chosen:
    """Return whom a claim of the desk is compared with.

    Args:
        session: an open session.
        linker: says how near claims are.
        one: the claim.
        known: what was looked up before.
    """
    shares = _shares(session, linker, one, known)
    look_up = LookUp(partial(known.places.of, session), partial(known.vectors.of, session))
    return choose(linker, one.claim, one.vectors, shares, look_up)


def pressed(session: Session, linker: Linker, one: Loaded, known: Known) -> list[str]:
    """Return the claims, linked already, that would be compared with one that comes in now.

    Args:
        session: an open session.
        linker: says how near claims are.
        one: the claim that comes in.
        known: what was looked up before.
    """
    later = known.linked_since(session, one.claim.ordered_at)
    if later is not None and not later:
        return []
    shares = _shares(session, linker, one, known)
    some = [share for share in shares if later is None or share[0] in later]
    # How near others must be changes as a run goes on, so that it is asked anew.
    look_up = LookUp(partial(queries.placed, session), partial(known.vectors.of, session))
    return overtaken(linker, one.claim, one.vectors, some, look_up)


def _shares(session: Session, linker: Linker, one: Loaded, known: Known) -> Shares:
    weights = linker.keys(one.claim)
    keys = telling(known.counts.of(session, sorted(weights)))
    found = sharing(known.carriers.of(session, keys), weights)
    return [(claim_id, weight) for claim_id, weight in found if claim_id != one.claim.claim_id]
