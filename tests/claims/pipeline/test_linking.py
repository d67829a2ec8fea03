"""Which claims are compared."""

from typing import Any

from claims.pipeline import linking
from db import queries
from db.engine import reading, writing
from db.models import ClaimKey


def candidates(desk: Any, weights: dict[str, float], *, most: int = 20) -> list[str]:
    """Who shares keys with one claim of the small desk."""
    with reading(desk.engine) as session:
        return queries.sharing(session, weights, but=desk.closed, most=most)


def carry(desk: Any, **keys: str) -> None:
    """Give claims of the small desk keys: ``aside="e:bridge t:day"``."""
    with writing(desk.engine) as session:
        for name, found in keys.items():
            for key in found.split():
                session.add(ClaimKey(key=key, claim_id=getattr(desk, name)))


def test_one_rare_key_outweighs_two_common_ones(small_desk: Any) -> None:
    """Candidates come in the order of what they share, and the claim itself is none."""
    carry(small_desk, closed="e:ana", open="t:day t:say", aside="e:ana")
    weights = {"t:day": 0.1, "t:say": 0.2, "e:ana": 4.0}

    assert candidates(small_desk, weights) == [small_desk.aside, small_desk.open]
    assert candidates(small_desk, weights, most=1) == [small_desk.aside]
    assert candidates(small_desk, {}) == []


def test_equal_candidates_come_in_the_order_of_their_ids(small_desk: Any) -> None:
    """Which of equal candidates is kept does not hang on chance."""
    carry(small_desk, open="e:ana t:day", aside="e:ana t:day")

    assert candidates(small_desk, {"e:ana": 0.1, "t:day": 0.2}) == [
        small_desk.aside,
        small_desk.open,
    ]


def test_keys_that_too_many_carry_are_not_looked_up() -> None:
    """Among rare keys a common one is left out; where all are common the rarest one stays."""
    many = linking.MOST_CARRIERS + 1

    assert linking._telling({"e:bridge": 3, "e:country": many}) == ["e:bridge"]
    assert linking._telling({"e:town": many, "e:country": many + 1}) == ["e:town"]
    assert linking._telling({}) == []


def test_keys_that_together_are_too_many_are_looked_up_rarest_first() -> None:
    """What one claim looks up stays under the bound, however many keys it has."""
    half = linking.MOST_CARRIERS // 2
    carried = {"e:bridge": half, "e:country": half + 2, "e:town": half - 2}

    assert linking._telling(carried) == ["e:town", "e:bridge"]
