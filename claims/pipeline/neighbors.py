"""Looks up what one claim is compared with: the claims of the desk that share keys with it."""

from collections.abc import Iterator, Sequence
from functools import partial

from sqlmodel import Session

from claims.link.candidates import Carrier, Chosen, choose, overtaken, sharing, telling
from claims.link.match import Linker
from claims.pipeline.known import Known, Loaded
from db import queries

# How many candidates are read at first: mostly the nearest are among them.
FIRST_LOOK = 150


def candidates(session: Session, linker: Linker, one: Loaded, known: Known) -> Chosen:
    """Return whom a claim of the desk is compared with.

    Args:
        session: an open session.
        linker: says how near claims are.
        one: the claim.
        known: what was looked up before.
    """
    parts = _parts(_sharing(session, linker, one, known))
    carriers = (_carriers(session, part, known) for part in parts)
    places = partial(known.places.of, session)
    return choose(linker, one.claim, one.vectors, carriers, places)


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
    shared = _sharing(session, linker, one, known)
    some = [found for found in shared if later is None or found[0] in later]
    places = queries.placed(session, [claim_id for claim_id, _ in some])
    return overtaken(linker, one.claim, one.vectors, _carriers(session, some, known), places)


def _sharing(
    session: Session, linker: Linker, one: Loaded, known: Known
) -> list[tuple[str, float]]:
    weights = linker.keys(one.claim)
    keys = telling(known.counts.of(session, sorted(weights)))
    found = sharing(known.carriers.of(session, keys), weights)
    return [(claim_id, weight) for claim_id, weight in found if claim_id != one.claim.claim_id]


def _carriers(session: Session, shared: Sequence[tuple[str, float]], known: Known) -> list[Carrier]:
    vectors = known.vectors.of(session, [claim_id for claim_id, _ in shared])
    return [
        Carrier(claim_id, weight, vectors[claim_id])
        for claim_id, weight in shared
        if claim_id in vectors
    ]


def _parts(shared: Sequence[tuple[str, float]]) -> Iterator[Sequence[tuple[str, float]]]:
    """Yield parts of a list, each twice as long as the one before."""
    start, size = 0, FIRST_LOOK
    while start < len(shared):
        yield shared[start : start + size]
        start, size = start + size, 2 * size
